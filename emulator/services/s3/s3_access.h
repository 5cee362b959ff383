/* Who may use a bucket beside those whom IAM lets: its policy, ACLs and public access block, as the door asks for them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html */
#ifndef NUBE_S3_ACCESS_H
#define NUBE_S3_ACCESS_H

#include "emulator/services/s3/s3_store.h"

/* So begins the Sid of a statement that stands for an ACL's grant. */
#define S3_ACL_SID "acl:"

enum s3_block { S3_BLOCK_ACLS, S3_IGNORE_ACLS, S3_BLOCK_POLICY, S3_RESTRICT };

/* Is that part of the bucket's public access block on? */
bool s3_access_blocks(struct call *c, const struct s3_bucket *b, enum s3_block which);

/* The bucket's policy as it is kept; absent when it has none. */
struct span s3_access_policy(struct call *c, const struct s3_bucket *b);

/* --- the hooks of struct service ---------------------------------------------------------------------------------- */

extern const char *const s3_access_tables[];

/* The bucket's ARN, and behind a line's end the grants of the object's own ACL, where it has one: objects with the same
 * ACL share a policy; "-" for those that are not there. "" for a bucket that is just being made. */
struct span s3_access_policy_name(struct call *c, struct span arn);

/* By such a name: the bucket's policy with its ACL's grants and the object's as statements, and one that keeps out whom
 * RestrictPublicBuckets keeps out. */
struct span s3_access_resource_policy(struct call *c, struct span name);

struct span s3_access_resource_account(struct call *c, struct span arn);

/* A bucket's tags, where its ABAC is on. */
struct doc *s3_access_resource_tags(struct call *c, struct span arn);

#endif
