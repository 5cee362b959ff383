/* The operations that only distributions have. */
#ifndef NUBE_CLOUDFRONT_DISTRIBUTIONS_H
#define NUBE_CLOUDFRONT_DISTRIBUTIONS_H

#include "emulator/core/call.h"

int cloudfront_create_distribution_with_tags(struct call *c);
int cloudfront_list_distributions_by(struct call *c); /* ListDistributionsBy… */
int cloudfront_list_distributions_by_connection_mode(struct call *c);
int cloudfront_associate_web_acl(struct call *c);
int cloudfront_disassociate_web_acl(struct call *c);

#endif
