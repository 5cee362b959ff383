/* Authorizers that are functions.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
#ifndef NUBE_HTTPAPI_AUTHORIZE_FUNCTION_H
#define NUBE_HTTPAPI_AUTHORIZE_FUNCTION_H

#include "emulator/services/apigatewayv2/httpapi_request.h"

/* 0 with r->authorizer, or -1 with a refusal. */
int httpapi_authorize_function(struct httpapi_request *r, const struct doc *authorizer);

/* What authorizers said is forgotten: for that stage, or all of it. */
void httpapi_authorize_function_forget(struct span api_id, struct span stage_name);
void httpapi_authorize_function_reset(void);

#endif
