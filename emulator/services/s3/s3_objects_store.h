/* The SQL of objects: a row is a version of a key's, or a delete marker. */
#ifndef NUBE_S3_OBJECTS_STORE_H
#define NUBE_S3_OBJECTS_STORE_H

#include "emulator/core/call.h"
#include "emulator/services/s3/s3_store.h"

/* A legal hold: one that was taken off is told, too. ORDER s3_hold: as column legal_hold has it */
enum s3_hold { S3_HOLD_NONE, S3_HOLD_ON, S3_HOLD_OFF };

struct s3_object {
    int64_t id;
    int64_t bucket;
    struct span key;
    struct span version; /* absent: the null version */
    bool is_marker;
    int64_t size;
    struct span etag; /* without quotes */
    struct span blob; /* absent: it is empty, in pieces, or a marker */
    int64_t parts;    /* it was uploaded in so many; 0: at once, or it is a copy */
    int64_t changed_ms;
    struct span owner;         /* an account */
    struct span storage_class; /* absent: STANDARD */
    struct doc *about;     /* what is told with it, as GetObject's members: ContentType, Metadata, ChecksumCRC32 … */
    struct doc *tags;      /* a list of Key and Value; NULL: none */
    struct span lock_mode; /* GOVERNANCE or COMPLIANCE; absent: none */
    int64_t lock_until_ms;
    enum s3_hold legal_hold;
    struct span acl; /* its grants, as a list in JSON; absent: it is private */
};

/* The newest version of a key's, be it a marker. False when it has none. */
bool s3_store_object_newest(struct call *c, int64_t bucket, struct span key, struct s3_object *o);

/* By its row. */
bool s3_store_object_by_row(struct call *c, int64_t id, struct s3_object *o);

/* A version by its id; "null" names the null version. */
bool s3_store_object_version(struct call *c, int64_t bucket, struct span key, struct span version, struct s3_object *o);

/* Has its key a version that was made before it? */
bool s3_store_object_has_older(struct call *c, const struct s3_object *o);

/* Is it an id that a version has, or had? Then "null", too. */
bool s3_store_is_version_id(struct call *c, struct span version);

/* Inserts it as the newest; fills o->id. With `has_version` it is given a version id, o->version, unless it
 * brings its own. */
void s3_store_object_insert(struct call *c, struct s3_object *o, bool has_version);

/* Writes its ACL anew; an absent one makes it private. */
void s3_store_object_acl_set(struct call *c, const struct s3_object *o);

/* Takes the row and its pieces away, and their use of blobs, which are settled once this is committed. */
void s3_store_object_delete(struct call *c, const struct s3_object *o);

/* Writes about, tags, storage class, lock and hold anew. */
void s3_store_object_update(struct call *c, const struct s3_object *o);

/* Does the bucket hold any version or marker? AWS: uploads that are not completed go with it. */
bool s3_store_bucket_is_empty(struct call *c, int64_t bucket);

/* Versions of a bucket's keys from `key` on (absent: all): by key in the order of UTF-8's bytes, the newest first; of
 * that first key only those before the row `before_id` (INT64_MAX: all). Steps with s3_store_object_next. */
struct rows *s3_store_objects(struct call *c, int64_t bucket, struct span key, int64_t before_id);
bool s3_store_object_next(struct rows *r, struct arena *a, struct s3_object *o);

#endif
