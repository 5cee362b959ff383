/* What CloudFront's operations ask to be allowed. */
#ifndef NUBE_CLOUDFRONT_ASKS_H
#define NUBE_CLOUDFRONT_ASKS_H

#include "emulator/core/call.h"

/* On the resource of the kind that the operation is about, by its Id. */
void cloudfront_ask_resource(struct call *c);

#endif
