/* First what the document says by itself, then whether its destinations are there. AWS: all those that are wrong are
 * told
 * together. */
#include "emulator/services/s3/s3_notification_rules.h"

#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_names.h"

#define VALUE_MAX 1024

/* --- the three kinds of destinations ------------------------------------------------------------------------------ */

static const struct kind {
    const char *list, *arn; /* members */
    const char *argument;   /* as faults name it */
    const char *service, *noun;
    const char *look, *look_member; /* the operation that tells whether it is there, and its member */
    const char *send, *send_member; /* the operation that S3 will call */
} kinds[] = {
    { "TopicConfigurations", "TopicArn", "Topic", "sns", "topic", "GetTopicAttributes", "TopicArn", "Publish",
      "TopicArn" },
    { "QueueConfigurations", "QueueArn", "Queue", "sqs", "queue", "GetQueueAttributes", "QueueUrl", "SendMessage",
      "QueueUrl" },
    { "LambdaFunctionConfigurations", "LambdaFunctionArn", "CloudFunction", "lambda", "Lambda function", "GetFunction",
      "FunctionName", "Invoke", "FunctionName" },
};

#define KINDS (sizeof kinds / sizeof *kinds)

/* --- one configuration -------------------------------------------------------------------------------------------- */

static bool is_event(struct span name)
{
    static const char *const events[] = {
        "s3:ObjectCreated:*",
        "s3:ObjectCreated:Put",
        "s3:ObjectCreated:Post",
        "s3:ObjectCreated:Copy",
        "s3:ObjectCreated:CompleteMultipartUpload",
        "s3:ObjectRemoved:*",
        "s3:ObjectRemoved:Delete",
        "s3:ObjectRemoved:DeleteMarkerCreated",
        "s3:ObjectRestore:*",
        "s3:ObjectRestore:Post",
        "s3:ObjectRestore:Completed",
        "s3:ObjectRestore:Delete",
        "s3:ReducedRedundancyLostObject",
        "s3:Replication:*",
        "s3:Replication:OperationFailedReplication",
        "s3:Replication:OperationMissedThreshold",
        "s3:Replication:OperationReplicatedAfterThreshold",
        "s3:Replication:OperationNotTracked",
        "s3:LifecycleExpiration:*",
        "s3:LifecycleExpiration:Delete",
        "s3:LifecycleExpiration:DeleteMarkerCreated",
        "s3:LifecycleTransition",
        "s3:IntelligentTiering",
        "s3:ObjectAcl:Put",
        "s3:ObjectTagging:*",
        "s3:ObjectTagging:Put",
        "s3:ObjectTagging:Delete",
    };

    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (span_is(name, events[i])) return true;
    return false;
}

bool s3_event_covers(struct span configured, struct span event)
{
    if (!span_ends(configured, ":*")) return span_eq(configured, event);
    configured.size--;
    return event.size >= configured.size && span_eq(span_sub(event, 0, configured.size), configured);
}

static int check_events(struct call *c, const struct doc *events)
{
    if (!doc_count(events)) return s3_raise_malformed_xml(c);
    for (size_t i = 0; i < doc_count(events); i++)
        if (!is_event(doc_text(doc_at(events, i))))
            return s3_raise_invalid_argument(c, "Event", doc_text(doc_at(events, i)),
                                             "The event is not supported for notifications");
    return 0;
}

static struct doc *filter_rules(const struct doc *configuration)
{
    return doc_get(doc_get(doc_get(configuration, "Filter"), "Key"), "FilterRules");
}

/* The value of its filter for "Prefix" or "Suffix"; absent where it has none. */
static struct span filter_value(const struct doc *configuration, const char *name)
{
    const struct doc *rules = filter_rules(configuration);

    for (size_t i = 0; i < doc_count(rules); i++)
        if (span_is_nocase(doc_get_str(doc_at(rules, i), "Name"), name)) return doc_get_str(doc_at(rules, i), "Value");
    return (struct span){ NULL, 0 };
}

