/* DynamoDB in the database: tables, their indexes, rows, and what deleted tables leave behind.
 *
 * A table and each of its indexes is a space: an ordered set of rows (see dynamodb_keys.h). An index's row holds what
 * the index projects, so a Query reads one range of one space and nothing else. Each space keeps count of its rows.
 */
#ifndef NUBE_DYNAMODB_STORE_H
#define NUBE_DYNAMODB_STORE_H

#include "emulator/core/call.h"
#include "emulator/services/dynamodb/values/dynamodb_keys.h"
#include "emulator/store/db.h"

extern const char ddb_tables_schema[], ddb_cursors_schema[];

enum ddb_projection_kind { DDB_PROJECT_ALL, DDB_PROJECT_KEYS, DDB_PROJECT_INCLUDE };

struct ddb_index {
    int64_t space;
    struct span name;
    bool local;
    struct ddb_key_schema keys;
    enum ddb_projection_kind projection;
    const struct doc *included; /* of INCLUDE: a list of names */
    struct span cursor; /* of one being filled: the last of the table's keys that it knows; absent when all are */
};

#define DDB_INDEXES_MAX 25 /* 20 global, 5 local */

struct ddb_table {
    int64_t space;
    struct span name;
    struct ddb_key_schema keys;
    struct ddb_index *indexes; /* at most DDB_INDEXES_MAX */
    int index_count;

    /* What a change of an item sets off: see dynamodb_changes.h. */
    int64_t stream;     /* the enabled stream's id, or 0 */
    struct span ttl;    /* the attribute that says when an item expires; absent: none */
    bool is_journalled; /* what was there before is kept */
};

/* A new, empty index at the end of the table's list. NULL when there are DDB_INDEXES_MAX. */
struct ddb_index *ddb_table_add_index(struct arena *a, struct ddb_table *table);

/* --- tables ------------------------------------------------------------------------------------------------------- */

/* Finds the caller's table of that name: its keys only, or with its indexes. False when there is none, or it is still
 * being restored. */
bool ddb_store_table(struct call *c, struct span name, struct ddb_table *table);
bool ddb_store_table_with_indexes(struct call *c, struct span name, struct ddb_table *table);

/* With its indexes, even while it is being restored. */
bool ddb_store_table_at_all(struct call *c, struct span name, struct ddb_table *table);

/* The same for the table of that space, whoever's it is: the call becomes its owner's. For work in the background. */
bool ddb_store_table_of_space(struct call *c, int64_t space, struct ddb_table *table);

/* The table's description as CreateTable stored it, as a tree; NULL when there is none. */
struct doc *ddb_store_description(struct call *c, struct span name, int64_t *space);

/* Makes the table and its indexes from `table`, whose spaces are filled in. */
void ddb_store_table_insert(struct call *c, struct ddb_table *table, const struct doc *description);
void ddb_store_description_update(struct call *c, int64_t space, const struct doc *description);

/* Adds an index, whose space is filled in, moves the cursor of one (absent: it is filled), takes one out of sight. */
void ddb_store_index_insert(struct call *c, int64_t table_space, struct ddb_index *index);
void ddb_store_index_cursor(struct call *c, int64_t table_space, int64_t space, struct span cursor);
void ddb_store_index_delete(struct call *c, int64_t table_space, int64_t space);

/* Finds any table with an index that is being filled, and makes its owner the call's. False when there is none. */
bool ddb_store_table_filling(struct call *c, struct ddb_table *table);

/* Takes the table out of sight; its rows become garbage, unless they are kept as a backup's. Its indexes' always do. */
void ddb_store_table_delete(struct call *c, int64_t space, bool keep_rows);

/* Names in order, behind `after` (absent: from the start), at most `limit`. */
void ddb_store_table_names(struct call *c, struct span after, int64_t limit, struct doc *names);

void ddb_store_space_count(struct call *c, int64_t space, int64_t *items, int64_t *bytes);

/* Deletes at most `rows` rows of spaces that are garbage. Returns whether there may be more. */
bool ddb_store_sweep(struct db *db, int rows);

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* The row's item as JSON, in the call's arena, and its size; absent when there is none. */
struct span ddb_store_row(struct call *c, int64_t space, struct span key, int64_t *size);

/* Puts or deletes a row and keeps the count; `old_size` is that of the row there now, negative when there is none. */
void ddb_store_row_put(struct call *c, int64_t space, struct span key, int64_t size, struct span item,
                       int64_t old_size);
void ddb_store_row_delete(struct call *c, int64_t space, struct span key, int64_t old_size);

/* Rows with from <= key < below, in order or from the end. Columns: key, size, item. */
struct rows *ddb_store_rows(struct call *c, int64_t space, struct span from, struct span below, bool forward);

/* The first rows behind `after`, in order; the same columns. */
struct rows *ddb_store_rows_after(struct call *c, int64_t space, struct span after, int limit);

/* --- tokens ------------------------------------------------------------------------------------------------------- */

/* The digest kept with a request token that has not expired, else absent. */
struct span ddb_store_token(struct call *c, struct span token);
void ddb_store_token_insert(struct call *c, struct span token, const char *digest, int64_t until_ms);

#endif
