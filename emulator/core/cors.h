/* Pages of other origins, by a configuration that function URLs and HTTP APIs share: AllowOrigins, AllowMethods,
 * AllowHeaders, ExposeHeaders (lists of texts), MaxAge (seconds) and AllowCredentials. No I/O.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors */
#ifndef NUBE_CORS_H
#define NUBE_CORS_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

/* Does the configuration's list of that name have the text? Case does not count. */
bool cors_lists(const struct doc *cors, const char *list, const char *text);

/* Is it a browser's question whether a page may ask? */
bool cors_is_preflight(const struct http_request *request);

/* Adds to the answer of that question what is allowed; its status is the caller's. */
void cors_preflight(const struct doc *cors, const struct http_request *request, struct http_response *response);

/* Adds to an answer what the page may read, in place of what it said of it before. */
void cors_answer(const struct doc *cors, const struct http_request *request, struct http_response *response);

#endif
