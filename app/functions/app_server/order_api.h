/* The orders API: from an API Gateway event to the reply.
 *
 *     POST /orders        201 the order; 400 what is wrong, field by field; 503 not taken
 *     GET  /orders        200 {"orders", "nextToken"?}; ?customerId= (newest first) ?limit= (1 to 100, 20) ?nextToken=
 *     GET  /orders/{id}   200 the order; 404
 *     GET  /health        200 {"status": "ok"}
 *     OPTIONS any of them 204
 *
 * Other methods of these paths give 405, other paths 404. Errors are {"message"}, with "errors" after a validation. */
#ifndef APP_FUNCTIONS_APP_SERVER_ORDER_API_H
#define APP_FUNCTIONS_APP_SERVER_ORDER_API_H

#include "app/orders/order_ports.h"
#include "app/sdk/text.h"

struct order_api {
    struct order_store store;
    struct order_queue queue;
    const char *allowed_origin;
    int64_t (*now)(void); /* milliseconds since the epoch */
};

/* Answers `event`, `length` bytes of JSON, in `out`. False where the event is none of API Gateway's. */
bool order_api_handle(const struct order_api *api, const char *event, size_t length, struct text *out);

#endif
