/* Processing an order. Each step: find the order, see what its status leaves to do, ask the outside, write the outcome
 * over the status that was seen. */
#include "app/orders/order_steps.h"

#include <stdio.h>
#include <string.h>

#include "app/orders/order_message.h"

const char *order_step_error_name(enum order_step_result result)
{
    switch (result) {
    case ORDER_STEP_DONE: return "";
    case ORDER_STEP_NOT_FOUND: return "OrderNotFound";
    case ORDER_STEP_WRONG_STATE: return "OrderStateInvalid";
    case ORDER_STEP_PAYMENT_DECLINED: return "PaymentDeclined";
    case ORDER_STEP_PAYMENT_UNAVAILABLE: return "PaymentUnavailable";
    case ORDER_STEP_SHIPMENT_REFUSED: return "ShipmentRefused";
    case ORDER_STEP_SHIPMENT_UNAVAILABLE: return "ShipmentUnavailable";
    case ORDER_STEP_NOTIFIER_UNAVAILABLE: return "NotificationUnavailable";
    case ORDER_STEP_STORE_UNAVAILABLE: return "StoreUnavailable";
    }
    return "";
}

static enum order_step_result steps_find(const struct order_store *store, const char *order_id, struct order *order)
{
    switch (store->find(store->self, order_id, order)) {
    case ORDER_STORE_OK: return ORDER_STEP_DONE;
    case ORDER_STORE_NOT_FOUND: return ORDER_STEP_NOT_FOUND;
    case ORDER_STORE_CONFLICT:
    case ORDER_STORE_UNAVAILABLE: break;
    }
    return ORDER_STEP_STORE_UNAVAILABLE;
}

/* Writes a change and reads the order back, which also shows what another run of the same step wrote meanwhile. */
static enum order_step_result steps_write(const struct order_store *store, const struct order_change *change,
                                          struct order *order)
{
    enum order_store_result result = store->update(store->self, change);

    if (result != ORDER_STORE_OK && result != ORDER_STORE_CONFLICT) return ORDER_STEP_STORE_UNAVAILABLE;
    return steps_find(store, change->order_id, order);
}

/* --- payment -------------------------------------------------------------------------------------------------- */

/* What an order's status says about its payment. */
static enum order_step_result steps_payment_outcome(const struct order *order)
{
    switch (order->status) {
    case ORDER_PAYMENT_PROCESSED:
    case ORDER_SHIPPED:
    case ORDER_SHIPMENT_FAILED: return ORDER_STEP_DONE;
    case ORDER_PAYMENT_FAILED: return ORDER_STEP_PAYMENT_DECLINED;
    case ORDER_PENDING:
    case ORDER_FAILED: break;
    }
    return ORDER_STEP_WRONG_STATE;
}

enum order_step_result order_step_pay(const struct order_store *store, const struct order_payments *payments,
                                      const char *order_id, int64_t now_ms, struct order *order)
{
    enum order_step_result result = steps_find(store, order_id, order);
    struct order_change change = { .order_id = order_id, .from = ORDER_PENDING };
    struct order_payment payment = { 0 };
    char now[ORDER_TIME_SIZE];

    if (result != ORDER_STEP_DONE) return result;
    if (order->status != ORDER_PENDING) return steps_payment_outcome(order);

    order_time_format(now_ms, now);
    switch (payments->charge(payments->self, order, &payment)) {
    case ORDER_PAYMENT_ACCEPTED:
        change.to = ORDER_PAYMENT_PROCESSED;
        change.texts[0].name = "transactionId", change.texts[0].value = payment.transaction_id;
        change.texts[1].name = "paymentDate", change.texts[1].value = now;
        break;
    case ORDER_PAYMENT_DECLINED:
        change.to = ORDER_PAYMENT_FAILED;
        change.texts[0].name = "failureReason", change.texts[0].value = payment.reason;
        break;
    case ORDER_PAYMENT_UNAVAILABLE: return ORDER_STEP_PAYMENT_UNAVAILABLE;
    }
    result = steps_write(store, &change, order);
    return result == ORDER_STEP_DONE ? steps_payment_outcome(order) : result;
}

