/* Buckets lie in a region, and are asked for there: a call that is signed for another one is sent on, as AWS does, by
 * an
 * error that its clients follow. https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
#ifndef NUBE_S3_REGION_H
#define NUBE_S3_REGION_H

#include "emulator/services/s3/s3_store.h"

/* Is the signature for a region at all, and for the one that the host names? 0, or -1 with
 * AuthorizationHeaderMalformed. Calls
 * that came over no wire, or unsigned, pass. */
int s3_region_check_signature(struct call *c);

/* Is it for the bucket's region? 0, or -1: PermanentRedirect, or AuthorizationHeaderMalformed at
 * BUCKET.s3.amazonaws.com. */
int s3_region_check(struct call *c, const struct s3_bucket *b);

#endif
