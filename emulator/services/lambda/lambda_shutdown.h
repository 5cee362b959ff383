/* How a process ends that is not killed at once: AWS's Shutdown phase.
 *
 *   SIGTERM to the runtime ── it ends, or is killed ──▶ SHUTDOWN to its external extensions ── they end, or are killed
 *
 * The runtime has 300 ms, all together 2 seconds; 500 ms where extensions are all within the runtime; none where there
 * are none. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown
 * All under the pool's lock. */
#ifndef NUBE_LAMBDA_SHUTDOWN_H
#define NUBE_LAMBDA_SHUTDOWN_H

#include "emulator/services/lambda/lambda_targets.h"

/* It takes no more events and ends, for this reason, unless it does so already. */
void lambda_shutdown_begin(struct lambda_instance *i, enum lambda_kill_reason why);

/* One of its programs has ended: it may be time for the next step, or this is why it begins. */
void lambda_shutdown_hear(struct lambda_instance *i, const struct lambda_process_end *end);

/* Looks at the time of one that shuts down. */
void lambda_shutdown_check(struct lambda_instance *i, int64_t now_us);

/* This extension of one that shuts down asks for its next event. */
void lambda_shutdown_next(struct lambda_instance *i, int place);

#endif
