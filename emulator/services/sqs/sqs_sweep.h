/* Removing in the background what nobody can receive any more: the boxes of purged and deleted queues, and messages
 * past their retention. */
#ifndef NUBE_SQS_SWEEP_H
#define NUBE_SQS_SWEEP_H

#include "emulator/core/chore.h"

/* Sweeps boxes that were given up, until none is left. */
chore_step sqs_sweep_step;

/* Sweeps the queue's messages that are past their retention, once the handler's call is over. Where that fails they
 * wait, unseen, for the next occasion. */
void sqs_sweep_expired(struct call *c, int64_t queue_id);

#endif
