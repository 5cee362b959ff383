/* The rows of REST services, sorted out once, so that a request is held only against those that it may fit. */
#ifndef NUBE_REST_ROWS_H
#define NUBE_REST_ROWS_H

#include "emulator/core/service.h"
#include "emulator/http/http.h"

/* A service's rows of the request's method, in their order; of a request without a query those alone that want
 * nothing of it. Ends with NULL. */
const struct operation *const *rest_rows_for(const struct service *s, const struct http_request *request);

#endif
