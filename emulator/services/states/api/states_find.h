/* Finding what a request names. */
#ifndef NUBE_STATES_FIND_H
#define NUBE_STATES_FIND_H

#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/store/states_map_runs_store.h"
#include "emulator/services/states/store/states_versions_store.h"

#define STATES_TAGS_MAX 50

/* What a qualified or unqualified ARN asks for: the machine as that version has it. */
struct states_target {
    struct states_machine machine;
    int64_t version;   /* 0: the machine as it is */
    struct span alias; /* absent: by no alias */
    struct span description;
};

/* The machine, version or (when `by_alias`) alias that an ARN names, an alias's version picked by weight; or
 * StateMachineDoesNotExist, or InvalidArn. */
int states_target_require(struct call *c, struct span arn, bool by_alias, struct states_target *target);

/* The machine that an ARN names, or StateMachineDoesNotExist, or InvalidArn. */
int states_machine_require(struct call *c, struct span arn, struct states_machine *m);

/* InvalidArn when it is no role's; absent is fine. */
int states_role_check(struct call *c, struct span role);

/* May Step Functions assume the role for that machine? AccessDenied when its trust does not say so. Absent: it may. */
int states_role_may(struct call *c, struct span role, struct span machine_arn);

/* StateMachineDeleting when it is. */
int states_machine_alive(struct call *c, const struct states_machine *m);

/* The execution that the input's `executionArn` names, or ExecutionDoesNotExist, or InvalidArn. */
int states_execution_require(struct call *c, struct states_execution *e);

/* The input's `tags` as text, absent when there are none; TooManyTags when they are too many. */
int states_tags_check(struct call *c, struct span *text);

/* Raises TooManyTags. */
int states_too_many(struct call *c);

/* The run of this ARN; raises ResourceNotFound. And the ARN of the run whose child the execution is; absent: of
 * none. */
int states_map_run_require(struct call *c, struct span arn, struct states_map_run *run);
struct span states_map_run_arn(struct db *db, struct arena *a, const struct states_execution *e);

#endif
