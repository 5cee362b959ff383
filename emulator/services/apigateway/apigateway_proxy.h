/* The Lambda proxy integration: a request as an event, and the function's result as a response. No I/O.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
#ifndef NUBE_APIGATEWAY_PROXY_H
#define NUBE_APIGATEWAY_PROXY_H

#include "emulator/http/http.h"
#include "emulator/services/apigateway/apigateway_live.h"

struct api_request {
    const struct http_request *http;
    struct span api_id, stage, path; /* path: raw, behind the stage */
    const struct api_live *live;
    const struct api_match *match;
    const char *request_id;
    int64_t now_ms;
};

/* The event, in the request's arena. */
struct doc *api_proxy_event(const struct api_request *r);

/* Reads the function's result into the response. False when it is not one: AWS answers 502 then. */
bool api_proxy_response(struct http_response *response, struct span payload, const struct doc *binary_media_types);

#endif
