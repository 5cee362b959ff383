/* What a call of S3's is about, from its `resolve` on, and what it tells of itself for the access log.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
#ifndef NUBE_S3_SUBJECT_H
#define NUBE_S3_SUBJECT_H

#include "emulator/services/s3/s3_store.h"

/* A record of the log beside the call's own: the source that is copied, each object of several that are deleted. */
struct s3_aside {
    const char *operation; /* "BATCH.DELETE.OBJECT" */
    struct s3_bucket bucket;
    struct span key, version; /* absent version: none was named */
    int64_t size;             /* -1: unknown */
    struct span code;         /* of what became of it; absent: no error */
    int status;
    const struct s3_aside *next;
};

struct s3_subject {
    struct s3_bucket bucket;
    const char *plane;       /* in the log: "WEBSITE", "REST" for forms; NULL: as the call's row is called there */
    struct span key;         /* absent: the input's */
    int64_t size;            /* of the object; -1: unknown */
    struct fault_raised why; /* what is answered, where the call itself has no fault; kind NULL: no error */
    const struct s3_aside *asides;
};

/* Sets the call's subject. */
struct s3_subject *s3_subject_set(struct call *c, const struct s3_bucket *b);

/* The call's bucket; NULL: none was found yet, or it names none. */
const struct s3_bucket *s3_subject_bucket(const struct call *c);

/* So large is the object that the call is about. */
void s3_subject_size(struct call *c, int64_t size);

/* Adds a record about an object of that bucket; nothing where that keeps no log. */
void s3_subject_aside(struct call *c, const struct s3_aside *aside);

#endif
