/* The adapters: orders as items and back, and what they send to AWS and to the partners. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "app/adapters/dynamodb_order_store.h"
#include "app/adapters/http_partners.h"
#include "app/adapters/sqs_order_queue.h"
#include "app/sdk/aws_client.h"
#include "app/sdk/aws_http.h"
#include "tests/support/app/order_world.h"
#include "tests/support/app/scripted_server.h"

static const char id[] = "6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001";

/* A whole order, in static memory: it is large. */
static struct order *sample_order(void)
{
    static struct order_world world;

    world.order_count = 0;
    return order_world_add(&world, id, ORDER_PENDING);
}

static struct aws_client *connect_to(struct scripted_server *server)
{
    struct aws_error error;

    setenv("AWS_REGION", "eu-west-1", 1);
    setenv("AWS_ACCESS_KEY_ID", "AK", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "SK", 1);
    setenv("AWS_ENDPOINT_URL", scripted_server_url(server), 1);
    return aws_client_new(&error);
}

static void an_item_is_the_order_again(void **state)
{
    static struct order read;
    struct order *order = sample_order();
    cJSON *item;

    (void)state;
    order->total_cents = INT64_C(999999999999);
    strcpy(order->tracking_number, "TR-1");
    strcpy(order->address.state, "X");
    item = dynamodb_order_item_new(order);
    assert_true(dynamodb_order_item_read(item, &read));
    assert_memory_equal(&read, order, sizeof read);
    cJSON_Delete(item);
}

static void what_is_no_order_is_not_read(void **state)
{
    static const char *const required[] = { "orderId", "status", "orderDate",       "customerId",
                                            "items",   "total",  "shippingAddress", "paymentMethod" };
    static struct order read;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof required / sizeof *required; i++) {
        cJSON *item = dynamodb_order_item_new(sample_order());

        cJSON_DeleteItemFromObjectCaseSensitive(item, required[i]);
        if (dynamodb_order_item_read(item, &read)) fail_msg("read without %s", required[i]);
        cJSON_Delete(item);
    }
}

#define LAST_PAGE                                                                                                        \
    "HTTP/1.1 200 OK\r\n\r\n{\"Items\":[],\"LastEvaluatedKey\":{\"orderId\":{\"S\":\"o\"},\"customerId\":{\"S\":\"c\"}," \
    "\"orderDate\":{\"S\":\"d\"}}}"

static void the_store_speaks_dynamodb(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\n\r\n{}",
        "HTTP/1.1 400 Bad\r\n\r\n{\"__type\":\"x#ConditionalCheckFailedException\"}",
        "HTTP/1.1 200 OK\r\n\r\n{}",
        LAST_PAGE,
    };
    struct scripted_server *server = scripted_server_start(answers, 4);
    struct dynamodb_order_store self = { connect_to(server), "Orders", "CustomerIndex" };
    struct order_store store = dynamodb_order_store_port(&self);
    struct order_change change = { id,
                                   ORDER_PENDING,
                                   ORDER_PAYMENT_PROCESSED,
                                   "notificationId",
                                   { { "transactionId", "T" }, { "paymentDate", "D" } } };
    struct order_listing listing = { "c", 5, { "s", "c", "e" } };
    static struct order order;
    struct order_page page = { &order, 0, { "", "", "" } };

    (void)state;
    assert_int_equal(store.update(store.self, &change), ORDER_STORE_OK);
    assert_non_null(strstr(scripted_server_request(server, 0),
                           "\"UpdateExpression\":\"SET #status = :to, transactionId = :v0, paymentDate = :v1\","
                           "\"ConditionExpression\":\"#status = :from AND attribute_not_exists(notificationId)\""));
    assert_int_equal(store.update(store.self, &change), ORDER_STORE_CONFLICT);
    assert_int_equal(store.find(store.self, id, &order), ORDER_STORE_NOT_FOUND);
    assert_non_null(strstr(scripted_server_request(server, 2), "\"ConsistentRead\":true"));
    assert_int_equal(store.list(store.self, &listing, &page), ORDER_STORE_OK);
    assert_string_equal(page.end.order_id, "o");
    assert_string_equal(page.end.date, "d");
    assert_non_null(strstr(scripted_server_request(server, 3), "DynamoDB_20120810.Query"));
    assert_non_null(strstr(scripted_server_request(server, 3),
                           "\"ScanIndexForward\":false,\"Limit\":5,\"ExclusiveStartKey\":"
                           "{\"orderId\":{\"S\":\"s\"},\"customerId\":{\"S\":\"c\"},"
                           "\"orderDate\":{\"S\":\"e\"}}"));
    aws_client_free(self.client);
    scripted_server_stop(server);
}

