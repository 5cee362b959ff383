/* Executions that wait for executions, and the ends of executions. */
#ifndef NUBE_STATES_JOBS_H
#define NUBE_STATES_JOBS_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_store.h"

/* What is told of an execution that has ended; input and output as text, or with `json` as what they are. */
struct doc *states_job_description(struct arena *a, const struct states_execution *e, bool json);

/* What a task that waited for the execution ends with; input and output as text, or with `json` as what they are. */
struct asl_outcome states_job_outcome(struct arena *a, const struct states_execution *e, bool json);

/* In the transaction in which an execution ended, whoever ended it: the callbacks of its tasks go, executions that were
 * started for it alone are aborted, and who waits for it is told. */
void states_execution_ended(struct db *db, const struct states_execution *e, int64_t now_ms,
                            struct states_aftermath *after);

/* Aborts a running execution. False when somebody else moved it. Updates *e. */
bool states_execution_abort(struct db *db, struct states_execution *e, struct span error, struct span cause,
                            int64_t now_ms, struct states_aftermath *after);
void states_execution_abort_child(struct db *db, int64_t id, int64_t now_ms, struct states_aftermath *after);

/* The event that every history begins with, for one that has none yet. */
struct span states_started_event(struct arena *a, const struct states_execution *e);

#endif
