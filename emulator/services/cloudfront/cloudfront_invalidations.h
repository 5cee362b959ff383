/* Invalidations: what the edge is to forget before its time. */
#ifndef NUBE_CLOUDFRONT_INVALIDATIONS_H
#define NUBE_CLOUDFRONT_INVALIDATIONS_H

#include "emulator/core/call.h"

int cloudfront_create_invalidation(struct call *c);
int cloudfront_get_invalidation(struct call *c);
int cloudfront_list_invalidations(struct call *c);

#endif
