/* The dead-letter queues of subscriptions. */
#ifndef NUBE_SNS_QUEUES_H
#define NUBE_SNS_QUEUES_H

#include "emulator/core/letter.h"
#include "emulator/services/sns/sns_store.h"

/* AWS: what could not be delivered goes to the subscription's dead-letter queue, where it has one, as the subscriber
 * would have got it. A function's comes in the envelope of other protocols. */
void sns_redrive(struct call *c, const struct sns_subscription *s, const struct letter *letter);

#endif
