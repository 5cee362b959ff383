/* Roles. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html */
#ifndef NUBE_IAM_ROLES_H
#define NUBE_IAM_ROLES_H

#include "emulator/services/iam/iam_entity.h"

/* A role's detail holds "AssumeRolePolicyDocument" and "MaxSessionDuration" (seconds). */

/* As a new role is told, and one within an instance profile: without MaxSessionDuration and Description. */
void iam_role_put_brief(struct call *c, const struct iam_entity *e, struct doc *out);

/* Its RoleLastUsed: empty where it never was, or before the role was made anew. */
void iam_role_put_last_used(struct call *c, const struct iam_entity *e, struct doc *out);

/* DeleteConflict where it has policies or is in an instance profile; else deletes it. */
int iam_role_delete(struct call *c, const struct iam_entity *e);

int iam_create_role(struct call *c);
int iam_get_role(struct call *c);
int iam_list_roles(struct call *c);
int iam_update_role(struct call *c);
int iam_update_role_description(struct call *c);
int iam_update_assume_role_policy(struct call *c);
int iam_delete_role(struct call *c);

#endif
