/* What JSONata states do where JSONPath states go through their paths and templates: their fields are evaluated, and what they leave with is Output's value,
 * or what it stands for when it is not given. */
#include "emulator/asl/expression/asl_query.h"
#include "emulator/asl/run/asl_run.h"

#include "emulator/base/times.h"

#define SECONDS_MAX 99999999 /* AWS: of timeouts and waits */

void query_scope_open(struct asl_scope *s, struct scope_of_branch *who, struct asl_execution *x, struct asl_branch *b)
{
    scope_open(s, who, x, b, asl_payload_as_doc(&b->input, &x->arena));
}

/* AWS: Assign and Output are evaluated side by side: neither sees what the other does. */
void query_leave(struct asl_execution *x, struct asl_branch *b, struct asl_scope *s, const struct asl_query *output,
                 const struct asl_query *assign, struct asl_payload otherwise, const struct asl_state *next)
{
    struct doc *assigned = NULL, *made = NULL;

    b->due_ms = 0;
    if (assign && !(assigned = asl_query_of_kind(assign, s, "object"))) {
        state_fail_runtime(x, b, &s->error);
        return;
    }
    if (output && !(made = asl_query_value(output, s))) {
        state_fail_runtime(x, b, &s->error);
        return;
    }
    if (made) otherwise = asl_payload_doc(made);
    if (assign_fits(x, b, assigned) && state_data_fits(x, b, &otherwise)) state_exit(x, b, otherwise, assigned, next);
}

void query_complete(struct asl_execution *x, struct asl_branch *b, struct asl_payload result)
{
    const struct asl_queries *q = &b->state->query;
    struct scope_of_branch who;
    struct asl_scope s;

    query_scope_open(&s, &who, x, b);
    if (q->output || q->assign) s.result = asl_payload_as_doc(&result, &x->arena);
    query_leave(x, b, &s, q->output, q->assign, result, b->state->next);
}

void query_pass_through(struct asl_execution *x, struct asl_branch *b)
{
    const struct asl_queries *q = &b->state->query;
    struct scope_of_branch who;
    struct asl_scope s;

    query_scope_open(&s, &who, x, b);
    query_leave(x, b, &s, q->output, q->assign, b->input, b->state->next);
}

void query_choice(struct asl_execution *x, struct asl_branch *b)
{
    const struct asl_state *state = b->state;
    struct scope_of_branch who;
    struct asl_scope s;

    query_scope_open(&s, &who, x, b);
    for (uint32_t i = 0; i < state->choice_count; i++) {
        const struct asl_choice *c = &state->choices[i];
        struct doc *holds = asl_query_of_kind(c->condition, &s, "boolean");

        if (!holds) state_fail_runtime(x, b, &s.error);
        if (holds && !holds->boolean) continue;
        if (holds) query_leave(x, b, &s, c->output, c->assign_query, b->input, c->next);
        return;
    }
    if (state->fallback) query_leave(x, b, &s, state->query.output, state->query.assign, b->input, state->fallback);
    else state_fail_no_choice(x, b);
}

bool query_integer(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t least,
                   int64_t most, int64_t *value)
{
    struct scope_of_branch who;
    struct asl_scope s;

    if (!q) return true;
    query_scope_open(&s, &who, x, b);
    if (asl_query_integer(q, &s, least, most, value)) return true;
    state_fail_runtime(x, b, &s.error);
    return false;
}

bool query_seconds(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t least,
                   int64_t *value)
{
    return query_integer(x, b, q, least, SECONDS_MAX, value);
}

struct doc *query_value(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, const char *kind)
{
    struct scope_of_branch who;
    struct asl_scope s;
    struct doc *value;

    query_scope_open(&s, &who, x, b);
    value = kind ? asl_query_of_kind(q, &s, kind) : asl_query_value(q, &s);
    if (!value) state_fail_runtime(x, b, &s.error);
    return value;
}

bool query_timestamp(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t *ms)
{
    struct scope_of_branch who;
    struct asl_scope s;
    struct doc *value;

    query_scope_open(&s, &who, x, b);
    value = asl_query_of_kind(q, &s, "string");
    if (value && time_parse_iso8601(doc_text(value), ms)) return true;
    if (value)
        asl_query_fail(q, &s,
                       "returned a value that is not a valid ISO-8601 extended offset date-time format string: %.*s",
                       SPAN_ARG(doc_text(value)));
    state_fail_runtime(x, b, &s.error);
    return false;
}
