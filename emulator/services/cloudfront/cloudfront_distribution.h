/* Distributions: what is told of them, what they use, when they may go. */
#ifndef NUBE_CLOUDFRONT_DISTRIBUTION_H
#define NUBE_CLOUDFRONT_DISTRIBUTION_H

#include "emulator/services/cloudfront/cloudfront_store.h"

#define CLOUDFRONT_DOMAIN ".cloudfront.localhost"

/* Has its last change reached the edge, by the clock? */
bool cloudfront_distribution_is_deployed(const struct call *c, const struct cloudfront_resource *r);

/* "arn:aws:cloudfront::000000000000:distribution/EDFDVBD6EXAMPLE", in the call's arena. */
struct span cloudfront_distribution_arn(struct call *c, const struct cloudfront_resource *r);

/* Calls `look` for every behavior of a configuration, the default one first, until it returns other than 0. */
int cloudfront_distribution_behaviors(struct call *c, const struct doc *config,
                                      int (*look)(struct call *c, const struct doc *behavior, void *arg), void *arg);

/* For its row of cloudfront_kinds.h. */
void cloudfront_distribution_settle(struct call *c, struct cloudfront_resource *r);
void cloudfront_distribution_tell(struct call *c, const struct cloudfront_resource *r, struct doc *told);
void cloudfront_distribution_warn(struct call *c, const struct cloudfront_resource *r);
void cloudfront_distribution_leave(struct call *c, const struct cloudfront_resource *r);
int cloudfront_distribution_check_delete(struct call *c, const struct cloudfront_resource *r);

/* The name in lower case, in the call's arena. */
struct span cloudfront_lower(struct call *c, struct span name);

#endif
