/* Groups and who is in them. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html */
#ifndef NUBE_IAM_GROUPS_H
#define NUBE_IAM_GROUPS_H

#include "emulator/core/call.h"

int iam_create_group(struct call *c);
int iam_get_group(struct call *c);
int iam_list_groups(struct call *c);
int iam_update_group(struct call *c);
int iam_delete_group(struct call *c);
int iam_add_user_to_group(struct call *c);
int iam_remove_user_from_group(struct call *c);
int iam_list_groups_for_user(struct call *c);

#endif
