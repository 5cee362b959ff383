/* A page of a list by key: the walk through rows that stand by key, rolled up. What is rolled up is not read: the walk
 * goes on behind it, so that a page costs what it shows, in a bucket of any size. */
#ifndef NUBE_S3_WALK_H
#define NUBE_S3_WALK_H

#include "emulator/core/call.h"
#include "emulator/services/s3/s3_rollup.h"

struct rows;
struct s3_walk;

enum s3_look {
    S3_LOOK_SHOW,
    S3_LOOK_PASS,     /* the row is not shown */
    S3_LOOK_LEAVE_KEY /* nor is any further one of its key */
};

/* What is walked through. */
struct s3_walk_rows {
    /* From that key on; of the key itself from the row on that `row` stands for. */
    struct rows *(*open)(struct s3_walk *w, struct span key, int64_t row);
    /* Steps to the next one, which lives in the arena, and gives its key. */
    bool (*next)(struct s3_walk *w, struct rows *r, struct arena *a, struct span *key);
    enum s3_look (*look)(struct s3_walk *w); /* NULL: all are shown */
    /* Shows the row, or, where that is present, a common prefix. */
    void (*put)(struct s3_walk *w, struct span prefix);
    int64_t all, none; /* what stands for the first row of a key, and for none */
};

struct s3_walk {
    struct call *c;
    struct s3_rollup rollup;
    int64_t max;
    int64_t marker_row; /* where it begins in the marker's key */
    const struct s3_walk_rows *rows;

    int64_t count; /* so many were shown */
    bool is_truncated;
    struct span last; /* key or prefix of what was shown last; absent: nothing was */
};

void s3_walk(struct s3_walk *w);

#endif
