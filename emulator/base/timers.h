/* Timers over the clock: one heap, one thread. Ten thousand pending timers are ten thousand small entries. */
#ifndef NUBE_TIMERS_H
#define NUBE_TIMERS_H

#include <stdbool.h>
#include <stdint.h>

typedef void timer_fn(void *arg);

void timers_start(void);
void timers_stop(void); /* pending timers are dropped without being called */

/* Calls fn(arg) on the timers' thread once the clock has reached due_ms; a due time in the past fires at once. The
 * callback must be brief: hand longer work to the workers or the store's writer. Returns an id that is never 0. */
uint64_t timer_add(int64_t due_ms, timer_fn *fn, void *arg);

/* True when the timer was still pending: its callback will not run. False: it ran, is running, or never was. */
bool timer_cancel(uint64_t id);

/* The time of the earliest pending timer; false when there is none. */
bool timers_next(int64_t *due_ms);

/* Waits (bounded, 5 s) until every timer that is due has been called. */
void timers_settle(void);

/* Is none being called, and none due? Adds to *begun how many were ever added, see store_is_idle. */
bool timers_are_idle(uint64_t *begun);

/* Drops every pending timer. */
void timers_clear(void);

#endif
