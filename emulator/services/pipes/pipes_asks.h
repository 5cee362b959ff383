/* What calls to EventBridge Pipes ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgepipes.html */
#ifndef NUBE_PIPES_ASKS_H
#define NUBE_PIPES_ASKS_H

#include "emulator/core/call.h"

/* The pipe that Name names. */
void pipes_ask_pipe(struct call *c);

#endif
