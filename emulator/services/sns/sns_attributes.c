/* One table for topics, one for subscriptions: an attribute's name and its check. */
#include "emulator/services/sns/sns_attributes.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_filter_policy.h"
#include "emulator/services/sns/sns_retry.h"
#include "emulator/services/sns/sns_rules.h"

/* What a check knows; it gives NULL, or AWS's words as they follow the prefix. */
struct attribute {
    struct arena *arena;
    const struct sns_subscription_kind *kind; /* of a subscription */
    struct span name, value;
};

typedef const char *attribute_check(const struct attribute *a);

static const char *one_of(const struct attribute *a, const char *first, const char *second)
{
    if (span_is(a->value, first) || span_is(a->value, second)) return NULL;
    return arena_printf(a->arena, "%.*s: Invalid value [%.*s]. Must be %s or %s.", SPAN_ARG(a->name),
                        SPAN_ARG(a->value), first, second);
}

static const char *check_boolean(const struct attribute *a)
{
    return span_is_nocase(a->value, "true") || span_is_nocase(a->value, "false") ? NULL : one_of(a, "true", "false");
}

static const char *check_anything(const struct attribute *a)
{
    (void)a;
    return NULL;
}

/* --- topics ------------------------------------------------------------------------------------------------------- */

static const char *check_display_name(const struct attribute *a)
{
    return span_code_points(a->value) <= 100 ? NULL : "DisplayName: must be at most 100 characters long";
}

const char *sns_sample_rate_words(struct arena *a, struct span name, struct span value)
{
    int64_t rate;

    if (span_int(value, &rate) && rate >= 0 && rate <= 100) return NULL;
    return arena_printf(a, "%.*s: %.*s value provided is not an integer between 0-100", SPAN_ARG(name),
                        SPAN_ARG(value));
}

static const char *check_sample_rate(const struct attribute *a)
{
    return sns_sample_rate_words(a->arena, a->name, a->value);
}

static const char *check_signature_version(const struct attribute *a)
{
    return one_of(a, "1", "2");
}

static const char *check_tracing(const struct attribute *a)
{
    return one_of(a, "Active", "PassThrough");
}

static const char *check_throughput_scope(const struct attribute *a)
{
    return one_of(a, "Topic", "MessageGroup");
}

static const char *check_topic_delivery(const struct attribute *a)
{
    return sns_delivery_policy_check(a->arena, a->value, true);
}

static const char *check_archive(const struct attribute *a)
{
    struct doc *d = a->value.size ? json_parse(a->arena, a->value, NULL) : NULL;
    int64_t days;

    if (!a->value.size || (doc_is(d, DOC_MAP) && doc_count(d) == 0)) return NULL;
    if (!doc_is(d, DOC_MAP)) return "ArchivePolicy: failed to parse JSON.";
    if (span_int(doc_get_str(d, "MessageRetentionPeriod"), &days) && days >= 1 && days <= 365) return NULL;
    return "ArchivePolicy: MessageRetentionPeriod must be an integer between 1 and 365";
}

bool sns_action_is_known(struct span action)
{
    static const char *const actions[] = {
        "GetTopicAttributes", "SetTopicAttributes",       "AddPermission", "RemovePermission", "DeleteTopic",
        "Subscribe",          "ListSubscriptionsByTopic", "Publish",       "Receive"
    };

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (span_is_nocase(action, actions[i])) return true;
    return false;
}

static bool action_is_in_scope(struct span action)
{
    return span_is(action, "*") || span_is_nocase(action, "SNS:*") ||
           (span_is_nocase(span_sub(action, 0, 4), "SNS:") && sns_action_is_known(span_sub(action, 4, SIZE_MAX)));
}

static const char *check_policy(const struct attribute *a)
{
    struct doc *d = json_parse(a->arena, a->value, NULL), *statements = doc_get(d, "Statement");

    if (!doc_is(d, DOC_MAP) || !statements) return "Policy Error: null";
    for (size_t i = 0; doc_is(statements, DOC_LIST) && i < doc_count(statements); i++) {
        struct doc *actions = doc_get(doc_at(statements, i), "Action");
        bool in_scope = doc_is(actions, DOC_LIST) || action_is_in_scope(doc_text(actions));
        for (size_t j = 0; doc_is(actions, DOC_LIST) && j < doc_count(actions); j++)
            if (!action_is_in_scope(doc_text(doc_at(actions, j)))) in_scope = false;
        if (actions && !in_scope) return "Policy statement action out of service scope!";
    }
    return NULL;
}

enum { FIFO_ONLY = 1 };

