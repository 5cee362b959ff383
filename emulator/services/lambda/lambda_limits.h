/* How many invocations may run: of a function that has some reserved, so many; of all others of an account and region
 * together, what is left of 1,000. What is reserved is left to its function from when it was put, and what is
 * provisioned to its version, whether they use it or not.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
#ifndef NUBE_LAMBDA_LIMITS_H
#define NUBE_LAMBDA_LIMITS_H

#include "emulator/services/lambda/lambda_function.h"

#define LAMBDA_CONCURRENCY_MAX 1000 /* AWS: of an account and region */

/* Why one more invocation of the function cannot run, in AWS's word; NULL: it can. Under the pool's lock. */
const char *lambda_limits_reached(const struct lambda_function *f);

/* After the call's commit so much is reserved for the function; -1: nothing, or the function is gone. */
void lambda_limits_follow(struct call *c, const struct lambda_function *f, int64_t reserved);

/* Reads what is reserved; forgets it. */
void lambda_limits_start(void);
void lambda_limits_reset(void);

#endif
