/* Handing orders over through an SQS queue: messages {"orderId": "…"}. */
#ifndef APP_ADAPTERS_SQS_ORDER_QUEUE_H
#define APP_ADAPTERS_SQS_ORDER_QUEUE_H

#include "app/orders/order_ports.h"

struct aws_client;

struct sqs_order_queue {
    struct aws_client *client;
    const char *url;
};

struct order_queue sqs_order_queue_port(struct sqs_order_queue *self);

#endif
