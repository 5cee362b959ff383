/* Pages of other origins, by an API's own configuration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
#ifndef NUBE_HTTPAPI_CORS_H
#define NUBE_HTTPAPI_CORS_H

#include "emulator/core/call.h"

/* Is it a configuration that AWS takes? NULL: there is none. 0, or -1 with the fault. */
int httpapi_cors_check(struct call *c, const struct doc *cors);

#endif
