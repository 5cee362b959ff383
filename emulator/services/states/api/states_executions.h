/* Handlers of executions. */
#ifndef NUBE_STATES_EXECUTIONS_H
#define NUBE_STATES_EXECUTIONS_H

#include "emulator/services/states/store/states_store.h"

int states_start_execution(struct call *c);

/* StartExecution's row, replay: where the name was found taken by an execution with the same input, that is the first
 * call's. */
void states_start_execution_replay(struct call *c);

int states_describe_execution(struct call *c);
int states_describe_state_machine_for_execution(struct call *c);
int states_list_executions(struct call *c);
int states_stop_execution(struct call *c);
int states_get_execution_history(struct call *c);

/* What a start request asks for: the machine, and the execution but for its row. Raises what is wrong with it. */
int states_execution_prepare(struct call *c, struct states_machine *m, struct states_execution *e);

/* Before StartExecution and StartSyncExecution: the input, checked off the writer. */
int states_start_check(struct call *c);

#endif
