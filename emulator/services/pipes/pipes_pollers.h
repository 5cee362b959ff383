/* What moves events through pipes: a poller of the pipe's queue (pollers/queue_poller.h), whose batches start an
 * execution each. */
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
