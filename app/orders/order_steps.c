/* Processing an order. A step that asks a partner is a row: the status it starts from, the one it takes the order to,
 * and how it asks; the order's status after the take, or after another's write, says what is left to do. */
#include "app/orders/order_steps.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "app/orders/order_message.h"

const char *order_step_error_name(enum order_step_result result)
{
    switch (result) {
    case ORDER_STEP_DONE: return "";
    case ORDER_STEP_NOT_FOUND: return "OrderNotFound";
    case ORDER_STEP_WRONG_STATE: return "OrderStateInvalid";
    case ORDER_STEP_CANCELLED: return "OrderCancelled";
    case ORDER_STEP_PAYMENT_DECLINED: return "PaymentDeclined";
    case ORDER_STEP_REFUND_DUE: return "RefundDue";
    case ORDER_STEP_PAYMENT_UNAVAILABLE: return "PaymentUnavailable";
    case ORDER_STEP_SHIPMENT_UNAVAILABLE: return "ShipmentUnavailable";
    case ORDER_STEP_REFUND_UNAVAILABLE: return "RefundUnavailable";
    case ORDER_STEP_NOTIFIER_UNAVAILABLE: return "NotificationUnavailable";
    case ORDER_STEP_STORE_UNAVAILABLE: return "StoreUnavailable";
    case ORDER_STEP_STORE_THROTTLED: return "StoreThrottled";
    }
    return "";
}

/* OK and CONFLICT both leave the order as it stands; its status says the rest. */
static enum order_step_result steps_seen(enum order_store_result result)
{
    switch (result) {
    case ORDER_STORE_OK:
    case ORDER_STORE_CONFLICT: return ORDER_STEP_DONE;
    case ORDER_STORE_NOT_FOUND: return ORDER_STEP_NOT_FOUND;
    case ORDER_STORE_THROTTLED: return ORDER_STEP_STORE_THROTTLED;
    case ORDER_STORE_UNAVAILABLE: break;
    }
    return ORDER_STEP_STORE_UNAVAILABLE;
}

static enum order_step_result steps_write(const struct order_process *process, const struct order_change *change,
                                          struct order *order)
{
    return steps_seen(process->store.update(process->store.self, change, order));
}

static void change_text(struct order_change *change, const char *name, const char *value)
{
    int i = 0;

    while (i < ORDER_CHANGE_TEXTS_MAX && change->texts[i].name) i++;
    assert(i < ORDER_CHANGE_TEXTS_MAX);
    change->texts[i].name = name;
    change->texts[i].value = value;
}

/* --- payment -------------------------------------------------------------------------------------------------- */

enum { PAY_PAUSE_MS = 20, PAY_PAUSE_MS_MAX = 320 };

/* What an order's status says about its payment, PAYMENT_PENDING left aside. */
static enum order_step_result pay_outcome(const struct order *order)
{
    switch (order->status) {
    case ORDER_PAYMENT_PROCESSED:
    case ORDER_SHIPMENT_PENDING:
    case ORDER_SHIPPED: return ORDER_STEP_DONE;
    case ORDER_PAYMENT_FAILED: return ORDER_STEP_PAYMENT_DECLINED;
    case ORDER_REFUND_PENDING:
    case ORDER_REFUNDED: return ORDER_STEP_REFUND_DUE;
    case ORDER_CANCELLED: return ORDER_STEP_CANCELLED;
    case ORDER_PENDING:
    case ORDER_PAYMENT_PENDING: break;
    }
    return ORDER_STEP_WRONG_STATE;
}

/* Charges, and believes nothing but a charge until the partner's records were asked. */
static enum order_partner_result pay_charge(const struct order_process *process, const struct order *order,
                                            struct order_payment *payment)
{
    const struct order_payments *payments = &process->payments;
    enum order_partner_result said = payments->charge(payments->self, order, payment), found;

    if (said == ORDER_PARTNER_DONE) return said;
    found = payments->look_up(payments->self, order, payment);
    if (found == ORDER_PARTNER_DONE) return found;
    return said == ORDER_PARTNER_REFUSED && found == ORDER_PARTNER_NOTHING ? said : ORDER_PARTNER_UNKNOWN;
}

static bool steps_tell(const struct order_process *process, const struct order *order, char id[ORDER_CODE_SIZE])
{
    struct order_message_text *text = calloc(1, sizeof *text);
    struct order_message message;
    bool is_told;

    if (!text) abort();
    order_message_write(order, text);
    message = (struct order_message){ text->subject, text->body, text->brief };
    is_told = process->notifier.publish(process->notifier.self, order, &message, id);
    free(text);
    return is_told;
}

