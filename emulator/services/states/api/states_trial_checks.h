/* What TestState refuses before anything runs. */
#ifndef NUBE_STATES_TRIAL_CHECKS_H
#define NUBE_STATES_TRIAL_CHECKS_H

#include "emulator/asl/run/asl_trial.h"
#include "emulator/core/call.h"

/* Checks the request against its state. 0, or -1 with the call's fault. */
int states_trial_check(struct call *c, const struct asl_trial *trial);

#endif
