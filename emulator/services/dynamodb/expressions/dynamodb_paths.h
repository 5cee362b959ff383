/* Document paths, `a.b[2].c`: looking one up in an item, and projecting many out of it. */
#ifndef NUBE_DYNAMODB_PATHS_H
#define NUBE_DYNAMODB_PATHS_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"

struct ddb_step {
    struct span name; /* absent: a list index */
    uint32_t index;
};

struct ddb_path {
    const struct ddb_step *steps; /* the first is a name */
    int count;
};

/* The value there, or NULL. */
struct doc *ddb_path_find(const struct ddb_path *path, const struct doc *item);

/* [a, b, [2], c], as AWS's messages show it. */
struct span ddb_path_text(struct arena *a, const struct ddb_path *path);

bool ddb_path_equal(const struct ddb_path *a, const struct ddb_path *b);

/* How two paths of one expression stand to each other. */
enum ddb_path_relation {
    DDB_PATHS_APART,
    DDB_PATHS_OVERLAP, /* one is, or leads to, the other */
    DDB_PATHS_CONFLICT /* at one place the one wants a map and the other a list */
};
enum ddb_path_relation ddb_path_relate(const struct ddb_path *a, const struct ddb_path *b);

/* Paths as a tree, so that `l[2], l[0]` gives one list in the order of the item. */
struct ddb_projection;

/* From paths that are all apart. */
struct ddb_projection *ddb_projection_new(struct arena *a, const struct ddb_path *paths, int count);

/* What of the item the paths reach, as a new item that shares the values; list elements close ranks. */
struct doc *ddb_projection_apply(const struct ddb_projection *projection, struct arena *a, const struct doc *item);

#endif
