/* What calls to EventBridge Pipes ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgepipes.html */
#ifndef NUBE_PIPES_ASKS_H
#define NUBE_PIPES_ASKS_H

#include "emulator/core/call.h"

/* The pipe that Name names. */
void pipes_ask_pipe(struct call *c);

/* The same for an operation that gives the pipe a role: iam:PassRole, too. */
void pipes_ask_pipe_role(struct call *c);

#endif
