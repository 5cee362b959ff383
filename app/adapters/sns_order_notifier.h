/* Publishing messages about orders to an SNS topic, with the attributes orderId and customerEmail. */
#ifndef APP_ADAPTERS_SNS_ORDER_NOTIFIER_H
#define APP_ADAPTERS_SNS_ORDER_NOTIFIER_H

#include "app/orders/order_ports.h"

struct aws_client;

struct sns_order_notifier {
    struct aws_client *client;
    const char *topic_arn;
};

struct order_notifier sns_order_notifier_port(struct sns_order_notifier *self);

#endif
