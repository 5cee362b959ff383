/* Messages. Their checks come in AWS's order: the text, then the attributes, the size, the structure. */
#include "emulator/services/sns/sns_message.h"

#include <ctype.h>

#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/services/sns/sns_envelope.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_signing.h"

#define SUBJECT_MAX 100

void sns_message_read(struct call *c, const struct doc *in, struct sns_message *m)
{
    char *id = arena_alloc(&c->arena, 37);

    uuid_new(id);
    *m = (struct sns_message){ .id = span_of(id),
                               .timestamp = time_iso8601(&c->arena, clock_now_ms()),
                               .subject = doc_get_str(in, "Subject"),
                               .text = doc_get_str(in, "Message"),
                               .group = doc_get_str(in, "MessageGroupId"),
                               .deduplication = doc_get_str(in, "MessageDeduplicationId"),
                               .attributes = doc_get(in, "MessageAttributes"),
                               .signature_version = 1 };
}

size_t sns_message_bytes(const struct sns_message *m)
{
    size_t total = m->text.size;

    for (size_t i = 0; i < doc_count(m->attributes); i++) {
        const struct doc_member *a = &m->attributes->map.members[i];
        total += a->name.size + doc_get_str(a->value, "DataType").size + doc_get_str(a->value, "StringValue").size +
                 doc_get_str(a->value, "BinaryValue").size;
    }
    return total;
}

/* AWS: at most 100 characters of printable text, not beginning with a blank. */
static bool is_subject(struct span subject)
{
    if (subject.size == 0 || span_code_points(subject) > SUBJECT_MAX || subject.data[0] == ' ') return false;
    for (size_t i = 0; i < subject.size; i++)
        if ((unsigned char)subject.data[i] < 0x20 || subject.data[i] == 0x7F) return false;
    return true;
}

