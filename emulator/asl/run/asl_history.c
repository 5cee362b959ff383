/* Writing history events as JSON, the way GetExecutionHistory gives them: each is
 *
 *     {"id":3,"previousEventId":2,"timestamp":1700000000000,"type":"TaskStarted","taskStartedEventDetails":{…}}
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
#include "emulator/asl/run/asl_history.h"

#include <string.h>

void asl_event_open(struct asl_execution *x, int64_t previous, const char *type)
{
    x->last_event++;
    if (x->last_event == ASL_EVENTS_MAX) x->full_size = x->history.size;
    if (!x->first_event) x->first_event = x->last_event;
    buf_printf(&x->history, "%s{\"id\":%lld,\"previousEventId\":%lld,\"timestamp\":%lld,\"type\":\"%s\"",
               x->history.size ? "," : "", (long long)x->last_event, (long long)previous, (long long)x->now_ms, type);
}

static void member(struct asl_execution *x, const char *name)
{
    if (x->history.data[x->history.size - 1] != '{') buf_add_char(&x->history, ',');
    buf_add_char(&x->history, '"');
    buf_add_text(&x->history, name);
    buf_add_text(&x->history, "\":");
}

void asl_event_details(struct asl_execution *x, const char *name)
{
    member(x, name);
    buf_add_char(&x->history, '{');
}

void asl_event_text(struct asl_execution *x, const char *name, struct span value)
{
    if (!value.data) return;
    member(x, name);
    json_write_string(&x->history, value);
}

void asl_event_data(struct asl_execution *x, const char *name, struct span json)
{
    asl_event_text(x, name, json);
    buf_printf(&x->history, ",\"%sDetails\":{\"truncated\":false}", name);
}

void asl_event_int(struct asl_execution *x, const char *name, int64_t value)
{
    member(x, name);
    buf_printf(&x->history, "%lld", (long long)value);
}

void asl_event_close(struct asl_execution *x)
{
    buf_add_text(&x->history, "}}");
}

void asl_event_aside(struct asl_execution *x, int64_t previous, const char *type)
{
    asl_event_open(x, previous, type);
    buf_add_char(&x->history, '}');
}

void asl_event_follow(struct asl_execution *x, struct asl_branch *b, const char *type)
{
    asl_event_open(x, b->previous, type);
    b->previous = x->last_event;
}

void asl_event_state_entered(struct asl_execution *x, struct asl_branch *b)
{
    asl_event_follow(x, b, arena_printf(&x->arena, "%sStateEntered", asl_type_names[b->state->type]));
    asl_event_details(x, "stateEnteredEventDetails");
    asl_event_data(x, "input", asl_payload_as_text(&b->input, &x->arena));
    asl_event_text(x, "name", b->state->name);
    asl_event_close(x);
    b->entered_id = x->last_event;
}

void asl_event_state_exited(struct asl_execution *x, struct asl_branch *b, struct asl_payload *output,
                            const struct doc *assigned)
{
    asl_event_follow(x, b, arena_printf(&x->arena, "%sStateExited", asl_type_names[b->state->type]));
    asl_event_details(x, "stateExitedEventDetails");
    if (doc_is(assigned, DOC_MAP)) {
        asl_event_details(x, "assignedVariables");
        for (uint32_t i = 0; i < assigned->map.count; i++)
            asl_event_text(x, arena_string(&x->arena, assigned->map.members[i].name),
                           json_text(&x->arena, assigned->map.members[i].value));
        buf_add_text(&x->history, "},\"assignedVariablesDetails\":{\"truncated\":false}");
    }
    asl_event_text(x, "name", b->state->name);
    asl_event_data(x, "output", asl_payload_as_text(output, &x->arena));
    asl_event_close(x);
}

void asl_event_map_started(struct asl_execution *x, struct asl_branch *b)
{
    asl_event_open(x, b->previous, "MapStateStarted");
    b->previous = x->last_event;
    asl_event_details(x, "mapStateStartedEventDetails");
    asl_event_int(x, "length", b->join.child_count);
    asl_event_close(x);
}

void asl_event_iteration(struct asl_execution *x, int64_t previous, const char *how, const struct asl_branch *child)
{
    asl_event_open(x, previous, arena_printf(&x->arena, "MapIteration%s", how));
    asl_event_details(x, arena_printf(&x->arena, "mapIteration%sEventDetails", how));
    asl_event_int(x, "index", child->index);
    asl_event_text(x, "name", child->parent->state->name);
    asl_event_close(x);
}

/* AWS: a JSONata expression that fails has an event of its own. It follows what had been decided on when the state was
 * entered. */
void asl_event_evaluation_failed(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e,
                                 struct span cause)
{
    asl_event_open(x, b->decided, "EvaluationFailed");
    b->previous = x->last_event;
    asl_event_details(x, "evaluationFailedEventDetails");
    asl_event_text(x, "cause", cause);
    asl_event_text(x, "error", e->name);
    asl_event_text(x, "location", e->where);
    asl_event_text(x, "state", b->state->name);
    asl_event_close(x);
}

