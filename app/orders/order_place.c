/* Taking an order: store, then queue, and a clear end where the second fails. */
#include "app/orders/order_place.h"

#include <stdio.h>

static const char place_not_queued[] = "The order could not be handed over for processing.";

/* Undoes a stored order that could not be queued. */
static enum order_place_result place_cancel(const struct order_store *store, struct order *order)
{
    struct order_change change = {
        .order_id = order->id,
        .from = ORDER_PENDING,
        .to = ORDER_FAILED,
        .texts = { { "failureReason", place_not_queued } },
    };

    switch (store->update(store->self, &change)) {
    case ORDER_STORE_CONFLICT: return ORDER_PLACED;
    case ORDER_STORE_OK: order->status = ORDER_FAILED; break;
    case ORDER_STORE_NOT_FOUND:
    case ORDER_STORE_UNAVAILABLE: break;
    }
    snprintf(order->failure_reason, sizeof order->failure_reason, "%s", place_not_queued);
    return ORDER_NOT_QUEUED;
}

enum order_place_result order_place(const struct order_store *store, const struct order_queue *queue,
                                    struct order *order, int64_t now_ms)
{
    enum order_store_result stored;

    order_id_new(order->id);
    order_time_format(now_ms, order->date);
    order->status = ORDER_PENDING;
    stored = store->insert(store->self, order);
    /* an id of a moment ago can only be in conflict with itself: a write whose answer was lost and that was repeated */
    if (stored != ORDER_STORE_OK && stored != ORDER_STORE_CONFLICT) return ORDER_NOT_STORED;
    return queue->send(queue->self, order->id) ? ORDER_PLACED : place_cancel(store, order);
}
