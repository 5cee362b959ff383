/* The SQL of uploads in parts, and of their parts. */
#ifndef NUBE_S3_UPLOADS_STORE_H
#define NUBE_S3_UPLOADS_STORE_H

#include "emulator/core/call.h"
#include "emulator/services/s3/s3_objects_store.h"

struct s3_upload {
    int64_t id;
    struct span upload_id;
    int64_t bucket;
    struct span key;
    int64_t begun_ms;
    struct span owner;     /* an account */
    struct span initiator; /* a principal's ARN */
    struct doc *about;     /* see s3_uploads.h */
    int64_t newest_object; /* the greatest id of an object when it began */
    bool was_there;        /* its key had an object then */
    int64_t object;        /* what it became; 0: it is not completed */
};

struct s3_part {
    int64_t number; /* 1 to 10,000 */
    struct span blob;
    int64_t size;
    struct span etag; /* without quotes */
    int64_t changed_ms;
    struct doc *about; /* its checksum of the kind that is kept, and what its encryption needs */
};

/* By its id, completed or not; of that bucket and key. False: there is none. */
bool s3_store_upload_find(struct call *c, int64_t bucket, struct span key, struct span upload_id, struct s3_upload *u);

/* The row that an id stands for, be it there or not; 0 where it is no upload's. */
int64_t s3_store_upload_row(struct span upload_id);

/* Is there an upload with that row, but of another bucket or key? */
bool s3_store_upload_is_elsewhere(struct call *c, int64_t bucket, struct span key, int64_t row);

/* Inserts it; fills id, upload_id, newest_object. */
void s3_store_upload_insert(struct call *c, struct s3_upload *u);

/* It became that object: its parts are the object's pieces from now on, or gone already. */
void s3_store_upload_complete(struct call *c, const struct s3_upload *u, int64_t object);

/* Takes it away with all of its parts, whose blobs are settled once this is committed. */
void s3_store_upload_delete(struct call *c, const struct s3_upload *u);

/* The same for all that a bucket has. */
void s3_store_uploads_delete(struct call *c, int64_t bucket);

/* Those of a bucket that are not completed, from `key` on (absent: all), of that very key behind the row `after`, by
 * key
 * and in the order in which they began. Steps with s3_store_upload_next. */
struct rows *s3_store_uploads(struct call *c, int64_t bucket, struct span key, int64_t after);
bool s3_store_upload_next(struct rows *r, struct arena *a, struct s3_upload *u);

/* --- parts -------------------------------------------------------------------------------------------------------- */

/* In place of the one with its number, if there is any. Its blob is kept already. */
void s3_store_part_put(struct call *c, const struct s3_upload *u, const struct s3_part *p);

/* Forgets them all, but not their use of blobs. */
void s3_store_parts_forget(struct call *c, const struct s3_upload *u);

int64_t s3_store_part_count(struct call *c, const struct s3_upload *u);

/* In the order of their numbers, behind `after`. Steps with s3_store_part_next. */
struct rows *s3_store_parts(struct call *c, const struct s3_upload *u, int64_t after);
bool s3_store_part_next(struct rows *r, struct arena *a, struct s3_part *p);

#endif
