/* Parallel states. AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
#ifndef NUBE_ASL_PARALLEL_H
#define NUBE_ASL_PARALLEL_H

#include "emulator/asl/run/asl_branch.h"

/* How many branches, and what they are given. False: the state has failed. */
bool asl_parallel_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input);

#endif
