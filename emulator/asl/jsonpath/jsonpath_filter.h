/* A filter of a path, and reading one. */
#ifndef NUBE_JSONPATH_FILTER_H
#define NUBE_JSONPATH_FILTER_H

#include "emulator/asl/jsonpath/jsonpath.h"

enum jsonpath_filter_kind { FILTER_OR, FILTER_AND, FILTER_NOT, FILTER_TEST };
enum jsonpath_filter_operator { TEST_EXISTS, TEST_EQ, TEST_NE, TEST_LT, TEST_LE, TEST_GT, TEST_GE, TEST_IN, TEST_NIN };

struct jsonpath_operand {
    struct jsonpath *path; /* or a literal */
    bool of_item;          /* the path starts at @ */
    struct doc *literal;
};

struct jsonpath_filter {
    enum jsonpath_filter_kind kind;
    enum jsonpath_filter_operator operator;
    struct jsonpath_filter *left, *right;
    struct jsonpath_operand a, b;
};

/* Reads a path that a filter has in it: jsonpath_compile_part, which reads filters by this module. */
typedef struct jsonpath *jsonpath_reader(struct arena *a, struct span text, size_t *at, int depth, const char **error);

/* Reads a filter's expression up to its closing bracket, from *at on; NULL with *error. `depth` counts what it is
 * nested in. */
struct jsonpath_filter *jsonpath_filter_compile(struct arena *a, struct span text, size_t *at, int depth,
                                                jsonpath_reader *read_path, const char **error);

#endif
