/* Who may pass: nobody is asked for (NONE), a token of the issuer's (JWT), a signature (AWS_IAM), or a function decides
 * (CUSTOM). https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html */
#ifndef NUBE_HTTPAPI_AUTHORIZE_H
#define NUBE_HTTPAPI_AUTHORIZE_H

#include "emulator/services/apigatewayv2/httpapi_request.h"

/* By the route's AuthorizationType. 0 with r->authorizer, or -1 with a refusal. */
int httpapi_authorize(struct httpapi_request *r);

#endif
