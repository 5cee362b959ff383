/* Writing one item: PutItem, UpdateItem, DeleteItem, and each part of batches and transactions.
 *
 * A write is prepared from its input without the database, on the caller's thread, and run on the writer. */
#ifndef NUBE_DYNAMODB_WRITES_H
#define NUBE_DYNAMODB_WRITES_H

#include "emulator/services/dynamodb/changes/dynamodb_write.h"

/* Checks the input, a PutItem's or the like, and compiles its expressions. 0, or -1 with a ValidationException. */
/* AWS: a key is a scalar: no expression may have a path that goes into one, of the table's or of an index's. */
int ddb_expressions_check_keys(struct call *c, const struct ddb_expressions *e, struct ddb_table *table);

int ddb_write_prepare(struct call *c, struct ddb_write *write, enum ddb_write_kind kind, const struct doc *in);

/* Finds the table of each of the writes, whose names are given beside them. 0, or -1 with a
 * ResourceNotFoundException. */
int ddb_writes_find_tables(struct call *c, struct ddb_write *writes, const struct span *names, int count);

/* Finds the item in the write's table, checks the condition, writes item and index rows. 0, or -1 with the fault; a
 * failed condition raises ConditionalCheckFailedException, with the item when asked for. */
int ddb_write_run(struct call *c, struct ddb_write *write);

/* The same, without being counted against the table's throughput. AWS: an import takes none. */
int ddb_write_run_freely(struct call *c, struct ddb_write *write);

/* The item of a PUT, the key of any other. */
const struct doc *ddb_write_item(const struct ddb_write *write);

/* The item's key, in the call's arena, with the table's space before it, so that it differs from any other table's.
 * Absent when it has not the table's keys. */
struct span ddb_item_key(struct call *c, const struct ddb_table *table, const struct doc *item);

/* Writes the rows of what is in `table`, `old` and `new`, and all that follows from the change: see
 * dynamodb_changes.h. */
void ddb_write_rows(struct call *c, struct ddb_write *write, struct span key);

/* Puts the row that the item has in an index which has none of it yet. */
void ddb_index_fill(struct call *c, const struct ddb_table *table, const struct ddb_index *index, struct span table_key,
                    struct doc *item);

/* Refuses an empty value for a key attribute of the table or of an index: 0, or -1 with a ValidationException. AWS:
 * transactions look for these before they begin. */
int ddb_write_refuse_empty(struct call *c, const struct ddb_write *write);

/* The same of a key by itself. */
int ddb_key_refuse_empty(struct call *c, const struct ddb_table *table, const struct doc *key);

/* The item collection that the write was to, as ItemCollectionMetrics shows it; NULL when the table has no local index.
 * AWS: the size is an estimate; ours is that of a small collection. */
struct doc *ddb_write_collection(struct call *c, const struct ddb_write *write);

/* The key of an item that names just the table's key attributes. 0 with the row's key in the arena, or -1 with a
 * ValidationException. */
int ddb_key_require(struct call *c, const struct ddb_table *table, const struct doc *key, struct span *row_key);

#endif
