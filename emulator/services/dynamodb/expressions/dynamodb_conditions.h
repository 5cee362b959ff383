/* Condition, filter and key-condition expressions, compiled, and their truth for an item. */
#ifndef NUBE_DYNAMODB_CONDITIONS_H
#define NUBE_DYNAMODB_CONDITIONS_H

#include "emulator/services/dynamodb/expressions/dynamodb_parser.h"

/* Compiles a condition. Returns NULL and what is wrong in *error, without the "Invalid …Expression: " before it. */
struct ddb_node *ddb_condition_parse(struct arena *a, struct ddb_substitutes *s, struct span expression,
                                     const char **error);

/* Is the condition true of the item? A missing attribute makes a comparison false, not an error. */
bool ddb_condition_true(const struct ddb_node *condition, struct arena *scratch, const struct doc *item);

/* The first key attribute that the condition names, or the absent span: a filter may not touch the keys. */
struct span ddb_condition_names(const struct ddb_node *condition, bool (*is_key)(void *arg, struct span name),
                                void *arg);

#endif
