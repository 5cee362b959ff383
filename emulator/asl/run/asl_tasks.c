/* Task states, from entry to what came of the task. One that is answered at once just ends; one that ends by a message
 * from outside is first submitted, or taken by a worker, and may have to give signs of life.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
#include "emulator/asl/run/asl_tasks.h"

#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_history.h"
#include "emulator/asl/run/asl_limits.h"
#include "emulator/asl/run/asl_paths.h"
#include "emulator/asl/run/asl_queries.h"
#include "emulator/asl/run/asl_task_list.h"
#include "emulator/asl/run/asl_trial_notes.h"

static bool credentials_make(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    struct asl_payload made = *input;

    b->task.role_arn = (struct span){ 0 };
    if (b->state->query.credentials) {
        struct doc *role = asl_field_value(x, b, b->state->query.credentials, "object");

        b->task.role_arn = doc_get_str(role, "RoleArn");
        return role != NULL;
    }
    if (!b->state->credentials) return true;
    if (!asl_state_template(x, b, b->state->credentials, &made)) return false;
    b->task.role_arn = doc_get_str(asl_payload_as_doc(&made, &x->arena), "RoleArn");
    return true;
}

void asl_task_clocks_start(struct asl_execution *x, struct asl_branch *b)
{
    b->due_ms = b->task.timeout_seconds ? asl_time_after(x, b->task.timeout_seconds) : 0;
    b->task.heartbeat_due_ms = b->task.heartbeat_seconds ? asl_time_after(x, b->task.heartbeat_seconds) : 0;
}

enum asl_became asl_task_ended(struct asl_execution *x, struct asl_branch *b, struct asl_outcome o)
{
    const struct asl_resource *r = &b->state->resource;
    struct asl_payload result;

    if (!o.failed && o.output.size > ASL_DATA_BYTES_MAX) {
        o.failed = true;
        o.error = SPAN("States.DataLimitExceeded");
        o.cause = asl_data_limit_cause(x, r->is_function || r->is_activity ? r->arn : r->type);
    }
    asl_event_task_ended(x, b, &o);
    b->decided = b->previous;
    asl_trial_note_exchange(x, o.exchange);
    if (o.failed) return asl_fail(b, arena_span(&x->arena, o.error), arena_span(&x->arena, o.cause));
    result = asl_payload_text(arena_span(&x->arena, o.output));
    asl_trial_note_result(x, b, &result);
    return asl_gives(b, result);
}

static bool timeouts_make(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_state *s = b->state;

    b->task.timeout_seconds = s->timeout_seconds;
    b->task.heartbeat_seconds = s->heartbeat_seconds;
    b->due_ms = b->task.heartbeat_due_ms = 0;
    b->task.heart_stopped = false;
    if (s->timeout_path &&
        !asl_state_seconds(x, b, s->timeout_path, input, "TimeoutSecondsPath", &b->task.timeout_seconds))
        return false;
    if (s->heartbeat_path &&
        !asl_state_seconds(x, b, s->heartbeat_path, input, "HeartbeatSecondsPath", &b->task.heartbeat_seconds))
        return false;
    return asl_field_seconds(x, b, s->query.timeout, 1, &b->task.timeout_seconds) &&
           asl_field_seconds(x, b, s->query.heartbeat, 1, &b->task.heartbeat_seconds);
}

enum asl_became asl_task_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    const struct asl_state *s = b->state;

    b->parameters = input;
    if (!timeouts_make(x, b, &input) || !asl_field_arguments(x, b, &b->parameters) ||
        !asl_state_template(x, b, s->parameters, &b->parameters) || !asl_state_data_fits(x, b, &b->parameters) ||
        !credentials_make(x, b, &input))
        return ASL_FAILS;
    if (!s->jsonata || s->query.arguments)
        asl_trial_note(x, s->jsonata ? "afterArguments" : "afterParameters", &b->parameters);
    b->phase = PHASE_TASK;
    b->task.is_handed_over = s->resource.is_activity;
    asl_event_task_scheduled(x, b);
    /* AWS: an activity's count from when a worker has taken it. */
    if (!s->resource.is_activity) asl_task_clocks_start(x, b);
    if (asl_trial_mocks(x)) return asl_task_ended(x, b, x->facts.trial->mock);
    asl_task_give(x, b);
    return ASL_WAITS;
}

/* AWS: the history calls a missing heartbeat a timeout too; retriers and catchers may name it
 * States.HeartbeatTimeout. */
enum asl_became asl_task_timed_out(struct asl_execution *x, struct asl_branch *b)
{
    b->task.heart_stopped = b->task.heartbeat_due_ms && b->task.heartbeat_due_ms == asl_task_due(b);
    return asl_task_ended(x, b, (struct asl_outcome){ .failed = true, .error = SPAN("States.Timeout") });
}
