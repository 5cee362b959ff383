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

struct aws_client;
struct aws_error;
struct aws_http;

struct http_partner {
    struct aws_http *http;
    const char *url;
    struct aws_client *signer; /* NULL: requests are not signed */
};

/* Has requests to the partner signed in the function's name, as a function URL of the type AWS_IAM wants it: for
 * partners that are the shop's own. False with `error` set. */
bool http_partner_sign(struct http_partner *self, struct aws_error *error);

struct order_payments http_payments_port(struct http_partner *self);
struct order_shipments http_shipments_port(struct http_partner *self);

#endif
