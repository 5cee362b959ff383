/* A viewer's request on its way through a distribution, and what all its parts need to know. */
#ifndef NUBE_CLOUDFRONT_VISIT_H
#define NUBE_CLOUDFRONT_VISIT_H

#include "emulator/core/call.h"
#include "emulator/services/cloudfront/cloudfront_plan.h"

/* Has the visit a place among those that wait (cloudfront_place.h)? */
struct cloudfront_place {
    bool is_taken;
};

struct cloudfront_visit {
    struct call *c;
    struct arena *a;             /* the call's */
    struct http_request request; /* as signatures and functions left it */
    const struct cloudfront_plan *plan;
    const struct cloudfront_behavior *behavior;
    struct cloudfront_place *place; /* NULL: it holds none of the listener's threads */
    unsigned method;
    struct span id;        /* of the request: X-Amz-Cf-Id */
    const char *encodings; /* of those that count: "br,gzip" */
    bool is_https;
    bool is_page;      /* it is the edge that asks, for an error's page */
    bool is_cached;    /* answers to its method are kept */
    bool is_passed_on; /* it came by an edge: it may be one that another waits for, so it waits for none */
};

/* This edge's name, as in Via: "0123….cloudfront.net". */
const char *cloudfront_edge_name(void);

#endif
