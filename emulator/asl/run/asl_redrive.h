/* Redriving an execution. */
#ifndef NUBE_ASL_REDRIVE_H
#define NUBE_ASL_REDRIVE_H

#include "emulator/asl/run/asl_execution.h"

/* Goes on, from where it stood when it ended unsuccessfully: what had failed or was given up runs anew, what had
 * succeeded stays. The execution was restored from the form saved at its end, or is new when there is none. Writes
 * ExecutionRedriven. */
void asl_execution_redrive(struct asl_execution *x, int64_t last_event, int64_t now_ms);

#endif
