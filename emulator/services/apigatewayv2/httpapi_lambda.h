/* Functions behind routes, and as authorizers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
#ifndef NUBE_HTTPAPI_LAMBDA_H
#define NUBE_HTTPAPI_LAMBDA_H

#include "emulator/services/apigatewayv2/httpapi_request.h"

/* Asks the integration's function; its answer is the response. 0, or -1 with a refusal. */
int httpapi_lambda_proxy(struct httpapi_request *r);

/* The event of the request, by the payload's version ("1.0", "2.0"). */
struct doc *httpapi_lambda_event(struct httpapi_request *r, struct span version);

/* Invokes a function in the name of the service, or of `role` where one is given, with that payload. Its payload in
 * *answer; 0, -1: it failed, 1: it took longer. */
int httpapi_lambda_invoke(struct httpapi_request *r, struct span function, struct span role, struct span payload,
                          int64_t timeout_ms, struct span *answer);

#endif
