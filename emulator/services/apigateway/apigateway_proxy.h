/* The Lambda proxy integration's two formats: a request as an event, and the function's result as an answer. No I/O.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
#ifndef NUBE_APIGATEWAY_PROXY_H
#define NUBE_APIGATEWAY_PROXY_H

#include "emulator/services/apigateway/apigateway_request.h"

/* The event, in the request's arena. */
struct doc *api_proxy_event(struct api_request *r);

enum api_proxy_outcome {
    API_PROXY_GOOD,
    API_PROXY_MALFORMED, /* it is no result: AWS answers 502 */
    API_PROXY_NO_BASE64  /* its body is to be bytes, but is no base64 */
};

/* Reads the function's result into the answer; `wants_bytes`: a body in base64 is to go out as bytes. */
enum api_proxy_outcome api_proxy_response(struct http_response *response, struct span payload, bool wants_bytes);

/* The same of what stands before the body of a function that streams (responseTransferMode): a result without a body.
 * AWS: cookies are a list of their own there. */
enum api_proxy_outcome api_proxy_streamed(struct http_response *response, struct span head);

#endif
