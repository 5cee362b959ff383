/* The tree of a compiled expression. */
#ifndef NUBE_JSONATA_NODES_H
#define NUBE_JSONATA_NODES_H

#include "emulator/asl/jsonata/values/jsonata_values.h"

enum jnode_kind {
    N_STRING,
    N_NUMBER,
    N_VALUE, /* true, false, null */
    N_NAME,
    N_VARIABLE,
    N_REGEX,
    N_WILDCARD,
    N_DESCENDANTS,
    N_PARENT,
    N_PLACEHOLDER, /* the `?` of a partial application */
    N_NEGATE,
    N_ARRAY,
    N_OBJECT, /* list: name, value, name, value… */
    N_BINARY,
    N_PATH,  /* list: the steps */
    N_BLOCK, /* list: the expressions */
    N_CONDITION,
    N_OTHERWISE, /* left where it is true (OP_OR) or exists (OP_EQUAL), else other */
    N_BIND,
    N_APPLY,
    N_FUNCTION, /* left: what is called; list: the arguments */
    N_PARTIAL,
    N_LAMBDA, /* list: the parameters; left: the body */
    N_TRANSFORM,
    N_SORT, /* a step; list: the terms */
    N_TERM, /* of a sort; left: the expression */
    /* of the parser alone, gone from the finished tree: */
    N_DOT,
    N_FILTER,
    N_GROUP,
    N_ORDER,
    N_FOCUS,
    N_INDEX,
};

enum jop {
    OP_NONE,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_REMAINDER,
    OP_EQUAL,
    OP_UNEQUAL,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_GREATER,
    OP_GREATER_EQUAL,
    OP_CONCAT,
    OP_AND,
    OP_OR,
    OP_IN,
    OP_RANGE,
};

struct jnode;
struct jbuiltin;
struct jsignature;

/* Where a `%` finds its value: the step it refers to binds it under the label. */
struct jslot {
    struct span label;
    int level; /* how many steps further up it is to be found, while the tree is made */
};

/* What follows a step: a predicate, or the naming of positions in the middle of predicates. */
struct jstage {
    struct jnode *filter; /* NULL: names positions */
    struct span index;
};

struct jstages {
    struct jstage *items;
    uint32_t count, room;
};

struct jslots {
    struct jslot **items;
    uint32_t count, room;
};

struct jnode {
    enum jnode_kind kind;
    enum jop op;
    uint32_t position; /* bytes, behind its token */
    struct span text;  /* name, string, operator */
    struct jval value; /* of a literal */
    struct jnode *left, *right, *other;
    struct jnode **list;
    uint32_t count, room;
    bool keep_array;    /* `[]` was written behind it */
    bool constructs;    /* an array constructor that keeps its array in a path */
    bool binds;         /* a step that makes tuples, or a path whose result they are */
    bool is_thunk;      /* a call in tail position */
    bool is_descending; /* of a term */
    struct jstages predicates, stages;
    struct jnode *group; /* N_OBJECT's list */
    struct span focus, index;
    struct jslot *slot, *ancestor;
    struct jslots seeking; /* slots that are looked for further up */
    struct jsignature *signature;
    const struct jbuiltin *builtin; /* the library's function of a variable's name */
    const void *regex;
};

/* What is the matter with an expression. */
struct jfault {
    const char *code;
    uint32_t position; /* bytes */
    struct span token;
    struct jval value, value2;
    int index;        /* of an argument, from 1 */
    struct span type; /* words for the message */
    bool has_position, has_token;
};

/* Text to a tree. NULL with *fault. */
struct jnode *jparse(struct arena *a, struct span text, struct jfault *fault);

/* Finds a function of the library by its name, without the `$`; NULL when there is none. */
typedef const struct jbuiltin *jbuiltin_finder(struct span name);

/* The second pass: dots to paths, predicates and groups to their steps, `%` to its step, calls in tail position marked,
 * names of functions found. */
struct jnode *jresolve(struct arena *a, struct jnode *tree, jbuiltin_finder *find, struct jfault *fault);

#define JPARSE_DEPTH_MAX 500

void jnode_add(struct arena *a, struct jnode *node, struct jnode *child);

#endif
