/* Pure rules. In both filters and templates a body that is JSON is seen as what it holds. */
#include "emulator/services/pipes/pipes_rules.h"

#include <string.h>
#include "emulator/asl/jsonpath/jsonpath.h"
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"

/* --- records ------------------------------------------------------------------------------------------------------ */

static struct doc *attribute_record(struct arena *a, const struct doc *value)
{
    struct doc *d = doc_map(a);

    doc_put_str(d, "stringValue", doc_get_str(value, "StringValue"));
    if (doc_get(value, "BinaryValue")) doc_put_str(d, "binaryValue", base64_text(a, doc_get_str(value, "BinaryValue")));
    doc_put_list(d, "stringListValues");
    doc_put_list(d, "binaryListValues");
    doc_put_str(d, "dataType", doc_get_str(value, "DataType"));
    return d;
}

struct doc *pipes_record(struct arena *a, const struct doc *message, struct span queue_arn, struct span region)
{
    struct doc *r = doc_map(a), *attributes, *given = doc_get(message, "MessageAttributes");

    doc_put_str(r, "messageId", doc_get_str(message, "MessageId"));
    doc_put_str(r, "receiptHandle", doc_get_str(message, "ReceiptHandle"));
    doc_put_str(r, "body", doc_get_str(message, "Body"));
    doc_put(r, "attributes", doc_get(message, "Attributes") ? doc_copy(a, doc_get(message, "Attributes")) : doc_map(a));
    attributes = doc_put_map(r, "messageAttributes");
    for (uint32_t i = 0; i < doc_count(given); i++)
        doc_put_span(attributes, given->map.members[i].name, attribute_record(a, given->map.members[i].value));
    doc_put_str(r, "md5OfBody", doc_get_str(message, "MD5OfBody"));
    doc_put_cstr(r, "eventSource", "aws:sqs");
    doc_put_str(r, "eventSourceARN", queue_arn);
    doc_put_str(r, "awsRegion", region);
    return r;
}

/* The record with its body read as JSON, where it is an object or a list. */
static struct doc *record_opened(struct arena *a, const struct doc *record)
{
    struct doc *body = json_parse(a, doc_get_str(record, "body"), NULL), *opened = doc_shallow(a, record);

    if (doc_is(body, DOC_MAP) || doc_is(body, DOC_LIST)) doc_put(opened, "body", body);
    return opened;
}

/* --- filters ------------------------------------------------------------------------------------------------------ */

static bool leaf_matches(const struct doc *rule, const struct doc *value);

static bool any_matches(const struct doc *rules, const struct doc *value)
{
    if (!doc_is(rules, DOC_LIST)) return leaf_matches(rules, value);
    for (size_t i = 0; i < doc_count(rules); i++) {
        if (leaf_matches(doc_at(rules, i), value)) return true;
    }
    return false;
}

/* ["=", 5], [">", 0, "<=", 10] */
static bool numeric_matches(const struct doc *tests, const struct doc *value)
{
    double x = doc_as_double(value);

    if (!doc_is_number(value)) return false;
    for (size_t i = 0; i + 1 < doc_count(tests); i += 2) {
        struct span operator= doc_text(doc_at(tests, i));
        double y = doc_as_double(doc_at(tests, i + 1));
        bool holds = span_is(operator, "=")    ? x == y
                     : span_is(operator, "<")  ? x < y
                     : span_is(operator, "<=") ? x <= y
                     : span_is(operator, ">")  ? x > y
                     : span_is(operator, ">=") ? x >= y
                                               : false;

        if (!holds) return false;
    }
    return true;
}

static bool content_matches(struct span name, const struct doc *argument, const struct doc *value)
{
    struct span text = doc_text(value), wanted = doc_text(argument);

    if (span_is(name, "exists")) return doc_is(argument, DOC_BOOL) && argument->boolean == (value != NULL);
    if (!value) return false;
    if (span_is(name, "anything-but")) return !any_matches(argument, value);
    if (span_is(name, "numeric")) return numeric_matches(argument, value);
    if (!doc_is(value, DOC_STRING)) return false;
    if (span_is(name, "prefix")) return text.size >= wanted.size && span_eq(span_sub(text, 0, wanted.size), wanted);
    if (span_is(name, "suffix"))
        return text.size >= wanted.size && span_eq(span_sub(text, text.size - wanted.size, wanted.size), wanted);
    if (span_is(name, "equals-ignore-case")) return span_eq_nocase(text, wanted);
    return false;
}

