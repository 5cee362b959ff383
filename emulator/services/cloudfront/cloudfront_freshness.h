/* How long an origin's answer is kept and served: RFC 9111 with CloudFront's times and exceptions.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
#ifndef NUBE_CLOUDFRONT_FRESHNESS_H
#define NUBE_CLOUDFRONT_FRESHNESS_H

#include "emulator/http/http.h"

/* Of a cache policy, or of a behavior that has none. */
struct cloudfront_ttls {
    int64_t min_seconds, default_seconds, max_seconds;
};

struct cloudfront_answer_head {
    int status;
    const struct http_header *headers;
    size_t header_count;
};

/* The value of the first header of that name; absent when there is none. */
struct span cloudfront_head_find(const struct cloudfront_answer_head *head, const char *name);

struct cloudfront_life {
    bool is_kept;          /* the cache may keep it */
    bool is_shared;        /* those who asked meanwhile may have it, too */
    bool asks_plainly;     /* once it is stale the origin is asked without conditions (Vary: *) */
    int64_t fresh_ms;      /* from now on; 0: each time the origin is asked whether it still holds */
    int64_t revalidate_ms; /* so long it may be served stale while somebody asks */
    int64_t if_error_ms;   /* and so long where the origin fails: -1: as long as it is there */
};

/* Of an answer to GET, HEAD or OPTIONS, received now. `error_seconds`: how long at least an error is kept. */
struct cloudfront_life cloudfront_life_of(const struct cloudfront_answer_head *head, const struct cloudfront_ttls *ttls,
                                          int64_t error_seconds, int64_t now_ms);

/* Is it one of the statuses that stand for a failure of the origin's? */
bool cloudfront_is_error(int status);

#endif
