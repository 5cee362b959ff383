/* Names of buckets and keys: what may be one. Pure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
#ifndef NUBE_S3_NAMES_H
#define NUBE_S3_NAMES_H

#include "emulator/base/arena.h"

#define S3_KEY_BYTES_MAX 1024

bool s3_is_bucket_name(struct span name);

/* Accounts have a canonical user id: 64 hex digits, the same for an account everywhere. */
struct span s3_canonical_id(struct arena *a, struct span account);

#endif
