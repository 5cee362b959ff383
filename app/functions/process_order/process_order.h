/* The steps of processing an order, as a workflow calls them.
 *
 * Input:  {"step": "process_payment" | "arrange_shipment" | "send_notification" | "record_failure", "orderId": "…",
 *          "reason"?: "…" (of record_failure)}
 * Output: {"orderId", "status", and what the order has of transactionId, trackingNumber, carrier, notificationId …}
 * Errors: the names of order_step_error_name, and InvalidInput. Those that end in "Unavailable" are worth another
 * try. */
#ifndef APP_FUNCTIONS_PROCESS_ORDER_PROCESS_ORDER_H
#define APP_FUNCTIONS_PROCESS_ORDER_PROCESS_ORDER_H

#include "app/functions/runtime/function_loop.h"
#include "app/orders/order_ports.h"

struct process_order {
    struct order_store store;
    struct order_payments payments;
    struct order_shipments shipments;
    struct order_notifier notifier;
    int64_t (*now)(void); /* milliseconds since the epoch */
};

/* The handler of the function; `self` is a struct process_order. */
void process_order_handle(void *self, const struct function_event *event, struct function_answer *answer);

#endif
