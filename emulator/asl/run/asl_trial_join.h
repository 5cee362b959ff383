/* A Map or a Parallel that is tried by itself. */
#ifndef NUBE_ASL_TRIAL_JOIN_H
#define NUBE_ASL_TRIAL_JOIN_H

#include "emulator/asl/run/asl_branch.h"

/* Its fields are evaluated, and then it ends as the mock says: its branches never run. */
enum asl_became asl_trial_join(struct asl_execution *x, struct asl_branch *b, struct asl_payload input);

#endif
