/* The one loop that completes, leaves, retries, catches and joins.
 *
 *     GIVES ──complete──▶ LEAVES ──▶ the next state's turn
 *                            └─ none ─▶ the parent: WAITS for others, or GIVES      (no parent: SUCCEEDED)
 *     FAILS ─┬─ retrier ─▶ waits for its time
 *            ├─ catcher ─▶ LEAVES, or FAILS anew
 *            └─ neither ─▶ the parent FAILS                                         (no parent: FAILED)
 *
 * A branch only ever climbs, and a state's catchers are asked no more often than there are of them, so the loop ends.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
#include "emulator/asl/run/asl_step.h"

#include <math.h>

#include "emulator/asl/run/asl_context.h"
#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_history.h"
#include "emulator/asl/run/asl_joins.h"
#include "emulator/asl/run/asl_limits.h"
#include "emulator/asl/run/asl_queries.h"
#include "emulator/asl/run/asl_states.h"
#include "emulator/asl/run/asl_trial_notes.h"
#include "emulator/asl/run/asl_variables.h"
#include "emulator/base/ids.h"

#define DELAY_MS_MAX ((int64_t)366 * 24 * 3600 * 1000)

/* --- ends --------------------------------------------------------------------------------------------------------- */

void asl_execution_end(struct asl_execution *x, enum asl_status status, int64_t previous)
{
    static const char *const types[] = { "", "ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut",
                                         "ExecutionAborted" };
    static const char *const details[] = { "", "executionSucceededEventDetails", "executionFailedEventDetails",
                                           "executionTimedOutEventDetails", "executionAbortedEventDetails" };

    x->status = status;
    x->ready = NULL;
    x->tasks = NULL;
    asl_event_open(x, previous, types[status]);
    asl_event_details(x, details[status]);
    if (status == ASL_SUCCEEDED) asl_event_data(x, "output", x->output);
    asl_event_text(x, "cause", x->cause);
    asl_event_text(x, "error", x->error);
    asl_event_close(x);
}

static enum asl_became trial_over(struct asl_execution *x, struct asl_branch *b, enum asl_trial_status status)
{
    bool left = status == TRIAL_SUCCEEDED || status == TRIAL_CAUGHT;

    asl_trial_note_end(x, b, status);
    b->phase = PHASE_ENDED;
    asl_execution_end(x, left ? ASL_SUCCEEDED : ASL_FAILED, b->previous);
    return ASL_WAITS;
}

/* Leaves the state: to `next`, or out of the branch. *at is then the parent, and what is given is about it. */
static enum asl_became leave(struct asl_execution *x, struct asl_branch **at)
{
    struct asl_branch *b = *at;
    struct asl_end end = b->end;

    asl_event_state_exited(x, b, &end.value, end.assigned);
    asl_assign_apply(x, b, end.assigned);
    if (x->facts.trial) return trial_over(x, b, asl_trial_note_left(x, &end.value, end.next));
    b->is_again = false;
    b->parameters = (struct asl_payload){ 0 };
    if (end.next) {
        b->state = end.next;
        b->input = end.value;
        asl_branch_ready(x, b);
        return ASL_WAITS;
    }
    b->phase = PHASE_ENDED;
    if ((*at = b->parent)) return asl_join_child_ended(x, b, end.value);
    x->output = asl_payload_as_text(&end.value, &x->arena);
    asl_execution_end(x, ASL_SUCCEEDED, b->previous);
    return ASL_WAITS;
}

/* The branch ends by the failure; *at is then the parent, which fails with it. */
static enum asl_became branch_fail(struct asl_execution *x, struct asl_branch **at, struct span error,
                                   struct span cause)
{
    struct asl_branch *b = *at;

    b->left = b->phase;
    b->phase = PHASE_ENDED;
    b->is_again = true;
    if ((*at = b->parent)) return asl_join_child_failed(x, b, error, cause);
    x->error = error;
    x->cause = cause;
    if (x->facts.trial) return trial_over(x, b, TRIAL_FAILED);
    asl_execution_end(x, ASL_FAILED, b->previous);
    return ASL_WAITS;
}

/* --- retriers and catchers ---------------------------------------------------------------------------------------- */

/* AWS: States.ALL takes everything but States.Runtime and a state's own output that is too large; States.TaskFailed
 * everything but States.Timeout; States.Runtime is final. A Parallel fails with its branch's error, and may name it
 * States.BranchFailed too. */
static bool errors_match(const struct asl_branch *b, const struct span *names, uint32_t count, struct span error)
{
    if (span_is(error, "States.Runtime")) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (span_eq(names[i], error)) return true;
        if (b->is_over_limit) continue;
        if (span_is(names[i], "States.ALL")) return true;
        if (b->join.branch_failed && span_is(names[i], "States.BranchFailed")) return true;
        if (b->task.heart_stopped && span_is(names[i], "States.HeartbeatTimeout")) return true;
        if (span_is(names[i], "States.TaskFailed") && !span_is(error, "States.Timeout")) return true;
    }
    return false;
}

static int64_t retry_delay_ms(const struct asl_retrier *r, uint32_t attempt)
{
    double ms = (double)r->interval_seconds * 1000 * pow(r->backoff_rate, attempt);

    if (r->delay_seconds_max) ms = fmin(ms, (double)r->delay_seconds_max * 1000);
    ms = fmin(ms, (double)DELAY_MS_MAX);
    if (r->jitter) ms *= (double)(random_u64() >> 11) / (double)(1ull << 53);
    return (int64_t)ms;
}

/* The first retrier that names the error decides, if it has attempts left; one that is used up does not pass on to the
 * next. NULL: it is not tried again. */
