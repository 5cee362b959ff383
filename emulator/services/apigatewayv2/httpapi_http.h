/* Integrations that are HTTP servers, and operations of AWS's services.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html */
#ifndef NUBE_HTTPAPI_HTTP_H
#define NUBE_HTTPAPI_HTTP_H

#include "emulator/services/apigatewayv2/httpapi_request.h"

/* Hands the request on to the integration's server, and its answer back. 0, or -1 with a refusal. */
int httpapi_http_proxy(struct httpapi_request *r);

/* Calls the operation of the integration's subtype through the door, as its role. 0, or -1 with a refusal. */
int httpapi_service(struct httpapi_request *r);

#endif
