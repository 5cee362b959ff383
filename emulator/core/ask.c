/* What a call asks, gathered by the row's `asks`. */
#include "emulator/core/ask.h"

#include "emulator/core/service.h"

const char *ask_action(struct call *c)
{
    const struct service *s = c->service;
    const struct operation *o = c->operation;
    const char *prefix = s->action_prefix ? s->action_prefix : s->name;

    if (o->action) return o->action;
    return arena_printf(&c->arena, "%s:%s", prefix, s->actions_are_methods ? o->rest.method : o->name);
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

const struct ask *ask_list(struct call *c)
{
    if (c->asks || c->operation->flags & NO_PERMISSION) return c->asks;
    if (c->operation->asks) c->operation->asks(c);
    if (!c->asks) ask_for(c, SPAN("*"));
    return c->asks;
}
