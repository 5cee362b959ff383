/* Handlers of topics: making, listing, their attributes. */
#include "emulator/services/sns/sns_topics.h"

#include <inttypes.h>

#include "emulator/core/page.h"
#include "emulator/core/principals.h"
#include "emulator/policy/policy_principals.h"
#include "emulator/services/sns/sns_attributes.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_quotas.h"
#include "emulator/services/sns/sns_resources.h"
#include "emulator/services/sns/sns_retry.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/services/sns/sns_topic_find.h"

#define PAGE 100

/* Before the words about an attribute that comes with its resource, and about one that is set alone. */
#define OF_CREATE "Invalid parameter: Attributes Reason: "
#define OF_SET    "Invalid parameter: "

/* --- making ------------------------------------------------------------------------------------------------------- */

static bool is_fifo_name(struct span name)
{
    return span_ends(name, ".fifo") && name.size <= 256 && sns_name_is_valid(span_sub(name, 0, name.size - 5));
}

/* AWS: a FIFO topic's name that is wrong is told as any other. */
static int fifo_check(struct call *c, struct span name, const struct doc *attributes, bool *is_fifo)
{
    struct span wanted = doc_get_str(attributes, "FifoTopic");

    *is_fifo = span_is_nocase(wanted, "true");
    if (wanted.data && !*is_fifo && !span_is_nocase(wanted, "false"))
        return fault(c, &sns_invalid_parameter, OF_CREATE "FifoTopic: Invalid value [%.*s]. Must be true or false.",
                     SPAN_ARG(wanted));
    if (*is_fifo ? !is_fifo_name(name) : !sns_name_is_valid(name))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Topic Name");
    return 0;
}

static int attributes_check(struct call *c, bool is_fifo, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        if (!span_is(m->name, "FifoTopic") &&
            sns_topic_attribute_check(c, OF_CREATE, is_fifo, m->name, doc_text(m->value)))
            return -1;
    }
    return 0;
}

/* AWS: observed, by Terraform's users. */
static int policy_keep(struct call *c, const char *prefix, struct doc *attributes)
{
    struct span policy = doc_get_str(attributes, "Policy");
    struct principals p = { .c = c };

    if (!policy.size) return 0;
    doc_put_str(attributes, "Policy", policy_principals_rename(&c->arena, policy, principals_kept, &p));
    return p.wrong_type ? fault(c, &sns_invalid_parameter, "%sPolicy Error: PrincipalNotFound", prefix) : 0;
}

static void policy_tell(struct call *c, struct doc *attributes)
{
    struct principals p = { .c = c };

    doc_put_str(attributes, "Policy",
                policy_principals_rename(&c->arena, doc_get_str(attributes, "Policy"), principals_told, &p));
}

/* What a topic has without anyone setting it. */
static struct span attribute_of(struct call *c, const struct sns_topic *t, struct span name)
{
    struct span set = doc_text(doc_get_span(t->attributes, name));

    if (set.data) return set;
    if (span_is(name, "FifoTopic")) return t->is_fifo ? SPAN("true") : SPAN("false");
    if (span_is(name, "ContentBasedDeduplication")) return SPAN("false");
    if (span_is(name, "DisplayName")) return SPAN("");
    if (span_is(name, "SignatureVersion")) return SPAN("1");
    if (span_is(name, "TracingConfig")) return SPAN("PassThrough");
    if (span_is(name, "Policy")) return sns_default_policy(&c->arena, t->arn, t->account);
    return (struct span){ NULL, 0 };
}

/* AWS: tags that the topic has and the call does not are no difference. */
static int check_same(struct call *c, const struct sns_topic *t, const struct doc *wanted)
{
    const struct doc *tags = sns_tags_from_list(c, doc_get(c->in, "Tags"));

    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        if (!span_eq(attribute_of(c, t, m->name), doc_text(m->value)))
            return fault(c, &sns_invalid_parameter, OF_CREATE "Topic already exists with different attributes");
    }
    for (size_t i = 0; i < doc_count(tags); i++) {
        const struct doc *kept = doc_get_span(t->tags, tags->map.members[i].name);
        if (!kept || !doc_equal(kept, tags->map.members[i].value))
            return fault(c, &sns_invalid_parameter,
                         "Invalid parameter: Tags Reason: Topic already exists with different tags");
    }
    return 0;
}

