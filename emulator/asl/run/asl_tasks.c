/* Tasks in flight: from a Task state's entry to what came of it. One that is answered at once ends with asl_execution_task_done; one that ends by a message from
 * outside is first submitted, or taken by a worker, and may have to give signs of life.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
#include "emulator/asl/run/asl_run.h"

void task_give(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_task *t = ARENA_NEW(&x->arena, struct asl_task);

    *t = (struct asl_task){ .id = b->task,
                            .resource = b->state->type == ASL_MAP ? map_run_resource(b) : &b->state->resource,
                            .state = b->state->type == ASL_TASK ? b->state->name : (struct span){ 0 },
                            .parameters = b->parameters,
                            .role_arn = b->role_arn,
                            .branch = b };
    *x->tasks_end = t;
    x->tasks_end = &t->next;
}

bool arguments_make(struct asl_execution *x, struct asl_branch *b, struct asl_payload *value)
{
    const struct asl_query *q =
        b->state->query.arguments; /* a failure that is caught moves the branch on to another state */
    struct doc *made = q ? query_value(x, b, q, NULL) : NULL;

    if (made) *value = asl_payload_doc(made);
    return made || !q;
}

static bool credentials_make(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    struct asl_payload made = *input;

    b->role_arn = (struct span){ 0 };
    if (b->state->query.credentials) {
        struct doc *role = query_value(x, b, b->state->query.credentials, "object");

        b->role_arn = doc_get_str(role, "RoleArn");
        return role != NULL;
    }
    if (!b->state->credentials) return true;
    if (!state_template(x, b, b->state->credentials, &made)) return false;
    b->role_arn = doc_get_str(asl_payload_as_doc(&made, &x->arena), "RoleArn");
    return true;
}

/* From now on its timeouts count. */
static void clocks_start(struct asl_execution *x, struct asl_branch *b)
{
    b->due_ms = b->timeout_seconds ? time_after(x, b->timeout_seconds) : 0;
    b->heartbeat_due_ms = b->heartbeat_seconds ? time_after(x, b->heartbeat_seconds) : 0;
}

static void task_end(struct asl_execution *x, struct asl_branch *b, struct asl_outcome o)
{
    const struct asl_resource *r = &b->state->resource;
    struct asl_payload result;

    if (b->state->type == ASL_MAP) {
        map_run_task_done(x, b, &o);
        return;
    }
    if (!o.failed && o.output.size > ASL_DATA_BYTES_MAX) {
        o.failed = true;
        o.error = SPAN("States.DataLimitExceeded");
        o.cause = span_of(data_limit_cause(x, r->is_function || r->is_activity ? r->arn : r->type));
    }
    event_task_ended(x, b, &o);
    b->decided = b->previous;
    trial_note_exchange(x, o.exchange);
    if (o.failed) {
        state_fail(x, b, arena_span(&x->arena, o.error), arena_span(&x->arena, o.cause));
        return;
    }
    result = asl_payload_text(arena_span(&x->arena, o.output));
    trial_note_result(x, b, &result);
    state_complete(x, b, result);
}

void task_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    const struct asl_state *s = b->state;

    b->timeout_seconds = s->timeout_seconds;
    b->heartbeat_seconds = s->heartbeat_seconds;
    b->due_ms = b->heartbeat_due_ms = 0;
    b->heart_stopped = false;
    if (s->timeout_path && !state_seconds(x, b, s->timeout_path, &input, "TimeoutSecondsPath", &b->timeout_seconds))
        return;
    if (s->heartbeat_path &&
        !state_seconds(x, b, s->heartbeat_path, &input, "HeartbeatSecondsPath", &b->heartbeat_seconds))
        return;
    b->parameters = input;
    if (!query_seconds(x, b, s->query.timeout, 1, &b->timeout_seconds) ||
        !query_seconds(x, b, s->query.heartbeat, 1, &b->heartbeat_seconds) || !arguments_make(x, b, &b->parameters))
        return;
    if (!state_template(x, b, s->parameters, &b->parameters) || !state_data_fits(x, b, &b->parameters) ||
        !credentials_make(x, b, &input))
        return;
    if (!s->jsonata || s->query.arguments)
        trial_note(x, s->jsonata ? "afterArguments" : "afterParameters", &b->parameters);
    b->phase = PHASE_TASK;
    b->is_handed_over = s->resource.is_activity;
    event_task_scheduled(x, b);
    /* AWS: an activity's count from when a worker has taken it. */
    if (!s->resource.is_activity) clocks_start(x, b);
    if (trial_mocks(x)) task_end(x, b, x->facts.trial->mock);
    else task_give(x, b);
}

