/* Inline policies: of the user, group or role that the input names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html */
#ifndef NUBE_IAM_INLINE_H
#define NUBE_IAM_INLINE_H

#include "emulator/core/call.h"

int iam_put_inline_policy(struct call *c);
int iam_get_inline_policy(struct call *c);
int iam_delete_inline_policy(struct call *c);
int iam_list_inline_policies(struct call *c);

#endif
