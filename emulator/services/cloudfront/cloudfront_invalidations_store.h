/* The SQL of invalidations. */
#ifndef NUBE_CLOUDFRONT_INVALIDATIONS_STORE_H
#define NUBE_CLOUDFRONT_INVALIDATIONS_STORE_H

#include "emulator/core/call.h"

struct cloudfront_invalidation {
    struct span distribution, id, reference;
    int64_t created_ms;
    struct doc *paths; /* a list of texts */
};

bool cloudfront_store_invalidation_find(struct call *c, struct span distribution, struct span id,
                                        struct cloudfront_invalidation *i);
bool cloudfront_store_invalidation_by_reference(struct call *c, struct span distribution, struct span reference,
                                                struct cloudfront_invalidation *i);
void cloudfront_store_invalidation_put(struct call *c, const struct cloudfront_invalidation *i);

/* Those behind that one (absent: all), newest first, `max` at most; step with cloudfront_store_invalidation_next. */
struct rows *cloudfront_store_invalidations(struct call *c, struct span distribution, struct span after, int64_t max);

/* Those that were made after that time. */
struct rows *cloudfront_store_invalidations_since(struct call *c, struct span distribution, int64_t after_ms);
bool cloudfront_store_invalidation_next(struct call *c, struct rows *rows, struct cloudfront_invalidation *i);
int64_t cloudfront_store_invalidations_count(struct call *c, struct span distribution, int64_t after_ms);

void cloudfront_store_invalidations_drop(struct call *c, struct span distribution);

#endif
