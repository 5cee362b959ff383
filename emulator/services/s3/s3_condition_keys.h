/* The condition keys that are S3's own.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
#ifndef NUBE_S3_CONDITION_KEYS_H
#define NUBE_S3_CONDITION_KEYS_H

#include "emulator/core/call.h"

/* Tells them of the call, by ask_key; c->db is a connection. */
void s3_condition_keys(struct call *c);

#endif
