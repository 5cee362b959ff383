/* The shop's API: from an API Gateway event to the reply.
 *
 *     GET  /products             200 {"products"}
 *     POST /orders               201 the order, with a "customerToken" where the customer is new or has shown theirs;
 *                                400 what is wrong, field by field; 422 the Idempotency-Key was another order's; 503
 *     GET  /orders               200 {"orders", "nextToken"?} of the customer whose token is shown, newest first;
 *                                ?customerId= ?status= ?limit= (1 to 100, 20) ?nextToken=; 401, 403
 *     GET  /orders/{id}          200 the order; 404
 *     POST /orders/{id}/cancel   200 the order, cancelled; 202 it is being paid, and paid back then; 404; 409 too late
 *     GET  /health               200 {"status": "ok"}
 *     OPTIONS any of them        204
 *
 * Other methods of these paths give 405, other paths 404. Errors are {"message"}, with "errors" after a validation. An
 * order is open to who knows its id; docs/shop.md tells it all. */
#ifndef APP_FUNCTIONS_APP_SERVER_ORDER_API_H
#define APP_FUNCTIONS_APP_SERVER_ORDER_API_H

#include "app/orders/catalogue.h"
#include "app/orders/order_ports.h"
#include "app/sdk/text.h"

struct order_api {
    struct order_store store;
    struct order_queue queue;
    struct catalogue_reader catalogue;
    const unsigned char *(*shop_key)(void *self); /* SHOP_KEY_BYTES, or NULL where it cannot be read */
    void *shop_key_self;
    const char *allowed_origin;
    int64_t (*now)(void); /* milliseconds since the epoch */
};

/* Answers `event`, `length` bytes of JSON, in `out`. False where the event is none of API Gateway's. */
bool order_api_handle(const struct order_api *api, const char *event, size_t length, struct text *out);

#endif
