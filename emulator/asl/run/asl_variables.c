/* Variables: those of a scope grow with each Assign; the whole execution's are bounded. */
#include "emulator/asl/run/asl_variables.h"

#include "emulator/asl/run/asl_fail.h"

struct doc *asl_assign_evaluate(const struct asl_template *t, struct asl_scope *s)
{
    return t ? asl_template_value(t, s) : NULL;
}

static size_t member_bytes(struct arena *a, const struct doc_member *m)
{
    return json_text(a, doc_string(a, m->name)).size + json_text(a, m->value).size + 2; /* a colon and a comma */
}

/* Of the branch's variables and of all below it. */
static size_t variables_bytes(const struct asl_branch *b)
{
    size_t total = b->variables_bytes;

    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->join.started; i++) {
        if (b->join.children[i] && b->join.children[i]->phase != PHASE_ENDED)
            total += variables_bytes(b->join.children[i]);
    }
    return total;
}

/* What a scope's variables grow by; those that get a new value lose the old one. May be negative. */
static int64_t growth(struct asl_execution *x, const struct asl_branch *b, const struct doc *assigned)
{
    int64_t bytes = 0;

    for (uint32_t i = 0; i < doc_count(assigned); i++) {
        const struct doc_member *m = &assigned->map.members[i];
        struct doc *old = doc_get_span(b->variables, m->name);

        bytes += (int64_t)member_bytes(&x->arena, m);
        if (old) bytes -= (int64_t)member_bytes(&x->arena, &(struct doc_member){ .name = m->name, .value = old });
    }
    return bytes;
}

/* AWS: what one state assigns, and each variable, is up to 256 KiB; all of an execution up to 10 MiB. */
bool asl_assign_fits(struct asl_execution *x, struct asl_branch *b, const struct doc *assigned)
{
    const char *what = NULL;

    if (!doc_is(assigned, DOC_MAP)) return true;
    if (json_text(&x->arena, assigned).size > ASL_DATA_BYTES_MAX) what = "256 KiB in one Assign";
    else if ((int64_t)variables_bytes(x->root) + growth(x, b, assigned) > ASL_VARIABLES_BYTES_MAX)
        what = "10 MiB in all";
    if (!what) return true;
    asl_fail_limit(b, arena_format(&x->arena, "The variables assigned by the state '%.*s' exceed the limit of %s.",
                                   SPAN_ARG(b->state->name), what));
    return false;
}

void asl_assign_apply(struct asl_execution *x, struct asl_branch *b, struct doc *assigned)
{
    if (!doc_is(assigned, DOC_MAP)) return;
    b->variables_bytes = (size_t)((int64_t)b->variables_bytes + growth(x, b, assigned));
    b->variables = b->variables ? doc_shallow(&x->arena, b->variables) : doc_map(&x->arena);
    for (uint32_t i = 0; i < assigned->map.count; i++)
        doc_put_span(b->variables, assigned->map.members[i].name, assigned->map.members[i].value);
}
