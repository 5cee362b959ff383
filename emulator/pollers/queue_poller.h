/* Pollers of SQS queues: what moves messages to a pipe's target or to a function.
 *
 * A poller has one receive at a time, without a thread. What came is cut into batches, each of which goes its own way:
 *
 *     ReceiveMessage (parked up to 20 s) ──▶ filter, cut ──▶ deliver ──▶ DeleteMessageBatch
 *       ▲  │ fault: waits, longer each time      │              │ put off: again, as long as the messages are its own
 *       └──┴─────────────────────────────────────┘              │ failed: they come back after their visibility timeout
 *
 * A poller that collects (it has a window, or batches of more than a receive gives) receives again until a batch is
 * full, as large as a batch may be, or the window has passed since its first message came; without a window, until
 * there is no more. Of a FIFO queue no receive takes more than a batch, and the queue keeps a group back while one of
 * its messages is under way, so that groups stay in order. An idle poller is one parked call.
 *
 * Nothing of it is stored: after a crash the queue gives again what was not deleted. */
#ifndef NUBE_QUEUE_POLLER_H
#define NUBE_QUEUE_POLLER_H

#include "emulator/pollers/queue_batch.h"

/* Starts the poller in place of the one of that kind and id. All is copied. False: its role is no
 * role's ARN, or its queue no queue's. */
bool queue_poller_start(const struct queue_plan *plan);

/* Begins nothing any more; what is under way goes on to its end. */
void queue_poller_stop(const struct queue_poller_kind *kind, int64_t id);
void queue_pollers_stop(const struct queue_poller_kind *kind);

#endif
