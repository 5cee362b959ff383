/* Keys: schemas, and items' keys as bytes whose order is the order of DynamoDB.
 *
 * Rows live in spaces: a table is a space, and so is each of its indexes. A row's key in its space is
 *
 *     hash (8 bytes) | partition parts | sort parts | in an index: the table's key without its hash
 *
 * so that a Query is one range of keys, a Scan runs in hash order, and a segment of it is a range of hashes.
 * The parts are self-delimiting, no one a prefix of another:
 *
 *     S, B     the bytes, 00 written as 00 FF, then 00 00
 *     N        sign byte (40 negative, 80 zero, C0 positive); exponent + 130; digits in pairs, 1 to 100; 00.
 *              Of a negative all behind the sign is complemented.
 */
#ifndef NUBE_DYNAMODB_KEYS_H
#define NUBE_DYNAMODB_KEYS_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"

/* AWS: an index may have up to four partition and four sort attributes; a table has one and at most one. */
#define DDB_KEY_PARTS_MAX       8
#define DDB_HASH_KEY_BYTES_MAX  2048
#define DDB_RANGE_KEY_BYTES_MAX 1024

struct ddb_key_part {
    struct span name;
    char type;  /* 'S', 'N' or 'B' */
    bool range; /* sort, not partition */
};

/* Partition parts come first. */
struct ddb_key_schema {
    struct ddb_key_part parts[DDB_KEY_PARTS_MAX];
    int count, hash_count;
};

/* A schema as bytes, for the store, and back; names point into the bytes. */
struct span ddb_schema_pack(struct arena *a, const struct ddb_key_schema *schema);
void ddb_schema_unpack(struct span bytes, struct ddb_key_schema *schema);

/* The part of that name, or NULL. */
const struct ddb_key_part *ddb_schema_part(const struct ddb_key_schema *schema, struct span name);

/* Is this a value that may stand in the part: its type, not empty, not too long? */
bool ddb_key_value_fits(const struct ddb_key_part *part, const struct doc *value);

/* Appends one part's bytes. The value must be of the type. */
void ddb_key_add_value(struct buf *key, const struct doc *value);

/* Appends a prefix of an S or B part: what every value beginning with it starts with. */
void ddb_key_add_prefix(struct buf *key, const struct doc *value);

/* Appends the hash of the partition parts and these parts themselves; values by position. */
void ddb_key_add_partition(struct buf *key, const struct ddb_key_schema *schema, const struct doc *const *values);

/* The item's key in a space of that schema. False when an attribute is missing or does not fit: the item has no row in
 * that index. */
bool ddb_key_of_item(const struct ddb_key_schema *schema, const struct doc *item, struct buf *key);

/* The same for an index's row: the index key, then the table key without its hash. */
bool ddb_index_key_of_item(const struct ddb_key_schema *index, struct span table_key, const struct doc *item,
                           struct buf *key);

/* Turns the bytes into the smallest that are greater than everything beginning with them. */
void ddb_key_successor(struct buf *key);

/* The first key of a Scan's segment; of segment == total, what is above all keys. */
struct span ddb_segment_start(struct arena *a, int64_t segment, int64_t total);

#define DDB_KEY_HASH_BYTES 8

#endif
