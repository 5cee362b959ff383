/* A small pool of threads for work that nobody waits for: what a timer or a commit sets going. */
#ifndef NUBE_WORKERS_H
#define NUBE_WORKERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef void work_fn(void *arg);

void workers_start(int threads); /* at most so many; each starts when it is needed */
void workers_stop(void);         /* finishes what is queued, then returns */

/* Runs fn(arg) on a worker, in order of submission as workers come free. Work must not wait for other work. */
void workers_submit(work_fn *fn, void *arg);

/* The same for a copy of the value, which goes when fn returns. */
void workers_submit_value(work_fn *fn, const void *value, size_t size);

/* Is nothing queued or under way? Adds to *begun how much was ever submitted, see store_is_idle. */
bool workers_are_idle(uint64_t *begun);

#endif
