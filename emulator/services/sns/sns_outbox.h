/* What SNS delivers outside of Nube's queues: to HTTP(S) endpoints and to functions, by the delivery policy until one
 * succeeds or the last try has failed; a failed one goes to the subscription's dead-letter queue. See
 * core/delivery.h. */
#ifndef NUBE_SNS_OUTBOX_H
#define NUBE_SNS_OUTBOX_H

#include "emulator/core/delivery.h"

struct sns_parcel {
    const char *type; /* "Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation" */
    struct span protocol, endpoint, subscription_arn, topic_arn, message_id;
    struct span content_type;
    int64_t max_per_second; /* of the subscription; 0: as many as come */
    bool is_raw;
    struct span body;
};

/* Adds a row in the call's transaction; it is sent once that is committed, with the call's trace. AWS: as publishers'
 * traces are passed on, https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html */
void sns_outbox_add(struct call *c, const struct sns_parcel *parcel);

extern const struct delivery_kind sns_http_delivery, sns_lambda_delivery;

#endif
