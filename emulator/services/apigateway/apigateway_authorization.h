/* Who may call a method: by the API's policy, a signature, a function, or a token of a user pool.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html */
#ifndef NUBE_APIGATEWAY_AUTHORIZATION_H
#define NUBE_APIGATEWAY_AUTHORIZATION_H

#include "emulator/services/apigateway/apigateway_request.h"

/* AWS: where somebody is asked for leave, the method's ARN has 1,600 bytes at most. */
#define API_URI_TOO_LONG "Request URI too long"

/* As the method's authorizationType says. 0, or -1 with a refusal. */
int api_authorize(struct api_request *r);

#endif