static enum order_step_result pay_finish(const struct order_process *process, const struct order_payment *payment,
                                         enum order_partner_result result, struct order *order)
{
    struct order_change change = { .order_id = order->id, .from = ORDER_PAYMENT_PENDING };
    enum order_step_result written;
    char now[ORDER_TIME_SIZE];

    order_time_format(process->now_ms, now);
    if (result == ORDER_PARTNER_DONE) {
        change.to = ORDER_PAYMENT_PROCESSED;
        change_text(&change, "transactionId", payment->transaction_id);
        change_text(&change, "paymentDate", now);
    } else {
        change.to = ORDER_PAYMENT_FAILED;
        change_text(&change, "failedAt", now);
        change_text(&change, "failureReason", payment->reason);
        change_text(&change, "notifiedBy", process->run);
    }
    written = steps_write(process, &change, order);
    return written == ORDER_STEP_DONE ? pay_outcome(order) : written;
}

/* Takes the order to be paid, once it is there. Looking for it is cheaper than trying to write it. */
static enum order_store_result pay_take(const struct order_process *process, const char *order_id, struct order *order)
{
    const struct order_change take = { .order_id = order_id, .from = ORDER_PENDING, .to = ORDER_PAYMENT_PENDING };
    const struct order_store *store = &process->store;
    enum order_store_result result = store->update(store->self, &take, order), found = result;
    unsigned pause_ms = PAY_PAUSE_MS;

    for (; found == ORDER_STORE_NOT_FOUND && pause_ms <= PAY_PAUSE_MS_MAX; pause_ms *= 2) {
        process->pause(pause_ms);
        found = store->find(store->self, order_id, order);
    }
    return result != ORDER_STORE_NOT_FOUND || found == ORDER_STORE_NOT_FOUND ? result
                                                                             : store->update(store->self, &take, order);
}

enum order_step_result order_step_pay(const struct order_process *process, const char *order_id, struct order *order)
{
    enum order_store_result taken = pay_take(process, order_id, order);
    enum order_step_result seen = steps_seen(taken);
    struct order_payment payment = { 0 };
    char id[ORDER_CODE_SIZE];
    enum order_partner_result result;

    if (seen != ORDER_STEP_DONE) return seen;
    if (order->status != ORDER_PAYMENT_PENDING) return pay_outcome(order);
    /* a message that is lost here is not sent again: the order's end will be told in any case */
    if (taken == ORDER_STORE_OK) steps_tell(process, order, id);
    result = pay_charge(process, order, &payment);
    if (result == ORDER_PARTNER_UNKNOWN) return ORDER_STEP_PAYMENT_UNAVAILABLE;
    return pay_finish(process, &payment, result, order);
}

/* --- shipment ------------------------------------------------------------------------------------------------- */

static enum order_step_result ship_outcome(const struct order *order)
{
    switch (order->status) {
    case ORDER_SHIPPED: return ORDER_STEP_DONE;
    case ORDER_REFUND_PENDING:
    case ORDER_REFUNDED: return ORDER_STEP_REFUND_DUE;
    case ORDER_PENDING:
    case ORDER_PAYMENT_PENDING:
    case ORDER_PAYMENT_PROCESSED:
    case ORDER_SHIPMENT_PENDING:
    case ORDER_PAYMENT_FAILED:
    case ORDER_CANCELLED: break;
    }
    return ORDER_STEP_WRONG_STATE;
}

static enum order_partner_result ship_arrange(const struct order_process *process, const struct order *order,
                                              struct order_shipment *shipment)
{
    const struct order_shipments *shipments = &process->shipments;
    enum order_partner_result said = shipments->arrange(shipments->self, order, shipment), found;

    if (said == ORDER_PARTNER_DONE) return said;
    found = shipments->look_up(shipments->self, order, shipment);
    if (found == ORDER_PARTNER_DONE) return found;
    return said == ORDER_PARTNER_REFUSED && found == ORDER_PARTNER_NOTHING ? said : ORDER_PARTNER_UNKNOWN;
}

/* Ends a paid order that is not sent; whoever paid it back tells the customer. */
static enum order_step_result ship_give_back(const struct order_process *process, const char *reason,
                                             struct order *order)
{
    struct order_change change = { .order_id = order->id, .from = order->status, .to = ORDER_REFUND_PENDING };
    enum order_step_result written;
    char now[ORDER_TIME_SIZE];

    order_time_format(process->now_ms, now);
    change_text(&change, "failedAt", now);
    change_text(&change, "failureReason", reason);
    written = steps_write(process, &change, order);
    return written == ORDER_STEP_DONE ? ship_outcome(order) : written;
}

