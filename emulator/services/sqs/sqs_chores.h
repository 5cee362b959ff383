/* What SQS does without a caller. */
#ifndef NUBE_SQS_CHORES_H
#define NUBE_SQS_CHORES_H

#include "emulator/core/chore.h"

extern struct chore sqs_sweep; /* boxes that were given up, until none is left: sqs_sweep.c */
extern struct chore sqs_mover; /* message move tasks, to be woken when one began or is to be cancelled: sqs_mover.c */

#endif
