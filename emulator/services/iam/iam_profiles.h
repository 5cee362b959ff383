/* Instance profiles.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html */
#ifndef NUBE_IAM_PROFILES_H
#define NUBE_IAM_PROFILES_H

#include "emulator/services/iam/iam_entity.h"

/* As lists tell it, with its role. */
void iam_profile_put(struct call *c, const struct iam_entity *e, struct doc *out);

int iam_create_instance_profile(struct call *c);
int iam_get_instance_profile(struct call *c);
int iam_list_instance_profiles(struct call *c);
int iam_list_instance_profiles_for_role(struct call *c);
int iam_delete_instance_profile(struct call *c);
int iam_add_role_to_instance_profile(struct call *c);
int iam_remove_role_from_instance_profile(struct call *c);

#endif
