/* Advancing an execution; for those that make or restore one. */
#ifndef NUBE_ASL_ADVANCE_H
#define NUBE_ASL_ADVANCE_H

#include "emulator/asl/run/asl_branch.h"

/* Goes on as far as it goes without waiting, for one stretch. */
void asl_execution_run(struct asl_execution *x);

#endif
