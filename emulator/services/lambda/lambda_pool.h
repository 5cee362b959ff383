/* The pool of function processes: who runs which event.
 *
 *   invoke ─┬─ an idle process of this revision ──────────────────▶ busy ─ response ─▶ done
 *           └─ none: wait in the revision's line, and start one ─▶ idle ─ takes the first in line
 *
 * A process takes one event at a time and is used again. Processes of a revision start a few at a time, so that a burst
 * is served by those that come free as well as by new ones. Deadlines, memory and idle processes are watched by one
 * thread, in the machine's own time, since the processes live in it. */
#ifndef NUBE_LAMBDA_POOL_H
#define NUBE_LAMBDA_POOL_H

#include "emulator/services/lambda/lambda_targets.h"

/* Runs the event. Everything is copied. May call `done` before it returns. */
void lambda_pool_run(const struct lambda_function *f, const struct lambda_request *request);

/* Processes of this version (by its id) that are of editions before that one take no more events and end when they are
 * idle. INT64_MAX: all of them, since it was deleted. */
void lambda_pool_outdate(int64_t function_id, int64_t edition);

/* Does no invocation wait or run? Adds how many have been begun so far. */
bool lambda_pool_is_idle(uint64_t *begun);

void lambda_pool_start(void);

/* Ends every invocation with an error and kills every process, without waiting until they are gone. */
void lambda_pool_reset(void);

/* Lets busy processes go on for a moment, then does the same and waits. Starts nothing from then on, until
 * lambda_pool_start. */
void lambda_pool_stop(void);

#endif
