/* The plans of distributions, by the names that viewers ask for: read when they are first needed, and kept. */
#ifndef NUBE_CLOUDFRONT_PLANS_H
#define NUBE_CLOUDFRONT_PLANS_H

#include "emulator/services/cloudfront/cloudfront_plan.h"

struct kept;

/* At the service's start. */
void cloudfront_plans_start(void);

/* Is it the name of a distribution, or could it be one? Cheap: asked of every request. */
bool cloudfront_plans_has(struct span host);

/* The plan of the distribution of that name; held until *held is given to kept_release. NULL: there is none, and
 * nothing is held; or the store could not be read. */
const struct cloudfront_plan *cloudfront_plans_find(struct span host, struct kept **held);

#endif
