/* How many topics, subscriptions and filter policies there may be.
 * https://docs.aws.amazon.com/general/latest/gr/sns.html Each gives 0 when there is room for one more, or -1 with
 * AWS's fault. DIFFERS: a standard topic's 12.5 million subscriptions are not counted. */
#ifndef NUBE_SNS_QUOTAS_H
#define NUBE_SNS_QUOTAS_H

#include "emulator/services/sns/sns_store.h"

/* The caller's topics of that kind. */
int sns_topic_quota(struct call *c, bool is_fifo);

/* The topic's subscriptions. */
int sns_subscription_quota(struct call *c, const struct sns_topic *t);

/* The topic's subscriptions with a filter policy, and the caller's. */
int sns_filter_quota(struct call *c, int64_t topic_id);

#endif
