/* Versions of state machines, and the aliases that route executions to them. */
#ifndef NUBE_STATES_VERSIONS_H
#define NUBE_STATES_VERSIONS_H

#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/store/states_store.h"

/* A version is a revision that was kept: it never changes. */
struct states_version {
    int64_t number, definition_id, created_ms;
    struct span role_arn, revision_id, description, logging, tracing, encryption;
};

/* What a qualified or unqualified ARN asks for: the machine as that version has it. */
struct states_target {
    struct states_machine machine;
    int64_t version;   /* 0: the machine as it is */
    struct span alias; /* absent: by no alias */
    struct span description;
};

/* The machine, version or (when `by_alias`) alias that an ARN names, an alias's version picked by weight; or StateMachineDoesNotExist, or InvalidArn. */
int states_target_require(struct call *c, struct span arn, bool by_alias, struct states_target *target);

/* Keeps the machine's current revision, unless there is a version of it: the version's number. */
int states_version_publish(struct call *c, struct states_machine *m, struct span description, int64_t *number);

struct span states_version_arn(struct arena *a, const struct states_machine *m, int64_t number);

/* Raises what is wrong with publishing and describing a version along with a change. */
int states_publish_check(struct call *c);

bool states_version_find(struct db *db, struct arena *a, int64_t machine, int64_t number, struct states_version *v);

int states_publish_state_machine_version(struct call *c);
int states_list_state_machine_versions(struct call *c);
int states_delete_state_machine_version(struct call *c);

#endif
