/* Putting messages into queues, in the transaction of the call: deliveries, and what could not be delivered. */
#ifndef NUBE_SNS_QUEUES_H
#define NUBE_SNS_QUEUES_H

#include "emulator/services/sns/sns_store.h"

struct sns_letter {
    struct span body, group, deduplication;
    struct doc *attributes; /* or NULL */
};

/* Sends to the queue of an ARN. 0, or -1 with nothing of it kept. */
int sns_queue_send(struct call *c, struct span queue_arn, struct span topic_arn, const struct sns_letter *letter);

/* AWS: what could not be delivered goes to the subscription's dead-letter queue, where it has one, as the subscriber would have got it. A function's comes in
 * the envelope of other protocols. */
void sns_redrive(struct call *c, const struct sns_subscription *s, const struct sns_letter *letter);

#endif
