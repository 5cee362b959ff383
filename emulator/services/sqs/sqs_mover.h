/* Who carries out message move tasks, in the background and at their rate. */
#ifndef NUBE_SQS_MOVER_H
#define NUBE_SQS_MOVER_H

#include "emulator/core/call.h"

/* Goes on with the tasks that a stop or a crash interrupted; and stops. */
void sqs_mover_start(void);
void sqs_mover_stop(void);

/* After the call's commit: a task began, or is to be cancelled. */
void sqs_mover_wake_after(struct call *c);

#endif
