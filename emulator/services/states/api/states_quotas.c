/* Quotas. Machines and activities are counted each time one is made. Open executions are not counted with each start:
 * `open_most` says how many may be open at the most, whoever's they are; each start raises it, no end lowers it, and
 * only when it reaches the quota are they counted anew. */
#include "emulator/services/states/api/states_quotas.h"

#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/store/states_activities_store.h"

struct states_quotas states_quotas = { .machines = 100000, .activities = 100000, .open_executions = 1000000 };

static int64_t open_most = INT64_MAX; /* the writer's; at first unknown */

static int refused(struct call *c, const struct fault_kind *kind, const char *what, int64_t quota)
{
    return fault(c, kind, "The maximum number of %s has been reached: %lld", what, (long long)quota);
}

int states_quota_machine(struct call *c)
{
    int64_t count = states_machine_count(c->db, span_of(c->who.account), span_of(c->who.region));

    if (count < states_quotas.machines) return 0;
    return refused(c, &states_machine_limit_exceeded, "state machines", states_quotas.machines);
}

int states_quota_activity(struct call *c)
{
    int64_t count = states_activity_count(c->db, span_of(c->who.account), span_of(c->who.region));

    if (count < states_quotas.activities) return 0;
    return refused(c, &states_activity_limit_exceeded, "activities", states_quotas.activities);
}

int states_quota_open_execution(struct call *c, struct span account, struct span region)
{
    if (open_most >= states_quotas.open_executions) open_most = states_executions_open(c->db);
    if (open_most < states_quotas.open_executions ||
        states_executions_open_of(c->db, account, region) < states_quotas.open_executions) {
        open_most++;
        return 0;
    }
    return refused(c, &states_execution_limit_exceeded, "running executions", states_quotas.open_executions);
}
