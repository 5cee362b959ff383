/* What the customer is told about an order: received, shipped, not paid, refunded, by its status. */
#ifndef APP_ORDERS_ORDER_MESSAGE_H
#define APP_ORDERS_ORDER_MESSAGE_H

#include "app/orders/order_ports.h"

/* Enough for the largest order: 50 items of 256 bytes of name, and the rest. */
enum { ORDER_MESSAGE_SIZE = 32 * 1024 };

struct order_message_text {
    char subject[ORDER_SUBJECT_SIZE]; /* plain ASCII below 100 characters, as SNS wants it */
    char brief[ORDER_BRIEF_SIZE];     /* one text message */
    char body[ORDER_MESSAGE_SIZE];
};

void order_message_write(const struct order *order, struct order_message_text *text);

#endif
