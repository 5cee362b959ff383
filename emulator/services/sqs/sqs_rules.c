/* SQS's rules. */
#include "emulator/services/sqs/sqs_rules.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/sqs/sqs_faults.h"

/* AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
static const struct sqs_attribute attributes[] = {
    { "DelaySeconds", true, 0, 900, "0" },
    { "MaximumMessageSize", true, 1024, 1048576, "1048576" },
    { "MessageRetentionPeriod", true, 60, 1209600, "345600" },
    { "ReceiveMessageWaitTimeSeconds", true, 0, 20, "0" },
    { "VisibilityTimeout", true, 0, 43200, "30" },
    { "Policy", false, 0, 0, NULL },
    { "RedrivePolicy", false, 0, 0, NULL },
    { "RedriveAllowPolicy", false, 0, 0, NULL },
    { "KmsMasterKeyId", false, 0, 0, NULL },
    { "KmsDataKeyReusePeriodSeconds", true, 60, 86400, NULL },
    { "SqsManagedSseEnabled", false, 0, 0, "true" },
};

#define ATTRIBUTE_COUNT (sizeof attributes / sizeof *attributes)

static bool is_name_character(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool sqs_name_is_valid(struct span name)
{
    for (size_t i = 0; i < name.size; i++)
        if (!is_name_character(name.data[i])) return false;
    return name.size >= 1 && name.size <= 80;
}

const struct sqs_attribute *sqs_attribute_find(struct span name)
{
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
        if (span_is(name, attributes[i].name)) return &attributes[i];
    return NULL;
}

static int redrive_check(struct call *c, struct span policy)
{
    struct span target;
    int64_t count;

    if (!policy.size || sqs_redrive_parse(&c->arena, policy, &target, &count)) return 0;
    return fault(
        c, &sqs_invalid_parameter_value,
        "Value %.*s for parameter RedrivePolicy is invalid. Reason: Redrive policy is not a valid JSON map with a "
        "deadLetterTargetArn and a maxReceiveCount between 1 and 1000.",
        SPAN_ARG(policy));
}

static int attribute_check(struct call *c, struct span name, struct span value)
{
    const struct sqs_attribute *a = sqs_attribute_find(name);
    int64_t number;

    if (span_is(name, "FifoQueue") || span_is(name, "ContentBasedDeduplication"))
        return fault(c, &fault_not_implemented, "FIFO queues are not emulated by Nube");
    if (!a) return fault(c, &sqs_invalid_attribute_name, "Unknown Attribute %.*s.", SPAN_ARG(name));
    if (a->is_number && (!span_int(value, &number) || number < a->min || number > a->max))
        return fault(c, &sqs_invalid_attribute_value, "Invalid value for the parameter %s.", a->name);
    if (span_is(name, "SqsManagedSseEnabled") && !span_is(value, "true") && !span_is(value, "false"))
        return fault(c, &sqs_invalid_attribute_value, "Invalid value for the parameter %s.", a->name);
    return span_is(name, "RedrivePolicy") ? redrive_check(c, value) : 0;
}

int sqs_attributes_check(struct call *c, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++)
        if (attribute_check(c, wanted->map.members[i].name, doc_text(wanted->map.members[i].value))) return -1;
    return 0;
}

struct doc *sqs_attributes_initial(struct arena *a)
{
    struct doc *d = doc_map(a);

    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
        if (attributes[i].initial) doc_put_cstr(d, attributes[i].name, attributes[i].initial);
    return d;
}

int64_t sqs_attribute_int(const struct doc *of, const char *name)
{
    int64_t value = 0;

    span_int(doc_get_str(of, name), &value);
    return value;
}

bool sqs_url_split(struct span url, struct span *account, struct span *name)
{
    struct span rest = url, piece, before = { NULL, 0 };

    *name = (struct span){ NULL, 0 };
    while (span_split(&rest, '/', &piece)) {
        before = *name;
        *name = piece;
    }
    *account = before;
    return account->size == 12 && name->size > 0;
}

bool sqs_redrive_parse(struct arena *a, struct span policy, struct span *target_arn, int64_t *max_receive_count)
{
    struct doc *d = json_parse(a, policy, NULL), *count = doc_get(d, "maxReceiveCount");

    *target_arn = doc_get_str(d, "deadLetterTargetArn");
    if (doc_is(count, DOC_INT)) *max_receive_count = count->integer;
    else if (!span_int(doc_text(count), max_receive_count)) return false;
    return span_starts(*target_arn, "arn:aws:sqs:") && *max_receive_count >= 1 && *max_receive_count <= 1000;
}

static int compare_members(const void *a, const void *b)
{
    return span_compare(((const struct doc_member *)a)->name, ((const struct doc_member *)b)->name);
}

static void digest_add(struct buf *b, struct span s)
{
    unsigned char size[4] = { (unsigned char)(s.size >> 24), (unsigned char)(s.size >> 16),
                              (unsigned char)(s.size >> 8), (unsigned char)s.size };

    buf_add(b, size, sizeof size);
    buf_add_span(b, s);
}

char *sqs_attributes_md5(struct arena *a, const struct doc *d)
{
    struct buf b = { 0 };
    struct doc_member *sorted;
    char *hex;

    if (!doc_count(d)) return NULL;
    sorted = ARENA_ARRAY(a, struct doc_member, d->map.count);
    memcpy(sorted, d->map.members, d->map.count * sizeof *sorted);
    qsort(sorted, d->map.count, sizeof *sorted, compare_members);
    for (uint32_t i = 0; i < d->map.count; i++) {
        struct span text = doc_get_str(sorted[i].value, "StringValue"),
                    bytes = doc_get_str(sorted[i].value, "BinaryValue");
        digest_add(&b, sorted[i].name);
        digest_add(&b, doc_get_str(sorted[i].value, "DataType"));
        buf_add_char(&b, text.data ? 1 : 2);
        digest_add(&b, text.data ? text : bytes);
    }
    hex = md5_hex(a, buf_span(&b));
    buf_release(&b);
    return hex;
}

size_t sqs_attributes_size(const struct doc *d)
{
    size_t size = 0;

    for (size_t i = 0; i < doc_count(d); i++) {
        const struct doc_member *m = &d->map.members[i];
        size += m->name.size + doc_get_str(m->value, "DataType").size + doc_get_str(m->value, "StringValue").size +
                doc_get_str(m->value, "BinaryValue").size;
    }
    return size;
}

bool sqs_body_is_valid(struct span body)
{
    if (!span_is_utf8(body)) return false;
    for (size_t i = 0; i < body.size; i++) {
        unsigned char c = (unsigned char)body.data[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return false;
        /* U+FFFE and U+FFFF are EF BF BE and EF BF BF. */
        if (c == 0xEF && i + 2 < body.size && (unsigned char)body.data[i + 1] == 0xBF &&
            (unsigned char)body.data[i + 2] >= 0xBE)
            return false;
    }
    return true;
}

