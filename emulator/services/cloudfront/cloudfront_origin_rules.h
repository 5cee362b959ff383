/* What the origins and origin groups of a distribution must be. */
#ifndef NUBE_CLOUDFRONT_ORIGIN_RULES_H
#define NUBE_CLOUDFRONT_ORIGIN_RULES_H

#include "emulator/core/call.h"

/* Of a configuration that is filled in. 0, or -1 with AWS's fault. */
int cloudfront_origins_check(struct call *c, const struct doc *config);

/* The origin of that id, or the first one of the group of that id; NULL: there is neither. */
const struct doc *cloudfront_origin_find(const struct doc *config, struct span id, bool *is_group);

#endif