/* --- shipment ------------------------------------------------------------------------------------------------- */

static enum order_step_result steps_shipment_outcome(const struct order *order)
{
    if (order->status == ORDER_SHIPPED) return ORDER_STEP_DONE;
    return order->status == ORDER_SHIPMENT_FAILED ? ORDER_STEP_SHIPMENT_REFUSED : ORDER_STEP_WRONG_STATE;
}

enum order_step_result order_step_ship(const struct order_store *store, const struct order_shipments *shipments,
                                       const char *order_id, int64_t now_ms, struct order *order)
{
    enum order_step_result result = steps_find(store, order_id, order);
    struct order_change change = { .order_id = order_id, .from = ORDER_PAYMENT_PROCESSED };
    struct order_shipment shipment = { 0 };
    char now[ORDER_TIME_SIZE];

    if (result != ORDER_STEP_DONE) return result;
    if (order->status != ORDER_PAYMENT_PROCESSED) return steps_shipment_outcome(order);

    order_time_format(now_ms, now);
    switch (shipments->arrange(shipments->self, order, &shipment)) {
    case ORDER_SHIPMENT_ACCEPTED:
        change.to = ORDER_SHIPPED;
        change.texts[0].name = "trackingNumber", change.texts[0].value = shipment.tracking_number;
        change.texts[1].name = "carrier", change.texts[1].value = shipment.carrier;
        change.texts[2].name = "shipmentDate", change.texts[2].value = now;
        change.texts[3].name = "deliveryDate", change.texts[3].value = shipment.delivery_date;
        break;
    case ORDER_SHIPMENT_REFUSED:
        change.to = ORDER_SHIPMENT_FAILED;
        change.texts[0].name = "failureReason", change.texts[0].value = shipment.reason;
        break;
    case ORDER_SHIPMENT_UNAVAILABLE: return ORDER_STEP_SHIPMENT_UNAVAILABLE;
    }
    result = steps_write(store, &change, order);
    return result == ORDER_STEP_DONE ? steps_shipment_outcome(order) : result;
}

/* --- notification --------------------------------------------------------------------------------------------- */

enum order_step_result order_step_notify(const struct order_store *store, const struct order_notifier *notifier,
                                         const char *order_id, int64_t now_ms, struct order *order)
{
    enum order_step_result result = steps_find(store, order_id, order);
    char now[ORDER_TIME_SIZE], subject[ORDER_SUBJECT_SIZE], id[ORDER_CODE_SIZE], body[ORDER_MESSAGE_SIZE];
    struct order_change change = {
        .order_id = order_id,
        .from = ORDER_SHIPPED,
        .to = ORDER_SHIPPED,
        .absent = "notificationId",
        .texts = { { "notificationId", id }, { "notifiedAt", now } },
    };

    if (result != ORDER_STEP_DONE) return result;
    if (order->status != ORDER_SHIPPED) return ORDER_STEP_WRONG_STATE;
    if (*order->notification_id) return ORDER_STEP_DONE;

    order_time_format(now_ms, now);
    order_message_write(order, subject, body);
    if (!notifier->publish(notifier->self, order, subject, body, id)) return ORDER_STEP_NOTIFIER_UNAVAILABLE;
    return steps_write(store, &change, order);
}

/* --- giving up ------------------------------------------------------------------------------------------------ */

enum order_step_result order_step_give_up(const struct order_store *store, const char *order_id, const char *reason,
                                          struct order *order)
{
    enum order_step_result result = steps_find(store, order_id, order);
    struct order_change change = { .order_id = order_id, .texts = { { "failureReason", reason } } };

    if (result != ORDER_STEP_DONE) return result;
    if (order->status != ORDER_PENDING && order->status != ORDER_PAYMENT_PROCESSED) return ORDER_STEP_DONE;
    change.from = order->status;
    change.to = order->status == ORDER_PENDING ? ORDER_PAYMENT_FAILED : ORDER_SHIPMENT_FAILED;
    return steps_write(store, &change, order);
}
