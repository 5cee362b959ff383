/* Texts with variables in them, "$context.requestId": access logs' formats, and the bodies of gateway responses.
 * They are no templates: a variable is replaced by its value, and nothing else happens. */
#ifndef NUBE_APIGATEWAY_FILL_H
#define NUBE_APIGATEWAY_FILL_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Adds the text, with the values of $context.… and $stageVariables.… in it; what has none is `missing`. */
void api_fill(struct api_request *r, struct span text, const char *missing, struct buf *out);

#endif
