/* What moves events from a mapping's source to its function: a poller for each mapping that is enabled, which follows
 * what is committed. */
#ifndef NUBE_LAMBDA_SOURCE_POLLERS_H
#define NUBE_LAMBDA_SOURCE_POLLERS_H

#include "emulator/services/lambda/lambda_function.h"
#include "emulator/services/lambda/lambda_source_store.h"

/* After the call's commit the mapping's poller is as the mapping says; is gone. */
void lambda_source_follow(struct call *c, const struct lambda_source *s);
void lambda_source_unfollow(struct call *c, const struct lambda_source *s);

/* The same for all mappings of a function, which was made or changed: its role may be another. */
void lambda_sources_follow(struct call *c, const struct lambda_function *f);

/* Those of all mappings that the store has; none; none, and the process stops. */
void lambda_source_pollers_start(void);
void lambda_source_pollers_reset(void);
void lambda_source_pollers_stop(void);

#endif
