/* TestState: a single state runs by itself, its integrations perhaps mocked, and what its data became is told. It runs
 * as an EXPRESS execution does: in memory only, for five minutes at most.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
#ifndef NUBE_STATES_TRIALS_H
#define NUBE_STATES_TRIALS_H

#include "emulator/core/call.h"

/* The handler of TestState. */
int states_test_state(struct call *c);

#endif
