/* How long what was asked for takes to reach the edge: a moment of the clock, so that who stops it sees it go on. */
#ifndef NUBE_CLOUDFRONT_PROGRESS_H
#define NUBE_CLOUDFRONT_PROGRESS_H

#include "emulator/core/call.h"

#define CLOUDFRONT_PROGRESS_MS 1

/* Is what was asked for at that time still under way? */
static inline bool cloudfront_is_under_way(const struct call *c, int64_t since_ms)
{
    return c->now_ms < since_ms + CLOUDFRONT_PROGRESS_MS;
}

/* What was asked for after this time is. */
static inline int64_t cloudfront_under_way_since(const struct call *c)
{
    return c->now_ms - CLOUDFRONT_PROGRESS_MS;
}

#endif
