/* Processing an order, in steps that a workflow calls one after the other and may repeat.
 *
 * Every step may be repeated and may run beside another run of itself: it takes the order by a write over the status
 * that it starts from, asks the partner under the order's own id, under which the partner does its work once, and
 * writes the outcome over the status that it took. What a partner did is never guessed: only a refusal ends an order,
 * and only where the partner's records have nothing under the key; whatever is not known is asked for again. */
#ifndef APP_ORDERS_ORDER_STEPS_H
#define APP_ORDERS_ORDER_STEPS_H

#include "app/orders/order_ports.h"

enum order_step_result {
    ORDER_STEP_DONE,
    ORDER_STEP_NOT_FOUND,            /* no such order, or not yet */
    ORDER_STEP_WRONG_STATE,          /* the order is not ready for the step */
    ORDER_STEP_CANCELLED,            /* for good, and never charged */
    ORDER_STEP_PAYMENT_DECLINED,     /* for good; the order is PAYMENT_FAILED */
    ORDER_STEP_REFUND_DUE,           /* it is not sent; the order is REFUND_PENDING or REFUNDED */
    ORDER_STEP_PAYMENT_UNAVAILABLE,  /* try again */
    ORDER_STEP_SHIPMENT_UNAVAILABLE, /* try again */
    ORDER_STEP_REFUND_UNAVAILABLE,   /* try again */
    ORDER_STEP_NOTIFIER_UNAVAILABLE, /* try again */
    ORDER_STEP_STORE_UNAVAILABLE,    /* try again */
    ORDER_STEP_STORE_THROTTLED,      /* try again, later */
};

/* The name of a failure as a workflow matches it: "PaymentDeclined". */
const char *order_step_error_name(enum order_step_result result);

/* What the steps work with. `run` names the run of the workflow. */
struct order_process {
    struct order_store store;
    struct order_payments payments;
    struct order_shipments shipments;
    struct order_notifier notifier;
    int64_t now_ms;
    const char *run;
    void (*pause)(unsigned milliseconds);
};

/* All steps leave the order as they found or made it in `order`, also when they fail where one was found. */

/* A message may come before its order is stored (order_place.h): the step waits for it for a moment, and is worth
 * repeating for a minute.
 *
 * PENDING -> PAYMENT_PENDING, which the customer is told; -> PAYMENT_PROCESSED with transactionId and paymentDate, or
 * declined PAYMENT_FAILED with failedAt and failureReason. */
enum order_step_result order_step_pay(const struct order_process *process, const char *order_id, struct order *order);

/* PAYMENT_PROCESSED -> SHIPMENT_PENDING -> SHIPPED with trackingNumber, carrier, shipmentDate and deliveryDate, or
 * REFUND_PENDING with failedAt and failureReason where the shipment is refused or the order was cancelled. */
enum order_step_result order_step_ship(const struct order_process *process, const char *order_id, struct order *order);

/* REFUND_PENDING -> REFUNDED with refundId and refundDate. */
enum order_step_result order_step_refund(const struct order_process *process, const char *order_id,
                                         struct order *order);

/* Tells the customer how the order ended: SHIPPED, PAYMENT_FAILED or REFUNDED. The write that ended it names the run
 * that is to tell; another run's leaves it alone. `notification_id` gets the message's, "" where none was sent. */
enum order_step_result order_step_notify(const struct order_process *process, const char *order_id, struct order *order,
                                         char notification_id[ORDER_CODE_SIZE]);

/* Lets any later run tell the customer, where this one could not. */
enum order_step_result order_step_release(const struct order_process *process, const char *order_id,
                                          struct order *order);

#endif
