/* The use cases: taking an order, and the steps of its processing, against a world in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/orders/order_cancel.h"
#include "app/orders/order_place.h"
#include "app/orders/order_steps.h"
#include "tests/support/app/order_world.h"

static const char id[] = "6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001";

struct fixture {
    struct order_world world;
    struct order_process process;
    struct order_queue queue;
    struct order order;
    char notification_id[ORDER_CODE_SIZE];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    if (!f) return -1;
    f->process.store = order_world_store(&f->world);
    f->process.payments = order_world_payments(&f->world);
    f->process.shipments = order_world_shipments(&f->world);
    f->process.notifier = order_world_notifier(&f->world);
    f->process.now_ms = order_world_now();
    f->process.run = "run-1";
    f->process.pause = order_world_pause;
    f->queue = order_world_queue(&f->world);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    free(*state);
    return 0;
}

static enum order_step_result pay(struct fixture *f)
{
    return order_step_pay(&f->process, id, &f->order);
}

static enum order_step_result ship(struct fixture *f)
{
    return order_step_ship(&f->process, id, &f->order);
}

static enum order_step_result refund(struct fixture *f)
{
    return order_step_refund(&f->process, id, &f->order);
}

static enum order_step_result notify(struct fixture *f)
{
    return order_step_notify(&f->process, id, &f->order, f->notification_id);
}

static enum order_cancel_result cancel(struct fixture *f)
{
    return order_cancel(&f->process.store, id, order_world_now(), &f->order);
}

/* --- placing -------------------------------------------------------------------------------------------------- */

static enum order_place_result place(struct fixture *f)
{
    order_id_new(f->order.id);
    return order_place(&f->process.store, &f->queue, &f->order, order_world_now());
}

static void placing_queues_and_stores(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(place(f), ORDER_PLACED);
    assert_true(order_id_is_valid(f->order.id));
    assert_int_equal(f->order.id[14], '4');
    assert_string_equal(f->order.date, "2026-01-31T12:00:00.123Z");
    assert_int_equal(f->world.orders[0].status, ORDER_PENDING);
    assert_int_equal(f->world.sends, 1);
    assert_int_equal(f->world.updates, 0);
}

static void an_order_is_not_stored_without_its_message(void **state)
{
    struct fixture *f = *state;

    f->world.send_fails = true;
    assert_int_equal(place(f), ORDER_NOT_QUEUED);
    assert_int_equal(f->world.inserts, 0);
}

static void an_order_that_may_be_stored_has_its_message(void **state)
{
    struct fixture *f = *state;

    f->world.store_is_down = true;
    assert_int_equal(place(f), ORDER_NOT_STORED);
    assert_int_equal(f->world.sends, 1);
}

static void the_same_order_again_is_the_one_that_stands(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);

    f->order = *stored;
    stored->status = ORDER_SHIPPED;
    f->order.items[0].price_cents++; /* it was priced anew meanwhile */
    assert_int_equal(order_place(&f->process.store, &f->queue, &f->order, order_world_now()), ORDER_PLACED_BEFORE);
    assert_int_equal(f->order.status, ORDER_SHIPPED);
    f->order.items[0].quantity++;
    assert_int_equal(order_place(&f->process.store, &f->queue, &f->order, order_world_now()), ORDER_ID_TAKEN);
    assert_int_equal(f->world.order_count, 1);
}

/* --- cancelling ----------------------------------------------------------------------------------------------- */

