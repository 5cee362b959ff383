/* libyaml's events make the values. An alias stands for the value itself, so a document of few lines may hold very
 * many: they are counted as if they were copied. */
#include "emulator/base/yaml.h"

#include <pthread.h>
#include <yaml.h>

#include "emulator/base/json.h"
#include "emulator/base/library.h"

static struct {
    int (*initialize)(yaml_parser_t *);
    void (*delete)(yaml_parser_t *);
    void (*set_input)(yaml_parser_t *, const unsigned char *, size_t);
    int (*parse)(yaml_parser_t *, yaml_event_t *);
    void (*event_delete)(yaml_event_t *);
} yaml;
static bool is_there;

static void load(void)
{
    static const char *const names[] = { "libyaml-0.so.2", NULL };
    const struct library_symbol symbols[] = {
        { "yaml_parser_initialize", &yaml.initialize },      { "yaml_parser_delete", &yaml.delete },
        { "yaml_parser_set_input_string", &yaml.set_input }, { "yaml_parser_parse", &yaml.parse },
        { "yaml_event_delete", &yaml.event_delete },         { NULL, NULL },
    };

    is_there = library_load(names, symbols);
}

static bool is_loaded(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return is_there;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct reading {
    struct arena *arena;
    yaml_parser_t parser;
    yaml_event_t event;            /* the one at hand */
    struct doc *anchors, *weights; /* by their names: the values, and how many nodes each has */
    size_t nodes;
    size_t line; /* of the last event, or the error */
};

/* The next event; false with an error. */
static bool next(struct reading *r)
{
    yaml.event_delete(&r->event);
    if (yaml.parse(&r->parser, &r->event)) {
        r->line = r->event.start_mark.line + 1;
        return true;
    }
    r->line = r->parser.problem_mark.line + 1;
    return false;
}

static struct span text_of(struct reading *r)
{
    return arena_span(r->arena, (struct span){ (const char *)r->event.data.scalar.value, r->event.data.scalar.length });
}

/* As JSON has it: 1, -2.5, 1e3; not 010 or 1_000. */
static bool is_number(struct span text)
{
    struct arena work = { 0 };
    bool is_one = text.size && (text.data[0] == '-' || (text.data[0] >= '0' && text.data[0] <= '9')) &&
                  doc_is_number(json_parse(&work, text, NULL));

    arena_release(&work);
    return is_one;
}

static struct doc *plain_value(struct reading *r, struct span text)
{
    if (!text.size || span_is(text, "~") || span_is_nocase(text, "null")) return doc_null(r->arena);
    if (span_is_nocase(text, "true") || span_is_nocase(text, "false"))
        return doc_bool(r->arena, span_is_nocase(text, "true"));
    return is_number(text) ? doc_number(r->arena, text) : doc_string(r->arena, text);
}

static struct doc *read_scalar(struct reading *r)
{
    struct span text = text_of(r);
    bool is_plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !r->event.data.scalar.tag;

    return is_plain ? plain_value(r, text) : doc_string(r->arena, text);
}

static struct doc *read_value(struct reading *r, int depth);

static struct doc *read_list(struct reading *r, int depth)
{
    struct doc *list = doc_list(r->arena), *item;

    while (next(r)) {
        if (r->event.type == YAML_SEQUENCE_END_EVENT) return list;
        item = read_value(r, depth + 1);
        if (!item) return NULL;
        doc_append(list, item);
    }
    return NULL;
}

/* What `<<` has: a map, or a list of them. A member of the map's own goes before it. */
static void merge(struct doc *map, const struct doc *from)
{
    for (size_t i = 0; doc_is(from, DOC_LIST) && i < doc_count(from); i++) merge(map, doc_at(from, i));
    for (uint32_t i = 0; doc_is(from, DOC_MAP) && i < from->map.count; i++)
        if (!doc_get_span(map, from->map.members[i].name))
            doc_put_span(map, from->map.members[i].name, from->map.members[i].value);
}

static struct doc *read_map(struct reading *r, int depth)
{
    struct doc *map = doc_map(r->arena), *value, *merged = NULL;

    while (next(r)) {
        struct span name;
        bool is_merge;

        if (r->event.type == YAML_MAPPING_END_EVENT) {
            merge(map, merged);
            return map;
        }
        if (r->event.type != YAML_SCALAR_EVENT) return NULL;
        name = text_of(r);
        is_merge = span_is(name, "<<") && r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        value = next(r) ? read_value(r, depth + 1) : NULL;
        if (!value) return NULL;
        if (is_merge) merged = value;
        else doc_put_span(map, name, value);
    }
    return NULL;
}

static struct doc *read_alias(struct reading *r)
{
    struct span name = span_of((const char *)r->event.data.alias.anchor);

    r->nodes += (size_t)doc_get_int(r->weights, name.data, 0);
    return doc_get_span(r->anchors, name);
}

/* The anchor of the event at hand; absent when it has none. */
static struct span anchor_of(struct reading *r)
{
    const yaml_char_t *anchor = NULL;

    if (r->event.type == YAML_SCALAR_EVENT) anchor = r->event.data.scalar.anchor;
    if (r->event.type == YAML_SEQUENCE_START_EVENT) anchor = r->event.data.sequence_start.anchor;
    if (r->event.type == YAML_MAPPING_START_EVENT) anchor = r->event.data.mapping_start.anchor;
    return anchor ? arena_span(r->arena, span_of((const char *)anchor)) : (struct span){ NULL, 0 };
}

static struct doc *read_value(struct reading *r, int depth)
{
    struct span anchor = anchor_of(r);
    size_t before = r->nodes++;
    struct doc *value = NULL;

    if (depth > YAML_DEPTH_MAX || r->nodes > YAML_NODES_MAX) return NULL;
    switch (r->event.type) {
    case YAML_SCALAR_EVENT: value = read_scalar(r); break;
    case YAML_ALIAS_EVENT: value = read_alias(r); break;
    case YAML_SEQUENCE_START_EVENT: value = read_list(r, depth); break;
    case YAML_MAPPING_START_EVENT: value = read_map(r, depth); break;
    default: break;
    }
    if (!value || r->nodes > YAML_NODES_MAX) return NULL;
    if (anchor.data) {
        doc_put_span(r->anchors, anchor, value);
        doc_put_span(r->weights, anchor, doc_int(r->arena, (int64_t)(r->nodes - before)));
    }
    return value;
}

/* STREAM-START, DOCUMENT-START, the value, DOCUMENT-END, STREAM-END. */
static struct doc *read_stream(struct reading *r)
{
    struct doc *value;

    if (!next(r) || !next(r) || r->event.type != YAML_DOCUMENT_START_EVENT || !next(r)) return NULL;
    value = read_value(r, 0);
    if (!value || !next(r) || !next(r) || r->event.type != YAML_STREAM_END_EVENT) return NULL;
    return value;
}

struct doc *yaml_parse(struct arena *a, struct span text, size_t *line)
{
    struct reading r = { .arena = a, .anchors = doc_map(a), .weights = doc_map(a) };
    struct doc *value = NULL;

    if (is_loaded() && yaml.initialize(&r.parser)) {
        yaml.set_input(&r.parser, (const unsigned char *)(text.data ? text.data : ""), text.size);
        value = span_is_utf8(text) ? read_stream(&r) : NULL;
        yaml.event_delete(&r.event);
        yaml.delete(&r.parser);
    }
    if (line) *line = r.line;
    return value;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void indent(struct buf *b, int depth)
{
    for (int i = 0; i < depth; i++) buf_add_text(b, "  ");
}

/* Letters, digits and a few marks need no quotes, behind a letter or a mark that begins nothing else. */
static bool is_plain_name(struct span name)
{
    if (!name.size || span_is_nocase(name, "null") || span_is_nocase(name, "true") || span_is_nocase(name, "false"))
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '_' || c == '$';
        if (!is_letter && (i == 0 || !strchr("0123456789-.", c))) return false;
    }
    return true;
}

/* What YAML takes in quotes: no controls, line breaks (U+0085, U+2028, U+2029), byte order mark, or what is none. */
static bool is_printable(uint32_t c)
{
    return c < 0x7F || (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF);
}

/* In quotes as JSON has them, with more escapes than JSON needs. */
static void write_text(struct buf *b, struct span text)
{
    struct buf quoted = { 0 };
    struct span rest, before;
    uint32_t c;

    json_write_string(&quoted, text);
    rest = buf_span(&quoted);
    while (before = rest, span_take_code_point(&rest, &c)) {
        if (is_printable(c)) buf_add_span(b, span_sub(before, 0, before.size - rest.size));
        else buf_printf(b, "\\u%04x", (unsigned)c);
    }
    buf_release(&quoted);
}

static void write_name(struct buf *b, struct span name)
{
    if (is_plain_name(name)) buf_add_span(b, name);
    else write_text(b, name);
    buf_add_char(b, ':');
}

static bool is_block(const struct doc *d)
{
    return doc_count(d) > 0;
}

static void write_value(struct buf *b, const struct doc *d, int depth);

static void write_map(struct buf *b, const struct doc *d, int depth, bool starts_in_line)
{
    for (uint32_t i = 0; i < d->map.count; i++) {
        const struct doc_member *m = &d->map.members[i];

        if (i || !starts_in_line) indent(b, depth);
        write_name(b, m->name);
        buf_add_char(b, is_block(m->value) ? '\n' : ' ');
        write_value(b, m->value, doc_is(m->value, DOC_LIST) ? depth : depth + 1);
    }
}

static void write_list(struct buf *b, const struct doc *d, int depth)
{
    for (size_t i = 0; i < doc_count(d); i++) {
        const struct doc *item = doc_at(d, i);

        indent(b, depth);
        buf_add_text(b, "- ");
        if (doc_is(item, DOC_MAP) && is_block(item)) {
            write_map(b, item, depth + 1, true);
        } else if (is_block(item)) {
            buf_add_char(b, '\n');
            write_list(b, item, depth + 1);
        } else {
            write_value(b, item, depth);
        }
    }
}

static void write_value(struct buf *b, const struct doc *d, int depth)
{
    if (is_block(d) && doc_is(d, DOC_MAP)) {
        write_map(b, d, depth, false);
    } else if (is_block(d)) {
        write_list(b, d, depth);
    } else {
        if (doc_is(d, DOC_STRING)) write_text(b, doc_text(d));
        else json_write(b, d); /* {}, [], numbers: YAML's, too */
        buf_add_char(b, '\n');
    }
}

void yaml_write(struct buf *b, const struct doc *d)
{
    buf_add_text(b, "---\n");
    write_value(b, d, 0);
}
