/* Whose the objects of a bucket are, and whether it has ACLs.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
#ifndef NUBE_S3_OWNERSHIP_H
#define NUBE_S3_OWNERSHIP_H

#include "emulator/services/s3/s3_store.h"

/* Does the bucket's ObjectOwnership rule out ACLs? It does unless it was set otherwise, or deleted. */
bool s3_is_owner_enforced(struct call *c, const struct s3_bucket *b);

/* Is what others write with the bucket owner's full control the bucket owner's? */
bool s3_is_owner_preferred(struct call *c, const struct s3_bucket *b);

#endif
