/* Permissions boundaries of users and roles.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
#ifndef NUBE_IAM_BOUNDARIES_H
#define NUBE_IAM_BOUNDARIES_H

#include "emulator/core/call.h"

int iam_put_boundary(struct call *c);
int iam_delete_boundary(struct call *c);

#endif
