/* Answering a viewer with what is kept, or with what comes from an origin. */
#ifndef NUBE_CLOUDFRONT_DELIVER_H
#define NUBE_CLOUDFRONT_DELIVER_H

#include "emulator/services/cloudfront/cloudfront_cache.h"
#include "emulator/services/cloudfront/cloudfront_reply.h"
#include "emulator/services/cloudfront/cloudfront_visit.h"

/* The object, or the part of it that the viewer wants, or that it has not changed. `hits`: it comes from the cache, and
 * has an age. */
void cloudfront_deliver_object(struct cloudfront_visit *v, struct cloudfront_object *o, bool hits, int64_t now_ms);

/* The reply, whose body is taken: as it is, or with the viewer's conditions and range answered, which the origin was
 * not told. */
void cloudfront_deliver_reply(struct cloudfront_visit *v, struct cloudfront_reply *reply, bool answers);

/* What every answer of the edge's says: X-Cache: "Hit from cloudfront", and where it was served. */
void cloudfront_deliver_signs(struct cloudfront_visit *v, const char *result);

#endif
