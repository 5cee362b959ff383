/* A bucket's policy, and whether it makes the bucket public. */
#ifndef NUBE_S3_POLICY_H
#define NUBE_S3_POLICY_H

#include "emulator/core/call.h"

int s3_put_bucket_policy(struct call *c);
int s3_get_bucket_policy(struct call *c);
int s3_delete_bucket_policy(struct call *c);
int s3_get_bucket_policy_status(struct call *c);

#endif
