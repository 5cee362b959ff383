/* Versions of state machines, and the aliases that route executions to them. */
#ifndef NUBE_STATES_VERSIONS_H
#define NUBE_STATES_VERSIONS_H

#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/store/states_store.h"

/* Keeps the machine's current revision, unless there is a version of it: the version's number. */
int states_version_publish(struct call *c, struct states_machine *m, struct span description, int64_t *number);

/* Raises what is wrong with publishing and describing a version along with a change. */
int states_publish_check(struct call *c);

int states_publish_state_machine_version(struct call *c);
int states_list_state_machine_versions(struct call *c);
int states_delete_state_machine_version(struct call *c);

#endif
