/* Managed policies attached to the user, group or role that the input names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html */
#ifndef NUBE_IAM_ATTACHED_H
#define NUBE_IAM_ATTACHED_H

#include "emulator/core/call.h"

int iam_attach_policy(struct call *c);
int iam_detach_policy(struct call *c);
int iam_list_attached_policies(struct call *c);
int iam_list_entities_for_policy(struct call *c);

/* Appends { PolicyName, PolicyArn } of all policies of an entity below a path's prefix, sorted by name. */
void iam_attached_put(struct call *c, int64_t entity, struct span path_prefix, struct doc *list);

#endif
