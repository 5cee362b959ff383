/* What a version looks like: FunctionConfiguration.
 * https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
#ifndef NUBE_LAMBDA_CONFIGURATION_H
#define NUBE_LAMBDA_CONFIGURATION_H

#include "emulator/services/lambda/lambda_function.h"

/* What is done with it just now. Of AWS's states a reader sees the last alone, since a look ends the others (see
 * lambda_progress.h), which the answers of what makes or changes a function tell. In lists, states are not told. */
enum lambda_told { LAMBDA_IS_READY, LAMBDA_IS_CREATED, LAMBDA_IS_UPDATED, LAMBDA_IS_LISTED };

void lambda_configuration_put(struct call *c, const struct lambda_function *f, enum lambda_told how, struct doc *out);

#endif
