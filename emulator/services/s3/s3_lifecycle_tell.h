/* What an answer tells of a lifecycle. */
#ifndef NUBE_S3_LIFECYCLE_TELL_H
#define NUBE_S3_LIFECYCLE_TELL_H

#include "emulator/services/s3/s3_lifecycle.h"
#include "emulator/services/s3/s3_objects_store.h"

/* Puts out when a current version will expire, "Expiration", where the bucket's lifecycle says so. */
void s3_lifecycle_tell(struct call *c, const struct s3_bucket *b, const struct s3_object *o);

/* A version as rules look at it, but for its place among the others. */
struct s3_lifecycle_version s3_lifecycle_version_of(const struct s3_object *o);

#endif
