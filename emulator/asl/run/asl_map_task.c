/* A distributed Map between its steps: waiting for one thing after the other, succeeding, failing. */
#include "emulator/asl/run/asl_map_task.h"

#include "emulator/asl/expression/asl_query.h"
#include "emulator/asl/run/asl_context.h"
#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_history.h"
#include "emulator/asl/run/asl_limits.h"
#include "emulator/asl/run/asl_paths.h"
#include "emulator/asl/run/asl_task_list.h"

enum asl_became asl_map_run_wait(struct asl_execution *x, struct asl_branch *b, enum asl_map_stage stage,
                                 struct doc *parameters)
{
    b->phase = PHASE_TASK;
    b->run.stage = stage;
    b->task.is_handed_over = stage == MAP_RUNS; /* its row is made with the stretch */
    b->due_ms = b->task.heartbeat_due_ms = 0;
    b->parameters = asl_payload_doc(parameters);
    asl_task_give(x, b);
    return ASL_WAITS;
}

enum asl_became asl_map_run_succeed(struct asl_execution *x, struct asl_branch *b, struct asl_payload output)
{
    asl_event_aside(x, b->previous, "MapRunSucceeded");
    b->previous = b->decided = x->last_event;
    asl_event_aside(x, b->previous, "MapStateSucceeded");
    b->phase = PHASE_JOIN;
    b->join.started = b->join.ended = b->join.child_count = 0;
    return asl_gives(b, output);
}

/* As a join of no children it fails with all that belongs to a Map's failure. */
enum asl_became asl_map_run_fail(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause)
{
    asl_event_open(x, b->previous, "MapRunFailed");
    b->previous = x->last_event;
    asl_event_details(x, "mapRunFailedEventDetails");
    asl_event_text(x, "cause", cause);
    asl_event_text(x, "error", error);
    asl_event_close(x);
    if (!span_is(error, "States.ExceedToleratedFailureThreshold")) b->run.arn = (struct span){ 0 };
    b->phase = PHASE_JOIN;
    b->join.started = b->join.ended = b->join.child_count = 0;
    return asl_fail(b, error, cause);
}

enum asl_became asl_map_run_fail_runtime(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e)
{
    return asl_map_run_fail(x, b, e->name, asl_error_explained(x, b, e));
}

enum asl_became asl_map_run_fail_limit(struct asl_execution *x, struct asl_branch *b)
{
    b->is_over_limit = true;
    return asl_map_run_fail(x, b, SPAN("States.DataLimitExceeded"), asl_data_limit_cause(x, b->state->name));
}

struct doc *asl_map_run_parameters(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                                   const struct asl_query *q, struct asl_error *e)
{
    struct asl_payload input;
    struct asl_branch_scope who;
    struct asl_scope s;
    struct doc *made = NULL;

    if (!asl_state_input(x, b, &input)) return NULL;
    asl_scope_open(&s, &who, x, b, asl_payload_as_doc(&input, &x->arena));
    if (q) made = asl_query_value(q, &s);
    else made = t ? asl_template_value(t, &s) : doc_map(&x->arena);
    *e = s.error;
    return made;
}
