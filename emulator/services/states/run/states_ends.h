/* Executions that wait for executions, and the ends of executions. */
#ifndef NUBE_STATES_ENDS_H
#define NUBE_STATES_ENDS_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_store.h"

/* Aborts the executions that are to be stopped (states_after_stop), those that these waited for, and so on. Of whoever
 * may have added some: before its transaction ends. */
void states_executions_stop(struct db *db, int64_t now_ms, struct states_aftermath *after);

/* In the transaction in which an execution ended, whoever ended it: the callbacks of its tasks go, executions that were
 * started for it alone are aborted, and who waits for it is told. */
void states_execution_ended(struct db *db, const struct states_execution *e, int64_t now_ms,
                            struct states_aftermath *after);

/* Aborts a running execution. False when somebody else moved it. Updates *e. */
bool states_execution_abort(struct db *db, struct states_execution *e, struct span error, struct span cause,
                            int64_t now_ms, struct states_aftermath *after);

/* The event that every history begins with, for one that has none yet. */
struct span states_started_event(struct arena *a, const struct states_execution *e);

#endif
