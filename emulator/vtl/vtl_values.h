/* Values as Java has them: numbers, and what is equal. */
#ifndef NUBE_VTL_VALUES_H
#define NUBE_VTL_VALUES_H

#include "emulator/vtl/vtl_nodes.h"

/* How deep a value is looked into: one may hold itself. */
#define VTL_VALUE_DEPTH_MAX 130

static inline bool vtl_is_null(const struct doc *value)
{
    return !value || doc_is(value, DOC_NULL);
}

/* A double, as its literal in Java's form; NULL when it is no number. */
struct doc *vtl_double(struct arena *a, double value);

/* 1 and 1.0 are equal numbers; maps and lists are equal when what they hold is. `json` as in vtl_world. */
bool vtl_equal(struct arena *a, const struct doc *left, const struct doc *right, const struct arena *json);

/* Java's equals(): as that, but values of two kinds are not equal. */
bool vtl_same(const struct doc *left, const struct doc *right);

/* An operator between two numbers, or +, which joins texts too. NULL when they are not of its kind, where it divides by
 * 0, and, with *error, where a number grows beyond 64 bits. */
struct doc *vtl_calculate(struct arena *a, enum vtl_kind kind, const struct doc *left, const struct doc *right,
                          const struct arena *json, const char **error);

/* -1, 0 or 1 between two numbers; 2 where one is none. */
int vtl_compare(const struct doc *left, const struct doc *right);

#endif