static bool is_attribute_name(struct span name)
{
    for (size_t i = 0; i < name.size; i++)
        if (!is_name_character(name.data[i]) && name.data[i] != '.') return false;
    return name.size >= 1 && name.size <= 256 && name.data[0] != '.' && name.data[name.size - 1] != '.' &&
           !(name.size >= 4 && span_is_nocase(span_sub(name, 0, 4), "aws.")) &&
           !(name.size >= 7 && span_is_nocase(span_sub(name, 0, 7), "amazon."));
}

static int message_attribute_check(struct call *c, struct span name, const struct doc *value)
{
    struct span type = doc_get_str(value, "DataType"), text = doc_get_str(value, "StringValue"),
                bytes = doc_get_str(value, "BinaryValue"), kind = span_sub(type, 0, span_find(type, '.'));
    bool is_binary = span_is(kind, "Binary");

    if (!is_attribute_name(name))
        return fault(c, &sqs_invalid_parameter_value, "Message (user) attribute name '%.*s' is invalid.",
                     SPAN_ARG(name));
    if (!type.size)
        return fault(c, &sqs_invalid_parameter_value,
                     "The message attribute '%.*s' must contain non-empty message attribute type.", SPAN_ARG(name));
    if (!is_binary && !span_is(kind, "String") && !span_is(kind, "Number"))
        return fault(
            c, &sqs_invalid_parameter_value,
            "The message attribute '%.*s' has an invalid message attribute type, the set of supported type prefixes is "
            "Binary, Number, and String.",
            SPAN_ARG(name));
    if (is_binary ? !bytes.size : !text.size)
        return fault(
            c, &sqs_invalid_parameter_value,
            "The message attribute '%.*s' must contain non-empty message attribute value for message attribute type '%.*s'.",
            SPAN_ARG(name), SPAN_ARG(type));
    if (!is_binary && !sqs_body_is_valid(text))
        return fault(c, &sqs_invalid_parameter_value, "Invalid characters found in the message attribute '%.*s'.",
                     SPAN_ARG(name));
    return 0;
}

int sqs_message_attributes_check(struct call *c, const struct doc *d)
{
    if (doc_count(d) > 10)
        return fault(c, &sqs_invalid_parameter_value,
                     "Number of message attributes [%zu] exceeds the allowed maximum [10].", doc_count(d));
    for (size_t i = 0; i < doc_count(d); i++)
        if (message_attribute_check(c, d->map.members[i].name, d->map.members[i].value)) return -1;
    return 0;
}

bool sqs_name_is_wanted(const struct doc *wanted, struct span name)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        struct span pattern = doc_text(doc_at(wanted, i));
        if (span_is(pattern, "All") || span_eq(pattern, name)) return true;
        if (!span_ends(pattern, ".*")) continue;
        if (span_eq(span_sub(pattern, 0, pattern.size - 2), span_sub(name, 0, pattern.size - 2))) return true;
    }
    return false;
}

struct span sqs_handle_make(struct arena *a, int64_t row, int64_t nonce, struct span queue_arn)
{
    return base64_text(a, arena_format(a, "%" PRId64 " %" PRId64 " %.*s", row, nonce, SPAN_ARG(queue_arn)));
}

bool sqs_handle_parse(struct arena *a, struct span handle, struct span queue_arn, int64_t *row, int64_t *nonce)
{
    struct span text, part;

    if (!base64_decode(a, handle, &text)) return false;
    if (!span_split(&text, ' ', &part) || !span_int(part, row)) return false;
    if (!span_split(&text, ' ', &part) || !span_int(part, nonce)) return false;
    return span_eq(text, queue_arn);
}
