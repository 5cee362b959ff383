/* The life of an execution: what happens to it from outside, and advancing it. Branches that can go on stand in a
 * queue; the loop takes them one after the other, a state each, and asl_step.c acts upon what became of it. */
#include "emulator/asl/run/asl_execution.h"

#include <stdlib.h>

#include "emulator/base/panic.h"

#include "emulator/asl/run/asl_advance.h"
#include "emulator/asl/run/asl_history.h"
#include "emulator/asl/run/asl_map_run.h"
#include "emulator/asl/run/asl_states.h"
#include "emulator/asl/run/asl_step.h"
#include "emulator/asl/run/asl_task_list.h"
#include "emulator/asl/run/asl_tasks.h"
#include "emulator/asl/run/asl_trial_notes.h"

/* AWS: the last event that a history has room for is the execution's end. Whatever went beyond is undone. */
static void execution_bound(struct asl_execution *x)
{
    if (x->facts.is_express || x->last_event < ASL_EVENTS_MAX ||
        (x->last_event == ASL_EVENTS_MAX && x->status != ASL_RUNNING))
        return;
    x->history.size = x->full_size;
    x->last_event = ASL_EVENTS_MAX - 1;
    x->output = (struct span){ 0 };
    x->error = SPAN("States.Runtime");
    x->cause = SPAN("The execution reached the maximum number of history events (25000).");
    asl_execution_end(x, ASL_FAILED, x->last_event);
}

void asl_execution_run(struct asl_execution *x)
{
    int64_t stop = x->last_event + STRETCH_EVENTS_MAX;
    struct asl_branch *b;

    while (x->status == ASL_RUNNING && x->last_event < stop && (b = asl_branch_take_ready(x)))
        if (b->phase == PHASE_READY) asl_step_settle(x, b, asl_state_enter(x, b));
    execution_bound(x);
    asl_tasks_prune(x);
}

struct asl_execution *asl_execution_new(const struct asl_definition *definition, const struct asl_facts *facts)
{
    struct asl_execution *x = memory_new(1, sizeof *x);

    x->definition = definition;
    x->facts = *facts;
    x->ready_end = &x->ready;
    x->tasks_end = &x->tasks;
    x->machine = facts->map_label.data ? asl_definition_processor(definition, facts->map_label) : &definition->machine;
    if (!x->machine) x->machine = &definition->machine;
    if (facts->trial) x->machine = facts->trial->machine;
    if (definition->timeout_seconds && !facts->trial && x->machine == &definition->machine)
        x->timeout_ms =
            (facts->redriven_ms ? facts->redriven_ms : facts->started_ms) + definition->timeout_seconds * 1000;
    return x;
}

void asl_execution_free(struct asl_execution *x)
{
    if (!x) return;
    buf_release(&x->history);
    arena_release(&x->arena);
    free(x);
}

void asl_execution_start(struct asl_execution *x, int64_t now_ms)
{
    x->now_ms = now_ms;
    asl_event_open(x, 0, "ExecutionStarted");
    asl_event_details(x, "executionStartedEventDetails");
    asl_event_data(x, "input", x->facts.input);
    asl_event_text(x, "roleArn", x->facts.role_arn);
    asl_event_close(x);
    x->root = asl_branch_new(x, NULL, x->machine, 0);
    x->root->state = x->machine->start;
    x->root->input = asl_payload_text(x->facts.input);
    asl_trial_begin(x, x->root);
    asl_branch_ready(x, x->root);
    asl_execution_run(x);
}

void asl_execution_advance(struct asl_execution *x, int64_t now_ms)
{
    if (x->status != ASL_RUNNING) return;
    x->now_ms = now_ms;
    asl_execution_run(x);
}

static bool is_due(const struct asl_branch *b, int64_t now_ms)
{
    int64_t due = b->phase == PHASE_TASK                              ? asl_task_due(b)
                  : b->phase == PHASE_RETRY || b->phase == PHASE_WAIT ? b->due_ms
                                                                      : 0;

    return due && due <= now_ms;
}

/* Writes the due branches below `b` to `out`, as many as there is room for; returns how many there are. */
static size_t collect_due(struct asl_branch *b, int64_t now_ms, struct asl_branch **out, size_t room)
{
    size_t count = 0;

    if (is_due(b, now_ms)) {
        if (room) *out = b;
        return 1;
    }
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->join.started; i++) {
        bool fits = room > count;

        if (b->join.children[i])
            count += collect_due(b->join.children[i], now_ms, fits ? out + count : NULL, fits ? room - count : 0);
    }
    return count;
}