static void cancelling_depends_on_the_state(void **state)
{
    static const struct {
        enum order_status from, to;
        enum order_cancel_result result;
    } rows[] = {
        { ORDER_PENDING, ORDER_CANCELLED, ORDER_CANCEL_DONE },
        { ORDER_PAYMENT_PENDING, ORDER_PAYMENT_PENDING, ORDER_CANCEL_NOTED },
        { ORDER_PAYMENT_PROCESSED, ORDER_REFUND_PENDING, ORDER_CANCEL_DONE },
        { ORDER_SHIPMENT_PENDING, ORDER_SHIPMENT_PENDING, ORDER_CANCEL_TOO_LATE },
        { ORDER_SHIPPED, ORDER_SHIPPED, ORDER_CANCEL_TOO_LATE },
        { ORDER_PAYMENT_FAILED, ORDER_PAYMENT_FAILED, ORDER_CANCEL_TOO_LATE },
        { ORDER_REFUND_PENDING, ORDER_REFUND_PENDING, ORDER_CANCEL_DONE },
        { ORDER_REFUNDED, ORDER_REFUNDED, ORDER_CANCEL_DONE },
        { ORDER_CANCELLED, ORDER_CANCELLED, ORDER_CANCEL_DONE },
    };
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool is_changed = i < 3;

        stored->status = rows[i].from;
        stored->cancelled_at[0] = '\0';
        assert_int_equal(cancel(f), rows[i].result);
        assert_int_equal(stored->status, rows[i].to);
        assert_int_equal(f->order.status, rows[i].to);
        assert_string_equal(stored->cancelled_at, is_changed ? "2026-01-31T12:00:00.123Z" : "");
    }
}

static void cancelling_what_is_not_there(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(cancel(f), ORDER_CANCEL_NOT_FOUND);
    f->world.store_throttles = true;
    assert_int_equal(cancel(f), ORDER_CANCEL_UNAVAILABLE);
}

static void an_order_cancelled_while_it_is_paid_is_paid_back(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PAYMENT_PENDING);

    assert_int_equal(cancel(f), ORDER_CANCEL_NOTED);
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(ship(f), ORDER_STEP_REFUND_DUE);
    assert_int_equal(f->world.shipments, 0);
    assert_int_equal(stored->status, ORDER_REFUND_PENDING);
    assert_string_equal(stored->failure_reason, "The order was cancelled.");
    assert_int_equal(refund(f), ORDER_STEP_DONE);
    assert_int_equal(stored->status, ORDER_REFUNDED);
    assert_string_equal(stored->refund_id, "RF-6f1ed002");
}

/* --- paying --------------------------------------------------------------------------------------------------- */

static void paying_writes_the_transaction(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);

    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(stored->status, ORDER_PAYMENT_PROCESSED);
    assert_string_equal(stored->transaction_id, "TX-6f1ed002");
    assert_string_equal(stored->payment_date, "2026-01-31T12:00:00.123Z");
    assert_string_equal(f->order.transaction_id, "TX-6f1ed002");
    assert_int_equal(f->world.finds, 0);
    assert_int_equal(f->world.updates, 2);
    assert_int_equal(f->world.look_ups, 0);
    assert_non_null(strstr(f->world.last_subject, "has been received"));
}

static void paying_again_charges_nothing(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_PENDING);
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.charges, 1);
    assert_int_equal(f->world.publications, 1);
}

static void a_declined_payment_ends_the_order(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);

    f->world.payment_result = ORDER_PARTNER_REFUSED;
    f->world.found_result = ORDER_PARTNER_NOTHING;
    assert_int_equal(pay(f), ORDER_STEP_PAYMENT_DECLINED);
    assert_int_equal(stored->status, ORDER_PAYMENT_FAILED);
    assert_string_equal(stored->failure_reason, "insufficient funds");
    assert_string_equal(stored->failed_at, "2026-01-31T12:00:00.123Z");
    assert_string_equal(stored->transaction_id, "");
    assert_int_equal(pay(f), ORDER_STEP_PAYMENT_DECLINED);
    assert_int_equal(f->world.charges, 1);
}

/* Whatever was answered, an order ends as what the payment system's records say, or does not end. */
static void what_is_not_known_is_asked_for(void **state)
{
    static const struct {
        enum order_partner_result said, found;
        enum order_step_result result;
        enum order_status status;
    } rows[] = {
        { ORDER_PARTNER_UNKNOWN, ORDER_PARTNER_DONE, ORDER_STEP_DONE, ORDER_PAYMENT_PROCESSED },
        { ORDER_PARTNER_REFUSED, ORDER_PARTNER_DONE, ORDER_STEP_DONE, ORDER_PAYMENT_PROCESSED },
        { ORDER_PARTNER_REFUSED, ORDER_PARTNER_UNKNOWN, ORDER_STEP_PAYMENT_UNAVAILABLE, ORDER_PAYMENT_PENDING },
        { ORDER_PARTNER_UNKNOWN, ORDER_PARTNER_NOTHING, ORDER_STEP_PAYMENT_UNAVAILABLE, ORDER_PAYMENT_PENDING },
        { ORDER_PARTNER_UNKNOWN, ORDER_PARTNER_UNKNOWN, ORDER_STEP_PAYMENT_UNAVAILABLE, ORDER_PAYMENT_PENDING },
    };
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        stored->status = ORDER_PENDING;
        f->world.payment_result = rows[i].said;
        f->world.found_result = rows[i].found;
        assert_int_equal(pay(f), rows[i].result);
        assert_int_equal(stored->status, rows[i].status);
    }
}

