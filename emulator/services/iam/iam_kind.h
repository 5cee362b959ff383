/* The kinds of what IAM names, and what they are called in ARNs, inputs and texts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
#ifndef NUBE_IAM_KIND_H
#define NUBE_IAM_KIND_H

#include "emulator/core/call.h"

enum iam_kind {
    IAM_INSTANCE_PROFILE,
    IAM_GROUP,
    IAM_USER,
    IAM_ROLE,
    IAM_SERVER_CERTIFICATE,
    IAM_POLICY,
    IAM_OIDC_PROVIDER,
    IAM_SAML_PROVIDER,
    IAM_MFA,
    IAM_KINDS
};

/* The kind's name in ARNs and in the store: "instance-profile". */
const char *iam_kind_name(enum iam_kind kind);

/* The member that names one in an input: "InstanceProfileName", "PolicyArn". */
const char *iam_kind_key(enum iam_kind kind);

/* Is that member an ARN? */
bool iam_kind_key_is_arn(enum iam_kind kind);

/* Are the keys of its tags alike in any case? */
bool iam_kind_tags_nocase(enum iam_kind kind);

/* Which kind an operation is about: the first whose key its input has. IAM_KINDS: none. */
enum iam_kind iam_kind_of_input(const struct operation *o);

/* The ARN of what has this path ("/", "/team/") and name. */
struct span iam_kind_arn(struct arena *a, enum iam_kind kind, struct span account, struct span path, struct span name);

/* The name that is in an ARN of that kind in that account; absent when it is another's. */
struct span iam_kind_name_of_arn(enum iam_kind kind, struct span account, struct span arn);

/* NoSuchEntity and EntityAlreadyExists in the words of the kind: of a name, or of an ARN where the key is one. -1. */
int iam_kind_missing(struct call *c, enum iam_kind kind, struct span name);
int iam_kind_exists(struct call *c, enum iam_kind kind, struct span name);

/* LimitExceeded where an account has already so many of them. */
int iam_kind_quota_check(struct call *c, enum iam_kind kind, int64_t count);

/* LimitExceeded "Cannot exceed quota for WHAT: MAX" where there are already so many. */
int iam_quota_check(struct call *c, const char *what, int64_t count, int64_t max);

/* "AIDA" and 17 letters, in the arena; by kind, or with another prefix. */
struct span iam_kind_unique_id(struct arena *a, enum iam_kind kind);
struct span iam_unique_id(struct arena *a, const char *prefix);

#endif
