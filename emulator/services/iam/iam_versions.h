/* Versions of managed policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html */
#ifndef NUBE_IAM_VERSIONS_H
#define NUBE_IAM_VERSIONS_H

#include "emulator/core/call.h"

struct iam_policy;

/* Appends all versions of a policy to the list, the newest first. */
void iam_versions_put(struct call *c, const struct iam_policy *p, bool with_documents, struct doc *list);

int iam_create_policy_version(struct call *c);
int iam_get_policy_version(struct call *c);
int iam_list_policy_versions(struct call *c);
int iam_delete_policy_version(struct call *c);
int iam_set_default_policy_version(struct call *c);

#endif
