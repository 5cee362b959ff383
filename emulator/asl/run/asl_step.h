/* Advancing a branch by what became of its state. */
#ifndef NUBE_ASL_STEP_H
#define NUBE_ASL_STEP_H

#include "emulator/asl/run/asl_branch.h"

/* Acts upon what became of the branch's state, and of the states that its end ends: until something waits, has gone on
 * to its next state, or the execution is over. No recursion: a loop climbs from child to parent. */
void asl_step_settle(struct asl_execution *x, struct asl_branch *b, enum asl_became became);

/* Ends the execution: its last event follows `previous`. */
void asl_execution_end(struct asl_execution *x, enum asl_status status, int64_t previous);

#endif