const char *sns_message_words(const struct sns_message *m)
{
    if (m->subject.data && !is_subject(m->subject)) return "Invalid parameter: Subject";
    if (!m->text.size) return "Invalid parameter: Empty message";
    if (sns_message_bytes(m) > SNS_MESSAGE_BYTES_MAX) return "Invalid parameter: Message too long";
    return NULL;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static int name_check(struct call *c, struct span name)
{
    if (name.size > 256)
        return fault(c, &sns_parameter_value_invalid, "Length of message attribute name must be less than 256 bytes.");
    if (span_starts(name, "."))
        return fault(c, &sns_parameter_value_invalid,
                     "Invalid message attribute name starting with character '.' was found.");
    if (span_ends(name, "."))
        return fault(c, &sns_parameter_value_invalid,
                     "Invalid message attribute name ending with character '.' was found.");
    for (size_t i = 0; i < name.size; i++) {
        unsigned char ch = (unsigned char)name.data[i];
        if (ch == '.' && name.data[i - 1] == '.')
            return fault(c, &sns_parameter_value_invalid,
                         "Message attribute name can not have successive '.' character.");
        if (!isalnum(ch) && ch != '_' && ch != '-' && ch != '.')
            return fault(
                c, &sns_parameter_value_invalid,
                "Invalid non-alphanumeric character '#x%X' was found in the message attribute name. Can only include "
                "alphanumeric characters, hyphens, underscores, or dots.",
                ch);
    }
    return 0;
}

static int number_check(struct call *c, struct span name, struct span value)
{
    struct doc *d = json_parse(&c->arena, value, NULL);

    if (doc_is_number(d)) return 0;
    return fault(c, &sns_parameter_value_invalid, "Could not cast message attribute '%.*s' value to number.",
                 SPAN_ARG(name));
}

static int array_check(struct call *c, struct span name, struct span value)
{
    if (doc_is(json_parse(&c->arena, value, NULL), DOC_LIST)) return 0;
    return fault(c, &sns_parameter_value_invalid, "Could not parse message attribute '%.*s' value as a String.Array.",
                 SPAN_ARG(name));
}

static int value_check(struct call *c, struct span name, struct span type, const struct doc *value)
{
    bool is_binary = span_starts(type, "Binary");
    struct doc *text = doc_get(value, "StringValue"), *bytes = doc_get(value, "BinaryValue"),
               *own = is_binary ? bytes : text;

    if (!own && (text || bytes))
        return fault(c, &sns_parameter_value_invalid,
                     "The message attribute '%.*s' with type '%.*s' must use field '%s'.", SPAN_ARG(name),
                     SPAN_ARG(type), is_binary ? "Binary" : "String");
    if (!doc_text(own).size)
        return fault(
            c, &sns_parameter_value_invalid,
            "The message attribute '%.*s' must contain non-empty message attribute value for message attribute type '%.*s'.",
            SPAN_ARG(name), SPAN_ARG(type));
    if (span_starts(type, "Number")) return number_check(c, name, doc_text(own));
    return span_is(type, "String.Array") ? array_check(c, name, doc_text(own)) : 0;
}

static int attribute_check(struct call *c, struct span name, const struct doc *value)
{
    struct span type = doc_get_str(value, "DataType"), kind = span_sub(type, 0, span_find(type, '.'));

    if (name_check(c, name)) return -1;
    if ((!span_is(kind, "Binary") && !span_is(kind, "String") && !span_is(kind, "Number")) ||
        kind.size + 1 == type.size)
        return fault(
            c, &sns_parameter_value_invalid,
            "The message attribute '%.*s' has an invalid message attribute type, the set of supported type prefixes is "
            "Binary, Number, and String.",
            SPAN_ARG(name));
    return value_check(c, name, type, value);
}

/* --- structure ---------------------------------------------------------------------------------------------------- */

static int structure_read(struct call *c, struct sns_message *m, bool of_endpoint)
{
    m->structure = json_parse(&c->arena, m->text, NULL);
    if (!doc_is(m->structure, DOC_MAP))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Message Structure - JSON message body failed to parse");
    if (!of_endpoint && !doc_get_str(m->structure, "default").data)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Message Structure - No default entry in JSON message body");
    return 0;
}

int sns_message_check(struct call *c, struct sns_message *m, const struct doc *in, bool of_endpoint)
{
    struct span structure = doc_get_str(in, "MessageStructure");

    for (size_t i = 0; i < doc_count(m->attributes); i++)
        if (attribute_check(c, m->attributes->map.members[i].name, m->attributes->map.members[i].value)) return -1;
    if (!structure.data) return 0;
    if (!span_is(structure, "json"))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Message Structure - Invalid message structure: %.*s", SPAN_ARG(structure));
    return structure_read(c, m, of_endpoint);
}

struct span sns_message_for(const struct sns_message *m, struct span protocol)
{
    struct span own;

    if (!m->structure) return m->text;
    own = doc_text(doc_get_span(m->structure, protocol));
    return own.data ? own : doc_get_str(m->structure, "default");
}

/* --- signing ------------------------------------------------------------------------------------------------------ */

struct span sns_message_signature(struct call *c, struct sns_message *m, struct span text)
{
    const struct sns_notice notice = { .type = "Notification",
                                       .message_id = m->id,
                                       .topic_arn = m->topic_arn,
                                       .subject = m->subject,
                                       .message = text,
                                       .timestamp = m->timestamp };
    struct span signature = SPAN("");

    for (size_t i = 0; i < m->signed_count; i++)
        if (m->texts[i].text.data == text.data || span_eq(m->texts[i].text, text)) return m->texts[i].signature;
    if (sns_signing_ready(c->db))
        signature = sns_sign(&c->arena, sns_notice_signed_text(&c->arena, &notice), m->signature_version);
    if (m->signed_count < SNS_SIGNED_MAX) m->texts[m->signed_count++] = (struct sns_signed_text){ text, signature };
    return signature;
}
