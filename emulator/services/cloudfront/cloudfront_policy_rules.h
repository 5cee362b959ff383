/* What policies, origin access controls, key groups and public keys must be. Each gives 0, or -1 with AWS's fault. */
#ifndef NUBE_CLOUDFRONT_POLICY_RULES_H
#define NUBE_CLOUDFRONT_POLICY_RULES_H

#include "emulator/services/cloudfront/cloudfront_store.h"

struct doc *cloudfront_fill_cache_policy(struct arena *a, struct doc *config);

int cloudfront_cache_policy_check(struct call *c, struct doc *config, const struct cloudfront_resource *old);
int cloudfront_origin_request_policy_check(struct call *c, struct doc *config, const struct cloudfront_resource *old);
int cloudfront_response_headers_policy_check(struct call *c, struct doc *config, const struct cloudfront_resource *old);

#endif
