/* The operations that end a task by its token. */
#ifndef NUBE_STATES_TOKENS_H
#define NUBE_STATES_TOKENS_H

#include "emulator/services/states/store/states_store.h"

int states_send_task_success(struct call *c);
int states_send_task_failure(struct call *c);
int states_send_task_heartbeat(struct call *c);

#endif
