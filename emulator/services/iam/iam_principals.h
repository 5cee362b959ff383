/* Whom policies name, for core/principals.h. */
#ifndef NUBE_IAM_PRINCIPALS_H
#define NUBE_IAM_PRINCIPALS_H

#include "emulator/core/principals.h"

/* Finds a user or a role by its ARN or its unique id. An account of which IAM has neither is elsewhere, but for the
 * caller's. */
enum principal_found iam_principal_find(struct call *c, struct span name, struct principal *p);

#endif
