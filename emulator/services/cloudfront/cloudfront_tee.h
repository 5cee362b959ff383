/* An answer of unknown length that is passed on as it comes, and kept once it has come to its end. */
#ifndef NUBE_CLOUDFRONT_TEE_H
#define NUBE_CLOUDFRONT_TEE_H

#include "emulator/services/cloudfront/cloudfront_cache.h"
#include "emulator/services/cloudfront/cloudfront_reply.h"

/* The reply's body becomes one that keeps what passes by, and puts it into the cache at its end, unless there was an
 * invalidation meanwhile, or it was too much. */
void cloudfront_tee(struct cloudfront_reply *reply, const struct cloudfront_cache_key *key,
                    const struct cloudfront_life *life, int64_t now_ms);

#endif
