/* Alternate domain names: which distribution has one, and moving it to another. */
#ifndef NUBE_CLOUDFRONT_ALIASES_H
#define NUBE_CLOUDFRONT_ALIASES_H

#include "emulator/services/cloudfront/cloudfront_store.h"

int cloudfront_associate_alias(struct call *c);
int cloudfront_list_conflicting_aliases(struct call *c);

/* The distribution that a viewer's host names: by its domain name, by its id, or by an alias, which may be a wildcard.
 * False: none. */
bool cloudfront_distribution_of_host(struct call *c, struct span host, struct cloudfront_resource *r);

#endif
