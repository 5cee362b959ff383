/* JSONPath as the States Language uses it: reference paths, and the full grammar that AWS accepts where a path only
 * reads.
 *
 *     $.a.b   $['a']   $.['a']   $[0]   $[(@.length-1)]   $[1:5]   $[-2:]   $[0,2]   $['a','b']   $.*   $..a
 *     $[?(@.n > 1 && @.s == 'x')]
 *
 * AWS: it is Jayway's json-path of an old version, with its ways: no functions, no index below 0, blanks behind a path
 * and dots before brackets are nothing, a word without quotes is a text in a filter, and only a list has slices.
 *
 * A path starts at `$` (the data), `$$` (the Context object) or `$name` (a variable). AWS:
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
#ifndef NUBE_JSONPATH_H
#define NUBE_JSONPATH_H

#include "emulator/base/doc.h"

enum jsonpath_root { JSONPATH_INPUT, JSONPATH_CONTEXT, JSONPATH_VARIABLE };

enum jsonpath_kind {
    JSONPATH_NAMES,    /* .a  ['a']  ['a','b'] */
    JSONPATH_INDEXES,  /* [0]  [0,2]  [(@.length-1)] */
    JSONPATH_SLICE,    /* [1:5]  [:5]  [-2:] */
    JSONPATH_WILDCARD, /* .*  [*] */
    JSONPATH_DESCENT,  /* .. before the next step */
    JSONPATH_FILTER    /* [?(…)] */
};

struct jsonpath_filter;

struct jsonpath_step {
    enum jsonpath_kind kind;
    struct jsonpath_step *next;
    struct span *names; /* NAMES */
    int64_t *indexes;   /* INDEXES; SLICE: from and to */
    uint32_t count;     /* of names or indexes */
    bool has_from, has_to;
    bool from_end; /* INDEXES: the one is counted from the end, 1 is the last */
    struct jsonpath_filter *filter;
};

struct jsonpath {
    enum jsonpath_root root;
    struct span variable; /* of JSONPATH_VARIABLE, without the dollar */
    struct span text;     /* as written */
    struct jsonpath_step *steps;
    bool definite;  /* selects at most one value */
    bool reference; /* a reference path: names and single indexes only */
};

/* Reads a whole path. NULL when it is not one; *error (may be NULL) then says why. Points into `text`. */
struct jsonpath *jsonpath_compile(struct arena *a, struct span text, const char **error);

/* The value at the path: for a definite path the value itself, for another the list of all that match, in order. NULL
 * when a definite path finds nothing, or a slice is of no list: *why (may be NULL) then says it in the words AWS uses.
 * Values are shared with `root`. */
struct doc *jsonpath_get(const struct jsonpath *p, struct arena *a, struct doc *root, const char **why);

/* A copy of `root` with the value put at a reference path; members on the way are made, what is not touched is shared.
 * NULL where it cannot be applied; *why says it. */
struct doc *jsonpath_put(const struct jsonpath *p, struct arena *a, struct doc *root, struct doc *value,
                         const char **why);

/* Reads a path that ends where its grammar ends, from *at on: for what embeds paths. `depth` counts what it is nested
 * in. */
struct jsonpath *jsonpath_compile_part(struct arena *a, struct span text, size_t *at, int depth, const char **error);

#endif
