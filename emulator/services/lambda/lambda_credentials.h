/* The credentials of a function's role. */
#ifndef NUBE_LAMBDA_CREDENTIALS_H
#define NUBE_LAMBDA_CREDENTIALS_H

#include "emulator/services/lambda/lambda_process.h"

/* Assumes the role for a process of the function, through the door. 0, or -1. Not on the store's writer. */
int lambda_credentials_assume(struct span role_arn, struct span function_name, struct span region,
                              struct lambda_credentials *out);

#endif
