/* What a copy is made of: the header x-amz-copy-source, the object that it names, and the conditions on it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
#ifndef NUBE_S3_COPY_SOURCE_H
#define NUBE_S3_COPY_SOURCE_H

#include "emulator/services/s3/s3_objects_store.h"

#define S3_COPY_BYTES_MAX (INT64_C(5) * 1024 * 1024 * 1024)

struct s3_copy_name {
    struct span bucket, key, version; /* absent version: the newest */
};

/* Reads "/bucket/key?versionId=…", percent-encoded, with the slash in front or without. NULL, or what is wrong, in
 * AWS's
 * words. Pure. */
const char *s3_copy_name_read(struct arena *a, struct span header, struct s3_copy_name *name);

/* The bucket and the version that the input's CopySource names. 0, or -1: InvalidArgument, NoSuchBucket, NoSuchKey,
 * NoSuchVersion, AccessDenied where the owner or the client's key is another, PreconditionFailed,
 * ObjectNotInActiveTierError. */
int s3_copy_source_get(struct call *c, struct s3_bucket *b, struct s3_object *o);

/* A part's range of it, "bytes=0-9"; without one, all. 0, or -1 with InvalidArgument. */
int s3_copy_range_read(struct call *c, int64_t size, int64_t *offset, int64_t *length);

/* No more than 5 GB are copied at once. 0, or -1 with InvalidRequest. */
int s3_copy_size_check(struct call *c, int64_t size);

/* Tells which version was copied, where it has an id. */
void s3_copy_source_tell(struct call *c, const struct s3_object *o);

#endif
