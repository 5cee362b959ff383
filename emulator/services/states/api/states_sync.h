/* StartSyncExecution. AWS:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
#ifndef NUBE_STATES_SYNC_H
#define NUBE_STATES_SYNC_H

#include "emulator/core/call.h"

int states_start_sync_execution(struct call *c);

#endif
