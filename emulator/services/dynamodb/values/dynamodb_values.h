/* Attribute values: trees of one-member maps, {"S": text}, {"L": [value, …]}, as they travel on JSON.
 *
 * A tree that comes in is decoded (wrong JSON types, unknown and null members) and then checked (DynamoDB's own rules),
 * after which each value has exactly one member and its canonical content: N is the number's one text, NULL is true, B
 * is base64 whose text is equal when the bytes are. All other functions take trees in that form, as items in the store
 * are.
 */
#ifndef NUBE_DYNAMODB_VALUES_H
#define NUBE_DYNAMODB_VALUES_H

#include "emulator/base/doc.h"

enum ddb_type { DDB_NONE, DDB_S, DDB_N, DDB_B, DDB_SS, DDB_NS, DDB_BS, DDB_M, DDB_L, DDB_BOOL, DDB_NULL };

#define DDB_NESTING_MAX    32
#define DDB_ITEM_BYTES_MAX (400 * 1024)

/* "S", "NS"; of DDB_NONE "". And as some of AWS's messages have it: "STRING", "NUMBER_SET". */
const char *ddb_type_code(enum ddb_type type);
const char *ddb_type_title(enum ddb_type type);
enum ddb_type ddb_type_of_code(struct span code);

/* Takes out null and unknown members and turns blobs of binary protocols into base64. Returns NULL, or the text of a
 * SerializationException (a constant or in the arena of the tree). */
const char *ddb_value_decode(struct doc *value);

/* Checks by DynamoDB's rules and makes canonical. Returns NULL or the text of a ValidationException (in `a` or
 * constant). ddb_item_check does so for a map of names to values. */
const char *ddb_value_check(struct arena *a, struct doc *value);
#define DDB_NAME_BYTES_MAX 65535
#define DDB_TOO_DEEP \
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"

/* May that be an attribute's name? NULL, or what is wrong. */
const char *ddb_name_check(struct span name);

const char *ddb_item_check(struct arena *a, struct doc *item);

/* DDB_NONE of NULL. */
enum ddb_type ddb_value_type(const struct doc *value);

/* What is behind the type's name: text, list, map or boolean. */
struct doc *ddb_value_content(const struct doc *value);

/* The text of S, N and B (base64), else absent. */
struct span ddb_value_text(const struct doc *value);

/* The bytes of S and B (decoded into `a`), else absent. */
struct span ddb_value_bytes(struct arena *a, const struct doc *value);

struct doc *ddb_value_new(struct arena *a, enum ddb_type type, struct doc *content);

/* The same type and content; sets without regard to order. */
bool ddb_value_equal(const struct doc *a, const struct doc *b);

/* The order of two values of one of the types S, N, B; false for all others and for different types. */
bool ddb_value_compare(struct arena *scratch, const struct doc *a, const struct doc *b, int *order);

bool ddb_set_has(const struct doc *set_content, struct span member);

/* Members of either, and members of `a` that are not in `b`; contents of sets of one type. Linear. */
struct doc *ddb_set_union(struct arena *arena, const struct doc *a, const struct doc *b);
struct doc *ddb_set_minus(struct arena *arena, const struct doc *a, const struct doc *b);

/* Sizes in bytes by DynamoDB's count. */
size_t ddb_value_size(const struct doc *value);
size_t ddb_item_size(const struct doc *item);

/* Does any value in the tree hold a list or map nested more than DDB_NESTING_MAX deep? */
bool ddb_value_too_deep(const struct doc *value);

#endif
