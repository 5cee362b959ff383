/* Finding the state that is tried, and making a definition around one that comes alone. */
#include "emulator/asl/run/asl_trial.h"

#include "emulator/base/json.h"

static bool find_in(const struct asl_machine *m, struct span name, struct asl_trial *trial)
{
    struct doc *index = doc_get_span(m->names, name);

    if (index) {
        trial->machine = m;
        trial->state = &m->states[index->integer];
        return true;
    }
    for (uint32_t i = 0; i < m->count; i++) {
        for (uint32_t k = 0; k < m->states[i].branch_count; k++)
            if (find_in(m->states[i].branches[k], name, trial)) return true;
    }
    return false;
}

bool asl_trial_find(struct asl_trial *trial, const struct asl_definition *definition, struct span name)
{
    return find_in(&definition->machine, name, trial);
}

bool asl_trial_has_inside(const struct asl_trial *trial, struct span name)
{
    struct asl_trial found;

    for (uint32_t k = 0; k < trial->state->branch_count; k++)
        if (find_in(trial->state->branches[k], name, &found)) return true;
    return false;
}

static void target_add(struct doc *states, const struct doc *target)
{
    struct doc *succeeds;

    if (!doc_is(target, DOC_STRING) || doc_get_span(states, doc_text(target))) return;
    succeeds = doc_map(doc_arena(states));
    doc_put_str(succeeds, "Type", SPAN("Succeed"));
    doc_put_span(states, doc_text(target), succeeds);
}

struct doc *asl_trial_definition(struct arena *a, struct span text)
{
    static const char *const lists[] = { "Choices", "Catch" };
    struct doc *state = json_parse(a, text, NULL), *definition = doc_map(a), *states;

    if (!doc_is(state, DOC_MAP)) return NULL;
    doc_put_str(definition, "StartAt", SPAN(ASL_TRIAL_NAME));
    states = doc_put_map(definition, "States");
    doc_put(states, ASL_TRIAL_NAME, state);
    target_add(states, doc_get(state, "Next"));
    target_add(states, doc_get(state, "Default"));
    for (size_t l = 0; l < 2; l++) {
        struct doc *list = doc_get(state, lists[l]);

        for (size_t i = 0; i < doc_count(list); i++) target_add(states, doc_get(doc_at(list, i), "Next"));
    }
    return definition;
}
