/* Reading a new order out of JSON, field by field, collecting everything that is wrong with it. */
#ifndef APP_ORDERS_ORDER_INPUT_H
#define APP_ORDERS_ORDER_INPUT_H

#include "app/orders/order.h"

struct cJSON;

enum { ORDER_ERRORS_MAX = 32 };

struct order_error {
    char field[64];    /* "items[0].quantity" */
    char message[160]; /* "must be an integer from 1 to 10000" */
};

struct order_errors {
    struct order_error list[ORDER_ERRORS_MAX]; /* the first ones; more are dropped */
    int count;
};

/* Expects
 *     { "customerId", "customerName", "customerEmail", "paymentMethod"?: "card" | "paypal",
 *       "items": [ { "productId", "name", "quantity", "price" } … ],
 *       "shippingAddress": { "street", "city", "state"?, "zipCode", "country" } }
 * Texts lose blanks at both ends. Members that it does not know are ignored. On success fills the customer's part of
 * `order` and its total, leaving id, date and status to order_place; otherwise returns false with `errors` filled. */
bool order_input_read(const struct cJSON *body, struct order *order, struct order_errors *errors);

#endif
