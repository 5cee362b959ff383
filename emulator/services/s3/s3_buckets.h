/* Buckets: made, looked at, listed and deleted. */
#ifndef NUBE_S3_BUCKETS_H
#define NUBE_S3_BUCKETS_H

#include "emulator/core/call.h"

int s3_create_bucket(struct call *c);
int s3_delete_bucket(struct call *c);
int s3_head_bucket(struct call *c);
int s3_list_buckets(struct call *c);
int s3_get_bucket_location(struct call *c);
int s3_get_bucket_versioning(struct call *c);
int s3_put_bucket_versioning(struct call *c);

#endif
