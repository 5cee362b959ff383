/* The expressions of one request, with the names and values they share. */
#ifndef NUBE_DYNAMODB_EXPRESSIONS_H
#define NUBE_DYNAMODB_EXPRESSIONS_H

#include "emulator/services/dynamodb/expressions/dynamodb_conditions.h"
#include "emulator/services/dynamodb/expressions/dynamodb_keyconditions.h"
#include "emulator/services/dynamodb/expressions/dynamodb_updates.h"

/* Which ones a request may have. */
enum {
    DDB_WITH_UPDATE = 1,
    DDB_WITH_CONDITION = 2,
    DDB_WITH_KEYS = 4,
    DDB_WITH_FILTER = 8,
    DDB_WITH_PROJECTION = 16,
    DDB_AS_VALIDATION = 32 /* what is wrong is told as ddb_as_validation does */
};

/* AWS: since 2026 PutItem, UpdateItem and DeleteItem put "1 validation error detected: " before what is wrong with their
 * expressions and with sets and nulls among their values; no other operation does, and they do so of nothing else. */
const char *ddb_as_validation(struct arena *a, const char *error);

/* Is that error of a value one of a set or a null? */
bool ddb_error_is_of_content(const char *error);

struct ddb_expressions {
    struct ddb_update *update;
    struct ddb_node *condition, *filter;
    bool has_keys;
    struct ddb_key_conditions keys;
    struct ddb_projection *projection;
    const struct ddb_path *projected; /* the projection's paths */
    int projected_count;
};

/* The checks that come before any value of the request is looked at: expressions mixed with older parameters, names and
 * values without expressions, malformed ones. Makes the values canonical. Returns NULL or the text of a
 * ValidationException. */
const char *ddb_expressions_check(struct arena *a, const struct doc *in, unsigned with);

/* Compiles what is there. The same kind of answer. */
const char *ddb_expressions_compile(struct arena *a, const struct doc *in, unsigned with, struct ddb_expressions *out);

/* A path that goes into what is_key says is a key, or NULL. AWS: keys are scalars, whatever expression names them. */
const struct ddb_path *ddb_expressions_into_key(const struct ddb_expressions *e,
                                                bool (*is_key)(void *arg, struct span name), void *arg);

/* Compiles a projection alone. Returns false with *error, without the "Invalid ProjectionExpression: ". */
bool ddb_projection_parse(struct arena *a, struct ddb_substitutes *s, struct span expression,
                          struct ddb_expressions *out, const char **error);

#endif