static void a_cancelled_order_is_never_charged(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_CANCELLED);
    assert_int_equal(pay(f), ORDER_STEP_CANCELLED);
    assert_int_equal(f->world.charges, 0);
}

static void no_order_no_payment(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(pay(f), ORDER_STEP_NOT_FOUND);
    f->world.store_is_down = true;
    assert_int_equal(pay(f), ORDER_STEP_STORE_UNAVAILABLE);
    f->world.store_throttles = true;
    assert_int_equal(pay(f), ORDER_STEP_STORE_THROTTLED);
    assert_int_equal(f->world.charges, 0);
}

static struct order_world *late_world;

static void store_meanwhile(unsigned milliseconds)
{
    if (milliseconds >= 40) order_world_add(late_world, id, ORDER_PENDING);
}

static void an_order_that_is_stored_a_moment_later_is_found(void **state)
{
    struct fixture *f = *state;

    late_world = &f->world;
    f->process.pause = store_meanwhile;
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.finds, 2);
    assert_int_equal(f->world.charges, 1);
}

static void a_lost_write_charges_under_the_same_key_again(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);

    f->world.updates_until_failure = 1;
    assert_int_equal(pay(f), ORDER_STEP_STORE_UNAVAILABLE);
    assert_int_equal(stored->status, ORDER_PAYMENT_PENDING);
    f->world.updates_until_failure = 0;
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.charges, 2);      /* the partner knows the order's id and charges once */
    assert_int_equal(f->world.publications, 1); /* it was told as received before */
}

static void another_run_that_was_quicker_is_believed(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_PENDING);
    f->world.is_changed_meanwhile = true;
    f->world.status_meanwhile = ORDER_SHIPPED;
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(f->order.status, ORDER_SHIPPED);
}

static void a_message_that_cannot_be_sent_keeps_nobody_from_paying(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_PENDING);
    f->world.notifier_is_down = true;
    assert_int_equal(pay(f), ORDER_STEP_DONE);
}

/* --- shipping ------------------------------------------------------------------------------------------------- */

static void shipping_writes_the_shipment_once(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PAYMENT_PROCESSED);

    assert_int_equal(ship(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.finds, 0);
    assert_int_equal(f->world.updates, 2);
    assert_int_equal(ship(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.shipments, 1);
    assert_int_equal(stored->status, ORDER_SHIPPED);
    assert_string_equal(stored->tracking_number, "TR-6f1ed002");
    assert_string_equal(stored->carrier, "Carrier");
    assert_string_equal(stored->shipment_date, "2026-01-31T12:00:00.123Z");
    assert_string_equal(stored->delivery_date, "2026-02-03T00:00:00Z");
    assert_string_equal(stored->notified_by, "run-1");
}

static void an_unpaid_order_is_not_shipped(void **state)
{
    static const enum order_status unpaid[] = { ORDER_PENDING, ORDER_PAYMENT_PENDING, ORDER_PAYMENT_FAILED,
                                                ORDER_CANCELLED };
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);
    size_t i;

    for (i = 0; i < sizeof unpaid / sizeof *unpaid; i++) {
        stored->status = unpaid[i];
        assert_int_equal(ship(f), ORDER_STEP_WRONG_STATE);
    }
    assert_int_equal(f->world.shipments, 0);
}

