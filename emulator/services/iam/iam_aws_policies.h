/* AWS's managed policies: they are in the account "aws" and seen from all. Names and times are a table, documents
 * are gzipped in blocks; emulator/tools/iam_aws_policies.mjs writes both of what AWS published. Each is there in its
 * default version alone.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
#ifndef NUBE_IAM_AWS_POLICIES_H
#define NUBE_IAM_AWS_POLICIES_H

#include "emulator/base/arena.h"

struct iam_aws_policy {
    const char *name;              /* with its path: "service-role/AWSLambdaBasicExecutionRole" */
    int version;                   /* the default one */
    uint32_t created_s, updated_s; /* seconds since 1970 */
    uint32_t block, offset, size;  /* where its document is: in that block, once inflated */
};

struct iam_aws_block {
    uint32_t offset, size, inflated_size; /* among the gzipped bytes */
};

extern const struct iam_aws_policy iam_aws_policies[]; /* sorted by name, as strcmp has it */
extern const size_t iam_aws_policies_count;
extern const struct iam_aws_block iam_aws_blocks[];

#define IAM_AWS_POLICY_ARN "arn:aws:iam::aws:policy/"

/* By its ARN; NULL: AWS has none of that ARN. */
const struct iam_aws_policy *iam_aws_policy_find(struct span arn);

/* Its document, as JSON in the arena. */
struct span iam_aws_policy_document(struct arena *a, const struct iam_aws_policy *p);

#endif
