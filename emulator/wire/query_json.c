/* Written by the shape, so that what is absent has its null. */
#include "emulator/wire/query_json.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/wire/shape_time.h"

bool query_json_is_wanted(const struct http_request *request)
{
    return request && span_starts(http_header(request, "Accept"), "application/json");
}

/* AWS: a few lists of SQS's have kept their names of old. */
static const char *name_of(const struct member *m)
{
    static const char *const old[][2] = { { "Messages", "messages" }, { "QueueUrls", "queueUrls" } };

    for (size_t i = 0; m->flags & FLATTENED && i < sizeof old / sizeof *old; i++)
        if (strcmp(m->name, old[i][0]) == 0) return old[i][1];
    return m->name;
}

static void write_value(struct buf *b, const struct shape *shape, unsigned flags, const struct doc *value);

static void write_members(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    const char *between = "";

    buf_add_char(b, '{');
    for (const struct member *m = shape->members; m->name; m++) {
        buf_printf(b, "%s\"%s\":", between, name_of(m));
        write_value(b, m->shape, m->flags, doc_get(tree, m->name));
        between = ",";
    }
    buf_add_char(b, '}');
}

static void write_list(struct buf *b, const struct shape *shape, const struct doc *list)
{
    for (size_t i = 0; i < doc_count(list); i++) {
        buf_add_char(b, i ? ',' : '[');
        write_value(b, shape->element, 0, doc_at(list, i));
    }
    buf_add_char(b, ']');
}

static void write_map(struct buf *b, const struct shape *shape, const struct doc *map)
{
    for (uint32_t i = 0; i < map->map.count; i++) {
        buf_add_char(b, i ? ',' : '{');
        json_write_string(b, map->map.members[i].name);
        buf_add_char(b, ':');
        write_value(b, shape->element, 0, map->map.members[i].value);
    }
    buf_add_char(b, '}');
}

static void write_entries(struct buf *b, const struct shape *shape, const struct doc *map)
{
    for (uint32_t i = 0; i < map->map.count; i++) {
        buf_printf(b, "%s{\"%s\":", i ? "," : "[", shape->key_name);
        json_write_string(b, map->map.members[i].name);
        buf_printf(b, ",\"%s\":", shape->value_name);
        write_value(b, shape->element, 0, map->map.members[i].value);
        buf_add_char(b, '}');
    }
    buf_add_char(b, ']');
}

static void write_time(struct buf *b, const struct shape *shape, int64_t ms)
{
    struct arena a = { 0 };

    buf_add_span(b, shape_time_write(&a, shape, TIME_EPOCH, ms));
    arena_release(&a);
}

static bool is_empty(const struct shape *shape, const struct doc *value)
{
    return !value || ((shape->type == T_LIST || shape->type == T_MAP) && !doc_count(value));
}

static void write_value(struct buf *b, const struct shape *shape, unsigned flags, const struct doc *value)
{
    if (is_empty(shape, value)) {
        buf_add_text(b, "null");
        return;
    }
    switch (shape->type) {
    case T_STRUCTURE: write_members(b, shape, value); break;
    case T_LIST: write_list(b, shape, value); break;
    case T_MAP:
        if (flags & FLATTENED) write_entries(b, shape, value);
        else write_map(b, shape, value);
        break;
    case T_TIMESTAMP: write_time(b, shape, value->integer); break;
    default: json_write(b, value); break;
    }
}

void query_json_write(struct buf *b, const struct call *c)
{
    const char *name = c->operation->name;

    buf_printf(b, "{\"%sResponse\":{", name);
    if (c->operation->output != &Nothing) {
        buf_printf(b, "\"%sResult\":", name);
        write_members(b, c->operation->output, c->out);
        buf_add_char(b, ',');
    }
    buf_printf(b, "\"ResponseMetadata\":{\"RequestId\":\"%s\"}}}", c->request_id);
}

void query_json_write_fault(struct buf *b, const struct call *c)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_QUERY);

    buf_printf(b, "{\"Error\":{\"Code\":\"%s\",\"Message\":", words.code);
    json_write_string(b, words.message);
    buf_printf(b, ",\"Type\":\"%s\"},\"RequestId\":\"%s\"}", words.blame, c->request_id);
}
