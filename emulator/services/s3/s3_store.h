/* S3's SQL, all of it: buckets and their settings. Objects: s3_objects_store.h. */
#ifndef NUBE_S3_STORE_H
#define NUBE_S3_STORE_H

#include "emulator/core/call.h"

extern const char *const s3_schema[];

enum s3_versioning { S3_UNVERSIONED, S3_ENABLED, S3_SUSPENDED };

/* Settings by which what becomes of objects has effects elsewhere. Kept in the bucket's row, so that whoever changes an
 * object need not look for them. */
enum { S3_HAS_NOTIFICATIONS = 1, S3_HAS_REPLICATION = 2, S3_HAS_LIFECYCLE = 4, S3_HAS_LOGGING = 8, S3_HAS_ACLS = 16 };

struct s3_bucket {
    int64_t id;
    struct span name, account, region;
    struct span location; /* the constraint it was made with, "EU" for eu-west-1; absent: its region */
    int64_t created_ms;
    enum s3_versioning versioning;
    bool has_lock;    /* object lock is on */
    unsigned effects; /* S3_HAS_…; S3_HAS_ACLS: it or some object has, or had, an ACL that is not private */
};

/* By its name. False when there is none. Names are the same for all accounts and regions. What was read once is kept
 * until a commit changes a bucket, so that one that is kept is found without a connection, too (c->db NULL). */
bool s3_store_bucket_find(struct call *c, struct span name, struct s3_bucket *b);

/* Before the first of these, and after a reset. */
void s3_store_start(void);

bool s3_store_bucket_by_id(struct call *c, int64_t id, struct s3_bucket *b);

void s3_store_bucket_insert(struct call *c, struct s3_bucket *b);
void s3_store_bucket_delete(struct call *c, const struct s3_bucket *b);
void s3_store_bucket_versioning_set(struct call *c, const struct s3_bucket *b, enum s3_versioning versioning);
void s3_store_bucket_lock_set(struct call *c, const struct s3_bucket *b);
void s3_store_bucket_acls_set(struct call *c, const struct s3_bucket *b);

/* How many an account has, in all regions. */
int64_t s3_store_bucket_count(struct call *c, struct span account);

/* An account's, by name, from `from` on (absent: all), those that begin with `prefix` and lie in `region` (absent: in
 * any); steps with s3_store_bucket_next. */
struct rows *s3_store_buckets(struct call *c, struct span account, struct span from, struct span prefix,
                              struct span region);
bool s3_store_bucket_next(struct call *c, struct rows *r, struct s3_bucket *b);

/* A setting of a bucket's, as a document in the form of its operation's shape, by its kind ("cors", "policy") and,
 * where a bucket has several of the kind (inventories), its id; else "". NULL when there is none. */
struct doc *s3_store_setting(struct call *c, int64_t bucket, const char *kind, struct span id);
void s3_store_setting_put(struct call *c, int64_t bucket, const char *kind, struct span id, const struct doc *body);
int64_t s3_store_setting_delete(struct call *c, int64_t bucket, const char *kind, struct span id);

/* All of a kind by id, behind `after`, `max` at most: a list of documents. */
struct doc *s3_store_settings(struct call *c, int64_t bucket, const char *kind, struct span after, int64_t max);

#endif
