/* What a bucket's policy may say, and what it says. Pure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html */
#ifndef NUBE_S3_POLICY_RULES_H
#define NUBE_S3_POLICY_RULES_H

#include "emulator/base/doc.h"

#define S3_POLICY_BYTES_MAX 20480

/* Would S3 take it for this bucket's? NULL, or S3's words of MalformedPolicy. */
const char *s3_policy_wrong(struct arena *a, struct span text, struct span bucket);

/* Does it let in whom it does not name by fixed values? AWS: "The meaning of public".
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
bool s3_policy_is_public(const struct doc *policy);

#endif
