/* EXPRESS executions. Advancing them is states_runs.c's, as for all; here is what takes the row's place, and the caller who waits. */
#include "emulator/services/states/run/states_express.h"

#include <stdlib.h>

#include "emulator/base/ids.h"
#include "emulator/base/workers.h"
#include "emulator/core/door.h"
#include "emulator/services/states/api/states_executions.h"
#include "emulator/services/states/run/states_jobs.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/api/states_trials.h"

#define BILLED_MEMORY_MB 64

struct states_express *states_express_new(const struct states_execution *e, struct call *caller)
{
    struct states_express *x = calloc(1, sizeof *x);
    struct arena *a;
    char uuid[37];

    if (!x) abort();
    a = &x->arena;
    uuid_new(uuid);
    x->caller = caller;
    x->e = *e;
    x->e.account = arena_span(a, e->account);
    x->e.region = arena_span(a, e->region);
    x->e.machine = arena_span(a, e->machine);
    x->e.name = arena_span(a, e->name);
    x->e.role_arn = arena_span(a, e->role_arn);
    x->e.endpoint = arena_span(a, e->endpoint);
    x->e.input = arena_span(a, e->input);
    x->e.trace_header = arena_span(a, e->trace_header);
    x->e.alias = arena_span(a, e->alias);
    x->e.express_uuid = arena_span(a, span_of(uuid));
    x->e.mock = arena_span(a, e->mock);
    return x;
}

void states_express_keep(struct states_express *x, const struct states_execution *e)
{
    struct buf saved = { 0 };

    buf_add_span(&saved, e->saved);
    buf_add_span(&saved, e->mock);
    buf_release(&x->saved);
    x->saved = saved;
    x->e.saved = span_sub(buf_span(&saved), 0, e->saved.size);
    if (e->mock.data) x->e.mock = span_sub(buf_span(&saved), e->saved.size, e->mock.size);
    x->e.last_event = e->last_event;
}

static void put_included(struct doc *out, const char *name, const char *details, struct span value)
{
    if (!value.data) return;
    doc_put_str(out, name, value);
    doc_put_bool(doc_put_map(out, details), "included", true);
}

/* AWS: billed by units of 100 ms and of 64 MB. */
static void put_billing(struct doc *out, int64_t elapsed_ms)
{
    struct doc *billing = doc_put_map(out, "billingDetails");

    doc_put_int(billing, "billedMemoryUsedInMB", BILLED_MEMORY_MB);
    doc_put_int(billing, "billedDurationInMilliseconds", (elapsed_ms / 100 + 1) * 100);
}

void states_express_end(struct states_express *x, const struct states_execution *e)
{
    static const char *const names[] = { "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT",
                                         "ABORTED" }; /* ORDER states_status */
    struct call *c = x->caller;

    if (!c) return;
    x->caller = NULL;
    if (x->trial) {
        states_trial_answer(x->trial, e, c);
        door_finish(c);
        return;
    }
    doc_put_str(c->out, "executionArn", states_execution_arn(&c->arena, &x->e));
    doc_put_format(c->out, "stateMachineArn", "arn:aws:states:%.*s:%.*s:stateMachine:%.*s", SPAN_ARG(e->region),
                   SPAN_ARG(e->account), SPAN_ARG(e->machine));
    doc_put_str(c->out, "name", e->name);
    doc_put_cstr(c->out, "status", names[e->status]);
    doc_put_int(c->out, "startDate", e->started_ms);
    doc_put_int(c->out, "stopDate", e->stopped_ms);
    put_included(c->out, "input", "inputDetails", e->input);
    put_included(c->out, "output", "outputDetails", e->output);
    doc_put_str(c->out, "error", e->error);
    doc_put_str(c->out, "cause", e->cause);
    doc_put_str(c->out, "traceHeader", e->trace_header);
    put_billing(c->out, e->stopped_ms - e->started_ms);
    door_finish(c);
}

static void caller_abandon(void *arg)
{
    struct call *c = arg;

    fault(c, &fault_internal, "The execution was dropped before it ended.");
    door_finish(c);
}

void states_express_free(struct states_express *x)
{
    if (!x) return;
    if (x->caller) workers_submit(caller_abandon, x->caller);
    states_trial_free(x->trial);
    buf_release(&x->saved);
    arena_release(&x->arena);
    free(x);
}

int states_start_sync_execution(struct call *c)
{
    struct states_execution e;
    struct states_machine m;

    if (states_execution_prepare(c, &m, &e)) return -1;
    if (!span_is(m.type, "EXPRESS"))
        return fault(c, &states_machine_type_not_supported,
                     "This operation is not supported by this type of state machine");
    if (call_leave_store(c)) return -1;
    states_run_start_express(states_express_new(&e, c));
    return CALL_PENDING;
}
