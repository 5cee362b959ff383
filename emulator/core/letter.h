/* A message for an SQS queue, put there by a service in the transaction of a call: a delivery within Nube, or what
 * could not be delivered, for its dead-letter queue. */
#ifndef NUBE_LETTER_H
#define NUBE_LETTER_H

#include "emulator/core/call.h"

struct letter {
    struct span body, group, deduplication; /* the last two may be absent */
    struct doc *attributes;                 /* MessageAttributes, or NULL */
};

/* Puts it into the queue of that ARN, in the name of the service ("sns") that acts for `source_arn`, in the queue's
 * account and region. From a call on the writer. 0, or -1 with nothing of it kept: there is no such queue, or it
 * does not let the service in. */
int letter_send(struct call *c, const char *service, struct span queue_arn, struct span source_arn,
                const struct letter *letter);

#endif
