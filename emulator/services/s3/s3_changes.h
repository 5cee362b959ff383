/* How the versions of a key come and go: every write and every delete of an object passes here, whoever makes it,
 * but for replicas (s3_replica.h), which come with a version of their own and go no further.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
#ifndef NUBE_S3_CHANGES_H
#define NUBE_S3_CHANGES_H

#include "emulator/services/s3/s3_objects_store.h"

/* On the writer. Makes `o` the newest version of its key: a new one where the bucket has versions, else the null
 * version in
 * the former one's place. Its blob is kept already. Fills o->id, o->version, and o->changed_ms where that is 0. 0, or
 * -1
 * with a fault. */
int s3_change_put(struct call *c, const struct s3_bucket *b, struct s3_object *o);

/* What a delete did. */
struct s3_deleted {
    bool is_marker;      /* a marker was made, or one was taken away */
    struct span version; /* that was made or taken away; absent: none to be told */
    int64_t size;        /* of what went; -1: nothing did */
};

/* On the writer. Without a version a marker hides what is there, or, where there are no versions, the object goes; a
 * version that is named goes for ever. Nothing to delete is no fault. 0, or -1 with one. */
int s3_change_delete(struct call *c, const struct s3_bucket *b, struct span key, struct span version,
                     struct s3_deleted *done);

#endif
