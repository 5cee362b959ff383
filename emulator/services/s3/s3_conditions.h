/* Conditions on reads and writes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
#ifndef NUBE_S3_CONDITIONS_H
#define NUBE_S3_CONDITIONS_H

#include "emulator/services/s3/s3_objects_store.h"

/* If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since of a read. 0, or -1 with PreconditionFailed or
 * NotModified, which has the object's ETag and time. */
int s3_check_read(struct call *c, const struct s3_object *o);

/* If-Match of a delete, an ETag or "*", against the key's newest version; NULL: it has none. An absent `match`
 * holds. */
int s3_check_delete(struct call *c, struct span match, struct span key, const struct s3_object *newest);

/* If-Match and If-None-Match: * of a write, against the key's newest version; NULL: it has none. */
int s3_check_write(struct call *c, const struct s3_object *newest);

/* An ETag as clients give it, without its quotes. */
struct span s3_etag_bare(struct span etag);

/* Is an object's ETag in the list of If-Match or If-None-Match, which "*" stands for any? */
bool s3_etag_is_in(struct span list, struct span etag);

#endif
