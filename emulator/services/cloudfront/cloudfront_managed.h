/* The policies that CloudFront itself keeps, the same for every account. */
#ifndef NUBE_CLOUDFRONT_MANAGED_H
#define NUBE_CLOUDFRONT_MANAGED_H

#include "emulator/services/cloudfront/cloudfront_store.h"

struct cloudfront_managed_row {
    const char *kind, *id, *config; /* JSON */
};

/* By kind and id; ends with a NULL kind. Generated. */
extern const struct cloudfront_managed_row cloudfront_managed_table[];

/* A policy by its id: AWS's own, or one of the call's account. False: there is none. */
bool cloudfront_policy_find(struct call *c, const char *kind, struct span id, struct cloudfront_resource *r);

/* The next of a kind's own by id; `at` is the caller's, 0 at first. False: there is no more. */
bool cloudfront_managed_next(struct call *c, const char *kind, size_t *at, struct cloudfront_resource *r);

/* Has one of the kind's own that name? */
bool cloudfront_managed_has_name(struct call *c, const char *kind, struct span name);

#endif
