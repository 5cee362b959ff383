/* Pages of other origins, by an API's own configuration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
#ifndef NUBE_HTTPAPI_CORS_H
#define NUBE_HTTPAPI_CORS_H

#include "emulator/core/call.h"

/* Is it a configuration that AWS takes? NULL: there is none. 0, or -1 with the fault. */
int httpapi_cors_check(struct call *c, const struct doc *cors);

/* Is it a browser's question whether a page may ask? */
bool httpapi_cors_is_preflight(const struct http_request *request);

/* Answers that question: 204, with what is allowed. */
void httpapi_cors_preflight(const struct doc *cors, const struct http_request *request, struct http_response *response);

/* Adds to an answer what the page may read, in place of what an integration said of it. */
void httpapi_cors_answer(const struct doc *cors, const struct http_request *request, struct http_response *response);

#endif