static void the_queue_gets_the_order_id(void **state)
{
    static const char *const answers[] = { "HTTP/1.1 200 OK\r\n\r\n{}", "HTTP/1.1 400 No\r\n\r\n{}" };
    struct scripted_server *server = scripted_server_start(answers, 2);
    struct sqs_order_queue self = { connect_to(server), "http://queue/1" };
    struct order_queue queue = sqs_order_queue_port(&self);

    (void)state;
    assert_true(queue.send(queue.self, id));
    assert_non_null(strstr(scripted_server_request(server, 0),
                           "\"MessageBody\":\"{\\\"orderId\\\":\\\"6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001\\\"}\""));
    assert_false(queue.send(queue.self, id));
    aws_client_free(self.client);
    scripted_server_stop(server);
}

static void payments_by_their_answers(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 201 Created\r\n\r\n{\"transactionId\":\"T-1\"}",
        "HTTP/1.1 200 OK\r\n\r\n{\"transactionId\":\"T-1\"}",
        "HTTP/1.1 402 No\r\n\r\n{\"message\":\"no funds\"}",
        "HTTP/1.1 503 No\r\n\r\n",
        "HTTP/1.1 201 Created\r\n\r\nnot json",
        "HTTP/1.1 400 Bad\r\n\r\n{}",
        NULL,
    };
    static const enum order_payment_result results[] = {
        ORDER_PAYMENT_ACCEPTED,    ORDER_PAYMENT_ACCEPTED,    ORDER_PAYMENT_DECLINED,    ORDER_PAYMENT_UNAVAILABLE,
        ORDER_PAYMENT_UNAVAILABLE, ORDER_PAYMENT_UNAVAILABLE, ORDER_PAYMENT_UNAVAILABLE,
    };
    struct scripted_server *server = scripted_server_start(answers, 7);
    struct http_partner self = { aws_http_new(), scripted_server_url(server) };
    struct order_payments payments = http_payments_port(&self);
    struct order_payment payment;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof results / sizeof *results; i++)
        assert_int_equal(payments.charge(payments.self, sample_order(), &payment), results[i]);
    assert_string_equal(payment.reason, "no funds");
    assert_non_null(strstr(scripted_server_request(server, 0), "POST /payments "));
    assert_non_null(
        strstr(scripted_server_request(server, 0), "Idempotency-Key: 6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001\r\n"));
    assert_non_null(
        strstr(scripted_server_request(server, 0), "\"amount\":\"0.40\",\"currency\":\"USD\",\"method\":\"card\""));
    aws_http_free(self.http);
    scripted_server_stop(server);
}

static void shipments_by_their_answers(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 201 Created\r\n\r\n{\"trackingNumber\":\"N\",\"carrier\":\"C\",\"deliveryDate\":\"D\"}",
        "HTTP/1.1 201 Created\r\n\r\n{\"carrier\":\"C\"}",
        "HTTP/1.1 422 No\r\n\r\n{}",
    };
    static const enum order_shipment_result results[] = { ORDER_SHIPMENT_ACCEPTED, ORDER_SHIPMENT_UNAVAILABLE,
                                                          ORDER_SHIPMENT_REFUSED };
    struct scripted_server *server = scripted_server_start(answers, 3);
    struct http_partner self = { aws_http_new(), scripted_server_url(server) };
    struct order_shipments shipments = http_shipments_port(&self);
    struct order_shipment shipment = { 0 };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof results / sizeof *results; i++)
        assert_int_equal(shipments.arrange(shipments.self, sample_order(), &shipment), results[i]);
    assert_string_equal(shipment.tracking_number, "N");
    assert_string_equal(shipment.reason, "The shipment was refused.");
    assert_non_null(strstr(scripted_server_request(server, 0), "\"address\":{\"street\":\"1 Main Street\""));
    aws_http_free(self.http);
    scripted_server_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_is_the_order_again), cmocka_unit_test(what_is_no_order_is_not_read),
        cmocka_unit_test(the_store_speaks_dynamodb),  cmocka_unit_test(the_queue_gets_the_order_id),
        cmocka_unit_test(payments_by_their_answers),  cmocka_unit_test(shipments_by_their_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