static int topic_new(struct call *c, struct span arn, bool is_fifo, struct doc *wanted)
{
    struct sns_topic t = { .arn = arn,
                           .account = span_of(c->who.account),
                           .region = span_of(c->who.region),
                           .name = doc_get_str(c->in, "Name"),
                           .attributes = wanted,
                           .tags = sns_tags_from_list(c, doc_get(c->in, "Tags")),
                           .data_protection_policy = doc_get_str(c->in, "DataProtectionPolicy"),
                           .is_fifo = is_fifo };

    if (sns_topic_quota(c, is_fifo)) return -1;
    doc_remove(t.attributes, SPAN("FifoTopic")); /* its name tells */
    sns_store_topic_insert(c, &t);
    return 0;
}

int sns_create_topic(struct call *c)
{
    struct span name = doc_get_str(c->in, "Name"), arn;
    struct doc *wanted = doc_get(c->in, "Attributes");
    struct sns_topic t;
    bool is_fifo;

    if (fifo_check(c, name, wanted, &is_fifo) || attributes_check(c, is_fifo, wanted)) return -1;
    if (sns_tags_check(c, doc_get(c->in, "Tags")) ||
        sns_data_protection_check(c, doc_get_str(c->in, "DataProtectionPolicy")))
        return -1;
    wanted = sns_attributes_normal(&c->arena, wanted, true);
    if (policy_keep(c, OF_CREATE, wanted)) return -1;
    arn = arn_own(c, "sns", "%.*s", SPAN_ARG(name));
    if (sns_store_topic_find(c, arn, &t) ? check_same(c, &t, wanted) : topic_new(c, arn, is_fifo, wanted)) return -1;
    doc_put_str(c->out, "TopicArn", arn);
    return 0;
}

/* AWS: deleting a topic that is not there succeeds. */
int sns_delete_topic(struct call *c)
{
    struct span arn = doc_get_str(c->in, "TopicArn");
    struct sns_topic t;

    if (sns_topic_arn_check(c, "TopicArn", arn)) return -1;
    if (sns_store_topic_find(c, arn, &t)) sns_store_topic_delete(c, &t);
    return 0;
}

int sns_list_topics(struct call *c)
{
    struct span after;
    struct doc *arns, *topics = doc_put_list(c->out, "Topics");

    if (!page_after(c, "NextToken", &after)) return fault(c, &sns_invalid_parameter, "Invalid parameter: NextToken");
    arns = sns_store_topic_arns(c, after, PAGE + 1);
    for (size_t i = 0; i < doc_count(arns) && i < PAGE; i++)
        doc_put_str(doc_append_map(topics), "TopicArn", doc_text(doc_at(arns, i)));
    if (doc_count(arns) > PAGE) page_continue(c, "NextToken", doc_text(doc_at(arns, PAGE - 1)));
    return 0;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

int sns_get_topic_attributes(struct call *c)
{
    struct doc *out = doc_put_map(c->out, "Attributes");
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    doc_put_str(out, "Policy", attribute_of(c, &t, SPAN("Policy")));
    doc_put_str(out, "Owner", t.account);
    doc_put_format(out, "SubscriptionsPending", "%" PRId64, sns_store_subscriptions_count(c, t.id, false));
    doc_put_format(out, "SubscriptionsConfirmed", "%" PRId64, sns_store_subscriptions_count(c, t.id, true));
    doc_put_cstr(out, "SubscriptionsDeleted", "0");
    doc_put_str(out, "TopicArn", t.arn);
    doc_put_cstr(out, "DisplayName", "");
    doc_put_str(out, "EffectiveDeliveryPolicy",
                sns_effective_of_topic(&c->arena, doc_get_str(t.attributes, "DeliveryPolicy")));
    if (t.is_fifo) {
        doc_put_cstr(out, "FifoTopic", "true");
        doc_put_str(out, "ContentBasedDeduplication", attribute_of(c, &t, SPAN("ContentBasedDeduplication")));
    }
    for (size_t i = 0; i < doc_count(t.attributes); i++)
        doc_put_span(out, t.attributes->map.members[i].name, t.attributes->map.members[i].value);
    policy_tell(c, out);
    return 0;
}

/* AWS: an empty value takes a policy away. */
int sns_set_topic_attributes(struct call *c)
{
    struct span name = doc_get_str(c->in, "AttributeName"), value = doc_get_str(c->in, "AttributeValue");
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    if (!value.data) value = SPAN("");
    if (sns_topic_attribute_check(c, OF_SET, t.is_fifo, name, value)) return -1;
    value = sns_attribute_normal(&c->arena, name, value, true);
    if (value.size) doc_put_span(t.attributes, name, doc_string(&c->arena, value));
    else doc_remove(t.attributes, name);
    if (span_is(name, "Policy") && policy_keep(c, OF_SET, t.attributes)) return -1;
    sns_store_topic_attributes_set(c, &t);
    return 0;
}
