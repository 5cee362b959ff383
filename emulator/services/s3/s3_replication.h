/* Replication: new versions of a bucket's objects are copied to others, in the name of the configuration's role.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html */
#ifndef NUBE_S3_REPLICATION_H
#define NUBE_S3_REPLICATION_H

#include "emulator/services/s3/s3_objects_store.h"

struct delivery_kind;

/* On the writer, before `o` becomes a version: which rules are to be followed for it, NULL for none. Its status is
 * PENDING then. */
struct doc *s3_replication_plan(struct call *c, const struct s3_bucket *b, struct s3_object *o);

/* On the writer, once it is a version: it goes to the destinations of these rules. */
void s3_replication_send(struct call *c, const struct s3_bucket *b, const struct s3_object *o, const struct doc *rules);

/* On the writer, once tags, the ACL or the lock of a version were changed: they follow it to where it went. AWS: not
 * those of a replica, of what was there before the configuration, or failed to get there. */
void s3_replication_follow(struct call *c, const struct s3_bucket *b, struct s3_object *o);

extern const struct delivery_kind s3_replication_delivery;

#endif
