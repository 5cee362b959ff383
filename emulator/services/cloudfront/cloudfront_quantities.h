/* CloudFront's lists say how many items they have. */
#ifndef NUBE_CLOUDFRONT_QUANTITIES_H
#define NUBE_CLOUDFRONT_QUANTITIES_H

#include "emulator/core/call.h"

/* Does each Quantity, at every depth, count the Items beside it? 0, or -1 with InconsistentQuantities. */
int cloudfront_quantities_check(struct call *c, const struct doc *config);

#endif
