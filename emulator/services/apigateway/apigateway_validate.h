/* Request validators: a bad request costs no integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html */
#ifndef NUBE_APIGATEWAY_VALIDATE_H
#define NUBE_APIGATEWAY_VALIDATE_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Parameters first, then the body by the model of its type. 0, or -1 with a refusal. */
int api_validate(struct api_request *r);

#endif
