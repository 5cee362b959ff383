/* What moves events through pipes.
 *
 * A pipe that runs has a few lanes; each goes round by itself, event by event, without a thread:
 *
 *     ReceiveMessage (parked up to 20 s) ──▶ filter, transform ──▶ StartExecution, one a batch ──▶ DeleteMessageBatch ──▶ again
 *              │ fault: waits, longer each time        │ fault: the message comes back after its visibility timeout
 */
#ifndef NUBE_PIPES_POLLERS_H
#define NUBE_PIPES_POLLERS_H

#include "emulator/services/pipes/pipes_store.h"

/* Starts or replaces the pipe's poller; a stopped pipe has none. Copies what it needs. */
void pipes_poller_start(const struct pipes_pipe *p);
void pipes_poller_stop(int64_t id);

/* All that the store has; none; none, and the process stops. */
int pipes_pollers_take_up(void);
void pipes_pollers_reset(void);
void pipes_pollers_stop(void);

#endif
