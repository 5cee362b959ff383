/* The steps of processing an order, as a workflow calls them.
 *
 * Input:  {"step": "process_payment" | "arrange_shipment" | "refund_payment" | "send_notification" |
 *          "release_notification", "orderId": "…", "run"?: what names the run of the workflow}
 * Output: {"orderId", "status", and what the order has of transactionId, trackingNumber, carrier …,
 *          "notificationId"? of send_notification}
 * Errors: the names of order_step_error_name, and InvalidInput. Those that end in "Unavailable" or "Throttled" are
 * worth another try. */
#ifndef APP_FUNCTIONS_PROCESS_ORDER_PROCESS_ORDER_H
#define APP_FUNCTIONS_PROCESS_ORDER_PROCESS_ORDER_H

#include "app/functions/runtime/function_loop.h"
#include "app/orders/order_steps.h"

struct process_order {
    struct order_process process; /* without time and run, which each event sets */
    int64_t (*now)(void);         /* milliseconds since the epoch */
};

/* The handler of the function; `self` is a struct process_order. */
void process_order_handle(void *self, const struct function_event *event, struct function_answer *answer);

#endif
