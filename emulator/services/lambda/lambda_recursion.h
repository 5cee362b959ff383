/* Handlers of what is done with functions that invoke themselves.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
#ifndef NUBE_LAMBDA_RECURSION_H
#define NUBE_LAMBDA_RECURSION_H

#include "emulator/core/call.h"

int lambda_put_function_recursion_config(struct call *c);
int lambda_get_function_recursion_config(struct call *c);

#endif
