/* Telling customers by an SNS topic: messages have the attributes orderId, customerEmail and customerPhone, and each
 * customer's subscription lets through only what has their own. SNS asks a new address for its consent by a mail; until
 * it is given, nothing is delivered there. The table of customers, whose key is `id`, remembers who was asked.
 *
 * AWS: a topic has 200 subscriptions with a filter policy unless the quota is raised; a customer beyond that is not
 * subscribed, which is logged, and the order goes its way. */
#ifndef APP_ADAPTERS_SNS_ORDER_NOTIFIER_H
#define APP_ADAPTERS_SNS_ORDER_NOTIFIER_H

#include <stdint.h>

#include "app/orders/order_ports.h"

struct aws_client;

enum { SNS_NOTIFIER_KNOWN_MAX = 1024 };

struct sns_order_notifier {
    struct aws_client *client;
    const char *topic_arn;
    const char *customers_table;
    uint64_t known[SNS_NOTIFIER_KNOWN_MAX]; /* hashes of contacts that were asked, as far as they are remembered here */
};

struct order_notifier sns_order_notifier_port(struct sns_order_notifier *self);

#endif
