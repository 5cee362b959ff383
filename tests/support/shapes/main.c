/* Prints every operation of every service with its shapes as JSON, for tests that hold them against AWS's models:
 *
 *   {"sqs": {"SendMessage": {"input": SHAPE, "output": SHAPE, "method": "", "uri": ""}}}
 *   SHAPE  {"type": "structure", "members": {NAME: {"required": true, "in": "uri", "name": WIRE, "shape": SHAPE}}},
 *          {"type": "list", "element": SHAPE}, {"type": "map", …}, {"type": "string"} …
 *
 * A shape within itself, at whatever depth, is {"type": "again"}. */
#include <stdio.h>

#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/services/services.h"

#define DEPTH_MAX 24

struct walk {
    struct arena *arena;
    const struct shape *above[DEPTH_MAX];
    int depth;
};

static const char *const types[] = {
    [T_STRING] = "string", [T_BOOLEAN] = "boolean",     [T_INTEGER] = "integer",  [T_LONG] = "long",
    [T_DOUBLE] = "double", [T_TIMESTAMP] = "timestamp", [T_BLOB] = "blob",        [T_LIST] = "list",
    [T_MAP] = "map",       [T_STRUCTURE] = "structure", [T_DOCUMENT] = "document"
};
static const char *const places[] = {
    [IN_BODY] = "body",       [IN_URI] = "uri",           [IN_QUERY] = "querystring",     [IN_HEADER] = "header",
    [IN_PAYLOAD] = "payload", [IN_STATUS] = "statusCode", [IN_QUERY_MAP] = "querystring",
};

static void shape_put(struct walk *w, struct doc *to, const char *name, const struct shape *shape);

static bool is_above(const struct walk *w, const struct shape *shape)
{
    for (int i = 0; i < w->depth; i++)
        if (w->above[i] == shape) return true;
    return false;
}

static void member_put(struct walk *w, struct doc *to, const struct member *m)
{
    struct doc *d = doc_put_map(to, m->name);

    if (m->flags & REQUIRED) doc_put_bool(d, "required", true);
    if (m->place != IN_BODY && places[m->place]) doc_put_cstr(d, "in", places[m->place]);
    if (m->wire_name) doc_put_cstr(d, "name", m->wire_name);
    shape_put(w, d, "shape", m->shape);
}

static void shape_put(struct walk *w, struct doc *to, const char *name, const struct shape *shape)
{
    struct doc *d = doc_put_map(to, name), *members;

    if (is_above(w, shape) || w->depth == DEPTH_MAX) {
        doc_put_cstr(d, "type", "again");
        return;
    }
    w->above[w->depth++] = shape;
    doc_put_cstr(d, "type", types[shape->type]);
    if (shape->type == T_STRUCTURE) {
        members = doc_put_map(d, "members");
        for (const struct member *m = shape->members; m && m->name; m++) member_put(w, members, m);
    }
    if (shape->element) shape_put(w, d, "element", shape->element);
    w->depth--;
}

static void operation_put(struct walk *w, struct doc *to, const struct operation *o)
{
    struct doc *d = doc_put_map(to, o->name);

    if (o->rest.method) doc_put_cstr(d, "method", o->rest.method);
    if (o->rest.uri) doc_put_cstr(d, "uri", o->rest.uri);
    shape_put(w, d, "input", o->input);
    shape_put(w, d, "output", o->output);
}

int main(void)
{
    struct arena arena = { 0 };
    struct walk w = { .arena = &arena };
    struct doc *all = doc_map(&arena);
    struct span text;

    services_register();
    for (const struct service *const *s = services; *s; s++) {
        struct doc *d = doc_put_map(all, (*s)->name);
        for (const struct operation *o = (*s)->operations; o->name; o++) operation_put(&w, d, o);
    }
    text = json_text(&arena, all);
    fwrite(text.data, 1, text.size, stdout);
    arena_release(&arena);
    return 0;
}
