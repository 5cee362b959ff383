/* Handlers of executions. */
#ifndef NUBE_STATES_EXECUTIONS_H
#define NUBE_STATES_EXECUTIONS_H

struct call;

int states_start_execution(struct call *c);
int states_describe_execution(struct call *c);
int states_describe_state_machine_for_execution(struct call *c);
int states_list_executions(struct call *c);
int states_stop_execution(struct call *c);
int states_get_execution_history(struct call *c);

/* Before the handlers: what an execution is started with, checked off the writer. */
int states_before(struct call *c);

#endif
