/* Handlers of when a function's runtime is brought up to date.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html */
#ifndef NUBE_LAMBDA_RUNTIME_MANAGEMENT_H
#define NUBE_LAMBDA_RUNTIME_MANAGEMENT_H

#include "emulator/core/call.h"

int lambda_put_runtime_management_config(struct call *c);
int lambda_get_runtime_management_config(struct call *c);

#endif
