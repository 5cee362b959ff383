/* The stages of HTTP APIs themselves. */
#ifndef NUBE_HTTPAPI_PLANE_H
#define NUBE_HTTPAPI_PLANE_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

/* Is it a request to an API of ours, by its host or its path? */
bool httpapi_plane_matches(const struct http_request *request);

int httpapi_invoke(struct call *c);

/* What the door or the listener refuses, as such an API says it. */
void httpapi_invoke_refuse(const struct call *c, struct http_response *response);

#endif
