/* Routes: which requests go to which integration. Keys are "$default" and "METHOD /path/{variable}/{rest+}".
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
#ifndef NUBE_HTTPAPI_ROUTES_H
#define NUBE_HTTPAPI_ROUTES_H

#include "emulator/core/call.h"

#define HTTPAPI_DEFAULT "$default"

/* Takes a key that is not $default apart. False when it is none. */
bool httpapi_route_key_parse(struct span key, struct span *method, struct span *path);

/* The route that an API made by one call has. 0, or -1 with the fault. */
int httpapi_route_quick(struct call *c, struct span key, const struct doc *integration);

/* The routes that lead to it: "integrations/ID", or have this member's value. NULL: none. */
const struct doc *httpapi_route_with(struct call *c, const char *member, struct span value);

#endif
