/* What of a viewer's request the cache goes by, and what an origin gets.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#reques
 * t-custom-headers-behavior */
#ifndef NUBE_CLOUDFRONT_FORWARD_H
#define NUBE_CLOUDFRONT_FORWARD_H

#include "emulator/services/cloudfront/cloudfront_cache.h"
#include "emulator/services/cloudfront/cloudfront_visit.h"

/* By what the cache knows it, in the visit's arena. Answers to HEAD and OPTIONS are others than those to GET. */
struct cloudfront_cache_key cloudfront_forward_key(struct cloudfront_visit *v, unsigned method);

/* What the origin is asked with beside what the viewer sent. */
struct cloudfront_conditions {
    struct span etag, changed; /* of what the cache has; absent: nothing, or it is asked for plainly */
    bool sends_viewers;        /* the viewer's own conditions and ranges go on */
};

/* Fills method, path (behind the origin's), query, headers and body of a request to that origin; no more headers than
 * there is room for. */
void cloudfront_forward(struct cloudfront_visit *v, const struct cloudfront_origin *o,
                        const struct cloudfront_conditions *conditions, struct http_request *out);

#endif
