/* Who carries out message move tasks, in the background and at their rate. */
#ifndef NUBE_SQS_MOVER_H
#define NUBE_SQS_MOVER_H

#include "emulator/core/chore.h"

/* Some messages of the tasks under way. */
chore_step sqs_mover_step;

#endif
