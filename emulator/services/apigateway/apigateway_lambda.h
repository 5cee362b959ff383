/* Integrations with Lambda functions.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-with-lambda-integration.html */
#ifndef NUBE_APIGATEWAY_LAMBDA_H
#define NUBE_APIGATEWAY_LAMBDA_H

#include "emulator/services/apigateway/apigateway_outgoing.h"

/* The proxy integration: asks the function and answers with its result. 0, or -1 with a refusal. */
int api_lambda_proxy(struct api_request *r);

/* The custom integration: the function gets what goes out, and what it gives is an answer like any other's, selected by
 * its error's message where it has one. */
int api_lambda_custom(struct api_request *r, const struct api_outgoing *o, struct span path);

/* What an integration acts for. AWS: arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/RESOURCE. */
struct span api_lambda_source(const struct api_request *r);

/* FUNCTION of "…/functions/FUNCTION/invocations"; absent for what is none. */
struct span api_lambda_function(struct span path);

/* A call of that function for the source, by "Invoke" or "InvokeWithResponseStream", not yet made, with that event, in
 * the name of the role (absent: the gateway itself); NULL where there can be none. */
struct call *api_lambda_call(struct api_request *r, const char *operation, struct span function, struct span source,
                             struct span role, struct span event);

#endif
