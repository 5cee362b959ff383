/* What CloudFront's operations ask to be allowed. */
#ifndef NUBE_CLOUDFRONT_ASKS_H
#define NUBE_CLOUDFRONT_ASKS_H

#include "emulator/core/call.h"

/* On the resource of the kind that the operation is about, by its Id. */
void cloudfront_ask_resource(struct call *c);

/* On the distribution that the input names: by Id, DistributionId or TargetDistributionId. */
void cloudfront_ask_distribution(struct call *c);

/* On the function of that Name. */
void cloudfront_ask_function(struct call *c);

/* On what a Resource, an ARN, names. */
void cloudfront_ask_tagged(struct call *c);

/* AWS: CreateDistribution, and TagResource on all distributions. */
void cloudfront_ask_create_with_tags(struct call *c);

#endif
