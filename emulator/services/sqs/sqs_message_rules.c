/* SQS's rules of a message. */
#include "emulator/services/sqs/sqs_message_rules.h"

#include <stdlib.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/services/sqs/sqs_faults.h"

/* --- digests ------------------------------------------------------------------------------------------------------ */

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

/* --- characters and numbers --------------------------------------------------------------------------------------- */

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

/* Takes digits off the front. Returns how many there were; *significant counts those from the first that is not 0. */
static size_t digits_take(struct span *s, size_t *significant)
{
    size_t n = 0;

    for (; n < s->size && s->data[n] >= '0' && s->data[n] <= '9'; n++)
        if (*significant || s->data[n] != '0') ++*significant;
    *s = span_sub(*s, n, SIZE_MAX);
    return n;
}

static bool take(struct span *s, const char *either)
{
    if (!s->size || !strchr(either, s->data[0])) return false;
    *s = span_sub(*s, 1, SIZE_MAX);
    return true;
}

#define DIGITS_MAX   38
#define EXPONENT_MAX 126

bool sqs_number_is_valid(struct span s)
{
    size_t significant = 0, before, after = 0;
    int64_t exponent = 0;

    take(&s, "+-");
    before = digits_take(&s, &significant);
    if (take(&s, ".")) after = digits_take(&s, &significant);
    if (!before && !after) return false;
    if (take(&s, "eE")) {
        take(&s, "+");
        if (!span_int(s, &exponent)) return false;
    } else if (s.size) {
        return false;
    }
    return significant <= DIGITS_MAX && before <= EXPONENT_MAX && exponent <= EXPONENT_MAX && exponent >= -128;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static bool is_name_character(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr("-_.", c) != NULL;
}

/* Beyond ASCII what is no letter: signs, punctuation, symbols, private use, pictures. */
static bool is_sign(uint32_t c)
{
    static const uint32_t signs[][2] = {
        { 0x80, 0xA9 },     { 0xAB, 0xB4 },     { 0xB6, 0xB9 },     { 0xBB, 0xBF },
        { 0xD7, 0xD7 },     { 0xF7, 0xF7 },     { 0x2000, 0x2070 }, { 0x20A0, 0x20CF },
        { 0x2190, 0x2BFF }, { 0x3000, 0x3004 }, { 0x3008, 0x3030 }, { 0xE000, 0xF8FF },
        { 0xFE10, 0xFE6F }, { 0xFF01, 0xFF0F }, { 0xFFE0, 0xFFFF }, { 0x1F000, 0x1FAFF },
    };

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (c >= signs[i][0] && c <= signs[i][1]) return true;
    return false;
}

/* AWS: letters of any script, though the documentation has those of ASCII alone (recorded: "attr.1\u00F8\u00DF\u00E4"). */
static bool is_attribute_name(struct span name)
{
    struct span rest = name;
    uint32_t c, before = '.';

    while (span_take_code_point(&rest, &c)) {
        if (c < 0x80 ? !c || !is_name_character((char)c) : is_sign(c)) return false;
        if (c == '.' && before == '.') return false;
        before = c;
    }
    return !rest.size && before != '.';
}

static bool is_reserved(struct span name)
{
    return (name.size >= 4 && span_is_nocase(span_sub(name, 0, 4), "aws.")) ||
           (name.size >= 7 && span_is_nocase(span_sub(name, 0, 7), "amazon."));
}

static int name_check(struct call *c, struct span name)
{
    if (!name.size)
        return fault(c, &sqs_invalid_parameter_value,
                     "The request must contain non-empty message (user) attribute names.");
    if (name.size > 256)
        return fault(c, &sqs_invalid_parameter_value, "Message (user) attribute name must be shorter than 256 bytes.");
    if (is_reserved(name))
        return fault(
            c, &sqs_invalid_parameter_value,
            "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved "
            "for internal use.");
    if (!is_attribute_name(name))
        return fault(
            c, &sqs_invalid_parameter_value,
            "The message attribute name '%.*s' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore "
            "(_), hyphen (-), and period (.) characters.",
            SPAN_ARG(name));
    return 0;
}

/* "String", or "String." with a label of one's own. */
static bool is_type(struct span type, const char *basic)
{
    return span_is(span_sub(type, 0, span_find(type, '.')), basic);
}

static int value_check(struct call *c, struct span name, const struct doc *value)
{
    struct span type = doc_get_str(value, "DataType"), text = doc_get_str(value, "StringValue"),
                bytes = doc_get_str(value, "BinaryValue");
    bool is_binary = is_type(type, "Binary"), is_number = is_type(type, "Number");

    if (doc_count(doc_get(value, "StringListValues")) || doc_count(doc_get(value, "BinaryListValues")))
        return fault(c, &sqs_unsupported_operation,
                     "Message attribute list values in SendMessage operation are not supported.");
    if (!text.data && !bytes.data)
        return fault(c, &sqs_invalid_parameter_value,
                     "The message (user) attribute '%.*s' must contain a non-empty message attribute value.",
                     SPAN_ARG(name));
    if (!type.size)
        return fault(c, &sqs_invalid_parameter_value,
                     "The message (user) attribute '%.*s' must contain a non-empty message attribute type.",
                     SPAN_ARG(name));
    if (type.size > 256)
        return fault(c, &sqs_invalid_parameter_value, "Message (user) attribute type must be shorter than 256 bytes.");
    if (!is_binary && !is_number && !is_type(type, "String"))
        return fault(
            c, &sqs_invalid_parameter_value,
            "The type of message (user) attribute '%.*s' is invalid. You must use only the following supported "
            "type prefixes: Binary, Number, String.",
            SPAN_ARG(name));
    if (is_binary ? !bytes.size : !text.size)
        return fault(c, &sqs_invalid_parameter_value,
                     "Message (user) attribute '%.*s' must contain a non-empty value of type '%s'.", SPAN_ARG(name),
                     is_binary   ? "Binary"
                     : is_number ? "Number"
                                 : "String");
    if (is_number && !sqs_number_is_valid(text))
        return fault(c, &sqs_invalid_parameter_value,
                     "Can't cast the value of message (user) attribute '%.*s' to a number.", SPAN_ARG(name));
    if (!is_binary && !sqs_body_is_valid(text))
        return fault(c, &sqs_invalid_parameter_value, "%s", SQS_INVALID_CHARACTERS);
    return 0;
}

#define ATTRIBUTES_MAX 10

int sqs_message_attributes_check(struct call *c, const struct doc *d)
{
    if (doc_count(d) > ATTRIBUTES_MAX)
        return fault(c, &sqs_invalid_parameter_value,
                     "Number of message attributes [%zu] exceeds the allowed maximum [%d].", doc_count(d),
                     ATTRIBUTES_MAX);
    for (size_t i = 0; i < doc_count(d); i++)
        if (name_check(c, d->map.members[i].name) || value_check(c, d->map.members[i].name, d->map.members[i].value))
            return -1;
    return 0;
}

int sqs_system_attributes_check(struct call *c, const struct doc *d)
{
    for (size_t i = 0; i < doc_count(d); i++) {
        struct span name = d->map.members[i].name;
        if (!span_is(name, "AWSTraceHeader"))
            return fault(c, &sqs_invalid_parameter_value, "Message system attribute name '%.*s' is invalid.",
                         SPAN_ARG(name));
        if (!span_is(doc_get_str(d->map.members[i].value, "DataType"), "String"))
            return fault(
                c, &sqs_invalid_parameter_value,
                "The type of message system attribute 'AWSTraceHeader' is invalid. You must use only the following "
                "supported type prefixes: String.");
        if (value_check(c, name, d->map.members[i].value)) return -1;
    }
    return 0;
}
