/* A request's headers and query parameters, as maps. */
#ifndef NUBE_APIGATEWAY_VALUES_H
#define NUBE_APIGATEWAY_VALUES_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Both are made at their first use, in the request's arena. Query parameters are decoded. Of headers those that the
 * gateway keeps to itself are left out; X-Amzn-Trace-Id and X-Forwarded-… are the gateway's own. */
const struct api_values *api_values_query(struct api_request *r);
const struct api_values *api_values_headers(struct api_request *r);

/* A header's values, whatever the case of its name: a list, or NULL. */
const struct doc *api_values_header(struct api_request *r, struct span name);

#endif
