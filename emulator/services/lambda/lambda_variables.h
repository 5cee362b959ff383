/* Environment variables as a function may have them.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
#ifndef NUBE_LAMBDA_VARIABLES_H
#define NUBE_LAMBDA_VARIABLES_H

#include "emulator/core/call.h"

/* A map of them, or NULL. 0, or -1 with AWS's fault. */
int lambda_variables_check(struct call *c, const struct doc *variables);

#endif
