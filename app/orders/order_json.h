/* An order as its readers get it in JSON. */
#ifndef APP_ORDERS_ORDER_JSON_H
#define APP_ORDERS_ORDER_JSON_H

#include "app/orders/order.h"

struct cJSON;

/* The caller deletes the tree. Amounts are numbers with two decimals: 19.90. */
struct cJSON *order_json_new(const struct order *order);
struct cJSON *order_json_items_new(const struct order *order);
struct cJSON *order_json_address_new(const struct order_address *address);

#endif
