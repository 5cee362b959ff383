/* Reading a new order out of JSON, field by field, collecting everything that is wrong with it. */
#ifndef APP_ORDERS_ORDER_INPUT_H
#define APP_ORDERS_ORDER_INPUT_H

#include <stddef.h>

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

/* Adds an error while there is room; the field is printed as by printf. */
void order_errors_add(struct order_errors *errors, const char *message, const char *field, ...)
    __attribute__((format(printf, 3, 4)));

/* Expects
 *     { "customerId"?, "customerName", "customerEmail", "customerPhone"?: "+15551234567",
 *       "paymentMethod"?: "card" | "stripe" | "paypal", "carrier"?: "fedex" | "ups" | "dhl",
 *       "items": [ { "productId", "quantity" } … ],
 *       "shippingAddress": { "street", "city", "state"?, "zipCode", "country" } }
 * Texts lose blanks at both ends. Members that it does not know are ignored: an item's name and price, say, which are
 * the catalogue's. On success fills the customer's part of `order`, leaving prices to catalogue_price and id, date and
 * status to order_place; otherwise returns false with `errors` filled. */
bool order_input_read(const struct cJSON *body, struct order *order, struct order_errors *errors);

/* Does JSON of that length hold the character U+0000, which would cut a text short unseen? */
bool order_input_has_nul(const char *json, size_t length);

#endif