static int check_filter_rule(struct call *c, const struct doc *rules, size_t i)
{
    struct doc *rule = doc_at(rules, i);
    struct span name = doc_get_str(rule, "Name"), value = doc_get_str(rule, "Value");
    bool is_prefix = span_is_nocase(name, "prefix");

    if (!is_prefix && !span_is_nocase(name, "suffix"))
        return s3_raise_invalid_argument(c, "FilterRule.Name", name,
                                         "filter rule name must be either prefix or suffix");
    if (value.size > VALUE_MAX)
        return s3_raise_invalid_argument(c, "FilterRule.Value", value, "Size must not exceed 1024 bytes");
    for (size_t n = 0; n < i; n++)
        if (span_eq_nocase(doc_get_str(doc_at(rules, n), "Name"), name))
            return s3_raise_invalid_argument(c, "FilterRule.Name", name,
                                             is_prefix ? "Cannot specify more than one prefix rule in a filter."
                                                       : "Cannot specify more than one suffix rule in a filter.");
    doc_put_cstr(rule, "Name", is_prefix ? "Prefix" : "Suffix");
    doc_put_str(rule, "Value", value.data ? value : SPAN(""));
    return 0;
}

static int check_filter(struct call *c, const struct doc *configuration)
{
    const struct doc *rules = filter_rules(configuration);

    for (size_t i = 0; i < doc_count(rules); i++)
        if (check_filter_rule(c, rules, i)) return -1;
    return 0;
}

static int check_arn(struct call *c, const struct kind *k, const struct s3_bucket *b, struct span text)
{
    struct arn arn;

    if (!arn_parse_of(text, k->service, &arn) || arn.account.size != 12 || !arn.region.size || !arn.resource.size)
        return s3_raise_invalid_argument(c, k->argument, text, "The ARN could not be parsed");
    if (span_eq(arn.region, b->region)) return 0;
    return s3_raise_invalid_argument(
        c, k->argument, text,
        "The notification destination service region is not valid for the bucket location constraint");
}

static int check_configuration(struct call *c, const struct kind *k, const struct s3_bucket *b, struct doc *one)
{
    if (check_arn(c, k, b, doc_get_str(one, k->arn)) || check_events(c, doc_get(one, "Events")) || check_filter(c, one))
        return -1;
    if (!doc_get_str(one, "Id").size) doc_put_str(one, "Id", s3_random_id(&c->arena));
    return 0;
}

/* --- two of them -------------------------------------------------------------------------------------------------- */

static bool share_event(const struct doc *one, const struct doc *other)
{
    const struct doc *a = doc_get(one, "Events"), *b = doc_get(other, "Events");

    for (size_t i = 0; i < doc_count(a); i++)
        for (size_t n = 0; n < doc_count(b); n++)
            if (s3_event_covers(doc_text(doc_at(a, i)), doc_text(doc_at(b, n))) ||
                s3_event_covers(doc_text(doc_at(b, n)), doc_text(doc_at(a, i))))
                return true;
    return false;
}

/* Is one the beginning, or the end, of the other? */
static bool overlap(struct span a, struct span b, bool at_end)
{
    size_t size = a.size < b.size ? a.size : b.size;

    if (!at_end) return span_eq(span_sub(a, 0, size), span_sub(b, 0, size));
    return span_eq(span_sub(a, a.size - size, size), span_sub(b, b.size - size, size));
}

static int check_pair(struct call *c, const struct doc *one, const struct doc *other)
{
    if (span_eq(doc_get_str(one, "Id"), doc_get_str(other, "Id")))
        return fault(c, &s3_invalid_argument, "Same ID used for multiple configurations. IDs must be unique");
    if (!share_event(one, other)) return 0;
    if (!overlap(filter_value(one, "Prefix"), filter_value(other, "Prefix"), false) ||
        !overlap(filter_value(one, "Suffix"), filter_value(other, "Suffix"), true))
        return 0;
    if (!doc_count(filter_rules(one)) && !doc_count(filter_rules(other)))
        return fault(c, &s3_invalid_argument,
                     "Configurations overlap. Configurations on the same bucket cannot share a common event type.");
    return fault(
        c, &s3_invalid_argument,
        "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are "
        "overlapping for the same event type.");
}

