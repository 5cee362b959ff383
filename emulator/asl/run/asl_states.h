/* What each kind of state does. A state's function knows nothing of the states before and behind it. */
#ifndef NUBE_ASL_STATES_H
#define NUBE_ASL_STATES_H

#include "emulator/asl/run/asl_branch.h"

/* The branch enters its state, with branch->input. */
enum asl_became asl_state_enter(struct asl_execution *x, struct asl_branch *b);

/* The time that its Wait waited for has come. */
enum asl_became asl_state_wait_over(struct asl_execution *x, struct asl_branch *b);

/* The state's work GIVES a result: it becomes the state's output. LEAVES or FAILS. */
enum asl_became asl_state_complete(struct asl_execution *x, struct asl_branch *b);

#endif
