/* Methods of maps: java.util.Map's. What keySet(), values() and entrySet() give is a list of what there was then. */
#include "emulator/vtl/vtl_apply.h"

static struct span key(struct vtl_apply *c)
{
    return vtl_text(c->arena, c->args[0], c->run->world.json);
}

static struct doc *size(struct vtl_apply *c)
{
    return vtl_give_int(c, (int64_t)doc_count(c->self));
}

static struct doc *is_empty(struct vtl_apply *c)
{
    return vtl_give_bool(c, !doc_count(c->self));
}

static struct doc *get(struct vtl_apply *c)
{
    return doc_get_span(c->self, key(c));
}

static struct doc *get_or_default(struct vtl_apply *c)
{
    struct doc *value = get(c);

    return value ? value : c->args[1];
}

static struct doc *contains_key(struct vtl_apply *c)
{
    return vtl_give_bool(c, get(c));
}

static struct doc *contains_value(struct vtl_apply *c)
{
    for (uint32_t i = 0; i < c->self->map.count; i++)
        if (vtl_same(c->self->map.members[i].value, c->args[0])) return vtl_give_bool(c, true);
    return vtl_give_bool(c, false);
}

/* Gives what was there before. */
static struct doc *put(struct vtl_apply *c)
{
    struct doc *before = get(c);

    doc_put_span(c->self, key(c), c->args[1] ? c->args[1] : doc_null(c->arena));
    return before;
}

static struct doc *put_if_absent(struct vtl_apply *c)
{
    struct doc *before = get(c);

    return vtl_is_null(before) ? put(c) : before;
}

static struct doc *put_all(struct vtl_apply *c)
{
    const struct doc *other = c->args[0];

    if (other == c->self || !vtl_run_spend(c->run, c->at, doc_count(other))) return NULL;
    for (uint32_t i = 0; i < other->map.count; i++)
        doc_put_span(c->self, other->map.members[i].name, other->map.members[i].value);
    return NULL;
}

static struct doc *remove_key(struct vtl_apply *c)
{
    struct doc *before = get(c);

    doc_remove(c->self, key(c));
    return before;
}

static struct doc *clear(struct vtl_apply *c)
{
    while (c->self->map.count) doc_remove(c->self, c->self->map.members[c->self->map.count - 1].name);
    return NULL;
}

/* --- what is in it ------------------------------------------------------------------------------------------------ */

struct entry {
    struct vtl_run *run;
    struct doc *map;
    struct span name;
};

static struct doc *entry_get(const struct vtl_object *o, struct arena *a, struct span name)
{
    struct entry *e = o->self;

    if (span_is(name, "key")) return doc_string(a, e->name);
    return span_is(name, "value") ? doc_get_span(e->map, e->name) : NULL;
}

static void entry_print(const struct vtl_object *o, struct buf *out)
{
    struct entry *e = o->self;

    buf_add_span(out, e->name);
    buf_add_char(out, '=');
    if (++e->run->blocks > VTL_BLOCKS_MAX) out->overflowed = true; /* it is in its own value */
    else vtl_print(out, doc_get_span(e->map, e->name), e->run->world.json);
    e->run->blocks--;
}

static struct doc *entry_call(const struct vtl_object *o, struct vtl_call *c)
{
    struct entry *e = o->self;
    struct doc *before = doc_get_span(e->map, e->name);

    if (span_is(c->method, "getKey") && !c->count) return doc_string(c->arena, e->name);
    if (span_is(c->method, "getValue") && !c->count) return before;
    if (!span_is(c->method, "setValue") || c->count != 1) return NULL;
    doc_put_span(e->map, e->name, c->args[0] ? c->args[0] : doc_null(c->arena));
    return before;
}

static struct doc *entry_new(struct vtl_apply *c, const struct doc_member *m)
{
    static const struct vtl_class class = { entry_get, entry_call, entry_print };
    struct entry *e = ARENA_NEW(c->arena, struct entry);

    *e = (struct entry){ c->run, c->self, m->name };
    return vtl_object_new(c->arena, &class, e);
}

static struct doc *entry_set(struct vtl_apply *c)
{
    struct doc *list = doc_list_for(c->arena, c->self->map.count);

    for (uint32_t i = 0; i < c->self->map.count; i++) doc_append(list, entry_new(c, &c->self->map.members[i]));
    return list;
}

static struct doc *key_set(struct vtl_apply *c)
{
    struct doc *list = doc_list_for(c->arena, c->self->map.count);

    for (uint32_t i = 0; i < c->self->map.count; i++) doc_append(list, vtl_give_text(c, c->self->map.members[i].name));
    return list;
}

static struct doc *values(struct vtl_apply *c)
{
    return vtl_items(c->run, c->self);
}

const struct vtl_method vtl_map_methods[] = {
    { "get", "O", get },
    { "getOrDefault", "OO", get_or_default },
    { "containsKey", "O", contains_key },
    { "containsValue", "O", contains_value },
    { "put", "OO", put },
    { "putIfAbsent", "OO", put_if_absent },
    { "putAll", "M", put_all },
    { "remove", "O", remove_key },
    { "clear", "", clear },
    { "size", "", size },
    { "isEmpty", "", is_empty },
    { "keySet", "", key_set },
    { "values", "", values },
    { "entrySet", "", entry_set },
    { "equals", "O", vtl_method_equals },
    { "toString", "", vtl_method_to_string },
    { 0 },
};
