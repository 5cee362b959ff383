/* The function process-order: inputs to steps, outcomes to outputs and error types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/functions/process_order/process_order.h"
#include "tests/support/app/order_world.h"

static const char id[] = "6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001";

struct fixture {
    struct order_world world;
    struct process_order process;
    struct function_answer answer;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    if (!f) return -1;
    f->process.process.store = order_world_store(&f->world);
    f->process.process.payments = order_world_payments(&f->world);
    f->process.process.shipments = order_world_shipments(&f->world);
    f->process.process.notifier = order_world_notifier(&f->world);
    f->process.now = order_world_now;
    f->process.process.pause = order_world_pause;
    text_init(&f->answer.body, FUNCTION_ANSWER_MAX);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    text_release(&f->answer.body);
    free(f);
    return 0;
}

static const char *handle(struct fixture *f, const char *input)
{
    struct function_event event = { "request-1", input, strlen(input) };

    text_clear(&f->answer.body);
    f->answer.error_type[0] = '\0';
    process_order_handle(&f->process, &event, &f->answer);
    return *f->answer.error_type ? f->answer.error_type : text_string(&f->answer.body);
}

static const char *step(struct fixture *f, const char *name)
{
    char input[256];

    snprintf(input, sizeof input, "{\"step\":\"%s\",\"orderId\":\"%s\",\"run\":\"run-1\"}", name, id);
    return handle(f, input);
}

static void an_order_goes_all_the_way(void **state)
{
    struct fixture *f = *state;
    const char *output;

    order_world_add(&f->world, id, ORDER_PENDING);
    output = step(f, "process_payment");
    assert_string_equal(output,
                        "{\"orderId\":\"6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001\",\"status\":\"PAYMENT_PROCESSED\","
                        "\"transactionId\":\"TX-6f1ed002\",\"paymentDate\":\"2026-01-31T12:00:00.123Z\"}");
    output = step(f, "arrange_shipment");
    assert_non_null(strstr(output, "\"status\":\"SHIPPED\""));
    assert_non_null(strstr(output, "\"trackingNumber\":\"TR-6f1ed002\",\"carrier\":\"Carrier\""));
    output = step(f, "send_notification");
    assert_non_null(strstr(output, "\"notificationId\":\"message-6f1ed002\""));
    assert_int_equal(f->world.charges + f->world.shipments, 2);
    assert_int_equal(f->world.publications, 2); /* received, shipped */
}

static void failures_have_their_error_types(void **state)
{
    struct fixture *f = *state;
    struct order *order;

    assert_string_equal(step(f, "process_payment"), "OrderNotFound");
    order = order_world_add(&f->world, id, ORDER_PENDING);
    assert_string_equal(step(f, "arrange_shipment"), "OrderStateInvalid");
    f->world.payment_result = ORDER_PARTNER_UNKNOWN;
    f->world.found_result = ORDER_PARTNER_NOTHING;
    assert_string_equal(step(f, "process_payment"), "PaymentUnavailable");
    f->world.payment_result = ORDER_PARTNER_REFUSED;
    assert_string_equal(step(f, "process_payment"), "PaymentDeclined");
    assert_non_null(strstr(f->answer.error_message, "insufficient funds"));
    order->status = ORDER_PAYMENT_PROCESSED;
    f->world.shipment_result = ORDER_PARTNER_UNKNOWN;
    assert_string_equal(step(f, "arrange_shipment"), "ShipmentUnavailable");
    f->world.shipment_result = ORDER_PARTNER_REFUSED;
    assert_string_equal(step(f, "arrange_shipment"), "RefundDue");
    f->world.refund_result = ORDER_PARTNER_UNKNOWN;
    assert_string_equal(step(f, "refund_payment"), "RefundUnavailable");
    order->status = ORDER_SHIPPED;
    f->world.notifier_is_down = true;
    order->notified_by[0] = '\0';
    assert_string_equal(step(f, "send_notification"), "NotificationUnavailable");
    f->world.store_is_down = true;
    assert_string_equal(step(f, "send_notification"), "StoreUnavailable");
    f->world.store_throttles = true;
    assert_string_equal(step(f, "send_notification"), "StoreThrottled");
    order->status = ORDER_CANCELLED;
    f->world.store_throttles = f->world.store_is_down = false;
    assert_string_equal(step(f, "process_payment"), "OrderCancelled");
}

static void a_run_that_cannot_tell_lets_another(void **state)
{
    struct fixture *f = *state;
    struct order *order = order_world_add(&f->world, id, ORDER_SHIPPED);

    strcpy(order->notified_by, "run-1");
    assert_non_null(strstr(step(f, "release_notification"), "\"status\":\"SHIPPED\""));
    assert_string_equal(order->notified_by, "");
}

static void bad_inputs_are_refused(void **state)
{
    static const char *const inputs[] = {
        "",
        "[]",
        "{}",
        "{\"step\":\"process_payment\"}",
        "{\"step\":\"process_payment\",\"orderId\":\"o-1\"}",
        "{\"step\":\"dance\",\"orderId\":\"6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001\"}",
        "{\"step\":1,\"orderId\":\"6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001\"}",
        "{\"step\":\"process_payment\",\"orderId\":[\"6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001\"]}",
    };
    struct fixture *f = *state;
    size_t i;

    order_world_add(&f->world, id, ORDER_PENDING);
    for (i = 0; i < sizeof inputs / sizeof *inputs; i++)
        if (strcmp(handle(f, inputs[i]), "InvalidInput")) fail_msg("accepted: %s", inputs[i]);
    assert_int_equal(f->world.charges, 0);
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(an_order_goes_all_the_way),
        WITH_WORLD(failures_have_their_error_types),
        WITH_WORLD(a_run_that_cannot_tell_lets_another),
        WITH_WORLD(bad_inputs_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
