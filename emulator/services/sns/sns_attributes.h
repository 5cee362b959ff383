/* The attributes of topics and subscriptions: which there are, and what they may be. No I/O. */
#ifndef NUBE_SNS_ATTRIBUTES_H
#define NUBE_SNS_ATTRIBUTES_H

#include "emulator/core/call.h"

/* Checks one attribute of a topic. `prefix` is what AWS says before the words: "Invalid parameter: Attributes
 * Reason: " of CreateTopic, "Invalid parameter: " of SetTopicAttributes. 0, or -1 with a fault. */
int sns_topic_attribute_check(struct call *c, const char *prefix, bool is_fifo, struct span name, struct span value);

/* Checks one attribute of a subscription, but its filter policy. */
struct sns_subscription_kind {
    struct span topic_arn, protocol, endpoint;
};
int sns_subscription_attribute_check(struct call *c, const char *prefix, const struct sns_subscription_kind *kind,
                                     struct span name, struct span value);

/* Checks the filter policy among the attributes, for the scope among them. */
int sns_filter_policy_check(struct call *c, const char *prefix, const struct doc *attributes);

/* Does setting a subscription's attribute to that take it away? AWS: "" does, and an empty filter policy. */
bool sns_attribute_takes_away(struct span name, struct span value);

/* An attribute as it is kept, and a copy of attributes so: delivery policies in AWS's form, booleans in lower case,
 * what takes away left out. They were checked. */
struct span sns_attribute_normal(struct arena *a, struct span name, struct span value, bool of_topic);
struct doc *sns_attributes_normal(struct arena *a, const struct doc *attributes, bool of_topic);

/* The topic's policy as AWS makes it to begin with. */
struct span sns_default_policy(struct arena *a, struct span topic_arn, struct span account);

/* What is wrong with a percentage of successes to be reported, in AWS's words, or NULL. */
const char *sns_sample_rate_words(struct arena *a, struct span name, struct span value);

/* Does AddPermission know the action, without its "SNS:"? */
bool sns_action_is_known(struct span action);

#endif
