/* Tokens of Cognito's user pools.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html */
#ifndef NUBE_APIGATEWAY_COGNITO_H
#define NUBE_APIGATEWAY_COGNITO_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Verifies the token that came by the keys of its issuer, which is one of the authorizer's user pools; puts its claims
 * into r->authorizer. 0, or -1 with a refusal. */
int api_cognito(struct api_request *r);

#endif
