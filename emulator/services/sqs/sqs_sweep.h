/* Removing in the background what nobody can receive any more: the boxes of purged and deleted queues, and messages past their retention. */
#ifndef NUBE_SQS_SWEEP_H
#define NUBE_SQS_SWEEP_H

#include "emulator/core/call.h"

/* Sweeps boxes that were given up, some rows at a time, until none is left. At the start, and after a call's commit. */
void sqs_sweep_boxes(void);
void sqs_sweep_boxes_after(struct call *c);

/* Sweeps the queue's messages that are past their retention. From a handler's call: at once when it reads, after the commit when it writes. */
void sqs_sweep_expired(struct call *c, int64_t queue_id);

/* A call without a caller, for the store's functions inside a job: free it with sqs_background_free. */
struct call *sqs_background_call(struct db *db);
void sqs_background_free(struct call *c);

#endif
