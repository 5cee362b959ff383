/* What things are called. */
#ifndef NUBE_STATES_NAMES_H
#define NUBE_STATES_NAMES_H

#include "emulator/services/states/store/states_store.h"

struct span states_execution_arn(struct arena *a, const struct states_execution *e);
struct span states_execution_machine_arn(struct arena *a, const struct states_execution *e);

/* "RUNNING", …; ORDER states_status */
extern const char *const states_status_names[];

/* What clients are told of whether it may be redriven. */
const char *states_redrive_status(const struct states_execution *e, bool can);

/* Of the machine, and of a version of it. */
struct span states_machine_arn(struct arena *a, const struct states_machine *m);
struct span states_version_arn(struct arena *a, const struct states_machine *m, int64_t number);

/* What waits for a task of the activity. */
const char *states_activity_key(struct arena *a, struct span activity);

/* Task tokens: who holds one may end the task. They need no row: a token names its execution and its task, and a digest
 * of what is peculiar to the execution, so that one from before a reset is not taken for another's. */
struct span states_token_of_task(struct arena *a, const struct states_execution *e, int64_t task);

/* False when it is none of ours. Whether its execution and its task are still there is another question. */
bool states_token_parse(struct arena *a, struct span token, int64_t *execution, int64_t *task, struct span *digest);
struct span states_token_digest(struct arena *a, const struct states_execution *e);

#endif
