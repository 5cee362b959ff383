/* Branches: made, and standing in the queue of those that can go on. */
#include "emulator/asl/run/asl_branch.h"

struct asl_branch *asl_branch_new(struct asl_execution *x, struct asl_branch *parent, const struct asl_machine *m,
                                  uint32_t index)
{
    struct asl_branch *b = ARENA_NEW(&x->arena, struct asl_branch);

    b->parent = parent;
    b->machine = m;
    b->index = index;
    return b;
}

void asl_branch_ready(struct asl_execution *x, struct asl_branch *b)
{
    b->phase = PHASE_READY;
    b->next_ready = NULL;
    *x->ready_end = b;
    x->ready_end = &b->next_ready;
}

struct asl_branch *asl_branch_take_ready(struct asl_execution *x)
{
    struct asl_branch *b = x->ready;

    if (!b) return NULL;
    x->ready = b->next_ready;
    if (!x->ready) x->ready_end = &x->ready;
    return b;
}

int64_t asl_time_after(const struct asl_execution *x, int64_t seconds)
{
    const int64_t most = (int64_t)100 * 366 * 24 * 3600;

    return x->now_ms + (seconds > most ? most : seconds) * 1000;
}
