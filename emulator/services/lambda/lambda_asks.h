/* What calls to Lambda ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
#ifndef NUBE_LAMBDA_ASKS_H
#define NUBE_LAMBDA_ASKS_H

#include "emulator/core/call.h"

/* The function that FunctionName and Qualifier name, with its qualifier where there is one. */
void lambda_ask_function(struct call *c);

/* The same for an operation that gives the function a role: iam:PassRole, too. */
void lambda_ask_function_role(struct call *c);

/* The code signing configuration that CodeSigningConfigArn names. */
void lambda_ask_code_signing(struct call *c);

/* A function and the code signing configuration that it gets. */
void lambda_ask_function_code_signing(struct call *c);

/* What Resource names. */
void lambda_ask_resource(struct call *c);

/* The layer that LayerName names. */
void lambda_ask_layer(struct call *c);

/* The layer's version that LayerName and VersionNumber name, or Arn. */
void lambda_ask_layer_version(struct call *c);

/* See struct service, condition_keys: those of Lambda's own. */
void lambda_condition_keys(struct call *c);

#endif
