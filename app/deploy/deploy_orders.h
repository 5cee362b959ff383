/* The shop's orders, as an operator looks at them: how many are in which state, which of them go nowhere, and bringing
 * those home.
 *
 * An order goes nowhere when it is on the dead-letter queue, or has been open for an hour: its run of the workflow may
 * still be waiting, or was stopped by somebody. */
#ifndef APP_DEPLOY_DEPLOY_ORDERS_H
#define APP_DEPLOY_DEPLOY_ORDERS_H

#include "app/deploy/deploy.h"

enum { DEPLOY_ORDERS_OPEN_SECONDS = 3600 };

/* Prints a line `STATUS: count` for each state that an order is in, and `open: ORDER STATUS DATE` for those open too
 * long, for which somebody should look. The resources were surveyed. 0, or -1 with the error set. */
int deploy_orders_show(struct deploy *deploy, bool *needs_help);

/* Sends a message for each order that is open too long: every step of the workflow may be repeated, so that one too
 * many does no harm. */
int deploy_orders_send(struct deploy *deploy);

#endif
