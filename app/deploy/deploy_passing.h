/* Refusals that pass by themselves in a moment. Pure. */
#ifndef APP_DEPLOY_DEPLOY_PASSING_H
#define APP_DEPLOY_DEPLOY_PASSING_H

#include <stdbool.h>

#include "app/sdk/aws_error.h"

/* A role that was made a moment ago and is not known everywhere, an update in progress, a name that was deleted a
 * moment ago, and the like: the same call will be taken soon. */
bool deploy_is_passing(const struct aws_error *error);

#endif