static const struct asl_retrier *retrier_of(struct asl_execution *x, struct asl_branch *b, struct span error)
{
    for (uint32_t i = 0; i < b->state->retrier_count; i++) {
        const struct asl_retrier *r = &b->state->retriers[i];

        if (!errors_match(b, r->errors, r->count, error)) continue;
        if (b->attempts[i] < r->attempts_max) return r;
        asl_trial_note_retry(x, i, -1);
        return NULL;
    }
    return NULL;
}

static enum asl_became retry(struct asl_execution *x, struct asl_branch *b, const struct asl_retrier *r,
                             struct span error, struct span cause)
{
    uint32_t index = (uint32_t)(r - b->state->retriers);
    int64_t delay_ms = retry_delay_ms(r, b->attempts[index]);

    asl_trial_note_retry(x, index, delay_ms);
    if (x->facts.trial) {
        x->error = error;
        x->cause = cause;
        return trial_over(x, b, TRIAL_RETRIABLE);
    }
    b->phase = PHASE_RETRY;
    b->due_ms = x->now_ms + delay_ms;
    b->attempts[index]++;
    b->retries++;
    b->is_again = true;
    return ASL_WAITS;
}

static const struct asl_catcher *catcher_of(struct asl_branch *b, struct span error)
{
    if (b->catches++ >= b->state->catcher_count) return NULL; /* each has been asked, and failed itself */
    for (uint32_t i = 0; i < b->state->catcher_count; i++) {
        const struct asl_catcher *k = &b->state->catchers[i];

        if (errors_match(b, k->errors, k->count, error)) return k;
    }
    return NULL;
}

static struct doc *error_output(struct asl_execution *x, struct span error, struct span cause)
{
    struct doc *d = doc_map(&x->arena);

    /* AWS: what a failure does not say is null, but a timeout's cause is blank */
    if (!cause.data && span_is(error, "States.Timeout")) cause = SPAN("");
    doc_put(d, "Error", error.data ? doc_string(&x->arena, error) : doc_null(&x->arena));
    doc_put(d, "Cause", cause.data ? doc_string(&x->arena, cause) : doc_null(&x->arena));
    return d;
}

static enum asl_became catch_query(struct asl_execution *x, struct asl_branch *b, const struct asl_catcher *k,
                                   struct doc *caught)
{
    struct asl_branch_scope who;
    struct asl_scope scope;

    asl_query_scope_open(&scope, &who, x, b);
    scope.failure = caught;
    return asl_query_leave(x, b, &scope, k->output, k->assign_query, asl_payload_doc(caught), k->next);
}

/* What is caught, put into the state's input; NULL: *why. */
static struct doc *catch_place(struct asl_execution *x, struct asl_branch *b, const struct asl_catcher *k,
                               struct doc *caught, const char **why)
{
    if (k->result_path.is_null) return asl_payload_as_doc(&b->input, &x->arena);
    if (!k->result_path.path) return caught;
    return jsonpath_put(k->result_path.path, &x->arena, asl_payload_as_doc(&b->input, &x->arena), caught, why);
}

static enum asl_became catch_apply(struct asl_execution *x, struct asl_branch *b, const struct asl_catcher *k,
                                   struct span error, struct span cause)
{
    struct doc *caught = error_output(x, error, cause), *output, *assigned;
    struct asl_branch_scope who;
    struct asl_scope scope;
    const char *why = "";

    asl_trial_note_catch(x, (uint32_t)(k - b->state->catchers), error, cause);
    if (b->state->jsonata) return catch_query(x, b, k, caught);
    if (!(output = catch_place(x, b, k, caught, &why))) return asl_fail_format(x, b, "%s", why);
    if (json_text(&x->arena, output).size > ASL_DATA_BYTES_MAX) {
        asl_fail(b, SPAN("States.DataLimitExceeded"), asl_data_limit_cause(x, b->state->name));
        b->end.is_final = true;
        return ASL_FAILS;
    }
    asl_scope_open(&scope, &who, x, b, caught);
    assigned = asl_assign_evaluate(k->assign, &scope);
    if (scope.error.name.data) return asl_fail_runtime(x, b, &scope.error);
    return asl_assign_fits(x, b, assigned) ? asl_leaves(b, asl_payload_doc(output), assigned, k->next) : ASL_FAILS;
}

static bool is_join(const struct asl_branch *b)
{
    return b->state->type == ASL_PARALLEL || b->state->type == ASL_MAP;
}

static enum asl_became fail(struct asl_execution *x, struct asl_branch **at)
{
    struct asl_branch *b = *at;
    struct asl_end end = b->end;
    bool joined = is_join(b) && b->phase == PHASE_JOIN;
    bool unstarted =
        is_join(b) && span_is(end.error, ASL_ERROR_QUERY); /* AWS: it has failed, even before it had started */
    const struct asl_retrier *retrier;
    const struct asl_catcher *catcher;

    if (end.is_final) return branch_fail(x, at, end.error, end.cause);
    if (joined) asl_join_abandon(b);
    if ((retrier = retrier_of(x, b, end.error))) return retry(x, b, retrier, end.error, end.cause);
    if (joined || unstarted) {
        asl_event_follow(x, b, asl_branch_is_map(b) ? "MapStateFailed" : "ParallelStateFailed");
        buf_add_char(&x->history, '}');
    }
    if ((catcher = catcher_of(b, end.error))) return catch_apply(x, b, catcher, end.error, end.cause);
    return branch_fail(x, at, end.error, end.cause);
}

void asl_step_settle(struct asl_execution *x, struct asl_branch *b, enum asl_became became)
{
    while (became != ASL_WAITS) {
        if (became == ASL_GIVES) became = asl_state_complete(x, b);
        else if (became == ASL_LEAVES) became = leave(x, &b);
        else became = fail(x, &b);
    }
}
