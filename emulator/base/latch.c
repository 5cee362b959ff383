/* See latch.h. The state says who came first, the end or the waiter's patience; and orders what both have written. */
#include "emulator/base/latch.h"

#include <errno.h>
#include <stdatomic.h>
#include <time.h>

#include "emulator/base/clock.h"

enum { CLOSED, OPEN, ABANDONED };

void latch_init(struct latch *l)
{
    atomic_init(&l->state, CLOSED);
    sem_init(&l->came, 0, 0);
}

void latch_release(struct latch *l)
{
    sem_destroy(&l->came);
}

bool latch_open(struct latch *l)
{
    if (atomic_exchange(&l->state, OPEN) == ABANDONED) return false;
    sem_post(&l->came);
    return true;
}

/* It is open: the waker is done with it once it is here. */
void latch_wait(struct latch *l)
{
    while (sem_wait(&l->came)) continue; /* a signal came */
    atomic_load(&l->state);
}

bool latch_wait_until(struct latch *l, int64_t until_us)
{
    struct timespec until = { until_us / 1000000, until_us % 1000000 * 1000 };

    while (sem_clockwait(&l->came, CLOCK_MONOTONIC, &until))
        if (errno != EINTR) return false;
    atomic_load(&l->state);
    return true;
}

bool latch_wait_or_abandon(struct latch *l, int64_t milliseconds)
{
    if (latch_wait_until(l, clock_monotonic_us() + milliseconds * 1000)) return true;
    if (atomic_exchange(&l->state, ABANDONED) == CLOSED) return false;
    latch_wait(l); /* it has been opened just now */
    return true;
}
