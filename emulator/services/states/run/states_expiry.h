/* Executions and their histories are kept for 90 days after their end.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
#ifndef NUBE_STATES_EXPIRY_H
#define NUBE_STATES_EXPIRY_H

#include "emulator/core/chore.h"

extern struct chore states_expiry;

/* Removes some of those that are past it. */
chore_step states_expiry_step;

#endif
