/* From the parameters of an apigateway:invoke or http:invoke task to an HTTP request, and from the answer to the task's
 * outcome. Pure rules. */
#ifndef NUBE_STATES_HTTP_REQUEST_H
#define NUBE_STATES_HTTP_REQUEST_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/http/http_client.h"

#define STATES_HTTP_TIMEOUT_MS        60000 /* AWS: of an HTTP task */
#define STATES_API_GATEWAY_TIMEOUT_MS 30000

/* Does the resource mean one of them? */
bool states_http_is(const struct asl_resource *r);

/* Makes the request; all it points to is in the arena or the parameters. False: *refusal tells why the task cannot be
 * started. `gateway` is "host:port" of Nube's own API stages, where endpoints such as
 * ID.execute-api.REGION.amazonaws.com are found. */
bool states_http_request_make(struct arena *a, const struct asl_resource *r, struct doc *parameters, const char *region,
                              const char *gateway, struct http_client_request *request, struct asl_outcome *refusal);

/* What the task ends with: { Headers, ResponseBody, StatusCode, StatusText }, or the error. Texts are in the arena or
 * the result. */
struct asl_outcome states_http_outcome(struct arena *a, const struct asl_resource *r,
                                       const struct http_client_result *result);

/* What went over the wire, as TestState tells it: {"request": {"protocol", "method", "url", "headers", "body"},
 * "response": …}. */
struct span states_http_exchange(struct arena *a, const struct http_client_request *request,
                                 const struct http_client_result *result);

/* An object as a form: nested members as a[b], lists as `format` says: INDICES, REPEAT, COMMAS, BRACKETS. */
struct span states_http_form(struct arena *a, const struct doc *object, struct span format);

#endif
