/* What a call asks, gathered by the row's `asks`. */
#include "emulator/core/ask.h"

#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/core/service.h"

/* "PREFIX:NAME". */
static const char *joined(struct arena *a, const char *prefix, const char *name)
{
    size_t prefix_size = strlen(prefix), name_size = strlen(name);
    char *out = arena_alloc(a, prefix_size + name_size + 2);

    memcpy(out, prefix, prefix_size);
    out[prefix_size] = ':';
    memcpy(out + prefix_size + 1, name, name_size);
    return out;
}

const char *ask_action(struct call *c)
{
    const struct service *s = c->service;
    const struct operation *o = c->operation;
    const char *prefix = s->action_prefix ? s->action_prefix : s->name;

    if (o->action) return o->action;
    return joined(&c->arena, prefix, s->actions_are_methods ? o->rest.method : o->name);
}

void ask_for_action(struct call *c, const char *action, struct span resource)
{
    struct ask **end = &c->asks, *a = ARENA_NEW(&c->arena, struct ask);

    while (*end) end = (struct ask **)&(*end)->next;
    *a = (struct ask){ .action = action, .resource = resource };
    *end = a;
}

void ask_for(struct call *c, struct span resource)
{
    ask_for_action(c, ask_action(c), resource);
}

void ask_pass_role(struct call *c, struct span role_arn, const char *service)
{
    struct ask **end = &c->asks;

    if (!role_arn.size) return;
    ask_for_action(c, "iam:PassRole", role_arn);
    while ((*end)->next) end = (struct ask **)&(*end)->next;
    (*end)->passed_to = service;
}

void ask_key(struct call *c, const char *key, struct span value)
{
    struct ask_key *k = ARENA_NEW(&c->arena, struct ask_key);

    if (!value.data) return;
    *k = (struct ask_key){ key, value, c->keys };
    c->keys = k;
}

/* A call that was not dispatched yet has no connection, and the keys of an item are those of its table. */
static void keys_gather(struct call *c)
{
    struct db *lent;

    if (call_lend_store(c, &lent)) c->service->condition_keys(c);
    call_return_store(c, lent);
}

const struct ask_key *ask_keys(struct call *c)
{
    if (!c->has_keys && c->service->condition_keys) keys_gather(c);
    c->has_keys = true;
    return c->keys;
}

struct span ask_key_find(struct call *c, const char *key)
{
    for (const struct ask_key *k = ask_keys(c); k; k = k->next)
        if (strcmp(k->key, key) == 0) return k->value;
    return (struct span){ NULL, 0 };
}

const struct ask *ask_list(struct call *c)
{
    if (c->asks || c->operation->flags & NO_PERMISSION) return c->asks;
    if (c->operation->asks) c->operation->asks(c);
    if (!c->asks) ask_for(c, SPAN("*"));
    return c->asks;
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

/* The input's value for a label of the path. */
static struct span label_value(const struct call *c, struct span label)
{
    for (const struct member *m = c->operation->input->members; m->name; m++)
        if (m->place == IN_URI && span_is(label, m->wire_name ? m->wire_name : m->name))
            return doc_get_str(c->in, m->name);
    return SPAN("");
}

struct span ask_path(struct call *c)
{
    struct span uri = span_of(c->operation->rest.uri), rest = span_sub(uri, 0, span_find(uri, '?')), piece, made;
    struct buf path = { 0 };

    span_split(&rest, '/', &piece);
    while (span_split(&rest, '/', &piece)) {
        bool is_label = piece.size > 2 && piece.data[0] == '{';
        buf_add_char(&path, '/');
        buf_add_span(&path, is_label ? label_value(c, span_sub(piece, 1, piece.size - 2)) : piece);
    }
    made = arena_span(&c->arena, buf_span(&path));
    buf_release(&path);
    return made;
}
