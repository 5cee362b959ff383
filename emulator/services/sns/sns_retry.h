/* Delivery policies: how often and after which pauses a delivery is tried again. No I/O.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
#ifndef NUBE_SNS_RETRY_H
#define NUBE_SNS_RETRY_H

#include "emulator/base/doc.h"

enum sns_backoff { BACKOFF_LINEAR, BACKOFF_ARITHMETIC, BACKOFF_GEOMETRIC, BACKOFF_EXPONENTIAL };

/* Phases follow one another: at once, the shortest pause, pauses that grow, the longest pause. */
struct sns_retry_policy {
    int64_t min_seconds, max_seconds;
    int64_t retries; /* of all phases */
    int64_t at_once, shortest, longest;
    enum sns_backoff backoff;
};

/* AWS's for an AWS Lambda function: 100,015 tries over 23 days. */
extern const struct sns_retry_policy sns_retry_lambda;

/* How many seconds to wait before the nth retry, from 1; -1 when there is none any more. */
int64_t sns_retry_delay(const struct sns_retry_policy *policy, int64_t n);

/* Checks a DeliveryPolicy's JSON, of a topic or of a subscription. NULL, or AWS's words, as they follow "Invalid
 * parameter: ". */
const char *sns_delivery_policy_check(struct arena *a, struct span text, bool of_topic);

/* What holds for an HTTP(S) subscription, from both policies' JSON (absent: none). */
struct sns_delivery {
    struct sns_retry_policy retry;
    struct span content_type;
    int64_t max_per_second; /* 0: as many as come */
};
void sns_delivery_of(struct arena *a, struct span topic_policy, struct span subscription_policy,
                     struct sns_delivery *out);

/* AWS: a policy is kept, and given back, with all of its kind's members: a topic's without those that are null, a
 * subscription's with them. Of a policy that was checked. */
struct span sns_delivery_policy_normal(struct arena *a, struct span text, bool of_topic);

/* The attribute EffectiveDeliveryPolicy of a topic, and of a subscription. */
struct span sns_effective_of_topic(struct arena *a, struct span topic_policy);
struct span sns_effective_of_subscription(struct arena *a, struct span topic_policy, struct span subscription_policy);

#endif
