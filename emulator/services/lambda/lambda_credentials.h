/* The credentials of a function's role. */
#ifndef NUBE_LAMBDA_CREDENTIALS_H
#define NUBE_LAMBDA_CREDENTIALS_H

#include "emulator/services/lambda/lambda_process.h"
#include "emulator/services/lambda/lambda_store.h"

/* Assumes the role for a process of the function, through the door. 0, or -1. Not on the store's writer. */
int lambda_credentials_assume(const struct lambda_function *f, struct lambda_credentials *out);

#endif
