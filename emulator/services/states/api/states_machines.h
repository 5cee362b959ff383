/* Handlers of state machines, and of their tags. */
#ifndef NUBE_STATES_MACHINES_H
#define NUBE_STATES_MACHINES_H

#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/store/states_store.h"

int states_create_state_machine(struct call *c);
int states_update_state_machine(struct call *c);
int states_describe_state_machine(struct call *c);
int states_list_state_machines(struct call *c);
int states_delete_state_machine(struct call *c);
int states_validate_state_machine_definition(struct call *c);

/* Before CreateStateMachine's handler, off the writer. */
int states_create_check(struct call *c);

/* The definition, and which variables its states refer to, into the answer. */
void states_put_definition(struct call *c, struct span definition);

/* False when the request wants metadata only. */
bool states_data_wanted(struct call *c);

/* Puts what a machine is configured with: logging, tracing, encryption. */
void states_put_configuration(struct call *c, const struct states_machine *m);

#endif
