/* A behavior's functions, on a viewer's way. */
#ifndef NUBE_CLOUDFRONT_VIEWERS_H
#define NUBE_CLOUDFRONT_VIEWERS_H

#include "emulator/services/cloudfront/cloudfront_visit.h"

enum cloudfront_viewers_verdict {
    CLOUDFRONT_GOES_ON, /* there is no function, or it has changed what goes on */
    CLOUDFRONT_ANSWERS, /* it has filled the response */
    CLOUDFRONT_FAULTS   /* it failed */
};

/* Before anything is looked for. */
enum cloudfront_viewers_verdict cloudfront_viewers_request(struct cloudfront_visit *v);

/* Before the response is sent. */
enum cloudfront_viewers_verdict cloudfront_viewers_response(struct cloudfront_visit *v);

#endif
