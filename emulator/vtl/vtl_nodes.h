/* A template as its reader leaves it: a tree of nodes. */
#ifndef NUBE_VTL_NODES_H
#define NUBE_VTL_NODES_H

#include "emulator/vtl/vtl.h"

enum vtl_kind {
    /* What a block is made of. */
    VTL_TEXT,      /* text */
    VTL_REFERENCE, /* text: the name; left: its steps, one behind the other. Also a part of expressions */
    VTL_SET,       /* left: the reference; right: the value */
    VTL_IF,        /* left: the condition, NULL in #else; right: the block; other: what is tried next */
    VTL_FOREACH,   /* text: the name; left: what is walked over; right: the block */
    VTL_DEFINE,    /* text: the name; right: the block */
    VTL_BREAK,
    VTL_STOP,
    /* The steps of a reference. */
    VTL_PROPERTY, /* text */
    VTL_METHOD,   /* text; left: its arguments */
    VTL_INDEX,    /* left */
    /* What values are made of. */
    VTL_CONSTANT,     /* value; NULL is null */
    VTL_INTERPOLATED, /* right: the block that prints it */
    VTL_LIST,         /* left: its items */
    VTL_MAP,          /* left: names and values in turn */
    VTL_RANGE,        /* left, right */
    VTL_NOT,          /* left */
    VTL_OR,           /* left, right: these and all below */
    VTL_AND,
    VTL_EQ,
    VTL_NE,
    VTL_LT,
    VTL_GT,
    VTL_LE,
    VTL_GE,
    VTL_ADD,
    VTL_SUBTRACT,
    VTL_MULTIPLY,
    VTL_DIVIDE,
    VTL_MODULUS
};

struct vtl_node {
    enum vtl_kind kind;
    uint32_t at;       /* in the template, in bytes */
    bool is_escaped;   /* REFERENCE: \$name, which prints as written */
    uint32_t slashes;  /* REFERENCE: backslashes that print before it */
    struct span image; /* REFERENCE: as written */
    struct span text;
    struct doc *value;
    struct vtl_node *left, *right, *other;
    struct vtl_node *next; /* in its block or list */
};

struct vtl {
    struct span text;
    struct vtl_node *block;
    struct doc *names; /* of the references in it: each is true */
};

/* The line and column of a place in the text. */
void vtl_place(struct span text, size_t at, struct vtl_error *error);

#endif
