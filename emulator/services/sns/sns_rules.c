/* SNS's rules. */
#include "emulator/services/sns/sns_rules.h"

#include "emulator/base/json.h"
#include "emulator/services/sns/sns_faults.h"

#define MESSAGE_BYTES_MAX 262144
#define SUBJECT_MAX       100

bool sns_name_is_valid(struct span name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return name.size >= 1 && name.size <= 256;
}

bool sns_arn_parse(struct span arn, struct sns_arn *parts)
{
    struct span part[6], rest = arn;

    for (int i = 0; i < 6; i++)
        if (!span_split(&rest, ':', &part[i])) return false;
    *parts = (struct sns_arn){ part[3], part[4], part[5] };
    return span_is(part[0], "arn") && span_is(part[2], "sns") && !rest.data && part[5].size > 0;
}

bool sns_email_is_valid(struct span address)
{
    size_t at = span_find(address, '@');

    for (size_t i = 0; i < address.size; i++)
        if ((unsigned char)address.data[i] <= ' ') return false;
    return at > 0 && at + 1 < address.size && address.size <= 320;
}

bool sns_phone_is_valid(struct span number)
{
    if (number.size < 8 || number.size > 16 || number.data[0] != '+') return false;
    for (size_t i = 1; i < number.size; i++)
        if (number.data[i] < '0' || number.data[i] > '9') return false;
    return true;
}

/* AWS: at most 100 characters of printable ASCII, not beginning with a blank. */
static bool is_subject(struct span subject)
{
    if (subject.size == 0 || span_code_points(subject) > SUBJECT_MAX || subject.data[0] == ' ') return false;
    for (size_t i = 0; i < subject.size; i++)
        if ((unsigned char)subject.data[i] < 0x20 || subject.data[i] == 0x7F) return false;
    return true;
}

static int attribute_check(struct call *c, struct span name, const struct doc *value)
{
    struct span type = doc_get_str(value, "DataType"), kind = span_sub(type, 0, span_find(type, '.'));
    bool is_binary = span_is(kind, "Binary");

    if (!is_binary && !span_is(kind, "String") && !span_is(kind, "Number"))
        return fault(
            c, &sns_parameter_value_invalid,
            "The message attribute '%.*s' has an invalid message attribute type, the set of supported type prefixes is "
            "Binary, Number, and String.",
            SPAN_ARG(name));
    if (doc_get_str(value, is_binary ? "BinaryValue" : "StringValue").size) return 0;
    return fault(
        c, &sns_parameter_value_invalid,
        "The message attribute '%.*s' must contain non-empty message attribute value for message attribute type '%.*s'.",
        SPAN_ARG(name), SPAN_ARG(type));
}

static int structure_check(struct call *c, struct span message)
{
    struct doc *d = json_parse(&c->arena, message, NULL);

    if (!doc_is(d, DOC_MAP))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Message Structure - JSON message body failed to parse");
    if (!doc_get_str(d, "default").data)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Message Structure - No default entry in JSON message body");
    return 0;
}

int sns_message_check(struct call *c)
{
    struct span message = doc_get_str(c->in, "Message"), subject = doc_get_str(c->in, "Subject"),
                structure = doc_get_str(c->in, "MessageStructure");
    struct doc *attributes = doc_get(c->in, "MessageAttributes");

    if (!message.size) return fault(c, &sns_invalid_parameter, "Invalid parameter: Empty message");
    if (message.size > MESSAGE_BYTES_MAX)
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Message too long");
    if (subject.data && !is_subject(subject)) return fault(c, &sns_invalid_parameter, "Invalid parameter: Subject");
    for (size_t i = 0; i < doc_count(attributes); i++)
        if (attribute_check(c, attributes->map.members[i].name, attributes->map.members[i].value)) return -1;
    return span_is(structure, "json") ? structure_check(c, message) : 0;
}

struct span sns_message_for(struct call *c, const char *protocol)
{
    struct span message = doc_get_str(c->in, "Message"), own;
    struct doc *d;

    if (!span_is(doc_get_str(c->in, "MessageStructure"), "json")) return message;
    d = json_parse(&c->arena, message, NULL);
    own = doc_get_str(d, protocol);
    return own.data ? own : doc_get_str(d, "default");
}
