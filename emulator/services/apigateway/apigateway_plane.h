/* Deployed APIs, as their callers reach them. */
#ifndef NUBE_APIGATEWAY_PLANE_H
#define NUBE_APIGATEWAY_PLANE_H

#include "emulator/http/http.h"

/* /restapis/ID/STAGE/_user_request_/…, /_aws/execute-api/ID/STAGE/…, and hosts ID.execute-api.… */
bool api_plane_matches(const struct http_request *request);
void api_plane_serve(const struct http_request *request, struct http_response *response);

#endif
