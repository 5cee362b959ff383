/* The ACLs of buckets and objects. */
#ifndef NUBE_S3_ACL_H
#define NUBE_S3_ACL_H

#include "emulator/services/s3/s3_objects_store.h"

int s3_get_bucket_acl(struct call *c);
int s3_put_bucket_acl(struct call *c);
int s3_get_object_acl(struct call *c);
int s3_put_object_acl(struct call *c);

/* On the writer, for a new object of the bucket's: who owns it, and the ACL that the input asks for, into `o`. 0, or
 * -1 with
 * AccessControlListNotSupported, AccessDenied, or what is wrong with the ACL. */
int s3_acl_settle(struct call *c, const struct s3_bucket *b, struct s3_object *o);

/* The ACL that CreateBucket asks for. 0, or -1: a new bucket has none unless its ObjectOwnership allows ACLs, and no
 * public
 * one. */
int s3_acl_begin(struct call *c, const struct s3_bucket *b);

/* May the bucket's ownership become BucketOwnerEnforced? Not while its ACL lets others in. */
int s3_acl_check_enforced(struct call *c, const struct s3_bucket *b);

#endif
