/* Taking an order: queue, then store. */
#include "app/orders/order_place.h"

#include <stdlib.h>

enum order_place_result order_place(const struct order_store *store, const struct order_queue *queue,
                                    struct order *order, int64_t now_ms)
{
    struct order *stored = calloc(1, sizeof *stored);
    enum order_place_result result = ORDER_NOT_STORED;

    if (!stored) abort();
    order_time_format(now_ms, order->date);
    order->status = ORDER_PENDING;
    if (!queue->send(queue->self, order->id)) {
        free(stored);
        return ORDER_NOT_QUEUED;
    }
    switch (store->insert(store->self, order, stored)) {
    case ORDER_STORE_OK: result = ORDER_PLACED; break;
    case ORDER_STORE_CONFLICT:
        result = order_is_same_request(order, stored) ? ORDER_PLACED_BEFORE : ORDER_ID_TAKEN;
        if (result == ORDER_PLACED_BEFORE) *order = *stored;
        break;
    case ORDER_STORE_NOT_FOUND:
    case ORDER_STORE_THROTTLED:
    case ORDER_STORE_UNAVAILABLE: break;
    }
    free(stored);
    return result;
}
