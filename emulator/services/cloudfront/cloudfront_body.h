/* The body of an answer that is kept: in memory, whole or still on its way from the origin. Whoever reads further than
 * it has come fetches the next piece, so that nobody waits for a slow reader, and nothing waits for the whole. */
#ifndef NUBE_CLOUDFRONT_BODY_H
#define NUBE_CLOUDFRONT_BODY_H

#include "emulator/base/source.h"

struct cloudfront_body;

/* A body of bytes that are there, which it takes (they came from malloc; NULL for none). Held by its maker. */
struct cloudfront_body *cloudfront_body_of(char *bytes, size_t size);

/* A body of that size which a source will give; it closes it. `is_slow`: a reader may have to wait for what is to come.
 */
struct cloudfront_body *cloudfront_body_from(struct source *origin, size_t size, bool is_slow);

struct cloudfront_body *cloudfront_body_hold(struct cloudfront_body *b);
void cloudfront_body_release(struct cloudfront_body *b);

size_t cloudfront_body_size(const struct cloudfront_body *b);

/* Is it all there? And did it break off, so that it is good for nothing? */
bool cloudfront_body_is_whole(const struct cloudfront_body *b);
bool cloudfront_body_is_broken(const struct cloudfront_body *b);

/* May a reader have to wait? */
bool cloudfront_body_is_awaited(const struct cloudfront_body *b);

/* A part of it, which lies within it, as a source on the heap that holds it. */
struct source *cloudfront_body_read(struct cloudfront_body *b, size_t offset, size_t size);

#endif
