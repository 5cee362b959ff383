/* Handlers of topics. */
#include "emulator/services/sns/sns_topics.h"

#include <inttypes.h>

#include "emulator/base/digest.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_rules.h"

#define PAGE 100

static const char *const settable[] = { "DeliveryPolicy", "DisplayName",      "Policy", "TracingConfig",
                                        "KmsMasterKeyId", "SignatureVersion", NULL };

int sns_topic_require(struct call *c, struct span arn, struct sns_topic *t)
{
    struct sns_arn parts;

    if (!sns_arn_parse(arn, &parts)) return fault(c, &sns_invalid_parameter, "Invalid parameter: TopicArn");
    return sns_store_topic_find(c, arn, t) ? 0 : fault(c, &sns_not_found, "Topic does not exist");
}

static int attributes_check(struct call *c, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const char *const *name = settable;
        struct span given = wanted->map.members[i].name;
        if (span_is(given, "FifoTopic"))
            return fault(c, &fault_not_implemented, "FIFO topics are not emulated by Nube");
        while (*name && !span_is(given, *name)) name++;
        if (!*name)
            return fault(c, &sns_invalid_parameter, "Invalid parameter: Attributes Reason: Unknown attribute: %.*s",
                         SPAN_ARG(given));
    }
    return 0;
}

static int check_same(struct call *c, const struct sns_topic *t, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        if (!span_eq(doc_text(doc_get_span(t->attributes, m->name)), doc_text(m->value)))
            return fault(c, &sns_invalid_parameter,
                         "Invalid parameter: Attributes Reason: Topic already exists with different attributes");
    }
    return 0;
}

int sns_create_topic(struct call *c)
{
    struct span name = doc_get_str(c->in, "Name");
    struct doc *wanted = doc_get(c->in, "Attributes");
    struct sns_topic t;
    struct span arn;

    if (span_ends(name, ".fifo")) return fault(c, &fault_not_implemented, "FIFO topics are not emulated by Nube");
    if (!sns_name_is_valid(name)) return fault(c, &sns_invalid_parameter, "Invalid parameter: Topic Name");
    if (attributes_check(c, wanted)) return -1;
    arn = arena_format(&c->arena, "arn:aws:sns:%s:%s:%.*s", c->who.region, c->who.account, SPAN_ARG(name));
    if (sns_store_topic_find(c, arn, &t)) {
        if (check_same(c, &t, wanted)) return -1;
    } else {
        t = (struct sns_topic){ .arn = arn,
                                .account = span_of(c->who.account),
                                .region = span_of(c->who.region),
                                .name = name,
                                .attributes = wanted ? wanted : doc_map(&c->arena) };
        sns_store_topic_insert(c, &t);
    }
    doc_put_str(c->out, "TopicArn", arn);
    return 0;
}

/* AWS: deleting a topic that is not there succeeds. */
int sns_delete_topic(struct call *c)
{
    struct span arn = doc_get_str(c->in, "TopicArn");
    struct sns_topic t;

    if (sns_store_topic_find(c, arn, &t)) sns_store_topic_delete(c, &t);
    return 0;
}

int sns_list_topics(struct call *c)
{
    struct span token = doc_get_str(c->in, "NextToken"), after = { NULL, 0 };
    struct doc *arns, *topics = doc_put_list(c->out, "Topics");

    if (token.size && !base64_decode(&c->arena, token, &after))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: NextToken");
    arns = sns_store_topic_arns(c, after, PAGE + 1);
    for (size_t i = 0; i < doc_count(arns) && i < PAGE; i++)
        doc_put_str(doc_append_map(topics), "TopicArn", doc_text(doc_at(arns, i)));
    if (doc_count(arns) > PAGE)
        doc_put_str(c->out, "NextToken", base64_text(&c->arena, doc_text(doc_at(arns, PAGE - 1))));
    return 0;
}

/* AWS: the policy that a topic has from the start. */
static void put_policy(struct doc *attributes, const struct sns_topic *t)
{
    doc_put_format(
        attributes, "Policy",
        "{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\",\"Statement\":[{\"Sid\":\"__default_statement_ID\","
        "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"SNS:GetTopicAttributes\","
        "\"SNS:SetTopicAttributes\",\"SNS:AddPermission\",\"SNS:RemovePermission\",\"SNS:DeleteTopic\",\"SNS:Subscribe\","
        "\"SNS:ListSubscriptionsByTopic\",\"SNS:Publish\"],\"Resource\":\"%.*s\",\"Condition\":{\"StringEquals\":{"
        "\"AWS:SourceOwner\":\"%.*s\"}}}]}",
        SPAN_ARG(t->arn), SPAN_ARG(t->account));
}

int sns_get_topic_attributes(struct call *c)
{
    struct doc *attributes = doc_put_map(c->out, "Attributes");
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    put_policy(attributes, &t);
    doc_put_str(attributes, "Owner", t.account);
    doc_put_format(attributes, "SubscriptionsPending", "%" PRId64, sns_store_subscriptions_count(c, t.id, false));
    doc_put_format(attributes, "SubscriptionsConfirmed", "%" PRId64, sns_store_subscriptions_count(c, t.id, true));
    doc_put_cstr(attributes, "SubscriptionsDeleted", "0");
    doc_put_str(attributes, "TopicArn", t.arn);
    doc_put_cstr(attributes, "DisplayName", "");
    doc_put_cstr(
        attributes, "EffectiveDeliveryPolicy",
        "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":20,\"maxDelayTarget\":20,\"numRetries\":3,"
        "\"numMaxDelayRetries\":0,\"numNoDelayRetries\":0,\"numMinDelayRetries\":0,\"backoffFunction\":\"linear\"},"
        "\"disableSubscriptionOverrides\":false,\"defaultRequestPolicy\":{\"headerContentType\":\"text/plain; "
        "charset=UTF-8\"}}}");
    for (size_t i = 0; i < doc_count(t.attributes); i++)
        doc_put_span(attributes, t.attributes->map.members[i].name, t.attributes->map.members[i].value);
    return 0;
}
