/* Objects of the classes GLACIER and DEEP_ARCHIVE: they are read when they were restored, for a while.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html */
#ifndef NUBE_S3_ARCHIVE_H
#define NUBE_S3_ARCHIVE_H

#include "emulator/services/s3/s3_objects_store.h"

int s3_restore_object(struct call *c);

/* May its bytes be read? 0, or -1 with InvalidObjectState. */
int s3_archive_check_read(struct call *c, const struct s3_object *o);

/* And copied? 0, or -1 with ObjectNotInActiveTierError. */
int s3_archive_check_copy(struct call *c, const struct s3_object *o);

/* The same for an entry of a list: RestoreStatus. */
void s3_archive_list(const struct call *c, const struct s3_object *o, struct doc *entry);

/* Tells how its restoration stands, where there is one: x-amz-restore. */
void s3_archive_tell(struct call *c, const struct s3_object *o);

#endif
