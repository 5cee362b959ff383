/* The SQL of lifecycles: how far each bucket's was worked through, and what is looked at. */
#ifndef NUBE_S3_LIFECYCLE_STORE_H
#define NUBE_S3_LIFECYCLE_STORE_H

#include "emulator/core/call.h"

struct chore;

/* Looks at all versions of such buckets once a day. */
extern struct chore s3_lifecycle_sweep;

/* A bucket on its way through a day. */
struct s3_lifecycle_pass {
    int64_t bucket;
    int64_t day_ms;        /* the midnight up to which it is done */
    struct span key;       /* where it goes on: behind this version of that key; absent: at the first */
    int64_t id;            /* of that version's row */
    int64_t newer;         /* so many versions of that key were there before, up to this one */
    int64_t superseded_ms; /* when that version was made */
};

/* On the writer: the bucket has a lifecycle from now on, or none. */
void s3_lifecycle_note(struct call *c, int64_t bucket, bool is_on);

/* The next bucket that is not done with that day. False: all are. */
bool s3_lifecycle_pass_next(struct call *c, int64_t day_ms, struct s3_lifecycle_pass *pass);
void s3_lifecycle_pass_put(struct call *c, const struct s3_lifecycle_pass *pass);

/* Has any bucket a lifecycle? */
bool s3_lifecycle_any(struct call *c);

#endif
