/* An end that one thread waits for, and another one brings. A semaphore, for whoever is woken by it need not wait for
 * the waker, too, as by a condition, whose lock that one still has. */
#ifndef NUBE_LATCH_H
#define NUBE_LATCH_H

#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>

struct latch {
    _Atomic int state;
    sem_t came;
};

void latch_init(struct latch *l);
void latch_release(struct latch *l);

/* The end is there. What was written before can be read by who waits. Of an opened latch nothing is touched once its
 * waiter may go on, and that may free it. False: the waiter has given up, and whatever is freed behind it is now left
 * to the caller. */
bool latch_open(struct latch *l);

/* By the one thread that waits: however long it takes. */
void latch_wait(struct latch *l);

/* The same until then, by clock_monotonic_us. False: the end is not there yet. */
bool latch_wait_until(struct latch *l, int64_t until_us);

/* The same, for so long; and then the waiter gives up, which whoever opens it is told. False: it has given up, and must
 * not touch the latch any more. */
bool latch_wait_or_abandon(struct latch *l, int64_t milliseconds);

#endif
