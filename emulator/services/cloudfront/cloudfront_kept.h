/* Making what is kept, and served, of an origin's reply. */
#ifndef NUBE_CLOUDFRONT_KEPT_H
#define NUBE_CLOUDFRONT_KEPT_H

#include "emulator/services/cloudfront/cloudfront_cache.h"
#include "emulator/services/cloudfront/cloudfront_reply.h"
#include "emulator/services/cloudfront/cloudfront_visit.h"

/* The reply's head without what is between two neighbours, with what the edge says of it; in the visit's arena. */
void cloudfront_kept_head(struct cloudfront_visit *v, struct cloudfront_reply *reply);

/* Compresses the body where the behavior, the viewer and the reply are so: its head then says it. */
void cloudfront_kept_compress(struct cloudfront_visit *v, struct cloudfront_reply *reply);

/* An object of the reply, whose body it takes, held by the caller. NULL: it is too large to be kept, or its size is not
 * known and its end does not come soon; the reply is as before then. */
struct cloudfront_object *cloudfront_kept_object(struct cloudfront_reply *reply, const struct cloudfront_life *life,
                                                 int64_t now_ms);

/* The object after the origin said that it still holds: with what the reply's head says anew, and a new life. */
struct cloudfront_object *cloudfront_kept_renewed(struct cloudfront_visit *v, const struct cloudfront_object *old,
                                                  const struct cloudfront_reply *reply, int64_t now_ms);

/* The object, to be served stale for so long because the origin fails. */
struct cloudfront_object *cloudfront_kept_stale(const struct cloudfront_object *old, int64_t now_ms, int64_t seconds);

#endif
