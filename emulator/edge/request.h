/* From an HTTP request to its answer: admin pages, data planes, operations. */
#ifndef NUBE_REQUEST_H
#define NUBE_REQUEST_H

#include "emulator/http/http.h"

/* Answers the request, whatever it is. Fits http_server_options.handle. */
void request_handle(const struct http_request *request, struct http_response *response, void *unused);

/* Does the operation that the request's head names take its body as a stream? Fits http_server_options.streams. */
bool request_streams(const struct http_request *request, void *unused);

/* Words for what the listener refuses, over the request's own protocol, so that an SDK understands, and tries again
 * what it may. Fits http_server_options.refuse. */
void request_refuse(const struct http_request *request, struct http_response *response, int status, void *unused);

/* Makes this what core/front.h leads to; before the first request. */
void request_register(void);

#endif
