/* What of a request mappings and identity sources may name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html */
#ifndef NUBE_HTTPAPI_NAMED_H
#define NUBE_HTTPAPI_NAMED_H

#include "emulator/services/apigatewayv2/httpapi_parameters.h"
#include "emulator/services/apigatewayv2/httpapi_request.h"

/* All of it; the body as JSON, where it is that. */
struct httpapi_values httpapi_named(struct httpapi_request *r);

/* The value of an identity source, "$request.header.Authorization"; absent where the request has none. */
struct span httpapi_named_source(struct httpapi_request *r, struct span source);

#endif
