/* What is told of an execution to who waited for its end. */
#ifndef NUBE_STATES_JOB_OUTCOME_H
#define NUBE_STATES_JOB_OUTCOME_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/store/states_store.h"

/* What is told of an execution that has ended; input and output as text, or with `json` as what they are. */
struct doc *states_job_description(struct arena *a, const struct states_execution *e, bool json);

/* What a task that waited for the execution ends with; input and output as text, or with `json` as what they are. */
struct asl_outcome states_job_outcome(struct arena *a, const struct states_execution *e, bool json);

#endif
