/* Which bodies are bytes to an API, and which are text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html */
#ifndef NUBE_APIGATEWAY_BINARY_H
#define NUBE_APIGATEWAY_BINARY_H

#include "emulator/services/apigateway/apigateway_request.h"

/* The request's body is bytes, by its Content-Type: that is one of the API's binaryMediaTypes. Its parameters do not
 * count. */
bool api_binary_came(const struct api_request *r);

/* The client wants one. AWS: the first type of its Accept decides, whatever else that has. */
bool api_binary_is_wanted(const struct api_request *r);

/* Bytes as text: what is no UTF-8 in them is U+FFFD. */
struct span api_binary_text(struct arena *a, struct span bytes);

/* Is what a backend answered bytes, by its media type? */
bool api_binary_is(const struct api_request *r, struct span media_type);

#endif
