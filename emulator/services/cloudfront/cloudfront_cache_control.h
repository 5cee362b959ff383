/* The directives of Cache-Control that a shared cache looks at (RFC 9111, section 5.2; RFC 5861).
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html */
#ifndef NUBE_CLOUDFRONT_CACHE_CONTROL_H
#define NUBE_CLOUDFRONT_CACHE_CONTROL_H

#include "emulator/base/span.h"

/* Longer than that nothing is kept: AWS's bound of all its times, a hundred years. */
#define CLOUDFRONT_SECONDS_MAX ((int64_t)3153600000)

struct cloudfront_cache_control {
    bool no_store, no_cache, is_private, must_revalidate, proxy_revalidate;
    int64_t max_age, s_maxage;                      /* seconds; -1: not told */
    int64_t stale_while_revalidate, stale_if_error; /* likewise */
};

/* Before the first header. */
void cloudfront_cache_control_begin(struct cloudfront_cache_control *cc);

/* Adds what a header says; of a directive that is told twice the first counts. A time that is no number counts as 0
 * (section 4.2.1: what cannot be read is stale), one that is too large as the largest. */
void cloudfront_cache_control_add(struct cloudfront_cache_control *cc, struct span header);

#endif
