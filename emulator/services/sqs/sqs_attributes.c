/* Attributes as a table; policies are checked member by member. */
#include "emulator/services/sqs/sqs_attributes.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/core/principals.h"
#include "emulator/policy/policy_principals.h"
#include "emulator/services/sqs/sqs_faults.h"

enum kind { NUMBER, BOOLEAN, TEXT, POLICY, REDRIVE, REDRIVE_ALLOW, SCOPE, THROUGHPUT, READ_ONLY };
enum { FIFO_ONLY = 1 };

static const struct attribute {
    const char *name;
    enum kind kind;
    int64_t min, max;
    const char *initial; /* NULL: absent until set */
    unsigned flags;
} attributes[] = {
    { "VisibilityTimeout", NUMBER, 0, 43200, "30" },
    { "MaximumMessageSize", NUMBER, 1024, 1048576, "1048576" },
    { "MessageRetentionPeriod", NUMBER, 60, 1209600, "345600" },
    { "DelaySeconds", NUMBER, 0, 900, "0" },
    { "ReceiveMessageWaitTimeSeconds", NUMBER, 0, 20, "0" },
    { "Policy", POLICY },
    { "RedrivePolicy", REDRIVE },
    { "RedriveAllowPolicy", REDRIVE_ALLOW },
    { "KmsMasterKeyId", TEXT },
    { "KmsDataKeyReusePeriodSeconds", NUMBER, 60, 86400 },
    { "SqsManagedSseEnabled", BOOLEAN, 0, 0, "true" },
    { "FifoQueue", BOOLEAN, 0, 0, "true", FIFO_ONLY },
    { "DeduplicationScope", SCOPE, 0, 0, "queue", FIFO_ONLY },
    { "FifoThroughputLimit", THROUGHPUT, 0, 0, "perQueue", FIFO_ONLY },
    { "ContentBasedDeduplication", BOOLEAN, 0, 0, "false", FIFO_ONLY },
    { "QueueArn", READ_ONLY },
    { "ApproximateNumberOfMessages", READ_ONLY },
    { "ApproximateNumberOfMessagesNotVisible", READ_ONLY },
    { "ApproximateNumberOfMessagesDelayed", READ_ONLY },
    { "CreatedTimestamp", READ_ONLY },
    { "LastModifiedTimestamp", READ_ONLY },
};

#define ATTRIBUTE_COUNT (sizeof attributes / sizeof *attributes)

static const struct attribute *attribute_find(struct span name)
{
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
        if (span_is(name, attributes[i].name)) return &attributes[i];
    return NULL;
}

bool sqs_attribute_is_known(struct span name)
{
    return span_is(name, "All") || attribute_find(name);
}

struct doc *sqs_attributes_initial(struct arena *a, bool is_fifo)
{
    struct doc *d = doc_map(a);

    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
        if (attributes[i].initial && (is_fifo || !(attributes[i].flags & FIFO_ONLY)))
            doc_put_cstr(d, attributes[i].name, attributes[i].initial);
    return d;
}

/* --- policies ----------------------------------------------------------------------------------------------------- */

static int invalid_value(struct call *c, const char *name)
{
    return fault(c, &sqs_invalid_attribute_value, "Invalid value for the parameter %s.", name);
}

static int bad_policy(struct call *c, const char *name, struct span policy, const char *reason)
{
    return fault(c, &sqs_invalid_parameter_value, "Value %.*s for parameter %s is invalid. Reason: %s.",
                 SPAN_ARG(policy), name, reason);
}

/* Has it only members of these names? */
static bool has_only(const struct doc *map, const char *const *names)
{
    for (size_t i = 0; i < doc_count(map); i++) {
        const char *const *name = names;
        while (*name && !span_is(map->map.members[i].name, *name)) name++;
        if (!*name) return false;
    }
    return true;
}

#define STATEMENTS_MAX 20

/* AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies.html */
static int policy_check(struct call *c, struct span text)
{
    static const char *const members[] = { "Version", "Id", "Statement", NULL };
    struct doc *policy = json_parse(&c->arena, text, NULL), *statement = doc_get(policy, "Statement");
    struct span version = doc_get_str(policy, "Version");

    if (!doc_is(policy, DOC_MAP) || !has_only(policy, members)) return invalid_value(c, "Policy");
    if (doc_get(policy, "Version") && !span_is(version, "2012-10-17") && !span_is(version, "2008-10-17"))
        return invalid_value(c, "Policy");
    if (!doc_is(statement, DOC_MAP) && !doc_is(statement, DOC_LIST)) return invalid_value(c, "Policy");
    if (!doc_count(statement)) return invalid_value(c, "Policy");
    for (size_t i = 0; doc_is(statement, DOC_LIST) && i < doc_count(statement); i++)
        if (!doc_is(doc_at(statement, i), DOC_MAP)) return invalid_value(c, "Policy");
    if (doc_is(statement, DOC_LIST) && doc_count(statement) > STATEMENTS_MAX)
        return fault(c, &sqs_over_limit, "%zu statements were found in the submitted policy, max allowed is %d",
                     doc_count(statement), STATEMENTS_MAX);
    return 0;
}

int sqs_policy_keep(struct call *c, struct doc *wanted)
{
    struct span policy = doc_get_str(wanted, "Policy");
    struct principals p = { .c = c };

    if (!policy.size) return 0;
    doc_put_str(wanted, "Policy", policy_principals_rename(&c->arena, policy, principals_kept, &p));
    return p.wrong_type ? invalid_value(c, "Policy") : 0;
}

void sqs_policy_tell(struct call *c, struct doc *out)
{
    struct span policy = doc_get_str(out, "Policy");
    struct principals p = { .c = c };

    if (policy.size) doc_put_str(out, "Policy", policy_principals_rename(&c->arena, policy, principals_told, &p));
}

/* The number as the client wrote it: a JSON number, or one in a string. */
static bool receive_count_read(const struct doc *value, int64_t *count)
{
    if (doc_is(value, DOC_INT)) *count = value->integer;
    else if (!span_int(doc_text(value), count)) return false;
    return *count >= 1 && *count <= 1000;
}

