/* The use cases: taking an order, and the steps of its processing, against a world in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/orders/order_place.h"
#include "app/orders/order_steps.h"
#include "tests/support/app/order_world.h"

static const char id[] = "6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001";

struct fixture {
    struct order_world world;
    struct order_store store;
    struct order_queue queue;
    struct order_payments payments;
    struct order_shipments shipments;
    struct order_notifier notifier;
    struct order order;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    if (!f) return -1;
    f->store = order_world_store(&f->world);
    f->queue = order_world_queue(&f->world);
    f->payments = order_world_payments(&f->world);
    f->shipments = order_world_shipments(&f->world);
    f->notifier = order_world_notifier(&f->world);
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
    return order_step_pay(&f->store, &f->payments, id, order_world_now(), &f->order);
}

static enum order_step_result ship(struct fixture *f)
{
    return order_step_ship(&f->store, &f->shipments, id, order_world_now(), &f->order);
}

static enum order_step_result notify(struct fixture *f)
{
    return order_step_notify(&f->store, &f->notifier, id, order_world_now(), &f->order);
}

/* --- placing -------------------------------------------------------------------------------------------------- */

static enum order_place_result place(struct fixture *f)
{
    return order_place(&f->store, &f->queue, &f->order, order_world_now());
}

static void placing_stores_and_queues(void **state)
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

static void placing_without_a_store_queues_nothing(void **state)
{
    struct fixture *f = *state;

    f->world.store_is_down = true;
    assert_int_equal(place(f), ORDER_NOT_STORED);
    assert_int_equal(f->world.sends, 0);
}

static void a_repeated_write_counts_as_stored(void **state)
{
    struct fixture *f = *state;

    f->world.insert_result = ORDER_STORE_CONFLICT;
    assert_int_equal(place(f), ORDER_PLACED);
    assert_int_equal(f->world.sends, 1);
}

static void an_order_that_is_not_queued_is_cancelled(void **state)
{
    struct fixture *f = *state;

    f->world.send_fails = true;
    assert_int_equal(place(f), ORDER_NOT_QUEUED);
    assert_int_equal(f->world.orders[0].status, ORDER_FAILED);
    assert_string_not_equal(f->world.orders[0].failure_reason, "");
}

static void a_message_that_arrived_after_all_places_the_order(void **state)
{
    struct fixture *f = *state;

    f->world.send_fails = true;
    f->world.message_arrives_anyway = true;
    assert_int_equal(place(f), ORDER_PLACED);
    assert_int_equal(f->world.orders[0].status, ORDER_PAYMENT_PROCESSED);
}

static void an_order_that_cannot_even_be_cancelled_stays_pending(void **state)
{
    struct fixture *f = *state;

    f->world.send_fails = true;
    f->world.updates_fail = true;
    assert_int_equal(place(f), ORDER_NOT_QUEUED);
    assert_int_equal(f->world.orders[0].status, ORDER_PENDING);
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
}

static void paying_again_charges_nothing(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_PENDING);
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.charges, 1);
    assert_int_equal(f->world.updates, 1);
}

static void a_declined_payment_ends_the_order(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);

    f->world.payment_result = ORDER_PAYMENT_DECLINED;
    assert_int_equal(pay(f), ORDER_STEP_PAYMENT_DECLINED);
    assert_int_equal(stored->status, ORDER_PAYMENT_FAILED);
    assert_string_equal(stored->failure_reason, "insufficient funds");
    assert_string_equal(stored->transaction_id, "");
    assert_int_equal(pay(f), ORDER_STEP_PAYMENT_DECLINED);
    assert_int_equal(f->world.charges, 1);
}

static void an_unavailable_payment_leaves_the_order(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);

    f->world.payment_result = ORDER_PAYMENT_UNAVAILABLE;
    assert_int_equal(pay(f), ORDER_STEP_PAYMENT_UNAVAILABLE);
    assert_int_equal(stored->status, ORDER_PENDING);
    f->world.payment_result = ORDER_PAYMENT_ACCEPTED;
    assert_int_equal(pay(f), ORDER_STEP_DONE);
}

static void a_cancelled_order_is_never_charged(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_FAILED);
    assert_int_equal(pay(f), ORDER_STEP_WRONG_STATE);
    assert_int_equal(f->world.charges, 0);
}

static void no_order_no_payment(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(pay(f), ORDER_STEP_NOT_FOUND);
    f->world.store_is_down = true;
    assert_int_equal(pay(f), ORDER_STEP_STORE_UNAVAILABLE);
    assert_int_equal(f->world.charges, 0);
}

static void a_lost_write_charges_under_the_same_key_again(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_PENDING);
    f->world.updates_fail = true;
    assert_int_equal(pay(f), ORDER_STEP_STORE_UNAVAILABLE);
    f->world.updates_fail = false;
    assert_int_equal(pay(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.charges, 2); /* the partner knows the order's id and charges once */
}

/* --- shipping ------------------------------------------------------------------------------------------------- */

