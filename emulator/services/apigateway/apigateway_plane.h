/* Deployed APIs, as their callers reach them. */
#ifndef NUBE_APIGATEWAY_PLANE_H
#define NUBE_APIGATEWAY_PLANE_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

/* /restapis/ID/STAGE/_user_request_/…, /_aws/execute-api/ID/STAGE/…, and hosts ID.execute-api.… */
bool api_plane_matches_path(const struct http_request *request);
bool api_plane_matches_host(const struct http_request *request);

/* For the plane's row: what a request to a stage asks (execute-api:Invoke on
 * arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH), its handler, and the words of the door's faults. */
void api_ask_invoke(struct call *c);
int api_invoke(struct call *c);
void api_invoke_refuse(const struct call *c, struct http_response *response);

/* Before the store is emptied: throttles and counts begin anew. */
void api_plane_reset(void);

#endif
