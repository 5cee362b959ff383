/* Methods of lists: java.util.List's. A list that a template changes is the one that others see, too. */
#include "emulator/vtl/vtl_apply.h"

static struct doc *item(struct vtl_apply *c, struct doc *value)
{
    return value ? value : doc_null(c->arena);
}

static struct doc *size(struct vtl_apply *c)
{
    return vtl_give_int(c, (int64_t)doc_count(c->self));
}

static struct doc *is_empty(struct vtl_apply *c)
{
    return vtl_give_bool(c, !doc_count(c->self));
}

/* The item's place; NULL, with an error, when there is none. */
static struct doc **place(struct vtl_apply *c, size_t arg, size_t beyond)
{
    int64_t at = vtl_arg_int(c, arg, 0);

    if (at < 0 || at >= (int64_t)(doc_count(c->self) + beyond)) {
        vtl_apply_fail(c, "an index is beyond the list");
        return NULL;
    }
    return &doc_items(c->self)[at];
}

static struct doc *get(struct vtl_apply *c)
{
    struct doc **at = place(c, 0, 0);

    return at ? *at : NULL;
}

static struct doc *set(struct vtl_apply *c)
{
    struct doc **at = place(c, 0, 0), *before = at ? *at : NULL;

    if (at) *at = item(c, c->args[1]);
    return before;
}

/* --- looking for -------------------------------------------------------------------------------------------------- */

static int64_t find(const struct doc *list, const struct doc *value)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (vtl_same(doc_at(list, i), value)) return (int64_t)i;
    return -1;
}

static struct doc *contains(struct vtl_apply *c)
{
    return vtl_give_bool(c, find(c->self, c->args[0]) >= 0);
}

static struct doc *index_of(struct vtl_apply *c)
{
    return vtl_give_int(c, find(c->self, c->args[0]));
}

static struct doc *last_index_of(struct vtl_apply *c)
{
    int64_t i = (int64_t)doc_count(c->self) - 1;

    while (i >= 0 && !vtl_same(doc_at(c->self, (size_t)i), c->args[0])) i--;
    return vtl_give_int(c, i);
}

/* Looking for each of many costs their product. */
static bool spend_product(struct vtl_apply *c)
{
    return vtl_run_spend(c->run, c->at, doc_count(c->self) * doc_count(c->args[0]) / 4);
}

static struct doc *contains_all(struct vtl_apply *c)
{
    bool all = spend_product(c);

    for (size_t i = 0; all && i < doc_count(c->args[0]); i++) all = find(c->self, doc_at(c->args[0], i)) >= 0;
    return vtl_give_bool(c, all);
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

static struct doc *add(struct vtl_apply *c)
{
    doc_append(c->self, item(c, c->args[0]));
    return vtl_give_bool(c, true);
}

/* Gives nothing, as in Java. */
static struct doc *add_at(struct vtl_apply *c)
{
    struct doc **items;
    int64_t at = vtl_arg_int(c, 0, 0);
    size_t count = doc_count(c->self);

    if (!place(c, 0, 1)) return NULL;
    doc_append(c->self, item(c, c->args[1]));
    items = doc_items(c->self);
    memmove(&items[at + 1], &items[at], (count - (size_t)at) * sizeof *items);
    items[at] = item(c, c->args[1]);
    return NULL;
}

static struct doc *add_all(struct vtl_apply *c)
{
    size_t count = doc_count(c->args[0]);

    if (!vtl_run_spend(c->run, c->at, count)) return NULL;
    for (size_t i = 0; i < count; i++) doc_append(c->self, doc_at(c->args[0], i));
    return vtl_give_bool(c, count > 0);
}

static void drop(struct doc *list, size_t at)
{
    struct doc **items = doc_items(list);

    memmove(&items[at], &items[at + 1], (doc_count(list) - at - 1) * sizeof *items);
    list->list.count--;
}

static struct doc *remove_at(struct vtl_apply *c)
{
    struct doc **at = place(c, 0, 0), *before = at ? *at : NULL;

    if (at) drop(c->self, (size_t)(at - doc_items(c->self)));
    return before;
}

static struct doc *remove_value(struct vtl_apply *c)
{
    int64_t at = find(c->self, c->args[0]);

    if (at >= 0) drop(c->self, (size_t)at);
    return vtl_give_bool(c, at >= 0);
}

/* Drops those that are in the other list, or those that are not. */
static struct doc *keep(struct vtl_apply *c, bool those_in_it)
{
    struct doc **items = doc_items(c->self);
    uint32_t kept = 0, count = (uint32_t)doc_count(c->self);

    if (!spend_product(c)) return NULL;
    for (uint32_t i = 0; i < count; i++)
        if ((find(c->args[0], items[i]) >= 0) == those_in_it) items[kept++] = items[i];
    c->self->list.count = kept;
    return vtl_give_bool(c, kept != count);
}

static struct doc *remove_all(struct vtl_apply *c)
{
    return keep(c, false);
}

static struct doc *retain_all(struct vtl_apply *c)
{
    return keep(c, true);
}

static struct doc *clear(struct vtl_apply *c)
{
    c->self->list.count = 0;
    return NULL;
}

/* --- others ------------------------------------------------------------------------------------------------------- */

static struct doc *sub_list(struct vtl_apply *c)
{
    int64_t from = vtl_arg_int(c, 0, 0), to = vtl_arg_int(c, 1, 0);

    if (from < 0 || to < from || to > (int64_t)doc_count(c->self))
        return vtl_apply_fail(c, "an index is beyond the list");
    return doc_list_of(c->arena, doc_items(c->self) + from, (uint32_t)(to - from));
}

static struct doc *to_array(struct vtl_apply *c)
{
    return doc_list_of(c->arena, doc_items(c->self), (uint32_t)doc_count(c->self));
}

/* --- a walk ------------------------------------------------------------------------------------------------------- */

struct walk {
    struct doc *list;
    size_t at;
};

static struct doc *walk_call(const struct vtl_object *o, struct vtl_call *c)
{
    struct walk *w = o->self;

    if (c->count) return NULL;
    if (span_is(c->method, "hasNext")) return doc_bool(c->arena, w->at < doc_count(w->list));
    if (!span_is(c->method, "next")) return NULL;
    if (w->at >= doc_count(w->list)) c->error = "nothing is next";
    return doc_at(w->list, w->at++);
}

static struct doc *iterator(struct vtl_apply *c)
{
    static const struct vtl_class class = { .call = walk_call };
    struct walk *w = ARENA_NEW(c->arena, struct walk);

    w->list = c->self;
    return vtl_object_new(c->arena, &class, w);
}

const struct vtl_method vtl_list_methods[] = {
    { "size", "", size },
    { "isEmpty", "", is_empty },
    { "get", "I", get },
    { "set", "IO", set },
    { "contains", "O", contains },
    { "containsAll", "L", contains_all },
    { "indexOf", "O", index_of },
    { "lastIndexOf", "O", last_index_of },
    { "add", "O", add },
    { "add", "IO", add_at },
    { "addAll", "L", add_all },
    { "remove", "I", remove_at },
    { "remove", "O", remove_value },
    { "removeAll", "L", remove_all },
    { "retainAll", "L", retain_all },
    { "clear", "", clear },
    { "subList", "II", sub_list },
    { "toArray", "", to_array },
    { "iterator", "", iterator },
    { "equals", "O", vtl_method_equals },
    { "toString", "", vtl_method_to_string },
    { 0 },
};
