/* Processing an order, in steps that a workflow calls one after the other and may repeat.
 *
 * Every step is idempotent: it looks at the order first and does nothing that is done, charges and sends under the
 * order's own id, so that the other side recognises a repetition, and writes only over the state that it started
 * from. */
#ifndef APP_ORDERS_ORDER_STEPS_H
#define APP_ORDERS_ORDER_STEPS_H

#include "app/orders/order_ports.h"

enum order_step_result {
    ORDER_STEP_DONE,
    ORDER_STEP_NOT_FOUND,            /* no such order */
    ORDER_STEP_WRONG_STATE,          /* the order is not ready for the step, or has failed */
    ORDER_STEP_PAYMENT_DECLINED,     /* for good; the order is PAYMENT_FAILED */
    ORDER_STEP_PAYMENT_UNAVAILABLE,  /* try again */
    ORDER_STEP_SHIPMENT_REFUSED,     /* for good; the order is SHIPMENT_FAILED */
    ORDER_STEP_SHIPMENT_UNAVAILABLE, /* try again */
    ORDER_STEP_NOTIFIER_UNAVAILABLE, /* try again */
    ORDER_STEP_STORE_UNAVAILABLE,    /* try again */
};

/* The name of a failure as a workflow matches it: "PaymentDeclined". */
const char *order_step_error_name(enum order_step_result result);

/* All steps leave the order as they found or made it in `order`, also when they fail where one was found. */

/* PENDING -> PAYMENT_PROCESSED with transactionId and paymentDate; declined: PAYMENT_FAILED with failureReason. */
enum order_step_result order_step_pay(const struct order_store *store, const struct order_payments *payments,
                                      const char *order_id, int64_t now_ms, struct order *order);

/* PAYMENT_PROCESSED -> SHIPPED with trackingNumber, carrier, shipmentDate, deliveryDate; refused: SHIPMENT_FAILED. */
enum order_step_result order_step_ship(const struct order_store *store, const struct order_shipments *shipments,
                                       const char *order_id, int64_t now_ms, struct order *order);

/* Tells the customer about a SHIPPED order and records notificationId and notifiedAt. A repetition after the record
 * says nothing twice; one after a publication whose record was lost does, since silence would be worse. */
enum order_step_result order_step_notify(const struct order_store *store, const struct order_notifier *notifier,
                                         const char *order_id, int64_t now_ms, struct order *order);

/* Ends an order that its workflow gave up: PENDING -> PAYMENT_FAILED, PAYMENT_PROCESSED -> SHIPMENT_FAILED, with the
 * reason. Any other state is left as it is. */
enum order_step_result order_step_give_up(const struct order_store *store, const char *order_id, const char *reason,
                                          struct order *order);

#endif
