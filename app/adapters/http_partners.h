/* The payment and shipment systems, over HTTP with JSON.
 *
 *     POST PAYMENT_URL/payments        201 {"transactionId", "amount"?}, 402 {"message"} declined
 *     POST PAYMENT_URL/refunds         201 {"refundId", "amount"?}
 *     POST SHIPMENT_URL/shipments      201 {"trackingNumber", "carrier"?, "deliveryDate"?}, 422 {"message"} refused
 *     GET  …/payments/KEY, …/refunds/KEY, …/shipments/KEY
 *                                      200 what was answered under the key, 404 nothing was done under it
 *
 * Posts carry the order's id as Idempotency-Key, under which the other side does its work once; 200 stands for work
 * that was done before. 400, 402 and 422 are refusals. Anything else, an answer that tells of another order or
 * amount ("orderId", "amount"), or one without the name of what was done leaves unknown whether it was done. */
#ifndef APP_ADAPTERS_HTTP_PARTNERS_H
#define APP_ADAPTERS_HTTP_PARTNERS_H

#include "app/orders/order_ports.h"

struct aws_http;

struct http_partner {
    struct aws_http *http;
    const char *url; /* without a slash at the end */
};

struct order_payments http_payments_port(struct http_partner *self);
struct order_shipments http_shipments_port(struct http_partner *self);

#endif
