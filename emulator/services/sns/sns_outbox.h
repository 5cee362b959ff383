/* The outbox: deliveries that leave the process, to HTTP(S) endpoints and functions. A row first, in the transaction of what caused it; then tries, by
 * the delivery policy, until one succeeds or the last has failed; then the row goes, with a failed one to the dead-letter queue. So a crash loses none, and
 * at worst repeats one. */
#ifndef NUBE_SNS_OUTBOX_H
#define NUBE_SNS_OUTBOX_H

#include "emulator/core/call.h"

struct sns_parcel {
    const char *type; /* "Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation" */
    struct span protocol, endpoint, subscription_arn, topic_arn, message_id;
    struct span content_type;
    int64_t max_per_second; /* of the subscription; 0: as many as come */
    bool is_raw;
    struct span body;
};

/* Adds a row in the call's transaction; it is sent once that is committed. */
void sns_outbox_add(struct call *c, const struct sns_parcel *parcel);

void sns_outbox_start(void);
void sns_outbox_stop(void);
void sns_outbox_reset(void);

#endif