static void a_refused_shipment_is_paid_back(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PAYMENT_PROCESSED);

    f->world.shipment_result = ORDER_PARTNER_UNKNOWN;
    f->world.found_result = ORDER_PARTNER_NOTHING;
    assert_int_equal(ship(f), ORDER_STEP_SHIPMENT_UNAVAILABLE);
    assert_int_equal(stored->status, ORDER_SHIPMENT_PENDING);
    f->world.shipment_result = ORDER_PARTNER_REFUSED;
    assert_int_equal(ship(f), ORDER_STEP_REFUND_DUE);
    assert_int_equal(stored->status, ORDER_REFUND_PENDING);
    assert_string_equal(stored->failure_reason, "no carrier");
    assert_int_equal(ship(f), ORDER_STEP_REFUND_DUE);
    assert_int_equal(f->world.shipments, 2);
    assert_int_equal(pay(f), ORDER_STEP_REFUND_DUE); /* so a redrive finds its way, too */
    assert_int_equal(f->world.charges, 0);
}

static void a_shipment_whose_answer_was_lost_is_found(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PAYMENT_PROCESSED);

    f->world.shipment_result = ORDER_PARTNER_REFUSED;
    f->world.found_result = ORDER_PARTNER_DONE;
    assert_int_equal(ship(f), ORDER_STEP_DONE);
    assert_string_equal(stored->tracking_number, "TR-6f1ed002");
}

/* --- paying back ---------------------------------------------------------------------------------------------- */

static void a_refund_is_asked_for_until_it_is_given(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_REFUND_PENDING);

    f->world.refund_result = ORDER_PARTNER_UNKNOWN;
    assert_int_equal(refund(f), ORDER_STEP_REFUND_UNAVAILABLE);
    assert_int_equal(stored->status, ORDER_REFUND_PENDING);
    f->world.refund_result = ORDER_PARTNER_DONE;
    assert_int_equal(refund(f), ORDER_STEP_DONE);
    assert_int_equal(refund(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.refunds, 2);
    assert_string_equal(stored->refund_date, "2026-01-31T12:00:00.123Z");
}

static void nothing_is_paid_back_that_is_not_due(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_SHIPPED);
    assert_int_equal(refund(f), ORDER_STEP_WRONG_STATE);
    assert_int_equal(f->world.refunds, 0);
}

/* --- notifying ------------------------------------------------------------------------------------------------ */

static void notifying_tells_everything(void **state)
{
    static const char *const parts[] = { "Ada Lovelace",
                                         id,
                                         "2 x Tea at $0.10 = $0.20",
                                         "1 x Cup at $0.20 = $0.20",
                                         "Total: $0.40",
                                         "1 Main Street",
                                         "London N1 1AA",
                                         "TR-1",
                                         "TX-1" };
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_SHIPPED);
    size_t i;

    strcpy(stored->tracking_number, "TR-1");
    strcpy(stored->transaction_id, "TX-1");
    strcpy(stored->carrier, "UPS");
    assert_int_equal(notify(f), ORDER_STEP_DONE);
    for (i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(f->world.last_body, parts[i])) fail_msg("no %s in: %s", parts[i], f->world.last_body);
    assert_string_equal(f->world.last_subject, "Your order 6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001 has been shipped");
    assert_string_equal(f->world.last_brief, "Your order 6f1ed002 has been shipped: UPS TR-1");
    assert_string_equal(f->notification_id, "message-6f1ed002");
    assert_int_equal(f->world.updates, 0);
}

static void each_end_has_its_words(void **state)
{
    static const struct {
        enum order_status status;
        const char *subject;
        const char *body;
    } rows[] = {
        { ORDER_SHIPPED, "has been shipped", "Tracking number: TR-1" },
        { ORDER_PAYMENT_FAILED, "could not be paid", "Why: no funds" },
        { ORDER_REFUNDED, "has been refunded", "Refund: RF-1" },
    };
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_SHIPPED);
    size_t i;

    strcpy(stored->tracking_number, "TR-1");
    strcpy(stored->failure_reason, "no funds");
    strcpy(stored->refund_id, "RF-1");
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        stored->status = rows[i].status;
        assert_int_equal(notify(f), ORDER_STEP_DONE);
        assert_non_null(strstr(f->world.last_subject, rows[i].subject));
        assert_non_null(strstr(f->world.last_body, rows[i].body));
    }
}

