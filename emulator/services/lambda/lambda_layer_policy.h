/* Handlers of a layer version's policy: who else may have it. */
#ifndef NUBE_LAMBDA_LAYER_POLICY_H
#define NUBE_LAMBDA_LAYER_POLICY_H

#include "emulator/core/call.h"

int lambda_add_layer_version_permission(struct call *c);
int lambda_remove_layer_version_permission(struct call *c);
int lambda_get_layer_version_policy(struct call *c);

/* The policy of the layer version with that ARN, as JSON; absent when it has none. */
struct span lambda_layer_policy(struct call *c, struct span arn);

#endif
