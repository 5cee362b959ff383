/* Function URLs themselves: a request becomes an event, the function's answer the response, whole or as it comes.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
#ifndef NUBE_LAMBDA_URL_PLANE_H
#define NUBE_LAMBDA_URL_PLANE_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

/* Is it a request to a function URL, by its host or its path? */
bool lambda_url_matches(const struct http_request *request);

int lambda_url_serve(struct call *c);

/* "http://ID.lambda-url.us-east-1.localhost:4566/", by the port that the caller of the API reached Nube at, where names
 * below localhost lead to this machine; else "http://localhost:4566/_aws/lambda-url/ID/". In the call's arena. */
struct span lambda_url_address(struct call *c, struct span id, struct span region);

#endif
