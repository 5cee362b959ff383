/* Object lock: versions that nobody may delete, until a day or while a hold is on.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
#ifndef NUBE_S3_LOCK_H
#define NUBE_S3_LOCK_H

#include "emulator/services/s3/s3_objects_store.h"

/* The headers of a write: mode, day and hold go into `o`. 0, or -1 with InvalidArgument. For `prepare`. */
int s3_lock_read(struct call *c, struct s3_object *o);

/* On the writer, before `o` becomes a version: the bucket must have object lock for what `o` has of it; its default
 * retention is for what has none. 0, or -1 with InvalidRequest. */
int s3_lock_settle(struct call *c, const struct s3_bucket *b, struct s3_object *o);

/* On the writer: may this version be deleted for ever? Its retention may be bypassed where it is of mode GOVERNANCE and
 * the call says so. 0, or -1 with AccessDenied. */
int s3_lock_check_delete(struct call *c, const struct s3_object *o);

/* May the version's retention become this, of no mode: be taken off? 0, or -1 with AccessDenied. */
int s3_lock_check_change(struct call *c, const struct s3_object *o, struct span mode, int64_t until);

/* InvalidRequest: the bucket has no object lock. Returns -1. */
int s3_lock_raise_unconfigured(struct call *c);

/* "ON", "OFF". */
const char *s3_lock_hold_name(enum s3_hold hold);

/* What GetObject and HeadObject tell of it. */
void s3_lock_write(struct call *c, const struct s3_object *o);

#endif
