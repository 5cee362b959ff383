/* Pure rules. In both filters and templates a body that is JSON is seen as what it holds. */
#include "emulator/services/pipes/pipes_rules.h"

#include "emulator/asl/jsonpath/jsonpath.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/pollers/poller_records.h"

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
    opened = poller_record_opened(a, record);
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
