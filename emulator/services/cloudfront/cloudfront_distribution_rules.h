/* What a distribution's configuration must be. */
#ifndef NUBE_CLOUDFRONT_DISTRIBUTION_RULES_H
#define NUBE_CLOUDFRONT_DISTRIBUTION_RULES_H

#include "emulator/services/cloudfront/cloudfront_store.h"

/* Of one that is filled in; `old` is NULL for a new one. 0, or -1 with AWS's fault. */
int cloudfront_distribution_check(struct call *c, struct doc *config, const struct cloudfront_resource *old);

#endif
