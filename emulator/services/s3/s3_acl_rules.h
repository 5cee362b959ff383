/* Access control lists: from canned names, headers and documents to grants.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
#ifndef NUBE_S3_ACL_RULES_H
#define NUBE_S3_ACL_RULES_H

#include "emulator/services/s3/s3_store.h"

#define S3_ALL_USERS           "http://acs.amazonaws.com/groups/global/AllUsers"
#define S3_AUTHENTICATED_USERS "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
#define S3_LOG_DELIVERY        "http://acs.amazonaws.com/groups/s3/LogDelivery"

/* Does the call's input name an ACL: canned, or by grants in headers? */
bool s3_acl_is_asked(struct call *c);

/* Reads it, for what `owner` owns in the bucket: *grants is a list of Grantee and Permission, NULL where it is private.
 * With `has_body` the input may have an AccessControlPolicy instead, and must have one of the three. 0, or -1 with the
 * fault. */
int s3_acl_read(struct call *c, const struct s3_bucket *b, struct span owner, bool has_body, struct doc **grants);

/* Are these grants to grantees that there can be? 0, or -1 with the fault. */
int s3_acl_check_grants(struct call *c, const struct doc *grants);

/* The grants of a private one: the owner's full control. */
struct doc *s3_acl_private(struct arena *a, struct span owner);

/* Is the grant for everybody, or for everybody with an AWS account? */
bool s3_grant_is_public(const struct doc *grant);
bool s3_acl_is_public(const struct doc *grants);

/* Do they give anything to anybody but that account? */
bool s3_acl_is_private(struct arena *a, const struct doc *grants, struct span owner);

#endif
