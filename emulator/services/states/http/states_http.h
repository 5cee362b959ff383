/* Tasks that are HTTP requests: apigateway:invoke and http:invoke. */
#ifndef NUBE_STATES_HTTP_H
#define NUBE_STATES_HTTP_H

#include "emulator/asl/run/asl_execution.h"

/* Called once, from any thread. The outcome's texts live until it returns; NULL: the request was stopped, with the
 * process. */
typedef void states_http_done(void *arg, const struct asl_outcome *outcome);

/* Sends the task's request. With `wants_exchange` the outcome says what went over the wire. */
void states_http_start(const struct asl_task *t, const char *region, bool wants_exchange, states_http_done *done,
                       void *arg);

#endif