static bool leaf_matches(const struct doc *rule, const struct doc *value)
{
    if (doc_is(value, DOC_LIST) && !doc_is(rule, DOC_MAP)) {
        for (size_t i = 0; i < doc_count(value); i++) {
            if (leaf_matches(rule, doc_at(value, i))) return true;
        }
        return false;
    }
    if (doc_is(rule, DOC_MAP) && doc_count(rule) == 1)
        return content_matches(rule->map.members[0].name, rule->map.members[0].value, value);
    return value && doc_equal(rule, value);
}

static bool pattern_matches(const struct doc *pattern, const struct doc *value)
{
    for (uint32_t i = 0; i < pattern->map.count; i++) {
        const struct doc_member *m = &pattern->map.members[i];
        struct doc *part = doc_get_span(value, m->name);

        if (doc_is(m->value, DOC_MAP) ? !pattern_matches(m->value, part) : !any_matches(m->value, part)) return false;
    }
    return true;
}

static bool pattern_is_sound(const struct doc *pattern)
{
    if (!doc_is(pattern, DOC_MAP)) return doc_is(pattern, DOC_LIST);
    for (uint32_t i = 0; i < pattern->map.count; i++) {
        if (!pattern_is_sound(pattern->map.members[i].value)) return false;
    }
    return true;
}

bool pipes_pattern_is_valid(struct arena *a, struct span pattern)
{
    struct doc *d = json_parse(a, pattern, NULL);

    return doc_is(d, DOC_MAP) && pattern_is_sound(d);
}

bool pipes_filters_match(struct arena *a, const struct doc *filters, const struct doc *record)
{
    struct doc *opened = doc_count(filters) ? record_opened(a, record) : NULL;

    for (size_t i = 0; i < doc_count(filters); i++) {
        struct doc *pattern = json_parse(a, doc_get_str(doc_at(filters, i), "Pattern"), NULL);

        if (doc_is(pattern, DOC_MAP) && pattern_matches(pattern, opened)) return true;
    }
    return doc_count(filters) == 0;
}

/* --- templates ---------------------------------------------------------------------------------------------------- */

static struct doc *variable_value(struct arena *a, struct span name, struct doc *opened, const struct pipes_names *n)
{
    struct jsonpath *path;

    if (span_is(name, "aws.pipes.pipe-arn")) return doc_string(a, n->arn);
    if (span_is(name, "aws.pipes.pipe-name")) return doc_string(a, n->name);
    if (span_is(name, "aws.pipes.source-arn")) return doc_string(a, n->source);
    if (span_is(name, "aws.pipes.target-arn")) return doc_string(a, n->target);
    if (span_is(name, "aws.pipes.event.ingestion-time")) return doc_string(a, time_iso8601(a, n->now_ms));
    if (span_is(name, "aws.pipes.event") || span_is(name, "aws.pipes.event.json")) return opened;
    path = jsonpath_compile(a, name, NULL);
    return path ? jsonpath_get(path, a, opened, NULL) : NULL;
}

/* Inside a JSON string the value stands as text, escaped; elsewhere as JSON. */
static void variable_write(struct buf *out, struct arena *a, struct doc *value, bool in_string)
{
    struct span text;

    if (!in_string) {
        if (value) json_write(out, value);
        else buf_add_text(out, "null");
        return;
    }
    if (!value) return;
    text = json_text(a, doc_is(value, DOC_STRING) ? value : doc_string(a, json_text(a, value)));
    buf_add_span(out, span_sub(text, 1, text.size - 2));
}

struct doc *pipes_transform(struct arena *a, struct span text, const struct doc *record,
                            const struct pipes_names *names)
{
    struct doc *opened, *made;
    struct buf out = { 0 };
    bool in_string = false;

    if (!text.size) return doc_copy(a, record);
    opened = record_opened(a, record);
    for (size_t i = 0; i < text.size; i++) {
        struct span rest = span_sub(text, i + 1, SIZE_MAX);
        size_t end = span_find(rest, '>');
        bool variable =
            text.data[i] == '<' && end < rest.size && (span_starts(rest, "$") || span_starts(rest, "aws.pipes."));

        if (variable) {
            variable_write(&out, a, variable_value(a, span_sub(rest, 0, end), opened, names), in_string);
            i += end + 1;
            continue;
        }
        if (text.data[i] == '"' && (i == 0 || text.data[i - 1] != '\\')) in_string = !in_string;
        buf_add_char(&out, text.data[i]);
    }
    made = json_parse(a, arena_span(a, buf_span(&out)), NULL);
    if (!made) made = doc_string(a, arena_span(a, buf_span(&out)));
    buf_release(&out);
    return made;
}
