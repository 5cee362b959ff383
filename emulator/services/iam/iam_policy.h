/* Managed policies by their ARN: the account's own, and AWS's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html */
#ifndef NUBE_IAM_POLICY_H
#define NUBE_IAM_POLICY_H

#include "emulator/services/iam/iam_aws_policies.h"
#include "emulator/services/iam/iam_entity_store.h"

struct iam_policy {
    struct iam_entity e;              /* of AWS's, what AWS tells of it; without a row */
    const struct iam_aws_policy *aws; /* NULL: it is the account's own */
    int64_t default_version, updated_ms;
};

/* Seen from that account. False: there is none. */
bool iam_policy_find(struct db *db, struct arena *a, struct span account, struct span arn, struct iam_policy *p);

/* Of AWS's table. */
void iam_policy_of_aws(struct arena *a, const struct iam_aws_policy *aws, struct iam_policy *p);

/* Of an entity of kind IAM_POLICY. */
void iam_policy_of_entity(const struct iam_entity *e, struct iam_policy *p);

/* The one that the input's PolicyArn names. -1: the ARN is none, or there is no such policy. */
int iam_policy_require(struct call *c, struct iam_policy *p);

/* The same to change it. -1 also for one of AWS's: AccessDenied. */
int iam_policy_require_own(struct call *c, struct iam_policy *p);

/* AccessDenied where the input's PolicyArn is one of AWS's. */
int iam_policy_check_own(struct call *c);

/* The same to attach it, which AWS words in its own way. */
int iam_policy_require_attachable(struct call *c, struct iam_policy *p);

/* May it be a permissions boundary? -1: there is no such policy. */
int iam_policy_check_boundary(struct call *c, struct span arn);

/* The document of its default version. */
struct span iam_policy_document(struct db *db, struct arena *a, const struct iam_policy *p);

#endif
