/* Ranges and conditions of requests for a thing that has a size, a tag and a time of its last change (RFC 9110,
 * sections 13 and 14). */
#ifndef NUBE_HTTP_RANGE_H
#define NUBE_HTTP_RANGE_H

#include "emulator/http/http.h"

enum http_range {
    HTTP_RANGE_WHOLE,        /* none was asked for, or one that nobody understands, or several: 200 and all of it */
    HTTP_RANGE_PART,         /* 206 */
    HTTP_RANGE_UNSATISFIABLE /* 416 */
};

/* Reads "bytes=0-99", "bytes=100-", "bytes=-100" (the last hundred) for a thing of that size: *offset and *length
 * tell the part. */
enum http_range http_range_read(struct span header, int64_t size, int64_t *offset, int64_t *length);

/* What a request demands of the thing; an absent tag or a time of 0 are not known. */
struct http_thing {
    struct span etag; /* with its quotes */
    int64_t changed_ms;
};

/* 200: go on; 304: it has not changed, for GET and HEAD; 412: it is not what the client believes. If-Match goes
 * before If-Unmodified-Since, and If-None-Match before If-Modified-Since. */
int http_conditions_status(const struct http_request *request, const struct http_thing *thing);

#endif
