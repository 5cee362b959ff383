/* Writing history events as JSON, the way GetExecutionHistory gives them: each is
 *
 *     {"id":3,"previousEventId":2,"timestamp":1700000000000,"type":"TaskStarted","taskStartedEventDetails":{…}}
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
#include "emulator/asl/run/asl_run.h"

#include <string.h>

void event_open(struct asl_execution *x, int64_t previous, const char *type)
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

void event_details(struct asl_execution *x, const char *name)
{
    member(x, name);
    buf_add_char(&x->history, '{');
}

void event_text(struct asl_execution *x, const char *name, struct span value)
{
    if (!value.data) return;
    member(x, name);
    json_write_string(&x->history, value);
}

void event_data(struct asl_execution *x, const char *name, struct span json)
{
    event_text(x, name, json);
    buf_printf(&x->history, ",\"%sDetails\":{\"truncated\":false}", name);
}

void event_int(struct asl_execution *x, const char *name, int64_t value)
{
    member(x, name);
    buf_printf(&x->history, "%lld", (long long)value);
}

void event_close(struct asl_execution *x)
{
    buf_add_text(&x->history, "}}");
}

void event_aside(struct asl_execution *x, int64_t previous, const char *type)
{
    event_open(x, previous, type);
    buf_add_char(&x->history, '}');
}

/* An event that the branch's next one follows. */
static void event_follow(struct asl_execution *x, struct asl_branch *b, const char *type)
{
    event_open(x, b->previous, type);
    b->previous = x->last_event;
}

void event_state_entered(struct asl_execution *x, struct asl_branch *b)
{
    event_follow(x, b, arena_printf(&x->arena, "%sStateEntered", asl_type_names[b->state->type]));
    event_details(x, "stateEnteredEventDetails");
    event_data(x, "input", asl_payload_as_text(&b->input, &x->arena));
    event_text(x, "name", b->state->name);
    event_close(x);
    b->entered_id = x->last_event;
}

static void resource_members(struct asl_execution *x, const struct asl_resource *r)
{
    event_text(x, "resource", r->resource);
    event_text(x, "resourceType", r->type);
}

static void timeout_members(struct asl_execution *x, const struct asl_branch *b)
{
    if (b->timeout_seconds) event_int(x, "timeoutInSeconds", b->timeout_seconds);
}

static void heartbeat_members(struct asl_execution *x, const struct asl_branch *b)
{
    if (b->heartbeat_seconds) event_int(x, "heartbeatInSeconds", b->heartbeat_seconds);
}

static void credentials_members(struct asl_execution *x, const struct asl_branch *b)
{
    if (!b->role_arn.data) return;
    event_details(x, "taskCredentials");
    event_text(x, "roleArn", b->role_arn);
    buf_add_char(&x->history, '}');
}

static void function_scheduled(struct asl_execution *x, struct asl_branch *b)
{
    event_follow(x, b, "LambdaFunctionScheduled");
    event_details(x, "lambdaFunctionScheduledEventDetails");
    event_data(x, "input", asl_payload_as_text(&b->parameters, &x->arena));
    event_text(x, "resource", b->state->resource.arn);
    timeout_members(x, b);
    credentials_members(x, b);
    event_close(x);
    b->task = x->last_event;
    event_follow(x, b, "LambdaFunctionStarted");
    buf_add_char(&x->history, '}');
}

static void activity_scheduled(struct asl_execution *x, struct asl_branch *b)
{
    event_follow(x, b, "ActivityScheduled");
    event_details(x, "activityScheduledEventDetails");
    heartbeat_members(x, b);
    event_data(x, "input", asl_payload_as_text(&b->parameters, &x->arena));
    event_text(x, "resource", b->state->resource.arn);
    timeout_members(x, b);
    event_close(x);
    b->task = x->last_event;
}

static void service_scheduled(struct asl_execution *x, struct asl_branch *b)
{
    event_follow(x, b, "TaskScheduled");
    event_details(x, "taskScheduledEventDetails");
    heartbeat_members(x, b);
    event_text(x, "parameters", asl_payload_as_text(&b->parameters, &x->arena));
    event_text(x, "region", x->facts.region);
    resource_members(x, &b->state->resource);
    timeout_members(x, b);
    credentials_members(x, b);
    event_close(x);
    b->task = x->last_event;
    event_follow(x, b, "TaskStarted");
    event_details(x, "taskStartedEventDetails");
    resource_members(x, &b->state->resource);
    event_close(x);
}

void event_task_scheduled(struct asl_execution *x, struct asl_branch *b)
{
    if (b->state->resource.is_function) function_scheduled(x, b);
    else if (b->state->resource.is_activity) activity_scheduled(x, b);
    else service_scheduled(x, b);
}

void event_task_submitted(struct asl_execution *x, struct asl_branch *b, struct span output)
{
    event_follow(x, b, "TaskSubmitted");
    event_details(x, "taskSubmittedEventDetails");
    event_data(x, "output", output);
    resource_members(x, &b->state->resource);
    event_close(x);
}

void event_activity_started(struct asl_execution *x, struct asl_branch *b, struct span worker)
{
    event_follow(x, b, "ActivityStarted");
    event_details(x, "activityStartedEventDetails");
    event_text(x, "workerName", worker);
    event_close(x);
}

void event_task_ended(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o)
{
    const struct asl_resource *r = &b->state->resource;
    bool is_task = !r->is_function && !r->is_activity;
    const char *how = !o->failed                            ? "Succeeded"
                      : o->never_began                      ? (is_task ? "SubmitFailed" : "ScheduleFailed")
                      : span_is(o->error, "States.Timeout") ? "TimedOut"
                                                            : "Failed";
    const char *what = r->is_function ? "LambdaFunction" : r->is_activity ? "Activity" : "Task";
    const char *details = r->is_function ? "lambdaFunction" : r->is_activity ? "activity" : "task";

    event_follow(x, b, arena_printf(&x->arena, "%s%s", what, how));
    event_details(x, arena_printf(&x->arena, "%s%sEventDetails", details, how));
    if (o->failed) {
        event_text(x, "cause", o->cause);
        event_text(x, "error", o->error);
    } else {
        event_data(x, "output", o->output);
    }
    if (is_task) resource_members(x, r);
    event_close(x);
}
