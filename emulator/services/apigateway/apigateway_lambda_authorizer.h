/* Functions that say who may call a method.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html */
#ifndef NUBE_APIGATEWAY_LAMBDA_AUTHORIZER_H
#define NUBE_APIGATEWAY_LAMBDA_AUTHORIZER_H

#include "emulator/policy/policy.h"
#include "emulator/services/apigateway/apigateway_request.h"

/* Asks the method's authorizer, or what it said of the same identity before: gives its policy, and puts what it tells
 * into r->authorizer, and the API key that it names into r->key. 0, or -1 with a refusal. */
int api_lambda_authorizer(struct api_request *r, const struct policy **policy);

/* What authorizers said is forgotten. */
void api_lambda_authorizer_reset(void);

#endif
