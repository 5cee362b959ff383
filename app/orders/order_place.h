/* Taking an order. */
#ifndef APP_ORDERS_ORDER_PLACE_H
#define APP_ORDERS_ORDER_PLACE_H

#include "app/orders/order_ports.h"

enum order_place_result {
    ORDER_PLACED,
    ORDER_NOT_STORED, /* the store did not confirm the write; nothing was queued */
    ORDER_NOT_QUEUED, /* stored, but not queued: it is FAILED now, or at worst stays PENDING, and is never charged */
};

/* Gives the order its id, date and status PENDING, stores it and queues it for processing.
 *
 * Where queueing is not confirmed, the order is set to FAILED, so that a message that arrived after all finds nothing
 * to do. Where that finds the order processed already, the message did arrive, and the order counts as placed. */
enum order_place_result order_place(const struct order_store *store, const struct order_queue *queue,
                                    struct order *order, int64_t now_ms);

#endif
