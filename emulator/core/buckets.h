/* Token buckets: how many requests a second, and how many at once.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
#ifndef NUBE_BUCKETS_H
#define NUBE_BUCKETS_H

#include "emulator/base/span.h"

/* Takes a token of the bucket that is called so: it gets `rate` a second and holds `burst`. A rate or a burst below 0
 * is none: then there is always one. False: it is empty. From any thread. */
bool bucket_take(struct span name, double rate, double burst, int64_t now_ms);

/* All are full again. */
void buckets_reset(void);

#endif
