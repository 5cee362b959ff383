/* Cancelling an order at its customer's wish. */
#ifndef APP_ORDERS_ORDER_CANCEL_H
#define APP_ORDERS_ORDER_CANCEL_H

#include "app/orders/order_ports.h"

enum order_cancel_result {
    ORDER_CANCEL_DONE,     /* CANCELLED and never charged, or REFUND_PENDING, or it was so before */
    ORDER_CANCEL_NOTED,    /* it is being paid: once that is known, it is paid back and not sent */
    ORDER_CANCEL_TOO_LATE, /* it is being sent, was sent, or has failed */
    ORDER_CANCEL_NOT_FOUND,
    ORDER_CANCEL_UNAVAILABLE,
};

/* `order` becomes the order as it stands then, where there is one. */
enum order_cancel_result order_cancel(const struct order_store *store, const char *order_id, int64_t now_ms,
                                      struct order *order);

#endif
