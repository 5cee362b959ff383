/* What JSONata states do where JSONPath states go through their paths and templates: their fields are evaluated, and
 * what they leave with is Output's value, or what it stands for when it is not given. */
#include "emulator/asl/run/asl_queries.h"

#include "emulator/asl/expression/asl_query.h"
#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_limits.h"
#include "emulator/asl/run/asl_variables.h"
#include "emulator/base/times.h"

#define SECONDS_MAX 99999999 /* AWS: of timeouts and waits */

void asl_query_scope_open(struct asl_scope *s, struct asl_branch_scope *who, struct asl_execution *x,
                          struct asl_branch *b)
{
    asl_scope_open(s, who, x, b, asl_payload_as_doc(&b->input, &x->arena));
}

/* AWS: Assign and Output are evaluated side by side: neither sees what the other does. */
enum asl_became asl_query_leave(struct asl_execution *x, struct asl_branch *b, struct asl_scope *s,
                                const struct asl_query *output, const struct asl_query *assign,
                                struct asl_payload otherwise, const struct asl_state *next)
{
    struct doc *assigned = NULL, *made = NULL;

    b->due_ms = 0;
    if ((assign && !(assigned = asl_query_of_kind(assign, s, "object"))) ||
        (output && !(made = asl_query_value(output, s))))
        return asl_fail_runtime(x, b, &s->error);
    if (made) otherwise = asl_payload_doc(made);
    if (!asl_assign_fits(x, b, assigned) || !asl_state_data_fits(x, b, &otherwise)) return ASL_FAILS;
    return asl_leaves(b, otherwise, assigned, next);
}

enum asl_became asl_query_complete(struct asl_execution *x, struct asl_branch *b, struct asl_payload result)
{
    const struct asl_queries *q = &b->state->query;
    struct asl_branch_scope who;
    struct asl_scope s;

    asl_query_scope_open(&s, &who, x, b);
    if (q->output || q->assign) s.result = asl_payload_as_doc(&result, &x->arena);
    return asl_query_leave(x, b, &s, q->output, q->assign, result, b->state->next);
}

enum asl_became asl_query_pass_through(struct asl_execution *x, struct asl_branch *b)
{
    const struct asl_queries *q = &b->state->query;
    struct asl_branch_scope who;
    struct asl_scope s;

    asl_query_scope_open(&s, &who, x, b);
    return asl_query_leave(x, b, &s, q->output, q->assign, b->input, b->state->next);
}

enum asl_became asl_query_choice(struct asl_execution *x, struct asl_branch *b)
{
    const struct asl_state *state = b->state;
    struct asl_branch_scope who;
    struct asl_scope s;

    asl_query_scope_open(&s, &who, x, b);
    for (uint32_t i = 0; i < state->choice_count; i++) {
        const struct asl_choice *c = &state->choices[i];
        struct doc *holds = asl_query_of_kind(c->condition, &s, "boolean");

        if (!holds) return asl_fail_runtime(x, b, &s.error);
        if (holds->boolean) return asl_query_leave(x, b, &s, c->output, c->assign_query, b->input, c->next);
    }
    if (!state->fallback) return asl_fail_no_choice(x, b);
    return asl_query_leave(x, b, &s, state->query.output, state->query.assign, b->input, state->fallback);
}

bool asl_field_integer(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t least,
                       int64_t most, int64_t *value)
{
    struct asl_branch_scope who;
    struct asl_scope s;

    if (!q) return true;
    asl_query_scope_open(&s, &who, x, b);
    if (asl_query_integer(q, &s, least, most, value)) return true;
    asl_fail_runtime(x, b, &s.error);
    return false;
}

bool asl_field_seconds(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t least,
                       int64_t *value)
{
    return asl_field_integer(x, b, q, least, SECONDS_MAX, value);
}

struct doc *asl_field_value(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, const char *kind)
{
    struct asl_branch_scope who;
    struct asl_scope s;
    struct doc *value;

    asl_query_scope_open(&s, &who, x, b);
    value = kind ? asl_query_of_kind(q, &s, kind) : asl_query_value(q, &s);
    if (!value) asl_fail_runtime(x, b, &s.error);
    return value;
}

bool asl_field_timestamp(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t *ms)
{
    struct asl_branch_scope who;
    struct asl_scope s;
    struct doc *value;

    asl_query_scope_open(&s, &who, x, b);
    value = asl_query_of_kind(q, &s, "string");
    if (value && time_parse_iso8601(doc_text(value), ms)) return true;
    if (value)
        asl_query_fail(q, &s,
                       "returned a value that is not a valid ISO-8601 extended offset date-time format string: %.*s",
                       SPAN_ARG(doc_text(value)));
    asl_fail_runtime(x, b, &s.error);
    return false;
}

bool asl_field_arguments(struct asl_execution *x, struct asl_branch *b, struct asl_payload *value)
{
    struct doc *made = b->state->query.arguments ? asl_field_value(x, b, b->state->query.arguments, NULL) : NULL;

    if (made) *value = asl_payload_doc(made);
    return made || !b->state->query.arguments;
}
