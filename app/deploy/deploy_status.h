/* How the shop stands, and bringing home what was parked. */
#ifndef APP_DEPLOY_DEPLOY_STATUS_H
#define APP_DEPLOY_DEPLOY_STATUS_H

#include "app/deploy/deploy.h"

/* Prints, a line `name: value` each: what waits in the order queue and what is being worked on, what is parked on the
 * dead-letter queue and why (ten of it), the pipe's state, the executions that failed of late, how many orders are in
 * which state, and which have been open too long. `needs_help` says whether somebody should look: something is parked,
 * an order goes nowhere, or the pipe does not run. 0, or -1 with the error set. */
int deploy_status(struct deploy *deploy, bool *needs_help);

/* Moves what is parked back to the order queue, waits until it is moved, and sends what has been open too long again.
 * 0, or -1 with the error set. */
int deploy_redrive(struct deploy *deploy);

#endif