static void shipping_writes_the_shipment_once(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PAYMENT_PROCESSED);

    assert_int_equal(ship(f), ORDER_STEP_DONE);
    assert_int_equal(ship(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.shipments, 1);
    assert_int_equal(stored->status, ORDER_SHIPPED);
    assert_string_equal(stored->tracking_number, "TR-6f1ed002");
    assert_string_equal(stored->carrier, "Carrier");
    assert_string_equal(stored->shipment_date, "2026-01-31T12:00:00.123Z");
    assert_string_equal(stored->delivery_date, "2026-02-03T00:00:00Z");
}

static void an_unpaid_order_is_not_shipped(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_PENDING);
    assert_int_equal(ship(f), ORDER_STEP_WRONG_STATE);
    assert_int_equal(f->world.shipments, 0);
}

static void a_refused_shipment_ends_the_order(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PAYMENT_PROCESSED);

    f->world.shipment_result = ORDER_SHIPMENT_UNAVAILABLE;
    assert_int_equal(ship(f), ORDER_STEP_SHIPMENT_UNAVAILABLE);
    f->world.shipment_result = ORDER_SHIPMENT_REFUSED;
    assert_int_equal(ship(f), ORDER_STEP_SHIPMENT_REFUSED);
    assert_int_equal(stored->status, ORDER_SHIPMENT_FAILED);
    assert_int_equal(ship(f), ORDER_STEP_SHIPMENT_REFUSED);
    assert_int_equal(f->world.shipments, 2);
}

/* --- notifying ------------------------------------------------------------------------------------------------ */

static void notifying_tells_everything_once(void **state)
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
    assert_int_equal(notify(f), ORDER_STEP_DONE);
    for (i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(f->world.last_body, parts[i])) fail_msg("%s is not in:\n%s", parts[i], f->world.last_body);
    assert_non_null(strstr(f->world.last_subject, id));
    assert_string_equal(stored->notification_id, "message-6f1ed002");
    assert_string_equal(stored->notified_at, "2026-01-31T12:00:00.123Z");
    assert_int_equal(stored->status, ORDER_SHIPPED);
    assert_int_equal(notify(f), ORDER_STEP_DONE);
    assert_int_equal(f->world.publications, 1);
}

static void a_failed_publication_is_not_recorded(void **state)
{
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_SHIPPED);

    f->world.notifier_is_down = true;
    assert_int_equal(notify(f), ORDER_STEP_NOTIFIER_UNAVAILABLE);
    assert_string_equal(stored->notification_id, "");
}

static void only_shipped_orders_are_told_of(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_PAYMENT_PROCESSED);
    assert_int_equal(notify(f), ORDER_STEP_WRONG_STATE);
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

/* --- giving up ------------------------------------------------------------------------------------------------ */

static void giving_up_depends_on_the_state(void **state)
{
    static const struct {
        enum order_status from, to;
    } rows[] = {
        { ORDER_PENDING, ORDER_PAYMENT_FAILED },
        { ORDER_PAYMENT_PROCESSED, ORDER_SHIPMENT_FAILED },
        { ORDER_SHIPPED, ORDER_SHIPPED },
        { ORDER_PAYMENT_FAILED, ORDER_PAYMENT_FAILED },
        { ORDER_SHIPMENT_FAILED, ORDER_SHIPMENT_FAILED },
        { ORDER_FAILED, ORDER_FAILED },
    };
    struct fixture *f = *state;
    struct order *stored = order_world_add(&f->world, id, ORDER_PENDING);
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        stored->status = rows[i].from;
        stored->failure_reason[0] = '\0';
        assert_int_equal(order_step_give_up(&f->store, id, "because", &f->order), ORDER_STEP_DONE);
        assert_int_equal(stored->status, rows[i].to);
        assert_string_equal(stored->failure_reason, rows[i].from == rows[i].to ? "" : "because");
    }
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(placing_stores_and_queues),
        WITH_WORLD(placing_without_a_store_queues_nothing),
        WITH_WORLD(a_repeated_write_counts_as_stored),
        WITH_WORLD(an_order_that_is_not_queued_is_cancelled),
        WITH_WORLD(a_message_that_arrived_after_all_places_the_order),
        WITH_WORLD(an_order_that_cannot_even_be_cancelled_stays_pending),
        WITH_WORLD(paying_writes_the_transaction),
        WITH_WORLD(paying_again_charges_nothing),
        WITH_WORLD(a_declined_payment_ends_the_order),
        WITH_WORLD(an_unavailable_payment_leaves_the_order),
        WITH_WORLD(a_cancelled_order_is_never_charged),
        WITH_WORLD(no_order_no_payment),
        WITH_WORLD(a_lost_write_charges_under_the_same_key_again),
        WITH_WORLD(shipping_writes_the_shipment_once),
        WITH_WORLD(an_unpaid_order_is_not_shipped),
        WITH_WORLD(a_refused_shipment_ends_the_order),
        WITH_WORLD(notifying_tells_everything_once),
        WITH_WORLD(a_failed_publication_is_not_recorded),
        WITH_WORLD(only_shipped_orders_are_told_of),
        WITH_WORLD(the_largest_order_fits_its_message),
        WITH_WORLD(giving_up_depends_on_the_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
