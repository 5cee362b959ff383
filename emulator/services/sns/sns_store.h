/* SNS's rows. */
#ifndef NUBE_SNS_STORE_H
#define NUBE_SNS_STORE_H

#include "emulator/core/call.h"

struct sns_topic {
    int64_t id;
    struct span arn, account, region, name;
    struct doc *attributes;
};

struct sns_subscription {
    int64_t id, topic_id;
    struct span arn, topic_arn, owner, protocol, endpoint, token;
    struct doc *attributes;
    bool is_confirmed;
};

extern const char *const sns_schema[];

/* What comes back lies in the call's arena. False: there is none. */
bool sns_store_topic_find(struct call *c, struct span arn, struct sns_topic *t);
void sns_store_topic_insert(struct call *c, struct sns_topic *t);
void sns_store_topic_delete(struct call *c, const struct sns_topic *t);

/* ARNs of the caller's topics behind `after`, sorted, up to `count`. */
struct doc *sns_store_topic_arns(struct call *c, struct span after, int64_t count);

bool sns_store_subscription_find(struct call *c, struct span arn, struct sns_subscription *s);
bool sns_store_subscription_by_endpoint(struct call *c, int64_t topic_id, struct span protocol, struct span endpoint,
                                        struct sns_subscription *s);
bool sns_store_subscription_by_token(struct call *c, struct span token, struct sns_subscription *s);
void sns_store_subscription_insert(struct call *c, struct sns_subscription *s);
void sns_store_subscription_confirm(struct call *c, const struct sns_subscription *s);
void sns_store_subscription_delete(struct call *c, const struct sns_subscription *s);
int64_t sns_store_subscriptions_count(struct call *c, int64_t topic_id, bool is_confirmed);

/* A topic's subscriptions behind the id `after`, in order, up to `count`; returns how many were put into `out`. */
size_t sns_store_subscriptions(struct call *c, int64_t topic_id, int64_t after, size_t count,
                               struct sns_subscription *out);

#endif
