/* Published versions. https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html */
#ifndef NUBE_LAMBDA_VERSIONS_H
#define NUBE_LAMBDA_VERSIONS_H

#include "emulator/services/lambda/lambda_function.h"

/* Makes $LATEST as it is a version, with the next number; where it has not changed since the last one, gives that. In
 * *version it is qualified. An absent description is that of $LATEST. */
void lambda_version_publish(struct call *c, struct lambda_function *latest, struct span description,
                            struct lambda_function *version);

int lambda_publish_version(struct call *c);
int lambda_list_versions_by_function(struct call *c);

#endif
