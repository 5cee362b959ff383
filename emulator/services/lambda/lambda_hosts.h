/* Processes as hosts of extensions: what the Extensions API asks of the pool. */
#ifndef NUBE_LAMBDA_HOSTS_H
#define NUBE_LAMBDA_HOSTS_H

#include "emulator/services/lambda/lambda_targets.h"

/* `ready` is called, under the pool's lock, when the last extension that a waiting runtime waited for is ready. */
void lambda_hosts_register(void (*ready)(struct lambda_instance *i));

/* What its extensions have come to is told: it is ready, or will never be. */
void lambda_hosts_tell(struct lambda_instance *i);

#endif