static const struct topic_attribute {
    const char *name;
    attribute_check *check;
    unsigned flags;
} topic_attributes[] = {
    { "DeliveryPolicy", check_topic_delivery },
    { "DisplayName", check_display_name },
    { "Policy", check_policy },
    { "TracingConfig", check_tracing },
    { "KmsMasterKeyId", check_anything },
    { "SignatureVersion", check_signature_version },
    { "ContentBasedDeduplication", check_boolean, FIFO_ONLY },
    { "FifoThroughputScope", check_throughput_scope, FIFO_ONLY },
    { "ArchivePolicy", check_archive, FIFO_ONLY },
    { "HTTPSuccessFeedbackRoleArn", check_anything },
    { "HTTPSuccessFeedbackSampleRate", check_sample_rate },
    { "HTTPFailureFeedbackRoleArn", check_anything },
    { "FirehoseSuccessFeedbackRoleArn", check_anything },
    { "FirehoseSuccessFeedbackSampleRate", check_sample_rate },
    { "FirehoseFailureFeedbackRoleArn", check_anything },
    { "LambdaSuccessFeedbackRoleArn", check_anything },
    { "LambdaSuccessFeedbackSampleRate", check_sample_rate },
    { "LambdaFailureFeedbackRoleArn", check_anything },
    { "ApplicationSuccessFeedbackRoleArn", check_anything },
    { "ApplicationSuccessFeedbackSampleRate", check_sample_rate },
    { "ApplicationFailureFeedbackRoleArn", check_anything },
    { "SQSSuccessFeedbackRoleArn", check_anything },
    { "SQSSuccessFeedbackSampleRate", check_sample_rate },
    { "SQSFailureFeedbackRoleArn", check_anything },
};

static int refuse(struct call *c, const char *prefix, const char *words)
{
    return fault(c, &sns_invalid_parameter, "%s%s", prefix, words);
}

int sns_topic_attribute_check(struct call *c, const char *prefix, bool is_fifo, struct span name, struct span value)
{
    const struct attribute a = { .arena = &c->arena, .name = name, .value = value };

    for (size_t i = 0; i < sizeof topic_attributes / sizeof *topic_attributes; i++) {
        const struct topic_attribute *one = &topic_attributes[i];
        const char *wrong;
        if (!span_is(name, one->name)) continue;
        if (one->flags & FIFO_ONLY && !is_fifo && span_is(name, "ContentBasedDeduplication"))
            return refuse(c, prefix, "Content-based deduplication can only be set for FIFO topics");
        if (one->flags & FIFO_ONLY && !is_fifo)
            return refuse(c, prefix, arena_printf(&c->arena, "%s can only be set for FIFO topics", one->name));
        wrong = one->check(&a);
        return wrong ? refuse(c, prefix, wrong) : 0;
    }
    return span_ends(span_of(prefix), "Reason: ")
               ? refuse(c, prefix, arena_printf(&c->arena, "Unknown attribute: %.*s", SPAN_ARG(name)))
               : refuse(c, prefix, "AttributeName");
}

struct span sns_default_policy(struct arena *a, struct span topic_arn, struct span account)
{
    return arena_format(
        a,
        "{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\",\"Statement\":[{\"Sid\":\"__default_statement_ID\","
        "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"SNS:GetTopicAttributes\","
        "\"SNS:SetTopicAttributes\",\"SNS:AddPermission\",\"SNS:RemovePermission\",\"SNS:DeleteTopic\",\"SNS:Subscribe\","
        "\"SNS:ListSubscriptionsByTopic\",\"SNS:Publish\"],\"Resource\":\"%.*s\",\"Condition\":{\"StringEquals\":{"
        "\"AWS:SourceOwner\":\"%.*s\"}}}]}",
        SPAN_ARG(topic_arn), SPAN_ARG(account));
}

/* --- subscriptions ------------------------------------------------------------------------------------------------ */

static const char *check_filter_scope(const struct attribute *a)
{
    if (span_is(a->value, "MessageAttributes") || span_is(a->value, "MessageBody")) return NULL;
    return arena_printf(a->arena,
                        "FilterPolicyScope: Invalid value [%.*s]. Please use either MessageBody or MessageAttributes",
                        SPAN_ARG(a->value));
}

static const char *check_raw(const struct attribute *a)
{
    static const char *const able[] = { "sqs", "http", "https", "firehose" };
    const char *wrong = check_boolean(a);

    if (wrong || !span_is_nocase(a->value, "true")) return wrong;
    for (size_t i = 0; i < sizeof able / sizeof *able; i++)
        if (span_is(a->kind->protocol, able[i])) return NULL;
    return arena_printf(a->arena, "Delivery protocol [%.*s] does not support raw message delivery.",
                        SPAN_ARG(a->kind->protocol));
}

