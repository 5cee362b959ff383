/* The environment of a function's process.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
#ifndef NUBE_LAMBDA_ENVIRONMENT_H
#define NUBE_LAMBDA_ENVIRONMENT_H

#include "emulator/services/lambda/lambda_launch.h"
#include "emulator/services/lambda/lambda_runtimes.h"

/* The variables, NULL behind the last one, in `a`: those of AWS's, and the function's own, which may replace only some
 * of AWS's. `interpreter` is the program that runs its runtime's client, or NULL. */
char **lambda_environment_make(struct arena *a, const struct lambda_launch *l, const struct lambda_runtime_kind *kind,
                               const char *interpreter);

#endif
