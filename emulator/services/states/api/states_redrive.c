/* RedriveExecution. The row says RUNNING again and keeps what the execution stood at; the stretch that follows writes
 * ExecutionRedriven and goes on.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
#include "emulator/services/states/api/states_redrive.h"

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/api/states_executions.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/run/states_ends.h"
#include "emulator/services/states/api/states_quotas.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/store/states_names.h"

/* Why the execution cannot be redriven; NULL when it can. */
static const char *obstacle_of(struct call *c, const struct states_execution *e)
{
    struct states_machine m;

    if (e->status == STATES_RUNNING || e->status == STATES_SUCCEEDED)
        return arena_printf(&c->arena, "Execution is %s and cannot be redriven", states_status_names[e->status]);
    if (c->now_ms - e->stopped_ms > STATES_REDRIVE_PERIOD_MS) return "Execution redrivable period exceeded";
    if (e->last_event >= ASL_EVENTS_MAX - 1) return "Execution history event limit exceeded";
    if (states_machine_find(c->db, &c->arena, e->account, e->region, e->machine, &m) && m.deleting)
        return "State machine is in DELETING status";
    return NULL;
}

void states_put_redrive(struct call *c, const struct states_execution *e)
{
    const char *obstacle = obstacle_of(c, e);

    doc_put_int(c->out, "redriveCount", e->redrive_count);
    if (e->redrive_count) doc_put_int(c->out, "redriveDate", e->redriven_ms);
    doc_put_cstr(c->out, "redriveStatus", states_redrive_status(e, !obstacle));
    if (obstacle) doc_put_cstr(c->out, "redriveStatusReason", obstacle);
}

static void run_start(void *arg)
{
    states_run_start(*(int64_t *)arg);
}

/* AWS: the same client token again is the same redrive again. */
int states_redrive_execution(struct call *c)
{
    struct span token = doc_get_str(c->in, "clientToken");
    struct states_execution e;
    const char *obstacle;

    if (states_execution_require(c, &e)) return -1;
    if (token.data && span_eq(token, e.redrive_token)) {
        doc_put_int(c->out, "redriveDate", e.redriven_ms);
        return 0;
    }
    if ((obstacle = obstacle_of(c, &e)))
        return fault(c, &states_execution_not_redrivable, "Execution Not Redrivable: '%s'", obstacle);
    if (e.machine_id < 0)
        return fault(c, &states_execution_not_redrivable,
                     "Execution Not Redrivable: 'Execution is redriven by its Map Run'");
    if (states_quota_open_execution(c, e.account, e.region)) return -1;
    e.redriven_ms = c->now_ms;
    e.redrive_token = token;
    states_execution_redrive(c->db, &e);
    call_after_commit(c, run_start, &e.id, sizeof e.id);
    doc_put_int(c->out, "redriveDate", c->now_ms);
    return 0;
}
