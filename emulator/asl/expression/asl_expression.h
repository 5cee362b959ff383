/* What a JSONPath state computes with: paths, intrinsic functions, and payload templates made of both.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
#ifndef NUBE_ASL_EXPRESSION_H
#define NUBE_ASL_EXPRESSION_H

#include "emulator/asl/expression/asl_scope.h"
#include "emulator/asl/jsonpath/jsonpath.h"

enum asl_expression_kind { EXPRESSION_PATH, EXPRESSION_CALL, EXPRESSION_LITERAL };

struct asl_expression {
    enum asl_expression_kind kind;
    struct span text; /* as written */
    struct jsonpath *path;
    const struct asl_intrinsic *function;
    struct asl_expression **arguments;
    uint32_t count;
    struct doc *literal;
    struct span raw; /* of a string literal: with its escapes, for States.Format */
};

/* Reads a path or an intrinsic call. NULL when it is neither; *error says why. */
struct asl_expression *asl_expression_compile(struct arena *a, struct span text, const char **error);

/* Its value, or NULL with s->error. `field` names where it stands ("value.$"), for the error's words. */
struct doc *asl_expression_value(const struct asl_expression *e, struct asl_scope *s, struct span field);

/* The value a bare path selects, or NULL with *why. */
struct doc *asl_path_value(const struct jsonpath *p, struct asl_scope *s, const char **why);

/* A payload template: a tree in which the members named "x.$" are replaced by x with their expression's value. */
struct asl_template;

/* NULL when an expression in it is bad; *where then names it, *error says why. */
struct asl_template *asl_template_compile(struct arena *a, struct doc *tree, struct span *where, const char **error);
struct doc *asl_template_value(const struct asl_template *t, struct asl_scope *s);

#endif
