/* Managed policies. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html */
#ifndef NUBE_IAM_POLICIES_H
#define NUBE_IAM_POLICIES_H

#include "emulator/core/call.h"

struct iam_policy;

/* As lists tell it. */
void iam_policy_put(struct call *c, const struct iam_policy *p, struct doc *out);

int iam_create_policy(struct call *c);
int iam_get_policy(struct call *c);
int iam_list_policies(struct call *c);
int iam_delete_policy(struct call *c);

#endif
