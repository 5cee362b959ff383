/* Work for a viewer who does not wait for it. */
#ifndef NUBE_CLOUDFRONT_ASIDE_H
#define NUBE_CLOUDFRONT_ASIDE_H

#include "emulator/services/cloudfront/cloudfront_cache.h"
#include "emulator/services/cloudfront/cloudfront_visit.h"

/* Runs it for a copy of the visit, which has a response of its own that nobody sees, on a thread of its own; what was
 * found is moved there, and ended. There are a few such threads at most: else it is ended here, and nothing is done. */
void cloudfront_aside(struct cloudfront_visit *v, struct cloudfront_cache_found *found,
                      void (*work)(struct cloudfront_visit *copy, struct cloudfront_cache_found *found));

/* At the service's end: until what is under way has ended, so many milliseconds at most. */
void cloudfront_aside_wait(int milliseconds);

#endif
