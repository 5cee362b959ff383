/* Names of buckets and keys: what may be one. Pure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
#ifndef NUBE_S3_NAMES_H
#define NUBE_S3_NAMES_H

#include "emulator/base/arena.h"

#define S3_KEY_BYTES_MAX 1024

bool s3_is_bucket_name(struct span name);

/* Is it of the form of an account regional namespace: "NAME-111122223333-us-west-2-an"? */
bool s3_is_regional_name(struct span name);

/* "us-gov-west-1": two letters, words, and a number. */
bool s3_is_region(struct span text);

/* Accounts have a canonical user id: 64 hex digits, the same for an account everywhere. */
struct span s3_canonical_id(struct arena *a, struct span account);

/* 48 characters, as S3 names a rule that came without a name. */
struct span s3_random_id(struct arena *a);

#endif