static void branch_wake(struct asl_execution *x, struct asl_branch *b)
{
    if (b->phase == PHASE_WAIT) asl_step_settle(x, b, asl_state_wait_over(x, b));
    else if (b->phase == PHASE_RETRY) asl_branch_ready(x, b);
    else asl_step_settle(x, b, asl_task_timed_out(x, b));
}

void asl_execution_wake(struct asl_execution *x, int64_t now_ms)
{
    struct asl_branch **due;
    size_t count;

    if (x->status != ASL_RUNNING) return;
    x->now_ms = now_ms;
    if (x->timeout_ms && x->timeout_ms <= now_ms) {
        asl_execution_end(x, ASL_TIMED_OUT, 0);
        return;
    }
    count = collect_due(x->root, now_ms, NULL, 0);
    due = ARENA_ARRAY(&x->arena, struct asl_branch *, count + 1);
    collect_due(x->root, now_ms, due, count);
    for (size_t i = 0; i < count && x->status == ASL_RUNNING; i++) {
        if (is_due(due[i], now_ms)) branch_wake(x, due[i]);
    }
    asl_execution_run(x);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return !a || (b && b < a) ? b : a;
}

static int64_t branch_due(const struct asl_branch *b)
{
    int64_t due = 0;

    if (b->phase == PHASE_TASK) return asl_task_due(b);
    if (b->phase == PHASE_RETRY || b->phase == PHASE_WAIT) return b->due_ms;
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->join.started; i++) {
        if (b->join.children[i]) due = earlier(due, branch_due(b->join.children[i]));
    }
    return due;
}

int64_t asl_execution_due(const struct asl_execution *x)
{
    return x->status == ASL_RUNNING ? earlier(branch_due(x->root), x->timeout_ms) : 0;
}

bool asl_execution_is_ready(const struct asl_execution *x)
{
    return x->status == ASL_RUNNING && x->ready != NULL;
}

bool asl_execution_has_tasks(const struct asl_execution *x)
{
    return x->status == ASL_RUNNING && asl_tasks_in_flight(x->root);
}

/* --- tasks ------------------------------------------------------------------------------------------------------- */

static struct asl_branch *task_running(const struct asl_execution *x, int64_t task)
{
    return x->status == ASL_RUNNING ? asl_task_find(x->root, task) : NULL;
}

bool asl_execution_task_runs(const struct asl_execution *x, int64_t task)
{
    return task_running(x, task) != NULL;
}

bool asl_execution_task_is_handed_over(const struct asl_execution *x, int64_t task)
{
    struct asl_branch *b = task_running(x, task);

    return b && b->task.is_handed_over;
}

static enum asl_became task_ended(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o)
{
    return asl_branch_is_map(b) ? asl_map_run_task_ended(x, b, o) : asl_task_ended(x, b, *o);
}

void asl_execution_task_done(struct asl_execution *x, int64_t task, const struct asl_outcome *outcome, int64_t now_ms)
{
    struct asl_branch *b = task_running(x, task);

    if (!b) return;
    x->now_ms = now_ms;
    asl_step_settle(x, b, task_ended(x, b, outcome));
    asl_execution_run(x);
}

void asl_execution_task_submitted(struct asl_execution *x, int64_t task, struct span output, int64_t now_ms)
{
    struct asl_branch *b = task_running(x, task);

    if (!b) return;
    x->now_ms = now_ms;
    b->task.is_handed_over = true;
    asl_event_task_submitted(x, b, output);
    execution_bound(x);
}

void asl_execution_task_started(struct asl_execution *x, int64_t task, struct span worker, int64_t now_ms)
{
    struct asl_branch *b = task_running(x, task);

    if (!b) return;
    x->now_ms = now_ms;
    asl_event_activity_started(x, b, worker);
    asl_task_clocks_start(x, b);
    execution_bound(x);
}

void asl_execution_task_heartbeat(struct asl_execution *x, int64_t task, int64_t heard_ms)
{
    struct asl_branch *b = task_running(x, task);

    if (!b || !b->task.heartbeat_due_ms) return;
    if (b->task.heartbeat_due_ms < heard_ms + b->task.heartbeat_seconds * 1000)
        b->task.heartbeat_due_ms = heard_ms + b->task.heartbeat_seconds * 1000;
}

void asl_execution_resume_tasks(struct asl_execution *x)
{
    if (x->status == ASL_RUNNING) asl_tasks_resume(x, x->root);
}