static const char *check_redrive(const struct attribute *a)
{
    struct doc *d = a->value.size ? json_parse(a->arena, a->value, NULL) : doc_map(a->arena);
    struct span target = doc_get_str(d, "deadLetterTargetArn");
    struct arn parts;

    if (!a->value.size) return NULL;
    if (!doc_is(d, DOC_MAP))
        return arena_printf(a->arena, "RedrivePolicy: failed to parse JSON.%s", sns_json_mistake(a->arena, a->value));
    if (!arn_parse(target, &parts)) return "RedrivePolicy: deadLetterTargetArn is an invalid arn";
    if (span_ends(a->kind->topic_arn, ".fifo") && span_ends(a->kind->endpoint, ".fifo") &&
        (!span_ends(target, ".fifo") || !span_is(parts.service, "sqs")))
        return "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.";
    if (!span_is(parts.service, "sqs")) return "RedrivePolicy: deadLetterTargetArn is an invalid arn";
    return NULL;
}

static const char *check_subscription_delivery(const struct attribute *a)
{
    if (!span_starts(a->kind->protocol, "http") && a->value.size)
        return arena_printf(a->arena, "Delivery protocol [%.*s] does not support delivery policy.",
                            SPAN_ARG(a->kind->protocol));
    return sns_delivery_policy_check(a->arena, a->value, false);
}

static const struct {
    const char *name;
    attribute_check *check;
} subscription_attributes[] = {
    { "DeliveryPolicy", check_subscription_delivery },
    { "FilterPolicy", check_anything },
    { "FilterPolicyScope", check_filter_scope },
    { "RawMessageDelivery", check_raw },
    { "RedrivePolicy", check_redrive },
    { "SubscriptionRoleArn", check_anything },
    { "ReplayPolicy", check_anything },
};

int sns_subscription_attribute_check(struct call *c, const char *prefix, const struct sns_subscription_kind *kind,
                                     struct span name, struct span value)
{
    const struct attribute a = { &c->arena, kind, name, value };

    for (size_t i = 0; i < sizeof subscription_attributes / sizeof *subscription_attributes; i++) {
        const char *wrong;
        if (!span_is(name, subscription_attributes[i].name)) continue;
        wrong = subscription_attributes[i].check(&a);
        return wrong ? refuse(c, prefix, wrong) : 0;
    }
    return refuse(c, prefix, "AttributeName");
}

#define FILTER_BYTES_MAX ((size_t)256 * 1024)

int sns_filter_policy_check(struct call *c, const char *prefix, const struct doc *attributes)
{
    struct span text = doc_get_str(attributes, "FilterPolicy"), error;
    bool of_body = span_is(doc_get_str(attributes, "FilterPolicyScope"), "MessageBody");
    struct sns_filter_policy policy;
    const struct doc *parsed;

    if (text.size > FILTER_BYTES_MAX) return refuse(c, prefix, "FilterPolicy: Filter policy is too large");
    if (!text.size ||
        sns_filter_policy_compile(&c->arena, text, of_body ? FILTER_BODY : FILTER_ATTRIBUTES, &policy, &error) == 0)
        return 0;
    /* AWS: the policy is quoted without its blanks, and columns are those of that */
    parsed = json_parse(&c->arena, text, NULL);
    if (parsed)
        sns_filter_policy_compile(&c->arena, json_text(&c->arena, parsed), of_body ? FILTER_BODY : FILTER_ATTRIBUTES,
                                  &policy, &error);
    return refuse(c, prefix, arena_string(&c->arena, error));
}

/* --- as they are kept --------------------------------------------------------------------------------------------- */

static bool is_boolean(struct span name)
{
    return span_is(name, "RawMessageDelivery") || span_is(name, "ContentBasedDeduplication") ||
           span_is(name, "FifoTopic");
}

/* AWS: booleans are taken in any case and told in lower case. */
struct span sns_attribute_normal(struct arena *a, struct span name, struct span value, bool of_topic)
{
    if (is_boolean(name) && span_is_nocase(value, "true")) return SPAN("true");
    if (is_boolean(name) && span_is_nocase(value, "false")) return SPAN("false");
    return span_is(name, "DeliveryPolicy") ? sns_delivery_policy_normal(a, value, of_topic) : value;
}

bool sns_attribute_takes_away(struct span name, struct span value)
{
    return value.size == 0 || (span_is(name, "FilterPolicy") && span_is(span_trim(value), "{}"));
}

struct doc *sns_attributes_normal(struct arena *a, const struct doc *attributes, bool of_topic)
{
    struct doc *normal = doc_map(a);

    for (size_t i = 0; i < doc_count(attributes); i++) {
        const struct doc_member *m = &attributes->map.members[i];
        if (!of_topic && sns_attribute_takes_away(m->name, doc_text(m->value))) continue;
        doc_put_span(normal, m->name, doc_string(a, sns_attribute_normal(a, m->name, doc_text(m->value), of_topic)));
    }
    return normal;
}
