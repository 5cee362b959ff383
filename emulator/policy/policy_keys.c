/* Conditions name theirs; variables stand in the patterns of resources and values. */
#include "emulator/policy/policy_keys.h"

static void add(struct doc *list, struct span key)
{
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span at = doc_text(doc_at(list, i));
        if (span_eq_nocase(at, key)) return;
    }
    doc_append_str(list, key);
}

static void add_variables(struct doc *list, const struct policy_glob *g)
{
    struct span rest = g->text, key;

    while (policy_glob_variable(&rest, &key)) add(list, key);
}

void policy_keys_of(const struct policy_statement *s, struct doc *list)
{
    for (size_t i = 0; i < s->resources.count; i++) add_variables(list, s->resources.items + i);
    for (size_t i = 0; i < s->condition_count; i++) {
        add(list, s->conditions[i].key);
        for (size_t v = 0; v < s->conditions[i].count; v++) add_variables(list, s->conditions[i].values + v);
    }
}

void policy_keys(const struct policy *p, struct doc *list)
{
    for (size_t i = 0; i < p->count; i++) policy_keys_of(p->statements + i, list);
}
