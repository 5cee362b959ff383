/* Access logs: a line a request, in the stage's format.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html */
#ifndef NUBE_HTTPAPI_LOG_H
#define NUBE_HTTPAPI_LOG_H

#include "emulator/services/apigatewayv2/httpapi_request.h"

/* Writes it, where the stage has such a log. */
void httpapi_log_access(struct httpapi_request *r);

#endif
