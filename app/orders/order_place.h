/* Taking an order. */
#ifndef APP_ORDERS_ORDER_PLACE_H
#define APP_ORDERS_ORDER_PLACE_H

#include "app/orders/order_ports.h"

enum order_place_result {
    ORDER_PLACED,
    ORDER_PLACED_BEFORE, /* under this id, by the same request: `order` is how it stands now */
    ORDER_ID_TAKEN,      /* by another request */
    ORDER_NOT_QUEUED,    /* nothing was stored */
    ORDER_NOT_STORED,    /* whether it was is not known; if so, it is processed */
};

/* Gives the order its date and the status PENDING, queues it for processing and stores it. It has its id already.
 *
 * The message goes first, so that no order is ever stored without one, whatever ends in between: a message whose order
 * was not stored finds nothing and is dropped. A step that finds no order waits for longer than this can take. */
enum order_place_result order_place(const struct order_store *store, const struct order_queue *queue,
                                    struct order *order, int64_t now_ms);

#endif
