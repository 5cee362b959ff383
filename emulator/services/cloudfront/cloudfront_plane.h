/* The edge: requests of viewers to distributions.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowCloudFrontWorks.html */
#ifndef NUBE_CLOUDFRONT_PLANE_H
#define NUBE_CLOUDFRONT_PLANE_H

#include "emulator/core/call.h"

/* Is it for a distribution, by its Host? */
bool cloudfront_plane_matches(const struct http_request *request);

/* The plane's handler: serves c->request by c->response. */
int cloudfront_plane_serve(struct call *c);

#endif
