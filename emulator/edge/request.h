/* From an HTTP request to its answer: admin pages, data planes, operations. */
#ifndef NUBE_REQUEST_H
#define NUBE_REQUEST_H

#include "emulator/http/http.h"

/* Answers the request, whatever it is. Fits http_server_options.handle. */
void request_handle(const struct http_request *request, struct http_response *response, void *unused);

/* Answers that the service is unavailable, over the request's own protocol, so that an SDK tries again. Fits http_server_options.refuse. */
void request_refuse(const struct http_request *request, struct http_response *response, void *unused);

#endif
