/* Headers on their way through the gateway.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
#ifndef NUBE_APIGATEWAY_HEADERS_H
#define NUBE_APIGATEWAY_HEADERS_H

#include "emulator/http/http.h"

/* AWS: those of a request that nobody behind the gateway sees: "Connection", "Content-Length" … */
bool api_header_is_dropped(struct span name);

/* The name as an event or a backend sees it: AWS writes some in its own way, "authorization" as "Authorization". */
struct span api_header_seen(struct span name);

/* Adds one that an integration gave. AWS: those that are the gateway's own come back as x-amzn-Remapped-NAME, and
 * Transfer-Encoding not at all; what is no header's name is dropped. */
void api_header_answer(struct http_response *response, struct span name, struct span value);

/* The same for one of the gateway's own answers: in place of those of that name. */
void api_header_replace(struct http_response *response, struct span name, struct span value);

#endif
