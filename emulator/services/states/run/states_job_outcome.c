/* The end of an execution, as a task that waited for it sees it. */
#include "emulator/services/states/run/states_job_outcome.h"

#include "emulator/base/json.h"
#include "emulator/services/states/store/states_names.h"

static void put_data(struct doc *out, const char *name, const char *details, struct span value, bool json)
{
    struct doc *tree = json && value.data ? json_parse(doc_arena(out), value, NULL) : NULL;

    if (!value.data) return;
    if (tree) doc_put(out, name, tree);
    else doc_put_str(out, name, value);
    doc_put_bool(doc_put_map(out, details), "Included", true);
}

struct doc *states_job_description(struct arena *a, const struct states_execution *e, bool json)
{
    struct doc *out = doc_map(a);
    bool failed = e->status != STATES_SUCCEEDED, is_full = e->last_event >= ASL_EVENTS_MAX - 1;

    doc_put_str(out, "Cause", e->cause);
    doc_put_str(out, "Error", e->error);
    doc_put_str(out, "ExecutionArn", states_execution_arn(a, e));
    put_data(out, "Input", "InputDetails", e->input, json);
    doc_put_str(out, "Name", e->name);
    put_data(out, "Output", "OutputDetails", e->output, json);
    doc_put_int(out, "RedriveCount", e->redrive_count);
    doc_put_cstr(out, "RedriveStatus", states_redrive_status(e, failed && !is_full));
    if (!failed) doc_put_cstr(out, "RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
    else if (is_full) doc_put_cstr(out, "RedriveStatusReason", "Execution history event limit exceeded");
    doc_put_int(out, "StartDate", e->started_ms);
    doc_put_str(out, "StateMachineArn", states_execution_machine_arn(a, e));
    doc_put_cstr(out, "Status", states_status_names[e->status]);
    doc_put_int(out, "StopDate", e->stopped_ms);
    return out;
}

struct asl_outcome states_job_outcome(struct arena *a, const struct states_execution *e, bool json)
{
    struct span told = json_text(a, states_job_description(a, e, json));

    if (e->status == STATES_SUCCEEDED) return (struct asl_outcome){ .output = told };
    return (struct asl_outcome){ .failed = true, .error = SPAN("States.TaskFailed"), .cause = told };
}
