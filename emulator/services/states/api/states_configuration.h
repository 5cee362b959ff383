/* What machines and activities are configured with: logging, tracing, encryption. Kept as JSON texts; an absent one is
 * the default. */
#ifndef NUBE_STATES_CONFIGURATION_H
#define NUBE_STATES_CONFIGURATION_H

#include "emulator/core/call.h"

/* The input's configuration as text, absent when it has none; raises what AWS raises for one that cannot be. */
int states_logging_check(struct call *c, struct span *text);
int states_encryption_check(struct call *c, struct span *text);

/* Into the output, with what is left out filled in. */
void states_put_logging(struct call *c, struct span text);
void states_put_tracing(struct call *c, struct span text);
void states_put_encryption(struct call *c, struct span text);

#endif
