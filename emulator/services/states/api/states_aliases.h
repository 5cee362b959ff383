/* Aliases: names for one or two versions of a machine, with the share of executions that each gets. */
#ifndef NUBE_STATES_ALIASES_H
#define NUBE_STATES_ALIASES_H

#include "emulator/services/states/store/states_store.h"

struct states_alias {
    int64_t created_ms, updated_ms;
    struct span name, description, routing; /* routing: JSON, as the API has it */
};

bool states_alias_find(struct db *db, struct arena *a, int64_t machine, struct span name, struct states_alias *alias);

/* The number of the version that the next execution goes to. */
int64_t states_alias_pick(struct arena *a, const struct states_alias *alias);

/* The names of the aliases that refer to a version, a comma between them; empty: none does. */
struct span states_aliases_of_version(struct db *db, struct arena *a, int64_t machine, struct span version_arn);

int states_create_state_machine_alias(struct call *c);
int states_update_state_machine_alias(struct call *c);
int states_describe_state_machine_alias(struct call *c);
int states_list_state_machine_aliases(struct call *c);
int states_delete_state_machine_alias(struct call *c);

#endif
