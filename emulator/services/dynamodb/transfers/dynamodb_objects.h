/* Objects in S3, by calls through the door in the name of whoever asked for the transfer. Each waits for its end, so
 * not on the writer's thread, nor with a reader in hand. */
#ifndef NUBE_DYNAMODB_OBJECTS_H
#define NUBE_DYNAMODB_OBJECTS_H

#include "emulator/core/call.h"

/* A bucket, and how its objects are put. */
struct ddb_bucket {
    struct identity who;
    struct span name;
    struct span owner;              /* the account whose it must be */
    struct span algorithm, kms_key; /* AES256 or KMS; absent: as S3 has it */
};

/* How S3 failed: in the words of FailureCode and FailureMessage. */
struct ddb_object_trouble {
    bool may_pass;             /* it may be tried again */
    struct span code, message; /* in the caller's arena */
    struct span s3_code;       /* "NoSuchKey" */
};

/* Puts all of the body, which is closed. 0 with the ETag without its quotes, in `a`, or -1. */
int ddb_object_put(struct arena *a, const struct ddb_bucket *b, struct span key, struct source *body, struct span *etag,
                   struct ddb_object_trouble *trouble);

struct ddb_object {
    struct span key, etag; /* the key absent: there is none */
    int64_t size;
};

/* The first object behind `after` (absent: of all) whose key begins with the prefix. */
int ddb_object_next(struct arena *a, const struct ddb_bucket *b, struct span prefix, struct span after,
                    struct ddb_object *object, struct ddb_object_trouble *trouble);

/* An object's bytes. 0 with the call that has them as its body_out, to be freed when they have been read, or -1. */
int ddb_object_get(struct arena *a, const struct ddb_bucket *b, const struct ddb_object *object, struct call **get,
                   struct ddb_object_trouble *trouble);

#endif
