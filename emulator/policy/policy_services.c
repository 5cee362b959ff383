/* An action's service stands before its colon, and is never a pattern. */
#include "emulator/policy/policy_services.h"

static struct span service_of(const struct policy_glob *action)
{
    return span_sub(action->text, 0, span_find(action->text, ':'));
}

/* "sqs:*", whose star is one sign. */
static bool is_whole(const struct policy_glob *action)
{
    return action->is_any || (action->is_beginning && action->text.data[action->prefix - 1] == ':');
}

static bool statement_allows(const struct policy_statement *s, struct span service)
{
    for (size_t i = 0; i < s->actions.count; i++) {
        const struct policy_glob *g = s->actions.items + i;
        if (!g->is_any && !span_eq(service_of(g), service)) continue;
        if (!s->actions.is_negated || is_whole(g)) return !s->actions.is_negated;
    }
    return s->actions.is_negated;
}

bool policy_allows_service(const struct policy *p, struct span service)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->statements[i].allows && statement_allows(p->statements + i, service)) return true;
    return false;
}

static void append_once(struct doc *list, struct span text)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_text(doc_at(list, i)), text)) return;
    doc_append_str(list, text);
}

void policy_services(const struct policy *p, struct doc *list)
{
    for (size_t i = 0; i < p->count; i++) {
        const struct policy_globs *actions = &p->statements[i].actions;
        for (size_t n = 0; p->statements[i].allows && !actions->is_negated && n < actions->count; n++)
            if (!actions->items[n].is_any) append_once(list, service_of(actions->items + n));
    }
}
