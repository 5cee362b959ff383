/* Roles that are linked to a service.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
#ifndef NUBE_IAM_LINKED_ROLES_H
#define NUBE_IAM_LINKED_ROLES_H

#include "emulator/core/call.h"

int iam_create_service_linked_role(struct call *c);
int iam_delete_service_linked_role(struct call *c);
int iam_get_deletion_status(struct call *c);

void iam_ask_new_linked_role(struct call *c);
void iam_ask_deletion(struct call *c);

#endif
