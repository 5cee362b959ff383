/* Provisioned concurrency: processes that are kept ready of versions, and of those that aliases lead to. */
#ifndef NUBE_LAMBDA_PROVISION_H
#define NUBE_LAMBDA_PROVISION_H

#include "emulator/core/chore.h"

/* To be woken when what is provisioned may have changed: a configuration, an alias. */
extern struct chore lambda_provision;

bool lambda_provision_step(struct call *c, int64_t *due_ms);

#endif
