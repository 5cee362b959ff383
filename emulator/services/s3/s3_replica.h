/* One version that becomes one of another bucket's. */
#ifndef NUBE_S3_REPLICA_H
#define NUBE_S3_REPLICA_H

#include "emulator/services/s3/s3_objects_store.h"

/* What is to be copied, where to and how. */
struct s3_replica {
    struct s3_bucket from;
    struct s3_object source;
    struct span role;
    const struct doc *destination; /* the rule's: Bucket, StorageClass, AccessControlTranslation */
};

/* On the writer. May the role read the source and write the replica? Then this is made, with the version id of its
 * source, or, where it is there already, gets its source's tags, lock and ACL. False: the destination is not there, has
 * no versions, or the role may not. */
bool s3_replica_make(struct call *c, const struct s3_replica *r);

/* Notes what became of it: "COMPLETED", "FAILED". One that failed once has failed. */
void s3_replica_status_set(struct call *c, struct s3_object *source, const char *status);

#endif
