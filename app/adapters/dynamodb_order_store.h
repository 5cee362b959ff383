/* Orders in a DynamoDB table: key orderId, and an index of customerId and orderDate. */
#ifndef APP_ADAPTERS_DYNAMODB_ORDER_STORE_H
#define APP_ADAPTERS_DYNAMODB_ORDER_STORE_H

#include "app/orders/order_ports.h"

struct aws_client;
struct cJSON;

struct dynamodb_order_store {
    struct aws_client *client;
    const char *table;
    const char *customer_index;
};

/* The port over `self`, which must outlive it. */
struct order_store dynamodb_order_store_port(struct dynamodb_order_store *self);

/* An order as an item and back. Reading gives false for an item that is no order: one that lacks a required attribute
 * or holds a value that does not fit. */
struct cJSON *dynamodb_order_item_new(const struct order *order);
bool dynamodb_order_item_read(const struct cJSON *item, struct order *order);

#endif
