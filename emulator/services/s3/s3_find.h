/* What a call to S3 names: its bucket, and the version of an object. */
#ifndef NUBE_S3_FIND_H
#define NUBE_S3_FIND_H

#include "emulator/services/s3/s3_objects_store.h"

/* Before anybody is asked: the bucket is there, lies where the call is signed for, and belongs to whom the caller
 * expects; the key is none too long. 0, or -1 with the fault. */
int s3_resolve(struct call *c);

/* The input's bucket. 0, or -1 with NoSuchBucket. */
int s3_bucket_get(struct call *c, struct s3_bucket *b);

/* The version that the input names, or the newest, which is no marker. 0, or -1: NoSuchKey, NoSuchVersion,
 * MethodNotAllowed for a marker; AccessDenied in place of the first two for whom may not list the bucket. What is told
 * of a marker goes into the answer's headers. */
int s3_object_get(struct call *c, const struct s3_bucket *b, struct s3_object *o);

/* Is it an id that S3 gave? 0, or -1 with InvalidArgument. An absent one is none to look at. */
int s3_version_id_check(struct call *c, struct span version);

/* Before it is told that a key of the bucket is not there. 0, or -1 with AccessDenied. */
int s3_check_may_know(struct call *c, const struct s3_bucket *b);

/* "null" for the null version. */
struct span s3_version_text(const struct s3_object *o);

#endif
