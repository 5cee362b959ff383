/* Task tokens: who holds one may end the task. They need no row: a token names its execution and its task, and a digest of what is peculiar to the execution, so
 * that one from before a reset is not taken for another's. */
#ifndef NUBE_STATES_TOKENS_H
#define NUBE_STATES_TOKENS_H

#include "emulator/services/states/store/states_store.h"

struct span states_token_of_task(struct arena *a, const struct states_execution *e, int64_t task);

/* False when it is none of ours. Whether its execution and its task are still there is another question. */
bool states_token_parse(struct arena *a, struct span token, int64_t *execution, int64_t *task, struct span *digest);
struct span states_token_digest(struct arena *a, const struct states_execution *e);

int states_send_task_success(struct call *c);
int states_send_task_failure(struct call *c);
int states_send_task_heartbeat(struct call *c);

#endif
