/* Which headers, cookies and query strings of a viewer's request count: for the cache's key, and for the origin.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html */
#ifndef NUBE_CLOUDFRONT_CHOICE_H
#define NUBE_CLOUDFRONT_CHOICE_H

#include "emulator/base/buf.h"
#include "emulator/http/http.h"

enum cloudfront_take { CLOUDFRONT_NONE, CLOUDFRONT_SOME, CLOUDFRONT_ALL_BUT, CLOUDFRONT_ALL };

struct cloudfront_choice {
    enum cloudfront_take take;
    const struct span *names; /* of SOME and ALL_BUT; a cookie's may have the wildcards * and ? */
    size_t count;
};

struct cloudfront_values {
    struct cloudfront_choice headers, cookies, queries;
};

/* Headers go by their names in any case. */
bool cloudfront_takes_header(const struct cloudfront_choice *c, struct span name);

/* Adds those parameters of the query that either choice takes, in the viewer's order, joined by &. `other` may be
 * NULL. */
void cloudfront_query_take(struct buf *out, struct span query, const struct cloudfront_choice *c,
                           const struct cloudfront_choice *other);

#define CLOUDFRONT_COOKIES_MAX 1024

/* Adds those cookies that either choice takes, by their names' order, joined by "; ", as AWS sends them on. */
void cloudfront_cookies_take(struct buf *out, const struct http_request *viewer, const struct cloudfront_choice *c,
                             const struct cloudfront_choice *other);

/* Which encodings the viewer takes: "br,gzip", "br", "gzip"; or "" for none of those that are on. */
const char *cloudfront_encodings_of(const struct http_request *viewer, bool gzip, bool brotli);

#endif