/* Of the task that runs, or that is about to be scheduled: its event is the next. */
struct span task_token(struct asl_execution *x, const struct asl_branch *b)
{
    if (!x->facts.task_token || !b->state || b->state->resource.pattern != ASL_WAIT_TOKEN) return (struct span){ 0 };
    return x->facts.task_token(&x->arena, x->facts.task_token_arg,
                               b->phase == PHASE_TASK ? b->task : x->last_event + 1);
}

static struct asl_branch *task_find(struct asl_branch *b, int64_t task)
{
    if (b->phase == PHASE_TASK && b->task == task) return b;
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->started; i++) {
        struct asl_branch *found = b->children[i] ? task_find(b->children[i], task) : NULL;

        if (found) return found;
    }
    return NULL;
}

static struct asl_branch *task_running(const struct asl_execution *x, int64_t task)
{
    return x->status == ASL_RUNNING ? task_find(x->root, task) : NULL;
}

bool asl_execution_task_runs(const struct asl_execution *x, int64_t task)
{
    return task_running(x, task) != NULL;
}

bool asl_execution_task_is_handed_over(const struct asl_execution *x, int64_t task)
{
    struct asl_branch *b = task_running(x, task);

    return b && b->is_handed_over;
}

void asl_execution_task_done(struct asl_execution *x, int64_t task, const struct asl_outcome *outcome, int64_t now_ms)
{
    struct asl_branch *b = task_running(x, task);

    if (!b) return;
    x->now_ms = now_ms;
    task_end(x, b, *outcome);
    execution_run(x);
}

void asl_execution_task_submitted(struct asl_execution *x, int64_t task, struct span output, int64_t now_ms)
{
    struct asl_branch *b = task_running(x, task);

    if (!b) return;
    x->now_ms = now_ms;
    b->is_handed_over = true;
    event_task_submitted(x, b, output);
    execution_bound(x);
}

void asl_execution_task_started(struct asl_execution *x, int64_t task, struct span worker, int64_t now_ms)
{
    struct asl_branch *b = task_running(x, task);

    if (!b) return;
    x->now_ms = now_ms;
    event_activity_started(x, b, worker);
    clocks_start(x, b);
    execution_bound(x);
}

void asl_execution_task_heartbeat(struct asl_execution *x, int64_t task, int64_t heard_ms)
{
    struct asl_branch *b = task_running(x, task);

    if (!b || !b->heartbeat_due_ms) return;
    if (b->heartbeat_due_ms < heard_ms + b->heartbeat_seconds * 1000)
        b->heartbeat_due_ms = heard_ms + b->heartbeat_seconds * 1000;
}

int64_t task_due(const struct asl_branch *b)
{
    if (!b->due_ms || !b->heartbeat_due_ms) return b->due_ms ? b->due_ms : b->heartbeat_due_ms;
    return b->due_ms < b->heartbeat_due_ms ? b->due_ms : b->heartbeat_due_ms;
}

/* AWS: the history calls a missing heartbeat a timeout too; retriers and catchers may name it States.HeartbeatTimeout. */
void task_time_out(struct asl_execution *x, struct asl_branch *b)
{
    b->heart_stopped = b->heartbeat_due_ms && b->heartbeat_due_ms == task_due(b);
    task_end(x, b, (struct asl_outcome){ .failed = true, .error = SPAN("States.Timeout") });
}

static void branch_resume(struct asl_execution *x, struct asl_branch *b)
{
    if (b->phase == PHASE_TASK && !b->is_handed_over) task_give(x, b);
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->started; i++) {
        if (b->children[i]) branch_resume(x, b->children[i]);
    }
}

void asl_execution_resume_tasks(struct asl_execution *x)
{
    if (x->status == ASL_RUNNING) branch_resume(x, x->root);
}
