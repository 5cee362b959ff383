/* Neutral trees to JSON, driven by shapes. */
#include "emulator/wire/json_shape.h"

#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/wire/shape_time.h"

static void write_timestamp(struct buf *b, const struct shape *shape, int64_t ms)
{
    struct arena a = { 0 };
    struct span text = shape_time_write(&a, shape, TIME_EPOCH, ms);

    if (shape->time && shape->time != TIME_EPOCH) json_write_string(b, text);
    else buf_add_span(b, text);
    arena_release(&a);
}

static void write_members(struct buf *b, const struct shape *shape, const struct doc *tree, bool body_only)
{
    bool any = false;

    buf_add_char(b, '{');
    for (uint32_t i = 0; i < tree->map.count; i++) {
        const struct doc_member *item = &tree->map.members[i];
        const struct member *m = shape_member(shape, item->name);
        if (!m) log_error("a reply has the member %.*s, which its shape lacks", SPAN_ARG(item->name));
        if (!m || (body_only && m->place != IN_BODY)) continue;
        if (any) buf_add_char(b, ',');
        any = true;
        json_write_string(b, m->json_name ? span_of(m->json_name) : item->name);
        buf_add_char(b, ':');
        json_shape_write(b, m->shape, item->value);
    }
    buf_add_char(b, '}');
}

static void write_list(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    buf_add_char(b, '[');
    for (uint32_t i = 0; i < tree->list.count; i++) {
        if (i) buf_add_char(b, ',');
        json_shape_write(b, shape->element, doc_items(tree)[i]);
    }
    buf_add_char(b, ']');
}

static void write_map(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    buf_add_char(b, '{');
    for (uint32_t i = 0; i < tree->map.count; i++) {
        if (i) buf_add_char(b, ',');
        json_write_string(b, tree->map.members[i].name);
        buf_add_char(b, ':');
        json_shape_write(b, shape->element, tree->map.members[i].value);
    }
    buf_add_char(b, '}');
}

void json_shape_write(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    if (tree->kind == DOC_JSON) {
        buf_add_span(b, doc_chars(tree));
        return;
    }
    switch (shape->type) {
    case T_TIMESTAMP: write_timestamp(b, shape, tree->integer); break;
    case T_LIST: write_list(b, shape, tree); break;
    case T_MAP: write_map(b, shape, tree); break;
    case T_STRUCTURE: write_members(b, shape, tree, false); break;
    default: json_write(b, tree); break;
    }
}

void json_shape_write_body(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    write_members(b, shape, tree, true);
}
