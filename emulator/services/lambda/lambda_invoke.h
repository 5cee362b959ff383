/* Invoking. */
#ifndef NUBE_LAMBDA_INVOKE_H
#define NUBE_LAMBDA_INVOKE_H

#include "emulator/core/call.h"

int lambda_invoke(struct call *c);
int lambda_invoke_async(struct call *c);

#endif
