/* What a lifecycle configuration wants done with a version, and when. Pure: on the document that
 * PutBucketLifecycleConfiguration keeps.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
#ifndef NUBE_S3_LIFECYCLE_H
#define NUBE_S3_LIFECYCLE_H

#include "emulator/base/doc.h"

/* What a rule looks at. */
struct s3_lifecycle_version {
    struct span key;
    int64_t size;
    const struct doc *tags; /* a list of Key and Value, or NULL */
    bool is_marker;
    bool is_current;
    bool is_alone;             /* of a marker: nothing else is left of its key */
    int64_t changed_ms;        /* when it was made */
    int64_t superseded_ms;     /* of one that is not current: when the next one was made */
    int64_t newer_noncurrent;  /* of one that is not current: so many others are newer */
    struct span storage_class; /* absent: STANDARD */
};

enum s3_lifecycle_action {
    S3_LIFECYCLE_KEEP,
    S3_LIFECYCLE_EXPIRE,    /* the current version: it goes, or a marker hides it */
    S3_LIFECYCLE_REMOVE,    /* this version, or marker, for ever */
    S3_LIFECYCLE_TRANSITION /* to another storage class */
};

/* What is to be done by now. AWS: what deletes for ever goes before a marker, that before a transition. *storage_class
 * is where a transition leads. */
enum s3_lifecycle_action s3_lifecycle_decide(const struct doc *configuration, const struct s3_lifecycle_version *v,
                                             int64_t now_ms, struct span *storage_class);

/* When a current version will expire, and by which rule: the first to come. False where no rule says so. */
bool s3_lifecycle_expiry(const struct doc *configuration, const struct s3_lifecycle_version *v, int64_t *when_ms,
                         struct span *rule_id);

/* Is an upload that was begun then, and never completed, to be aborted by now? */
bool s3_lifecycle_aborts(const struct doc *configuration, struct span key, int64_t begun_ms, int64_t now_ms);

/* Days after a point in time. AWS: rounded up to the next midnight, UTC. */
int64_t s3_lifecycle_due_ms(int64_t from_ms, int64_t days);

#endif