/* All configurations, whatever they lead to, as a list. */
static struct doc *all_of(struct call *c, const struct doc *body)
{
    struct doc *all = doc_list(&c->arena);

    for (size_t k = 0; k < KINDS; k++) {
        const struct doc *list = doc_get(body, kinds[k].list);
        for (size_t i = 0; i < doc_count(list); i++) doc_append(all, doc_at(list, i));
    }
    return all;
}

static int check_pairs(struct call *c, const struct doc *all)
{
    for (size_t i = 0; i < doc_count(all); i++)
        for (size_t n = 0; n < i; n++)
            if (check_pair(c, doc_at(all, n), doc_at(all, i))) return -1;
    return 0;
}

/* --- destinations ------------------------------------------------------------------------------------------------- */

/* A queue's URL is made of its ARN; all else is named by it. */
static struct span name_of(struct call *c, const struct kind *k, struct span text)
{
    struct arn arn;

    if (!span_is(SPAN("sqs"), k->service) || !arn_parse(text, &arn)) return text;
    return arena_format(&c->arena, "%.*s/%.*s/%.*s", SPAN_ARG(c->endpoint), SPAN_ARG(arn.account),
                        SPAN_ARG(arn.resource));
}

static struct call *call_to(struct call *c, const struct kind *k, const struct s3_bucket *b, struct span arn,
                            bool sends)
{
    struct identity who;
    struct call *child;

    identity_of_service("s3", b->account, b->region, arena_format(&c->arena, "arn:aws:s3:::%.*s", SPAN_ARG(b->name)),
                        &who);
    child = door_open(k->service, sends ? k->send : k->look, &who, c->endpoint);
    if (child) doc_put_str(child->in, sends ? k->send_member : k->look_member, name_of(c, k, arn));
    return child;
}

/* What is wrong with it; NULL: nothing. */
static const char *wrong_with(struct call *c, const struct kind *k, const struct s3_bucket *b, struct span arn)
{
    struct call *look = call_to(c, k, b, arn, false), *send = call_to(c, k, b, arn, true);
    bool is_there = look && door_call_within(c, look) == 0, is_let_in = send && door_allows(c, send);

    if (look) call_free(look);
    if (send) call_free(send);
    if (span_is(SPAN("sqs"), k->service) && span_ends(arn, ".fifo")) return "FIFO SQS queues are not supported.";
    if (!is_there) return arena_printf(&c->arena, "The destination %s does not exist", k->noun);
    if (is_let_in) return NULL;
    if (span_is(SPAN("lambda"), k->service))
        return arena_printf(&c->arena, "Not authorized to invoke function [%.*s]", SPAN_ARG(arn));
    return arena_printf(&c->arena,
                        "Permissions on the destination %s do not allow S3 to publish notifications from this bucket",
                        k->noun);
}

static int check_destinations(struct call *c, const struct s3_bucket *b, const struct doc *body)
{
    struct doc *extra = doc_map(&c->arena);
    int count = 0;

    for (size_t k = 0; k < KINDS; k++) {
        const struct doc *list = doc_get(body, kinds[k].list);
        for (size_t i = 0; i < doc_count(list); i++) {
            struct span arn = doc_get_str(doc_at(list, i), kinds[k].arn);
            const char *wrong = wrong_with(c, kinds + k, b, arn);
            if (!wrong) continue;
            doc_put_str(extra, arena_printf(&c->arena, "ArgumentName%d", ++count), arn);
            doc_put_cstr(extra, arena_printf(&c->arena, "ArgumentValue%d", count), wrong);
        }
    }
    if (!count) return 0;
    return fault_with(c, &s3_invalid_argument, extra, "Unable to validate the following destination configurations");
}

int s3_check_notification(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    for (size_t k = 0; k < KINDS; k++) {
        const struct doc *list = doc_get(body, kinds[k].list);
        for (size_t i = 0; i < doc_count(list); i++)
            if (check_configuration(c, kinds + k, b, doc_at(list, i))) return -1;
    }
    if (check_pairs(c, all_of(c, body))) return -1;
    return doc_get_bool(c->in, "SkipDestinationValidation", false) ? 0 : check_destinations(c, b, body);
}
