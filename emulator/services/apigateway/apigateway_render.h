/* Running a method's templates. */
#ifndef NUBE_APIGATEWAY_RENDER_H
#define NUBE_APIGATEWAY_RENDER_H

#include "emulator/services/apigateway/apigateway_request.h"

/* What the template makes of a body, in the request's arena; what it sets of $context.requestOverride and
 * $context.responseOverride stays with the request. 0, or -1 with a refusal: AWS's 500. */
int api_render(struct api_request *r, const struct api_template *t, struct span body, struct span *text);

#endif
