/* The user that a call is about where its input need not name one: the caller's own.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
#ifndef NUBE_IAM_CALLER_H
#define NUBE_IAM_CALLER_H

#include "emulator/services/iam/iam_entity.h"

/* The service's `resolve`: UserName becomes the caller's where the operation lets it out and the caller is a user. */
int iam_caller_resolve(struct call *c);

/* The name of the user who calls. */
struct span iam_caller_name(struct call *c);

/* The user of UserName; without one the account's root, when that is who calls: an entity with the id 0 and an empty
 * name. -1: there is no such user, or a role calls and names none. */
int iam_caller_user(struct call *c, struct iam_entity *e);

#endif
