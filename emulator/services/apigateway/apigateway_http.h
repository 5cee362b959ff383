/* Integrations with HTTP servers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html */
#ifndef NUBE_APIGATEWAY_HTTP_H
#define NUBE_APIGATEWAY_HTTP_H

#include "emulator/services/apigateway/apigateway_request.h"

/* HTTP: by mappings and templates. 0, or -1 with a refusal. */
int api_http(struct api_request *r);

/* HTTP_PROXY: as it came, with what is mapped. */
int api_http_proxy(struct api_request *r);

#endif