static void resource_members(struct asl_execution *x, const struct asl_resource *r)
{
    asl_event_text(x, "resource", r->resource);
    asl_event_text(x, "resourceType", r->type);
}

static void timeout_members(struct asl_execution *x, const struct asl_branch *b)
{
    if (b->task.timeout_seconds) asl_event_int(x, "timeoutInSeconds", b->task.timeout_seconds);
}

static void heartbeat_members(struct asl_execution *x, const struct asl_branch *b)
{
    if (b->task.heartbeat_seconds) asl_event_int(x, "heartbeatInSeconds", b->task.heartbeat_seconds);
}

static void credentials_members(struct asl_execution *x, const struct asl_branch *b)
{
    if (!b->task.role_arn.data) return;
    asl_event_details(x, "taskCredentials");
    asl_event_text(x, "roleArn", b->task.role_arn);
    buf_add_char(&x->history, '}');
}

static void function_scheduled(struct asl_execution *x, struct asl_branch *b)
{
    asl_event_follow(x, b, "LambdaFunctionScheduled");
    asl_event_details(x, "lambdaFunctionScheduledEventDetails");
    asl_event_data(x, "input", asl_payload_as_text(&b->parameters, &x->arena));
    asl_event_text(x, "resource", b->state->resource.arn);
    timeout_members(x, b);
    credentials_members(x, b);
    asl_event_close(x);
    b->task.id = x->last_event;
    asl_event_follow(x, b, "LambdaFunctionStarted");
    buf_add_char(&x->history, '}');
}

static void activity_scheduled(struct asl_execution *x, struct asl_branch *b)
{
    asl_event_follow(x, b, "ActivityScheduled");
    asl_event_details(x, "activityScheduledEventDetails");
    heartbeat_members(x, b);
    asl_event_data(x, "input", asl_payload_as_text(&b->parameters, &x->arena));
    asl_event_text(x, "resource", b->state->resource.arn);
    timeout_members(x, b);
    asl_event_close(x);
    b->task.id = x->last_event;
}

static void service_scheduled(struct asl_execution *x, struct asl_branch *b)
{
    asl_event_follow(x, b, "TaskScheduled");
    asl_event_details(x, "taskScheduledEventDetails");
    heartbeat_members(x, b);
    asl_event_text(x, "parameters", asl_payload_as_text(&b->parameters, &x->arena));
    asl_event_text(x, "region", x->facts.region);
    resource_members(x, &b->state->resource);
    timeout_members(x, b);
    credentials_members(x, b);
    asl_event_close(x);
    b->task.id = x->last_event;
    asl_event_follow(x, b, "TaskStarted");
    asl_event_details(x, "taskStartedEventDetails");
    resource_members(x, &b->state->resource);
    asl_event_close(x);
}

void asl_event_task_scheduled(struct asl_execution *x, struct asl_branch *b)
{
    if (b->state->resource.is_function) function_scheduled(x, b);
    else if (b->state->resource.is_activity) activity_scheduled(x, b);
    else service_scheduled(x, b);
}

void asl_event_task_submitted(struct asl_execution *x, struct asl_branch *b, struct span output)
{
    asl_event_follow(x, b, "TaskSubmitted");
    asl_event_details(x, "taskSubmittedEventDetails");
    asl_event_data(x, "output", output);
    resource_members(x, &b->state->resource);
    asl_event_close(x);
}

void asl_event_activity_started(struct asl_execution *x, struct asl_branch *b, struct span worker)
{
    asl_event_follow(x, b, "ActivityStarted");
    asl_event_details(x, "activityStartedEventDetails");
    asl_event_text(x, "workerName", worker);
    asl_event_close(x);
}

void asl_event_task_ended(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o)
{
    const struct asl_resource *r = &b->state->resource;
    bool is_task = !r->is_function && !r->is_activity;
    const char *how = !o->failed                            ? "Succeeded"
                      : o->never_began                      ? (is_task ? "SubmitFailed" : "ScheduleFailed")
                      : span_is(o->error, "States.Timeout") ? "TimedOut"
                                                            : "Failed";
    const char *what = r->is_function ? "LambdaFunction" : r->is_activity ? "Activity" : "Task";
    const char *details = r->is_function ? "lambdaFunction" : r->is_activity ? "activity" : "task";

    asl_event_follow(x, b, arena_printf(&x->arena, "%s%s", what, how));
    asl_event_details(x, arena_printf(&x->arena, "%s%sEventDetails", details, how));
    if (o->failed) {
        asl_event_text(x, "cause", o->cause);
        asl_event_text(x, "error", o->error);
    } else {
        asl_event_data(x, "output", o->output);
    }
    if (is_task) resource_members(x, r);
    asl_event_close(x);
}
