/* Users. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html */
#ifndef NUBE_IAM_USERS_H
#define NUBE_IAM_USERS_H

#include "emulator/services/iam/iam_entity.h"

/* As lists tell a user. */
void iam_user_put(struct call *c, const struct iam_entity *e, struct doc *out);

int iam_create_user(struct call *c);
int iam_get_user(struct call *c);
int iam_list_users(struct call *c);
int iam_update_user(struct call *c);
int iam_delete_user(struct call *c);

#endif
