/* A run of a template, which its parts share, and the bounds of what it does. */
#ifndef NUBE_VTL_BOUNDS_H
#define NUBE_VTL_BOUNDS_H

#include "emulator/vtl/vtl_values.h"

#define VTL_STEPS_MAX  20000000            /* of a run: seconds of work */
#define VTL_MEMORY_MAX ((size_t)128 << 20) /* that a run takes from its arena */
#define VTL_ITEMS_MAX  100000              /* of a list that a range or a text makes */
#define VTL_BLOCKS_MAX 20                  /* of #define that print one another */

enum vtl_flow { VTL_GO_ON, VTL_GO_OUT /* of the loop */, VTL_END /* of the template, or an error */ };

struct vtl_run {
    const struct vtl *template;
    struct vtl_world world;
    struct buf *out; /* where it prints now: the world's, or a text's on the way */
    size_t held;     /* by the arena, when it started */
    uint64_t steps;
    int blocks;                                                              /* open now */
    enum vtl_flow (*block)(struct vtl_run *r, const struct vtl_node *block); /* prints one */
    const char *reason;
    uint32_t at;
};

/* Notes the first error, and gives NULL. */
void *vtl_run_fail(struct vtl_run *r, uint32_t at, const char *reason);

/* Counts work; false, with an error, when there was too much. */
bool vtl_run_spend(struct vtl_run *r, uint32_t at, size_t steps);

#endif
