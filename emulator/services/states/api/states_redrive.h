/* Executions that ended unsuccessfully and run again from where they failed. */
#ifndef NUBE_STATES_REDRIVE_H
#define NUBE_STATES_REDRIVE_H

#include "emulator/services/states/store/states_store.h"

#define STATES_REDRIVE_PERIOD_MS ((int64_t)14 * 24 * 3600 * 1000) /* AWS: for so long after its end */

/* How often it was redriven and whether it may be again, into the output. */
void states_put_redrive(struct call *c, const struct states_execution *e);

int states_redrive_execution(struct call *c);

#endif
