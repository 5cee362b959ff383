/* What a form that is sent to a bucket may be, as whoever signed it says: a POST policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
#ifndef NUBE_S3_POST_POLICY_H
#define NUBE_S3_POST_POLICY_H

#include "emulator/wire/multipart_form.h"

enum s3_post_verdict {
    S3_POST_FINE,
    S3_POST_INVALID, /* InvalidPolicyDocument: the policy is none */
    S3_POST_DENIED   /* AccessDenied: it does not allow this form, or no more */
};

struct s3_post_policy {
    int64_t bytes_min, bytes_max; /* of the file */
    const char *words;            /* AWS's, for what is not fine; in the arena */
};

/* Is the form one that the policy, in base64, allows at that time? `bucket` is the one that it was sent to, and the
 * form's `key` has its file's name in place of ${filename} already. */
enum s3_post_verdict s3_post_policy_check(struct arena *a, struct span base64, const struct multipart_form *form,
                                          struct span bucket, int64_t now_ms, struct s3_post_policy *policy);

#endif
