/* What a viewer gets: from the cache, or from an origin through it, with an error's own page where one is wanted. */
#ifndef NUBE_CLOUDFRONT_CONTENT_H
#define NUBE_CLOUDFRONT_CONTENT_H

#include "emulator/services/cloudfront/cloudfront_visit.h"

/* Fills the response. Returns what X-Cache says of it: "Hit", "Miss", "RefreshHit", "Error". */
const char *cloudfront_content_serve(struct cloudfront_visit *v);

/* An error's own page, where the distribution has one for that status. False: there is none, the error stays as it is.
 */
bool cloudfront_content_error(struct cloudfront_visit *v, int status);

#endif
