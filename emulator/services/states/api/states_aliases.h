/* Aliases: names for one or two versions of a machine, with the share of executions that each gets. */
#ifndef NUBE_STATES_ALIASES_H
#define NUBE_STATES_ALIASES_H

#include "emulator/services/states/store/states_store.h"

int states_create_state_machine_alias(struct call *c);
int states_update_state_machine_alias(struct call *c);
int states_describe_state_machine_alias(struct call *c);
int states_list_state_machine_aliases(struct call *c);
int states_delete_state_machine_alias(struct call *c);

#endif
