/* What a request's line is about (RFC 9112, 3.2): "/path?query", "http://host/path?query" as proxies are asked, or "*". */
#ifndef NUBE_HTTP_TARGET_H
#define NUBE_HTTP_TARGET_H

#include "emulator/base/span.h"

struct http_target {
    struct span authority; /* "host:80", which stands before the header Host; absent: it is not told */
    struct span path;      /* "/" where there is none, and of "*" */
    struct span query;     /* without the "?"; absent: there is none */
};

struct http_target http_target_of(struct span uri);

#endif
