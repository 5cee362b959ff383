/* How many of a thing an account may have in a region.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
#ifndef NUBE_STATES_QUOTAS_H
#define NUBE_STATES_QUOTAS_H

#include "emulator/core/call.h"

struct states_quotas {
    int64_t machines, activities, open_executions;
};

extern struct states_quotas states_quotas; /* AWS's; tests may lower them */

/* May there be one more? On the writer; they raise StateMachineLimitExceeded, ActivityLimitExceeded,
 * ExecutionLimitExceeded. */
int states_quota_machine(struct call *c);
int states_quota_activity(struct call *c);

/* The execution that is about to run counts from now on. Those of EXPRESS machines and of Map Runs do not count. */
int states_quota_open_execution(struct call *c, struct span account, struct span region);

#endif
