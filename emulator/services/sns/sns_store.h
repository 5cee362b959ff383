/* SNS's rows. */
#ifndef NUBE_SNS_STORE_H
#define NUBE_SNS_STORE_H

#include "emulator/core/call.h"

struct sns_topic {
    int64_t id;
    struct span arn, account, region, name;
    struct doc *attributes; /* those that were set */
    struct doc *tags;       /* a map */
    struct span data_protection_policy;
    bool is_fifo;
};

struct sns_subscription {
    int64_t id, topic_id;
    struct span arn, topic_arn, owner, protocol, endpoint, token;
    struct doc *attributes;
    bool is_confirmed;
    bool is_authenticated;          /* its confirmation was */
    bool unsubscribing_needs_owner; /* AuthenticateOnUnsubscribe */
    bool is_raw;
};

extern const char *const sns_schema[];

/* What comes back lies in the call's arena. False: there is none. */
bool sns_store_topic_find(struct call *c, struct span arn, struct sns_topic *t);
void sns_store_topic_insert(struct call *c, struct sns_topic *t);
void sns_store_topic_attributes_set(struct call *c, const struct sns_topic *t);
void sns_store_topic_tags_set(struct call *c, const struct sns_topic *t);
void sns_store_topic_data_protection_set(struct call *c, const struct sns_topic *t, struct span policy);
void sns_store_topic_delete(struct call *c, const struct sns_topic *t);

/* ARNs of the caller's topics behind `after`, sorted, up to `count`. */
struct doc *sns_store_topic_arns(struct call *c, struct span after, int64_t count);

/* How many topics of that kind the caller has, counted up to `most`. */
int64_t sns_store_topics_count(struct call *c, bool is_fifo, int64_t most);

bool sns_store_subscription_find(struct call *c, struct span arn, struct sns_subscription *s);
bool sns_store_subscription_by_endpoint(struct call *c, int64_t topic_id, struct span protocol, struct span endpoint,
                                        struct sns_subscription *s);
bool sns_store_subscription_by_token(struct call *c, struct span token, struct sns_subscription *s);
void sns_store_subscription_insert(struct call *c, struct sns_subscription *s);
void sns_store_subscription_confirm(struct call *c, const struct sns_subscription *s);
void sns_store_subscription_attributes_set(struct call *c, const struct sns_subscription *s);
void sns_store_subscription_delete(struct call *c, const struct sns_subscription *s);
int64_t sns_store_subscriptions_count(struct call *c, int64_t topic_id, bool is_confirmed);

/* A topic's subscriptions behind the id `after`, in order, up to `count`; returns how many were put into `out`. */
size_t sns_store_subscriptions(struct call *c, int64_t topic_id, int64_t after, size_t count,
                               struct sns_subscription *out);

/* The caller's subscriptions behind the ARN `after`, by ARN, up to `count`. */
size_t sns_store_subscriptions_of_caller(struct call *c, struct span after, size_t count, struct sns_subscription *out);

/* How many subscriptions have a filter policy: of a topic, and of the caller's, these counted up to `most`. */
int64_t sns_store_filters_count(struct call *c, int64_t topic_id);
int64_t sns_store_filters_of_caller_count(struct call *c, int64_t most);

/* The protocols of the topic's confirmed subscriptions that get an envelope: each once, commas between. */
struct span sns_store_envelope_protocols(struct db *db, struct arena *a, struct span topic_arn);

/* Of a FIFO topic: the number of its next message, from 1. */
int64_t sns_store_sequence_next(struct call *c, const struct sns_topic *t);

/* A FIFO topic's memory of what was published in the last five minutes. */
struct sns_duplicate {
    struct span scope; /* the message group, or "" for the topic's */
    struct span id;
    struct span message_id, sequence;
};
bool sns_store_duplicate_find(struct call *c, const struct sns_topic *t, struct sns_duplicate *d);
void sns_store_duplicate_insert(struct call *c, const struct sns_topic *t, const struct sns_duplicate *d,
                                int64_t expires_ms);

#endif
