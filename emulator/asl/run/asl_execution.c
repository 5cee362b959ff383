/* The life of an execution: starting, advancing branch by branch, waking, ending. Branches that can go on stand in a queue; the loop takes them one
 * after the other and each goes on until it waits, so a stretch needs no recursion over states. */
#include "emulator/asl/run/asl_run.h"

#include <stdlib.h>

struct asl_branch *branch_new(struct asl_execution *x, struct asl_branch *parent, const struct asl_machine *m,
                              uint32_t index)
{
    struct asl_branch *b = ARENA_NEW(&x->arena, struct asl_branch);

    b->parent = parent;
    b->machine = m;
    b->index = index;
    return b;
}

/* Branches take turns, a state each. */
void branch_ready(struct asl_execution *x, struct asl_branch *b)
{
    b->phase = PHASE_READY;
    b->next_ready = NULL;
    *x->ready_end = b;
    x->ready_end = &b->next_ready;
}

static struct asl_branch *ready_take(struct asl_execution *x)
{
    struct asl_branch *b = x->ready;

    if (!b) return NULL;
    x->ready = b->next_ready;
    if (!x->ready) x->ready_end = &x->ready;
    return b;
}

void execution_end(struct asl_execution *x, enum asl_status status, int64_t previous)
{
    static const char *const types[] = { "", "ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut",
                                         "ExecutionAborted" };
    static const char *const details[] = { "", "executionSucceededEventDetails", "executionFailedEventDetails",
                                           "executionTimedOutEventDetails", "executionAbortedEventDetails" };

    x->status = status;
    x->ready = NULL;
    x->tasks = NULL;
    event_open(x, previous, types[status]);
    event_details(x, details[status]);
    if (status == ASL_SUCCEEDED) event_data(x, "output", x->output);
    event_text(x, "cause", x->cause);
    event_text(x, "error", x->error);
    event_close(x);
}

/* A task of a branch that was given up in the same stretch is not started. */
static void tasks_prune(struct asl_execution *x)
{
    struct asl_task **at = &x->tasks;

    while (*at) {
        if ((*at)->branch->phase == PHASE_TASK && (*at)->branch->task == (*at)->id) at = &(*at)->next;
        else *at = (*at)->next;
    }
    x->tasks_end = at;
}

/* AWS: the last event that a history has room for is the execution's end. Whatever went beyond is undone. */
void execution_bound(struct asl_execution *x)
{
    if (x->facts.is_express || x->last_event < ASL_EVENTS_MAX ||
        (x->last_event == ASL_EVENTS_MAX && x->status != ASL_RUNNING))
        return;
    x->history.size = x->full_size;
    x->last_event = ASL_EVENTS_MAX - 1;
    x->output = (struct span){ 0 };
    x->error = SPAN("States.Runtime");
    x->cause = SPAN("The execution reached the maximum number of history events (25000).");
    execution_end(x, ASL_FAILED, x->last_event);
}

void execution_run(struct asl_execution *x)
{
    int64_t stop = x->last_event + STRETCH_EVENTS_MAX;
    struct asl_branch *b;

    while (x->status == ASL_RUNNING && x->last_event < stop && (b = ready_take(x))) {
        if (b->phase != PHASE_READY) continue;
        state_enter(x, b);
    }
    execution_bound(x);
    tasks_prune(x);
}

struct asl_execution *asl_execution_new(const struct asl_definition *definition, const struct asl_facts *facts)
{
    struct asl_execution *x = calloc(1, sizeof *x);

    if (!x) abort();
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
    event_open(x, 0, "ExecutionStarted");
    event_details(x, "executionStartedEventDetails");
    event_data(x, "input", x->facts.input);
    event_text(x, "roleArn", x->facts.role_arn);
    event_close(x);
    x->root = branch_new(x, NULL, x->machine, 0);
    x->root->state = x->machine->start;
    x->root->input = asl_payload_text(x->facts.input);
    trial_begin(x, x->root);
    branch_ready(x, x->root);
    execution_run(x);
}

void asl_execution_advance(struct asl_execution *x, int64_t now_ms)
{
    if (x->status != ASL_RUNNING) return;
    x->now_ms = now_ms;
    execution_run(x);
}

static bool is_due(const struct asl_branch *b, int64_t now_ms)
{
    int64_t due = b->phase == PHASE_TASK                              ? task_due(b)
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
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->started; i++) {
        bool fits = room > count;

        if (b->children[i])
            count += collect_due(b->children[i], now_ms, fits ? out + count : NULL, fits ? room - count : 0);
    }
    return count;
}

static void branch_wake(struct asl_execution *x, struct asl_branch *b)
{
    if (b->phase == PHASE_WAIT) state_wait_over(x, b);
    else if (b->phase == PHASE_RETRY) branch_ready(x, b);
    else task_time_out(x, b);
}

void asl_execution_wake(struct asl_execution *x, int64_t now_ms)
{
    struct asl_branch **due;
    size_t count;

    if (x->status != ASL_RUNNING) return;
    x->now_ms = now_ms;
    if (x->timeout_ms && x->timeout_ms <= now_ms) {
        execution_end(x, ASL_TIMED_OUT, 0);
        return;
    }
    count = collect_due(x->root, now_ms, NULL, 0);
    due = ARENA_ARRAY(&x->arena, struct asl_branch *, count + 1);
    collect_due(x->root, now_ms, due, count);
    for (size_t i = 0; i < count && x->status == ASL_RUNNING; i++) {
        if (is_due(due[i], now_ms)) branch_wake(x, due[i]);
    }
    execution_run(x);
}

void asl_execution_abort(struct asl_execution *x, struct span error, struct span cause, int64_t now_ms)
{
    if (x->status != ASL_RUNNING) return;
    x->now_ms = now_ms;
    x->error = error;
    x->cause = cause;
    execution_end(x, ASL_ABORTED, 0);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return !a || (b && b < a) ? b : a;
}

static int64_t branch_due(const struct asl_branch *b)
{
    int64_t due = 0;

    if (b->phase == PHASE_TASK) return task_due(b);
    if (b->phase == PHASE_RETRY || b->phase == PHASE_WAIT) return b->due_ms;
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->started; i++) {
        if (b->children[i]) due = earlier(due, branch_due(b->children[i]));
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

static bool branch_has_tasks(const struct asl_branch *b)
{
    if (b->phase == PHASE_TASK) return !b->is_handed_over;
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->started; i++) {
        if (b->children[i] && branch_has_tasks(b->children[i])) return true;
    }
    return false;
}

bool asl_execution_has_tasks(const struct asl_execution *x)
{
    return x->status == ASL_RUNNING && branch_has_tasks(x->root);
}
