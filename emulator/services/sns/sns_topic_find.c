/* Topics by ARN, or a fault in their place. */
#include "emulator/services/sns/sns_topic_find.h"

#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_rules.h"

int sns_arn_check(struct call *c, const char *member, struct span arn)
{
    if (sns_arn_elements(arn) >= 6) return 0;
    return fault(c, &sns_invalid_parameter,
                 "Invalid parameter: %s Reason: An ARN must have at least 6 elements, not %zu", member,
                 sns_arn_elements(arn));
}

int sns_topic_arn_check(struct call *c, const char *member, struct span arn)
{
    struct arn parts;

    if (sns_arn_check(c, member, arn)) return -1;
    if (!sns_topic_arn_parse(arn, &parts) || !span_is(parts.region, c->who.region))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: %s", member);
    return 0;
}

int sns_topic_require(struct call *c, struct span arn, struct sns_topic *t)
{
    if (sns_topic_arn_check(c, "TopicArn", arn)) return -1;
    return sns_store_topic_find(c, arn, t) ? 0 : fault(c, &sns_not_found, "Topic does not exist");
}