static enum order_step_result ship_finish(const struct order_process *process, const struct order_shipment *shipment,
                                          struct order *order)
{
    struct order_change change = { .order_id = order->id, .from = ORDER_SHIPMENT_PENDING, .to = ORDER_SHIPPED };
    enum order_step_result written;
    char now[ORDER_TIME_SIZE];

    order_time_format(process->now_ms, now);
    change_text(&change, "trackingNumber", shipment->tracking_number);
    if (*shipment->carrier) change_text(&change, "carrier", shipment->carrier);
    change_text(&change, "shipmentDate", now);
    if (*shipment->delivery_date) change_text(&change, "deliveryDate", shipment->delivery_date);
    change_text(&change, "notifiedBy", process->run);
    written = steps_write(process, &change, order);
    return written == ORDER_STEP_DONE ? ship_outcome(order) : written;
}

enum order_step_result order_step_ship(const struct order_process *process, const char *order_id, struct order *order)
{
    struct order_change take = {
        .order_id = order_id,
        .from = ORDER_PAYMENT_PROCESSED,
        .to = ORDER_SHIPMENT_PENDING,
        .absent = "cancelledAt",
    };
    enum order_step_result seen = steps_write(process, &take, order);
    struct order_shipment shipment = { 0 };

    if (seen != ORDER_STEP_DONE) return seen;
    if (order->status == ORDER_PAYMENT_PROCESSED && *order->cancelled_at)
        return ship_give_back(process, "The order was cancelled.", order);
    if (order->status != ORDER_SHIPMENT_PENDING) return ship_outcome(order);
    switch (ship_arrange(process, order, &shipment)) {
    case ORDER_PARTNER_DONE: return ship_finish(process, &shipment, order);
    case ORDER_PARTNER_REFUSED: return ship_give_back(process, shipment.reason, order);
    case ORDER_PARTNER_NOTHING:
    case ORDER_PARTNER_UNKNOWN: break;
    }
    return ORDER_STEP_SHIPMENT_UNAVAILABLE;
}

/* --- refund --------------------------------------------------------------------------------------------------- */

static enum order_step_result steps_find(const struct order_process *process, const char *order_id, struct order *order)
{
    return steps_seen(process->store.find(process->store.self, order_id, order));
}

static enum order_step_result refund_outcome(const struct order *order)
{
    return order->status == ORDER_REFUNDED ? ORDER_STEP_DONE : ORDER_STEP_WRONG_STATE;
}

enum order_step_result order_step_refund(const struct order_process *process, const char *order_id, struct order *order)
{
    struct order_change change = { .order_id = order_id, .from = ORDER_REFUND_PENDING, .to = ORDER_REFUNDED };
    enum order_step_result result = steps_find(process, order_id, order);
    struct order_refund refund = { 0 };
    char now[ORDER_TIME_SIZE];

    if (result != ORDER_STEP_DONE) return result;
    if (order->status != ORDER_REFUND_PENDING) return refund_outcome(order);
    if (process->payments.refund(process->payments.self, order, &refund) != ORDER_PARTNER_DONE)
        return ORDER_STEP_REFUND_UNAVAILABLE;
    order_time_format(process->now_ms, now);
    change_text(&change, "refundId", refund.refund_id);
    change_text(&change, "refundDate", now);
    change_text(&change, "notifiedBy", process->run);
    result = steps_write(process, &change, order);
    return result == ORDER_STEP_DONE ? refund_outcome(order) : result;
}

/* --- notification --------------------------------------------------------------------------------------------- */

static bool notify_is_due(const struct order *order)
{
    return order->status == ORDER_SHIPPED || order->status == ORDER_PAYMENT_FAILED || order->status == ORDER_REFUNDED;
}

enum order_step_result order_step_notify(const struct order_process *process, const char *order_id, struct order *order,
                                         char notification_id[ORDER_CODE_SIZE])
{
    enum order_step_result result = steps_find(process, order_id, order);

    notification_id[0] = '\0';
    if (result != ORDER_STEP_DONE) return result;
    if (!notify_is_due(order)) return ORDER_STEP_WRONG_STATE;
    if (*order->notified_by && strcmp(order->notified_by, process->run)) return ORDER_STEP_DONE;
    return steps_tell(process, order, notification_id) ? ORDER_STEP_DONE : ORDER_STEP_NOTIFIER_UNAVAILABLE;
}

enum order_step_result order_step_release(const struct order_process *process, const char *order_id,
                                          struct order *order)
{
    enum order_step_result result = steps_find(process, order_id, order);
    struct order_change change = { .order_id = order_id };

    if (result != ORDER_STEP_DONE) return result;
    if (strcmp(order->notified_by, process->run)) return ORDER_STEP_DONE;
    change.from = change.to = order->status;
    change_text(&change, "notifiedBy", "");
    return steps_write(process, &change, order);
}