static int redrive_check(struct call *c, struct span text, bool is_fifo)
{
    static const char name[] = "RedrivePolicy";
    static const char *const members[] = { "maxReceiveCount", "deadLetterTargetArn", NULL };
    struct doc *policy = json_parse(&c->arena, text, NULL), *count = doc_get(policy, "maxReceiveCount");
    struct span arn = doc_get_str(policy, "deadLetterTargetArn");
    struct arn parts;
    int64_t number;

    if (!doc_is(policy, DOC_MAP))
        return fault(c, &sqs_invalid_attribute_value,
                     "Invalid value for the parameter %s. Reason: Redrive policy is not a valid JSON map.", name);
    if (!count)
        return bad_policy(c, name, text, "Redrive policy does not contain mandatory attribute: maxReceiveCount");
    if (!doc_get(policy, "deadLetterTargetArn"))
        return bad_policy(c, name, text, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn");
    if (!has_only(policy, members))
        return bad_policy(c, name, text,
                          "Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn]");
    if (!receive_count_read(count, &number))
        return bad_policy(
            c, name, text,
            arena_printf(&c->arena,
                         "Invalid value for maxReceiveCount: %.*s, valid values are from 1 to 1000 both "
                         "inclusive",
                         SPAN_ARG(doc_is(count, DOC_STRING) ? doc_chars(count) : json_text(&c->arena, count))));
    if (!arn_parse(arn, &parts)) return bad_policy(c, name, text, "Invalid value for deadLetterTargetArn");
    if (!span_is(parts.service, "sqs"))
        return bad_policy(c, name, text, "Only SQS queues are valid resources for deadLetterTargetArn");
    if (span_ends(parts.resource, ".fifo") != is_fifo)
        return bad_policy(c, name, text, "Dead-letter queue must be same type of queue as the source.");
    return 0;
}

#define SOURCES_MAX 10

static int redrive_allow_check(struct call *c, struct span text)
{
    static const char name[] = "RedriveAllowPolicy";
    static const char *const members[] = { "redrivePermission", "sourceQueueArns", NULL };
    struct doc *policy = json_parse(&c->arena, text, NULL), *sources = doc_get(policy, "sourceQueueArns");
    struct span permission = doc_get_str(policy, "redrivePermission");
    bool by_queue = span_is(permission, "byQueue"), is_form = doc_is(policy, DOC_MAP) && has_only(policy, members);

    is_form &= by_queue || span_is(permission, "allowAll") || span_is(permission, "denyAll");
    is_form &= !sources || doc_is(sources, DOC_LIST);
    for (size_t i = 0; i < doc_count(sources); i++) is_form &= doc_is(doc_at(sources, i), DOC_STRING);
    if (!is_form)
        return fault(c, &sqs_invalid_attribute_value,
                     "Invalid value for the parameter %s. Reason: Amazon SQS can't create the redrive allow policy, as "
                     "it\xE2\x80\x99s in an unsupported format.",
                     name);
    if (by_queue && !doc_count(sources))
        return bad_policy(
            c, name, text,
            "Amazon SQS can't create the redrive allow policy. When you specify the byQueue permission type, "
            "you must also specify one or more sourceQueueArns values");
    if (!by_queue && sources)
        return bad_policy(c, name, text,
                          "Amazon SQS can't create the redrive allow policy. To specify one or more source queue ARNs, "
                          "you must set redrivePermission to byQueue");
    if (doc_count(sources) > SOURCES_MAX)
        return bad_policy(
            c, name, text,
            "Amazon SQS can't create the redrive allow policy. The maximum number of source queue ARNs you "
            "can specify is 10");
    return 0;
}

bool sqs_redrive_parse(struct arena *a, struct span policy, struct sqs_redrive *r)
{
    struct doc *d;

    if (!policy.size) return false;
    d = json_parse(a, policy, NULL);
    r->target_arn = doc_get_str(d, "deadLetterTargetArn");
    return r->target_arn.size && receive_count_read(doc_get(d, "maxReceiveCount"), &r->max_receive_count);
}

bool sqs_redrive_is_allowed(struct arena *a, struct span allow_policy, struct span source_arn)
{
    struct doc *policy = allow_policy.size ? json_parse(a, allow_policy, NULL) : NULL,
               *sources = doc_get(policy, "sourceQueueArns");
    struct span permission = doc_get_str(policy, "redrivePermission");

    if (!span_is(permission, "byQueue")) return !span_is(permission, "denyAll");
    for (size_t i = 0; i < doc_count(sources); i++)
        if (span_eq(doc_text(doc_at(sources, i)), source_arn)) return true;
    return false;
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

static bool is_boolean(struct span value)
{
    return span_is(value, "true") || span_is(value, "false");
}

void sqs_attributes_normalise(struct arena *a, struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        struct doc_member *m = &wanted->map.members[i];
        const struct attribute *known = attribute_find(m->name);
        if (!known || known->kind != BOOLEAN) continue;
        if (span_is_nocase(doc_text(m->value), "true")) m->value = doc_string(a, SPAN("true"));
        if (span_is_nocase(doc_text(m->value), "false")) m->value = doc_string(a, SPAN("false"));
    }
}

static int value_check(struct call *c, const struct attribute *a, struct span value, bool is_fifo)
{
    int64_t number;
    bool is_good = true;

    switch (a->kind) {
    case NUMBER: is_good = span_int(value, &number) && number >= a->min && number <= a->max; break;
    case BOOLEAN: is_good = is_boolean(value); break;
    case SCOPE: is_good = span_is(value, "queue") || span_is(value, "messageGroup"); break;
    case THROUGHPUT: is_good = span_is(value, "perQueue") || span_is(value, "perMessageGroupId"); break;
    case POLICY: return value.size ? policy_check(c, value) : 0;
    case REDRIVE: return value.size ? redrive_check(c, value, is_fifo) : 0;
    case REDRIVE_ALLOW: return value.size ? redrive_allow_check(c, value) : 0;
    default: break;
    }
    return is_good ? 0 : invalid_value(c, a->name);
}

static int attribute_check(struct call *c, struct span name, struct span value, bool is_fifo, bool is_new)
{
    const struct attribute *a = attribute_find(name);

    if (a && !is_fifo && (a->kind == SCOPE || a->kind == THROUGHPUT))
        return fault(c, &sqs_invalid_attribute_name, "You can specify the %s only when FifoQueue is set to true.",
                     a->name);
    if (!a || a->kind == READ_ONLY || (a->flags & FIFO_ONLY && !is_fifo))
        return fault(c, &sqs_invalid_attribute_name, "Unknown Attribute %.*s.", SPAN_ARG(name));
    if (span_is(name, "FifoQueue") && !is_new && !span_is(value, "true"))
        return fault(c, &sqs_invalid_attribute_value,
                     "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.");
    return value_check(c, a, value, is_fifo);
}

static int together_check(struct call *c, const struct doc *wanted, const struct doc *current)
{
    struct span scope = doc_get_str(wanted, "DeduplicationScope"), limit = doc_get_str(wanted, "FifoThroughputLimit");

    if (span_is(doc_get_str(wanted, "SqsManagedSseEnabled"), "true") && doc_get_str(wanted, "KmsMasterKeyId").size)
        return fault(
            c, &sqs_invalid_attribute_name,
            "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or "
            "SQS SSE.");
    if (!scope.data) scope = doc_get_str(current, "DeduplicationScope");
    if (!limit.data) limit = doc_get_str(current, "FifoThroughputLimit");
    if (span_is(limit, "perMessageGroupId") && !span_is(scope, "messageGroup"))
        return fault(
            c, &sqs_invalid_attribute_value,
            "Invalid value for the parameter FifoThroughputLimit. Reason: The perMessageGroupId value is allowed "
            "only when the value for DeduplicationScope is messageGroup.");
    return 0;
}

int sqs_attributes_check(struct call *c, const struct doc *wanted, bool is_fifo, const struct doc *current)
{
    for (size_t i = 0; i < doc_count(wanted); i++)
        if (attribute_check(c, wanted->map.members[i].name, doc_text(wanted->map.members[i].value), is_fifo, !current))
            return -1;
    return together_check(c, wanted, current);
}

void sqs_attributes_merge(struct doc *into, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        if (doc_text(m->value).size) doc_put_span(into, m->name, m->value);
        else doc_remove(into, m->name);
    }
    if (doc_get_str(wanted, "KmsMasterKeyId").size) doc_put_cstr(into, "SqsManagedSseEnabled", "false");
    if (span_is(doc_get_str(wanted, "SqsManagedSseEnabled"), "true")) {
        doc_remove(into, SPAN("KmsMasterKeyId"));
        doc_remove(into, SPAN("KmsDataKeyReusePeriodSeconds"));
    }
    if (doc_get(wanted, "KmsMasterKeyId") && !doc_get(into, "KmsMasterKeyId"))
        doc_remove(into, SPAN("KmsDataKeyReusePeriodSeconds"));
    if (doc_get(into, "KmsMasterKeyId") && !doc_get(into, "KmsDataKeyReusePeriodSeconds"))
        doc_put_cstr(into, "KmsDataKeyReusePeriodSeconds", "300");
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

int64_t sqs_attribute_int(const struct doc *of, const char *name)
{
    int64_t value = 0;

    span_int(doc_get_str(of, name), &value);
    return value;
}

int64_t sqs_retention_ms(const struct sqs_queue *q)
{
    return sqs_attribute_int(q->attributes, "MessageRetentionPeriod") * 1000;
}

bool sqs_message_is_in_flight(const struct call *c, const struct sqs_queue *q, const struct sqs_message *m)
{
    return m->nonce && m->visible_ms > c->now_ms && m->sent_ms + sqs_retention_ms(q) > c->now_ms;
}

int64_t sqs_delay_ms(const struct sqs_queue *q)
{
    return sqs_attribute_int(q->attributes, "DelaySeconds") * 1000;
}

int64_t sqs_delay_over_ms(const struct call *c, const struct sqs_queue *q)
{
    return c->now_ms - sqs_delay_ms(q);
}

bool sqs_attribute_is(const struct sqs_queue *q, const char *name, const char *value)
{
    return span_is(doc_get_str(q->attributes, name), value);
}
