/* Key conditions: which rows of a table or index a Query reads, as one range of keys. */
#ifndef NUBE_DYNAMODB_KEYCONDITIONS_H
#define NUBE_DYNAMODB_KEYCONDITIONS_H

#include "emulator/services/dynamodb/values/dynamodb_keys.h"
#include "emulator/services/dynamodb/expressions/dynamodb_parser.h"

struct ddb_key_condition {
    struct span name;
    enum ddb_node_kind kind; /* EQ, LT, LE, GT, GE, BETWEEN or BEGINS_WITH */
    const struct doc *values[2];
};

struct ddb_key_conditions {
    struct ddb_key_condition each[DDB_KEY_PARTS_MAX];
    int count;
    int beyond; /* how many more there were */
};

/* Takes a compiled condition apart. Returns NULL or the whole text of a ValidationException. */
const char *ddb_key_conditions_from(struct arena *a, const struct ddb_node *condition, struct ddb_key_conditions *out);

/* Checks the conditions against the schema and gives the range [from, below) of keys that satisfy them, and what all of
 * its keys begin with (hash and partition parts). The same kind of answer. */
struct ddb_key_range {
    struct span from, below, partition;
};
const char *ddb_key_range_of(struct arena *a, const struct ddb_key_schema *schema,
                             const struct ddb_key_conditions *conditions, struct ddb_key_range *range);

#endif
