/* A letter, by the subscription's RedrivePolicy. */
#include "emulator/services/sns/sns_queues.h"

#include "emulator/base/json.h"

void sns_redrive(struct call *c, const struct sns_subscription *s, const struct letter *letter)
{
    struct span policy = doc_get_str(s->attributes, "RedrivePolicy");

    if (policy.size)
        letter_send(c, "sns", doc_get_str(json_parse(&c->arena, policy, NULL), "deadLetterTargetArn"), s->topic_arn,
                    letter);
}
