/* What the edge compresses.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
#ifndef NUBE_CLOUDFRONT_COMPRESS_H
#define NUBE_CLOUDFRONT_COMPRESS_H

#include "emulator/services/cloudfront/cloudfront_freshness.h"

/* AWS: bytes of what is compressed. */
#define CLOUDFRONT_COMPRESS_MIN 1000
#define CLOUDFRONT_COMPRESS_MAX 10000000

/* Is an answer of that size (-1: it tells none) of a kind that is compressed, and not compressed yet? */
bool cloudfront_is_compressible(const struct cloudfront_answer_head *head, int64_t size);

/* The better of the encodings that the viewer takes ("br,gzip") and the machine has; NULL when none of them could be
 * applied. The bytes are appended. */
const char *cloudfront_compress(struct buf *out, struct span bytes, const char *encodings);

/* The tag of what was compressed: a strong one becomes weak; one that is none goes: absent. */
struct span cloudfront_compressed_etag(struct arena *a, struct span etag);

#endif
