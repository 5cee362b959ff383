/* Who carries out message move tasks, in the background and at their rate. */
#ifndef NUBE_SQS_MOVER_H
#define NUBE_SQS_MOVER_H

#include "emulator/core/chore.h"

/* To be woken when a task began, or is to be cancelled. */
extern struct chore sqs_mover;

#endif
