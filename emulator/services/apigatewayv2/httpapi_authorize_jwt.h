/* Authorizers that are an issuer's tokens.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
#ifndef NUBE_HTTPAPI_AUTHORIZE_JWT_H
#define NUBE_HTTPAPI_AUTHORIZE_JWT_H

#include "emulator/services/apigatewayv2/httpapi_request.h"

/* 0 with r->authorizer, or -1 with a refusal. */
int httpapi_authorize_jwt(struct httpapi_request *r, const struct doc *authorizer);

#endif
