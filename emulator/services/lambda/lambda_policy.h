/* Handlers of functions' resource policies.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
#ifndef NUBE_LAMBDA_POLICY_H
#define NUBE_LAMBDA_POLICY_H

#include "emulator/core/call.h"

int lambda_add_permission(struct call *c);
int lambda_get_policy(struct call *c);
int lambda_remove_permission(struct call *c);

/* See struct service, resource_policy: of a function, a version, an alias or a layer's version. */
struct span lambda_resource_policy(struct call *c, struct span arn);

#endif