static void one_run_tells_the_end(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_SHIPPED);

    strcpy(stored->notified_by, "run-2");
    assert_int_equal(notify(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.publications, 0);
    strcpy(stored->notified_by, "run-1");
    f->world.notifier_is_down = true;
    assert_int_equal(notify(f), ORDER_STEP_NOTIFIER_UNAVAILABLE);
    assert_int_equal(order_step_release(&f->process, id, &f->order), ORDER_STEP_DONE);
    f->world.notifier_is_down = false;
    f->process.run = "run-3"; /* a redrive's */
    assert_int_equal(notify(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.publications, 2);
}

static void only_ends_are_told_of(void **state)
{
    static const enum order_status statuses[] = { ORDER_PENDING,           ORDER_PAYMENT_PENDING,
                                                  ORDER_PAYMENT_PROCESSED, ORDER_SHIPMENT_PENDING,
                                                  ORDER_REFUND_PENDING,    ORDER_CANCELLED };
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);
    size_t i;

    for (i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        stored->status = statuses[i];
        assert_int_equal(notify(f), ORDER_STEP_WRONG_STATE);
    }
    assert_int_equal(f->world.publications, 0);
}

static void the_largest_order_fits_its_message(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_SHIPPED);
    int i;

    for (i = 0; i < ORDER_ITEMS_MAX; i++) {
        memset(stored->items[i].name, 'n', sizeof stored->items[i].name - 1);
        stored->items[i].quantity = ORDER_QUANTITY_MAX;
        stored->items[i].price_cents = 9999999;
    }
    stored->item_count = ORDER_ITEMS_MAX;
    assert_int_equal(notify(f), ORDER_STEP_DONE);
    assert_non_null(strstr(f->world.last_body, "Thank you"));
}

/* --- history -------------------------------------------------------------------------------------------------- */

static void the_history_tells_the_states(void **state)
{
    struct order_event events[ORDER_HISTORY_MAX];
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);

    assert_int_equal(order_history(stored, events), 1);
    pay(f);
    f->world.shipment_result = ORDER_PARTNER_REFUSED;
    f->world.found_result = ORDER_PARTNER_NOTHING;
    ship(f);
    refund(f);
    assert_int_equal(order_history(stored, events), 4);
    assert_int_equal(events[1].status, ORDER_PAYMENT_PROCESSED);
    assert_int_equal(events[2].status, ORDER_REFUND_PENDING);
    assert_int_equal(events[3].status, ORDER_REFUNDED);
    assert_string_equal(events[3].at, stored->refund_date);
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(placing_queues_and_stores),
        WITH_WORLD(an_order_is_not_stored_without_its_message),
        WITH_WORLD(an_order_that_may_be_stored_has_its_message),
        WITH_WORLD(the_same_order_again_is_the_one_that_stands),
        WITH_WORLD(cancelling_depends_on_the_state),
        WITH_WORLD(cancelling_what_is_not_there),
        WITH_WORLD(an_order_cancelled_while_it_is_paid_is_paid_back),
        WITH_WORLD(paying_writes_the_transaction),
        WITH_WORLD(paying_again_charges_nothing),
        WITH_WORLD(a_declined_payment_ends_the_order),
        WITH_WORLD(what_is_not_known_is_asked_for),
        WITH_WORLD(a_cancelled_order_is_never_charged),
        WITH_WORLD(no_order_no_payment),
        WITH_WORLD(an_order_that_is_stored_a_moment_later_is_found),
        WITH_WORLD(a_lost_write_charges_under_the_same_key_again),
        WITH_WORLD(another_run_that_was_quicker_is_believed),
        WITH_WORLD(a_message_that_cannot_be_sent_keeps_nobody_from_paying),
        WITH_WORLD(shipping_writes_the_shipment_once),
        WITH_WORLD(an_unpaid_order_is_not_shipped),
        WITH_WORLD(a_refused_shipment_is_paid_back),
        WITH_WORLD(a_shipment_whose_answer_was_lost_is_found),
        WITH_WORLD(a_refund_is_asked_for_until_it_is_given),
        WITH_WORLD(nothing_is_paid_back_that_is_not_due),
        WITH_WORLD(notifying_tells_everything),
        WITH_WORLD(each_end_has_its_words),
        WITH_WORLD(one_run_tells_the_end),
        WITH_WORLD(only_ends_are_told_of),
        WITH_WORLD(the_largest_order_fits_its_message),
        WITH_WORLD(the_history_tells_the_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
