/* How large data may be. AWS: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
#ifndef NUBE_ASL_LIMITS_H
#define NUBE_ASL_LIMITS_H

#include "emulator/asl/run/asl_branch.h"

/* Is it small and flat enough, as AWS bounds all that goes into a state or out of it? */
bool asl_payload_fits(struct asl_execution *x, struct asl_payload *p);

/* The same; false: the state has failed. */
bool asl_state_data_fits(struct asl_execution *x, struct asl_branch *b, struct asl_payload *data);

/* Why it failed for what `name` returned. */
struct span asl_data_limit_cause(struct asl_execution *x, struct span name);

#endif
