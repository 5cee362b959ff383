/* What calls to IAM ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
#ifndef NUBE_IAM_ASKS_H
#define NUBE_IAM_ASKS_H

#include "emulator/core/call.h"

/* The role that RoleName names, with the path it has; a role to be made, with the Path of the input; all roles below
 * PathPrefix. */
void iam_ask_role(struct call *c);
void iam_ask_new_role(struct call *c);
void iam_ask_roles(struct call *c);

#endif
