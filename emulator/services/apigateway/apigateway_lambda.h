/* Integrations with Lambda functions.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-with-lambda-integration.html */
#ifndef NUBE_APIGATEWAY_LAMBDA_H
#define NUBE_APIGATEWAY_LAMBDA_H

#include "emulator/services/apigateway/apigateway_request.h"

/* The proxy integration: asks the function and answers with its result. 0, or -1 with a refusal. */
int api_lambda_proxy(struct api_request *r);

#endif
