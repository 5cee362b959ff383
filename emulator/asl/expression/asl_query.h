/* What a JSONata state computes: a tree in which every text "{% … %}" stands for its expression's value.
 *
 *     "Output": { "total": "{% $sum($states.result.prices) %}", "currency": "EUR" }
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
#ifndef NUBE_ASL_QUERY_H
#define NUBE_ASL_QUERY_H

#include "emulator/asl/asl_report.h"
#include "emulator/asl/expression/asl_scope.h"

/* Where a query stands: the state ("/States/X"), the field in it ("Choices[0]/Output"), and whether errors can be read
 * there. */
struct asl_query_place {
    const char *at, *field;
    bool in_catch;
};

/* Compiles a value. NULL when there is none, or an expression in it is bad; the report then says so. Points into the
 * tree. */
struct asl_query *asl_query_compile(struct arena *a, struct asl_report *report, struct doc *tree,
                                    struct asl_query_place place);

/* Its value, or NULL with s->error: States.QueryEvaluationError. */
struct doc *asl_query_value(const struct asl_query *q, struct asl_scope *s);

/* Its value of one kind: "array", "boolean", "number", "object", "string". */
struct doc *asl_query_of_kind(const struct asl_query *q, struct asl_scope *s, const char *kind);

/* Its value as a whole number of this range. False with s->error. */
bool asl_query_integer(const struct asl_query *q, struct asl_scope *s, int64_t least, int64_t most, int64_t *value);

/* Fails with a cause that begins with the expression and its field: "The JSONata expression '…' specified for the field
 * '…' …". */
struct doc *asl_query_fail(const struct asl_query *q, struct asl_scope *s, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define ASL_QUERY_REFERENCES_MAX 16

/* What an expression refers to that is not there: names at its top (each once, in order), `$$`, and what only a catcher
 * has. */
struct asl_query_references {
    struct span names[ASL_QUERY_REFERENCES_MAX];
    uint32_t count;
    bool has_root, has_error_output;
};

/* Of an expression that compiles; *found is empty before. For asl_query.c alone. */
void asl_query_references_find(struct arena *a, struct span text, struct asl_query_references *found);

#endif
