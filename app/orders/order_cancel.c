/* Cancelling an order: a conditional write over the status that was seen; what stands there otherwise says which write
 * to try next. The run of the workflow that works on the order meets the outcome at its next step. */
#include "app/orders/order_cancel.h"

static const char cancel_reason[] = "The order was cancelled.";

enum { CANCEL_TRIES_MAX = 6 }; /* more than an order has states that lead on */

/* The write that cancels an order of this status; false where none does. */
static bool cancel_change(enum order_status status, const char *now, struct order_change *change)
{
    change->from = status;
    change->texts[0].name = "cancelledAt", change->texts[0].value = now;
    switch (status) {
    case ORDER_PENDING: change->to = ORDER_CANCELLED; return true;
    case ORDER_PAYMENT_PENDING: change->to = ORDER_PAYMENT_PENDING; return true;
    case ORDER_PAYMENT_PROCESSED:
        change->to = ORDER_REFUND_PENDING;
        change->texts[1].name = "failedAt", change->texts[1].value = now;
        change->texts[2].name = "failureReason", change->texts[2].value = cancel_reason;
        return true;
    case ORDER_SHIPMENT_PENDING:
    case ORDER_SHIPPED:
    case ORDER_PAYMENT_FAILED:
    case ORDER_REFUND_PENDING:
    case ORDER_REFUNDED:
    case ORDER_CANCELLED: break;
    }
    return false;
}

/* What an order is that no write cancels any more. */
static enum order_cancel_result cancel_outcome(const struct order *order)
{
    bool is_off =
        order->status == ORDER_CANCELLED || order->status == ORDER_REFUND_PENDING || order->status == ORDER_REFUNDED;

    return is_off ? ORDER_CANCEL_DONE : ORDER_CANCEL_TOO_LATE;
}

enum order_cancel_result order_cancel(const struct order_store *store, const char *order_id, int64_t now_ms,
                                      struct order *order)
{
    enum order_status status = ORDER_PENDING;
    char now[ORDER_TIME_SIZE];
    int tries;

    order_time_format(now_ms, now);
    for (tries = 0; tries < CANCEL_TRIES_MAX; tries++) {
        struct order_change change = { .order_id = order_id };

        if (!cancel_change(status, now, &change)) return cancel_outcome(order);
        switch (store->update(store->self, &change, order)) {
        case ORDER_STORE_OK: return status == ORDER_PAYMENT_PENDING ? ORDER_CANCEL_NOTED : ORDER_CANCEL_DONE;
        case ORDER_STORE_CONFLICT: status = order->status; break;
        case ORDER_STORE_NOT_FOUND: return ORDER_CANCEL_NOT_FOUND;
        case ORDER_STORE_THROTTLED:
        case ORDER_STORE_UNAVAILABLE: return ORDER_CANCEL_UNAVAILABLE;
        }
    }
    return ORDER_CANCEL_UNAVAILABLE;
}
