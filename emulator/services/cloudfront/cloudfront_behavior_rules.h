/* What the cache behaviors of a distribution must be. */
#ifndef NUBE_CLOUDFRONT_BEHAVIOR_RULES_H
#define NUBE_CLOUDFRONT_BEHAVIOR_RULES_H

#include "emulator/core/call.h"

/* Of a configuration that is filled in, whose origins are good. 0, or -1 with AWS's fault. */
int cloudfront_behaviors_check(struct call *c, const struct doc *config);

#endif
