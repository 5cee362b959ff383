/* Quotas. Counting stops at the quota, and is done only before something new is made. */
#include "emulator/services/sns/sns_quotas.h"

#include "emulator/services/sns/sns_faults.h"

#define TOPICS_MAX             100000
#define FIFO_TOPICS_MAX        1000
#define FIFO_SUBSCRIPTIONS_MAX 100
#define TOPIC_FILTERS_MAX      200
#define ACCOUNT_FILTERS_MAX    10000

int sns_topic_quota(struct call *c, bool is_fifo)
{
    int64_t max = is_fifo ? FIFO_TOPICS_MAX : TOPICS_MAX;

    if (sns_store_topics_count(c, is_fifo, max) < max) return 0;
    return fault(c, &sns_topic_limit, "Topic limit exceeded");
}

int sns_subscription_quota(struct call *c, const struct sns_topic *t)
{
    int64_t count;

    if (!t->is_fifo) return 0;
    count = sns_store_subscriptions_count(c, t->id, true) + sns_store_subscriptions_count(c, t->id, false);
    if (count < FIFO_SUBSCRIPTIONS_MAX) return 0;
    return fault(c, &sns_subscription_limit, "Subscription limit exceeded");
}

int sns_filter_quota(struct call *c, int64_t topic_id)
{
    if (sns_store_filters_count(c, topic_id) < TOPIC_FILTERS_MAX &&
        sns_store_filters_of_caller_count(c, ACCOUNT_FILTERS_MAX) < ACCOUNT_FILTERS_MAX)
        return 0;
    return fault(c, &sns_filter_limit, "Filter policy limit exceeded");
}
