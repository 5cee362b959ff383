/* What a viewer gets: from the cache, or from an origin through it, with an error's own page where one is wanted. */
#ifndef NUBE_CLOUDFRONT_CONTENT_H
#define NUBE_CLOUDFRONT_CONTENT_H

#include "emulator/services/cloudfront/cloudfront_visit.h"

/* Fills the response. Returns what X-Cache says of it: "Hit", "Miss", "RefreshHit", "Error". */
const char *cloudfront_content_serve(struct cloudfront_visit *v);

#endif
