/* Which rules of a replication configuration are for an object. Pure: on the document that PutBucketReplication keeps.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html */
#ifndef NUBE_S3_REPLICATION_RULES_H
#define NUBE_S3_REPLICATION_RULES_H

#include "emulator/base/doc.h"

struct s3_replication_subject {
    struct span key;
    const struct doc *tags; /* a list of Key and Value, or NULL */
    bool is_marker;
    bool is_kms; /* encrypted by a key of KMS */
};

/* The rules to be followed, as a list: of several with one destination that of the highest priority. */
struct doc *s3_replication_rules(struct arena *a, const struct doc *configuration,
                                 const struct s3_replication_subject *s);

#endif
