/* StartSyncExecution: the caller waits for an EXPRESS execution. */
#include "emulator/services/states/api/states_sync.h"

#include "emulator/services/states/api/states_executions.h"
#include "emulator/services/states/run/states_express.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/store/states_names.h"

#define BILLED_MEMORY_MB 64

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

static void answer(struct states_express *x, const struct states_execution *e, struct call *c)
{
    doc_put_str(c->out, "executionArn", states_execution_arn(&c->arena, &x->e));
    doc_put_str(c->out, "stateMachineArn", states_execution_machine_arn(&c->arena, e));
    doc_put_str(c->out, "name", e->name);
    doc_put_cstr(c->out, "status", states_status_names[e->status]);
    doc_put_int(c->out, "startDate", e->started_ms);
    doc_put_int(c->out, "stopDate", e->stopped_ms);
    put_included(c->out, "input", "inputDetails", e->input);
    put_included(c->out, "output", "outputDetails", e->output);
    doc_put_str(c->out, "error", e->error);
    doc_put_str(c->out, "cause", e->cause);
    doc_put_str(c->out, "traceHeader", e->trace_header);
    put_billing(c->out, e->stopped_ms - e->started_ms);
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
    states_run_start_express(states_express_new(&e, c, answer));
    return CALL_PENDING;
}
