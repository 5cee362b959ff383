/* What each kind of state does, from its raw input to what became of it. */
#include "emulator/asl/run/asl_states.h"

#include "emulator/asl/run/asl_context.h"
#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_history.h"
#include "emulator/asl/run/asl_joins.h"
#include "emulator/asl/run/asl_limits.h"
#include "emulator/asl/run/asl_paths.h"
#include "emulator/asl/run/asl_queries.h"
#include "emulator/asl/run/asl_tasks.h"
#include "emulator/asl/run/asl_trial_notes.h"
#include "emulator/asl/run/asl_variables.h"

static bool assign_make(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                        struct asl_payload *seen, struct doc **assigned)
{
    struct asl_branch_scope who;
    struct asl_scope scope;

    *assigned = NULL;
    if (!t) return true;
    asl_scope_open(&scope, &who, x, b, asl_payload_as_doc(seen, &x->arena));
    *assigned = asl_assign_evaluate(t, &scope);
    if (!*assigned) asl_fail_runtime(x, b, &scope.error);
    return *assigned && asl_assign_fits(x, b, *assigned);
}

enum asl_became asl_state_complete(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_payload result = b->end.value;
    struct doc *assigned;

    b->due_ms = 0;
    if (b->state->jsonata) return asl_query_complete(x, b, result);
    if (!asl_state_template(x, b, b->state->result_selector, &result)) return ASL_FAILS;
    asl_trial_note(x, "afterResultSelector", &result);
    if (!assign_make(x, b, b->state->assign, &result, &assigned) || !asl_result_place(x, b, &result)) return ASL_FAILS;
    asl_trial_note(x, "afterResultPath", &result);
    if (!asl_path_apply(x, b, &b->state->output_path, &result) || !asl_state_data_fits(x, b, &result)) return ASL_FAILS;
    return asl_leaves(b, result, assigned, b->state->next);
}

/* The end of a state whose output is its effective input. */
static enum asl_became pass_through(struct asl_execution *x, struct asl_branch *b, struct asl_payload effective,
                                    const struct asl_template *assign, const struct asl_state *next)
{
    struct doc *assigned;

    b->due_ms = 0;
    if (!assign_make(x, b, assign, &effective, &assigned) ||
        !asl_path_apply(x, b, &b->state->output_path, &effective) || !asl_state_data_fits(x, b, &effective))
        return ASL_FAILS;
    return asl_leaves(b, effective, assigned, next);
}

static enum asl_became pass_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    if (b->state->jsonata) return asl_query_pass_through(x, b);
    if (!asl_state_template(x, b, b->state->parameters, &input)) return ASL_FAILS;
    asl_trial_note_input(x, b, "afterParameters", &input);
    if (b->state->result) input = asl_payload_doc(b->state->result);
    asl_trial_note_result(x, b, &input);
    return asl_gives(b, input);
}

static enum asl_became choice_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    struct asl_branch_scope who;
    struct asl_scope scope;

    if (b->state->jsonata) return asl_query_choice(x, b);
    asl_scope_open(&scope, &who, x, b, asl_payload_as_doc(&input, &x->arena));
    for (uint32_t i = 0; i < b->state->choice_count; i++) {
        const struct asl_choice *c = &b->state->choices[i];
        int holds = asl_choice_holds(c, &scope);

        if (holds < 0) return asl_fail_runtime(x, b, &scope.error);
        if (holds > 0) return pass_through(x, b, input, c->assign ? c->assign : b->state->assign, c->next);
    }
    if (!b->state->fallback) return asl_fail_no_choice(x, b);
    return pass_through(x, b, input, b->state->assign, b->state->fallback);
}

static bool wait_measure(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_state *s = b->state;
    int64_t seconds = s->seconds;

    if (s->query.timestamp && !asl_field_timestamp(x, b, s->query.timestamp, &b->due_ms)) return false;
    if (!asl_field_seconds(x, b, s->query.seconds, 0, &seconds)) return false;
    if (s->timestamp_path && !asl_state_timestamp(x, b, input, &b->due_ms)) return false;
    if (s->seconds_path && !asl_state_seconds(x, b, s->seconds_path, input, "SecondsPath", &seconds)) return false;
    if (s->timestamp_text.data) b->due_ms = s->timestamp_ms;
    else if (!s->timestamp_path && !s->query.timestamp) b->due_ms = asl_time_after(x, seconds);
    return true;
}

static enum asl_became wait_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    if (!wait_measure(x, b, &input)) return ASL_FAILS;
    b->phase = PHASE_WAIT;
    return b->due_ms <= x->now_ms ? asl_state_wait_over(x, b) : ASL_WAITS;
}

enum asl_became asl_state_wait_over(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_payload effective;

    if (b->state->jsonata) return asl_query_pass_through(x, b);
    if (!asl_state_input(x, b, &effective)) return ASL_FAILS;
    return pass_through(x, b, effective, b->state->assign, b->state->next);
}

static enum asl_became succeed_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    return b->state->jsonata ? asl_query_pass_through(x, b) : pass_through(x, b, input, NULL, NULL);
}

static bool fail_text(struct asl_execution *x, struct asl_branch *b, const struct asl_expression *e, const char *field,
                      struct span *text)
{
    struct asl_branch_scope who;
    struct asl_scope scope;
    struct doc *value;

    if (!e) return true;
    asl_scope_open(&scope, &who, x, b, asl_payload_as_doc(&b->input, &x->arena));
    value = asl_expression_value(e, &scope, span_of(field));
    if (!value) {
        asl_fail_runtime(x, b, &scope.error);
        return false;
    }
    *text = asl_plain_text(x, value);
    return true;
}

static bool fail_query(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, struct span *text)
{
    struct doc *value = q ? asl_field_value(x, b, q, "string") : NULL;

    if (value) *text = doc_text(value);
    return value || !q;
}

static enum asl_became fail_enter(struct asl_execution *x, struct asl_branch *b)
{
    struct span error = b->state->error, cause = b->state->cause;

    if (!fail_query(x, b, b->state->query.error, &error) || !fail_query(x, b, b->state->query.cause, &cause) ||
        !fail_text(x, b, b->state->error_path, "ErrorPath", &error) ||
        !fail_text(x, b, b->state->cause_path, "CausePath", &cause))
        return ASL_FAILS;
    return asl_fail(b, error, cause);
}

static void note_entry(struct asl_execution *x, struct asl_branch *b)
{
    b->entered_ms = x->now_ms;
    b->retries = 0;
    b->attempts = ARENA_ARRAY(&x->arena, uint32_t, b->state->retrier_count + 1);
    asl_trial_attempts(x, b);
    asl_event_state_entered(x, b);
}

enum asl_became asl_state_enter(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_payload input;

    b->decided = b->previous;
    b->join.branch_failed = b->is_over_limit = false;
    b->catches = 0;
    if (!b->is_again) note_entry(x, b);
    b->due_ms = 0;
    if (!asl_state_input(x, b, &input)) return ASL_FAILS;
    switch (b->state->type) {
    case ASL_TASK: return asl_task_enter(x, b, input);
    case ASL_PASS: return pass_enter(x, b, input);
    case ASL_CHOICE: return choice_enter(x, b, input);
    case ASL_WAIT: return wait_enter(x, b, input);
    case ASL_SUCCEED: return succeed_enter(x, b, input);
    case ASL_FAIL: return fail_enter(x, b);
    case ASL_PARALLEL:
    case ASL_MAP: return asl_join_start(x, b, input);
    }
    return ASL_WAITS;
}
