/* What happens when a state fails: it is tried again, caught, or its branch fails and with it what the branch belongs to.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
#include "emulator/asl/run/asl_run.h"

#include <math.h>
#include "emulator/base/ids.h"

#define QUERY_ERROR  "States.QueryEvaluationError"
#define DELAY_MS_MAX ((int64_t)366 * 24 * 3600 * 1000)

/* AWS: States.ALL takes everything but States.Runtime and a state's own output that is too large; States.TaskFailed everything but States.Timeout;
 * States.Runtime is final. A Parallel fails with its branch's error, and may name it States.BranchFailed too. */
static bool errors_match(const struct asl_branch *b, const struct span *names, uint32_t count, struct span error)
{
    if (span_is(error, "States.Runtime")) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (span_eq(names[i], error)) return true;
        if (b->is_over_limit) continue;
        if (span_is(names[i], "States.ALL")) return true;
        if (b->branch_failed && span_is(names[i], "States.BranchFailed")) return true;
        if (b->heart_stopped && span_is(names[i], "States.HeartbeatTimeout")) return true;
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

/* The first retrier that names the error decides; one that is used up does not pass on to the next. */
static bool state_retry(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause)
{
    for (uint32_t i = 0; i < b->state->retrier_count; i++) {
        const struct asl_retrier *r = &b->state->retriers[i];
        int64_t delay_ms;

        if (!errors_match(b, r->errors, r->count, error)) continue;
        if (b->attempts[i] >= r->attempts_max) return trial_retried(x, b, i, -1, error, cause);
        delay_ms = retry_delay_ms(r, b->attempts[i]);
        if (trial_retried(x, b, i, delay_ms, error, cause)) return true;
        b->phase = PHASE_RETRY;
        b->due_ms = x->now_ms + delay_ms;
        b->attempts[i]++;
        b->retries++;
        b->is_again = true;
        return true;
    }
    return false;
}

static struct doc *error_output(struct asl_execution *x, struct span error, struct span cause)
{
    struct doc *d = doc_map(&x->arena);

    doc_put_str(d, "Error", error.data ? error : SPAN(""));
    doc_put_str(d, "Cause", cause.data ? cause : SPAN(""));
    return d;
}

static void branch_fail(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause)
{
    b->left = b->phase;
    b->phase = PHASE_ENDED;
    b->is_again = true;
    if (b->parent) {
        join_child_failed(x, b, error, cause);
        return;
    }
    x->error = error;
    x->cause = cause;
    if (x->facts.trial) trial_end(x, b, TRIAL_FAILED);
    else execution_end(x, ASL_FAILED, b->previous);
}

static void catcher_apply(struct asl_execution *x, struct asl_branch *b, const struct asl_catcher *k, struct span error,
                          struct span cause)
{
    struct doc *caught = error_output(x, error, cause), *output = caught, *assigned;
    struct scope_of_branch who;
    struct asl_scope scope;
    const char *why = "";

    if (b->state->jsonata) {
        query_scope_open(&scope, &who, x, b);
        scope.failure = caught;
        query_leave(x, b, &scope, k->output, k->assign_query, asl_payload_doc(caught), k->next);
        return;
    }
    if (k->result_path.is_null) output = asl_payload_as_doc(&b->input, &x->arena);
    else if (k->result_path.path)
        output = jsonpath_put(k->result_path.path, &x->arena, asl_payload_as_doc(&b->input, &x->arena), caught, &why);
    if (!output) {
        state_fail_format(x, b, "%s", why);
        return;
    }
    if (json_text(&x->arena, output).size > ASL_DATA_BYTES_MAX) {
        branch_fail(x, b, SPAN("States.DataLimitExceeded"), span_of(data_limit_cause(x, b->state->name)));
        return;
    }
    scope_open(&scope, &who, x, b, caught);
    assigned = assign_evaluate(k->assign, &scope);
    if (scope.error.name.data) state_fail_runtime(x, b, &scope.error);
    else if (assign_fits(x, b, assigned)) state_exit(x, b, asl_payload_doc(output), assigned, k->next);
}

static bool state_catch(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause)
{
    for (uint32_t i = 0; i < b->state->catcher_count; i++) {
        const struct asl_catcher *k = &b->state->catchers[i];

        if (!errors_match(b, k->errors, k->count, error)) continue;
        trial_caught(x, i, error, cause);
        catcher_apply(x, b, k, error, cause);
        return true;
    }
    return false;
}

static bool is_join(const struct asl_branch *b)
{
    return b->state->type == ASL_PARALLEL || b->state->type == ASL_MAP;
}

void state_fail(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause)
{
    bool joined = is_join(b) && b->phase == PHASE_JOIN;
    bool unstarted = is_join(b) && span_is(error, QUERY_ERROR); /* AWS: it has failed, even before it had started */

    if (joined) join_abandon(b);
    if (state_retry(x, b, error, cause)) return;
    if (joined || unstarted) {
        event_open(x, b->previous, b->state->type == ASL_MAP ? "MapStateFailed" : "ParallelStateFailed");
        buf_add_char(&x->history, '}');
        b->previous = x->last_event;
    }
    if (!state_catch(x, b, error, cause)) branch_fail(x, b, error, cause);
}

void state_fail_limit(struct asl_execution *x, struct asl_branch *b, struct span cause)
{
    b->is_over_limit = true;
    state_fail(x, b, SPAN("States.DataLimitExceeded"), cause);
    b->is_over_limit = false;
}

/* AWS: a JSONata expression that fails has an event of its own. It follows what had been decided on when the state was entered. */
static void event_evaluation_failed(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e,
                                    struct span cause)
{
    event_open(x, b->decided, "EvaluationFailed");
    b->previous = x->last_event;
    event_details(x, "evaluationFailedEventDetails");
    event_text(x, "cause", cause);
    event_text(x, "error", e->name);
    event_text(x, "location", e->where);
    event_text(x, "state", b->state->name);
    event_close(x);
}

struct span error_explained(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e)
{
    struct span cause = arena_format(
        &x->arena, "An error occurred while executing the state '%.*s' (entered at the event id #%lld). %.*s",
        SPAN_ARG(b->state->name), (long long)b->entered_id, SPAN_ARG(e->cause));

    if (x->facts.trial) cause = e->cause; /* AWS: there it stands alone */
    if (span_is(e->name, QUERY_ERROR)) event_evaluation_failed(x, b, e, cause);
    return cause;
}

void state_fail_runtime(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e)
{
    state_fail(x, b, e->name, error_explained(x, b, e));
}

void state_fail_format(struct asl_execution *x, struct asl_branch *b, const char *format, ...)
{
    struct asl_error e = { .name = SPAN("States.Runtime") };
    va_list args;

    va_start(args, format);
    e.cause = span_of(arena_vprintf(&x->arena, format, args));
    va_end(args);
    state_fail_runtime(x, b, &e);
}
