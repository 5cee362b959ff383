/* The adapters: orders as items and back, and what they send to AWS and to the partners. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/adapters/dynamodb_order_store.h"
#include "app/adapters/dynamodb_shop.h"
#include "app/adapters/http_partners.h"
#include "app/adapters/sns_order_notifier.h"
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
    static const char *const required[] = { "orderId", "status",      "orderDate",       "customerId",
                                            "items",   "totalAmount", "shippingAddress", "paymentMethod" };
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

/* An answer with the sample order as its member `name`. */
static const char *answer_with_item(const char *status, const char *name, char *answer, size_t size)
{
    cJSON *item = dynamodb_order_item_new(sample_order());
    char *text = cJSON_PrintUnformatted(item);

    snprintf(answer, size, "HTTP/1.1 %s\r\n\r\n{\"__type\":\"x#ConditionalCheckFailedException\",\"%s\":%s}", status,
             name, text);
    cJSON_free(text);
    cJSON_Delete(item);
    return answer;
}

static void the_store_speaks_dynamodb(void **state)
{
    static char changed[4096], standing[4096];
    const char *const answers[] = {
        answer_with_item("200 OK", "Attributes", changed, sizeof changed),
        answer_with_item("400 Bad", "Item", standing, sizeof standing),
        "HTTP/1.1 400 Bad\r\n\r\n{\"__type\":\"x#ConditionalCheckFailedException\"}",
        "HTTP/1.1 200 OK\r\n\r\n{}",
        LAST_PAGE,
        standing,
    };
    struct scripted_server *server = scripted_server_start(answers, 6);
    struct dynamodb_order_store self = { connect_to(server), "Orders", "CustomerIndex" };
    struct order_store store = dynamodb_order_store_port(&self);
    struct order_change change = {
        id, ORDER_PENDING, ORDER_PAYMENT_PROCESSED, "cancelledAt", { { "transactionId", "T" }, { "paymentDate", "D" } }
    };
    struct order_listing listing = { "c", "SHIPPED", 5, { "s", "c", "e" } };
    static struct order order, stored;
    struct order_page page = { &order, 0, { "", "", "" } };

    (void)state;
    assert_int_equal(store.update(store.self, &change, &order), ORDER_STORE_OK);
    assert_string_equal(order.customer_name, "Ada Lovelace");
    assert_non_null(strstr(scripted_server_request(server, 0),
                           "\"UpdateExpression\":\"SET #status = :to, transactionId = :v0, paymentDate = :v1\","
                           "\"ConditionExpression\":\"#status = :from AND attribute_not_exists(cancelledAt)\""));
    assert_non_null(strstr(scripted_server_request(server, 0),
                           "\"ReturnValues\":\"ALL_NEW\",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\""));
    memset(&order, 0, sizeof order);
    assert_int_equal(store.update(store.self, &change, &order), ORDER_STORE_CONFLICT);
    assert_string_equal(order.customer_name, "Ada Lovelace");
    assert_int_equal(store.update(store.self, &change, &order), ORDER_STORE_NOT_FOUND);
    assert_int_equal(store.find(store.self, id, &order), ORDER_STORE_NOT_FOUND);
    assert_non_null(strstr(scripted_server_request(server, 3), "\"ConsistentRead\":true"));
    assert_int_equal(store.list(store.self, &listing, &page), ORDER_STORE_OK);
    assert_string_equal(page.end.order_id, "o");
    assert_string_equal(page.end.date, "d");
    assert_non_null(strstr(scripted_server_request(server, 4), "DynamoDB_20120810.Query"));
    assert_non_null(strstr(scripted_server_request(server, 4),
                           "\"Limit\":5,\"ExclusiveStartKey\":"
                           "{\"orderId\":{\"S\":\"s\"},\"customerId\":{\"S\":\"c\"},"
                           "\"orderDate\":{\"S\":\"e\"}}"));
    assert_non_null(strstr(scripted_server_request(server, 4), "\"ScanIndexForward\":false"));
    assert_non_null(strstr(scripted_server_request(server, 4), "\"FilterExpression\":\"#filter = :filter\""));
    assert_int_equal(store.insert(store.self, sample_order(), &stored), ORDER_STORE_CONFLICT);
    assert_true(order_is_same_request(sample_order(), &stored));
    aws_client_free(self.client);
    scripted_server_stop(server);
}

static void an_item_that_is_no_order_hides_none(void **state)
{
    static char answer[8192];
    const char *const answers[] = { answer };
    cJSON *item = dynamodb_order_item_new(sample_order());
    char *text = cJSON_PrintUnformatted(item);
    struct scripted_server *server;
    struct dynamodb_order_store self = { NULL, "Orders", "CustomerIndex" };
    struct order_store store = dynamodb_order_store_port(&self);
    struct order_listing listing = { .limit = 3 };
    static struct order orders[3];
    struct order_page page = { orders, 0, { "", "", "" } };

    (void)state;
    snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\n\r\n{\"Items\":[{\"orderId\":{\"S\":\"x\"}},%s]}", text);
    cJSON_free(text);
    cJSON_Delete(item);
    server = scripted_server_start(answers, 1);
    self.client = connect_to(server);
    assert_int_equal(store.list(store.self, &listing, &page), ORDER_STORE_OK);
    assert_int_equal(page.count, 1);
    assert_string_equal(orders[0].id, id);
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

static void the_catalogue_is_read_once_a_minute(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\n\r\n{\"Items\":[{\"productId\":{\"S\":\"p10\"},\"name\":{\"S\":\"Ten\"},\"price\":{\"N\":\"1.5\"}},"
        "{\"productId\":{\"S\":\"p2\"},\"name\":{\"S\":\"Two\"},\"price\":{\"N\":\"2\"},\"currency\":{\"S\":\"USD\"}},"
        "{\"productId\":{\"S\":\"free\"},\"name\":{\"S\":\"Free\"},\"price\":{\"N\":\"0\"}}],"
        "\"LastEvaluatedKey\":{\"productId\":{\"S\":\"free\"}}}",
        "HTTP/1.1 200 OK\r\n\r\n{\"Items\":[{\"productId\":{\"S\":\"p1\"},\"name\":{\"S\":\"One\"},\"price\":{\"N\":\"1\"}}]}",
    };
    struct scripted_server *server = scripted_server_start(answers, 2);
    struct dynamodb_catalogue self = { .client = connect_to(server), .table = "Products" };
    struct catalogue_reader reader = dynamodb_catalogue_port(&self);
    const struct catalogue *catalogue = reader.read(reader.self);

    (void)state;
    assert_non_null(catalogue);
    assert_int_equal(catalogue->count, 3); /* what costs nothing is not sold */
    assert_string_equal(catalogue->products[0].id, "p1");
    assert_string_equal(catalogue->products[2].id, "p10");
    assert_int_equal(catalogue_find(catalogue, "p10")->price_cents, 150);
    assert_ptr_equal(reader.read(reader.self), catalogue);
    free(self.catalogue);
    aws_client_free(self.client);
    scripted_server_stop(server);
}

static void the_shops_key_is_made_once(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\n\r\n{}",
        "HTTP/1.1 400 Bad\r\n\r\n{\"__type\":\"x#ConditionalCheckFailedException\",\"Item\":{\"id\":{\"S\":\"key#tokens\"},"
        "\"value\":{\"S\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\"}}}",
    };
    struct scripted_server *server = scripted_server_start(answers, 2);
    struct dynamodb_shop_key self = { .client = connect_to(server), .table = "Customers" };
    const unsigned char *key = dynamodb_shop_key_read(&self);
    int i;

    (void)state;
    assert_non_null(key); /* another's, who was quicker */
    for (i = 0; i < DYNAMODB_SHOP_KEY_BYTES; i++) assert_int_equal(key[i], i);
    assert_ptr_equal(dynamodb_shop_key_read(&self), key);
    assert_int_equal(scripted_server_request_count(server), 2);
    aws_client_free(self.client);
    scripted_server_stop(server);
}

#define PUBLISHED                                                                                       \
    "HTTP/1.1 200 OK\r\n\r\n<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult>" \
    "</PublishResponse>"

static void a_customer_is_asked_once(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\n\r\n<SubscribeResponse><SubscribeResult><SubscriptionArn>pending confirmation"
        "</SubscriptionArn></SubscribeResult></SubscribeResponse>",
        "HTTP/1.1 200 OK\r\n\r\n{}",
        PUBLISHED,
        PUBLISHED,
    };
    struct scripted_server *server = scripted_server_start(answers, 5);
    static struct sns_order_notifier self;
    struct order_notifier notifier = sns_order_notifier_port(&self);
    struct order_message message = { "Subject", "Body", "Brief" };
    char message_id[ORDER_CODE_SIZE];

    (void)state;
    self = (struct sns_order_notifier){ connect_to(server), "arn:topic", "Customers", { 0 } };
    assert_true(notifier.publish(notifier.self, sample_order(), &message, message_id));
    assert_string_equal(message_id, "m-1");
    assert_true(notifier.publish(notifier.self, sample_order(), &message, message_id));
    assert_int_equal(scripted_server_request_count(server), 5);
    assert_non_null(strstr(scripted_server_request(server, 0), "{\"id\":{\"S\":\"email#ada@example.com\"}}"));
    assert_non_null(strstr(scripted_server_request(server, 1), "Protocol=email&Endpoint=ada%40example.com"));
    assert_non_null(
        strstr(scripted_server_request(server, 1),
               "FilterPolicy&Attributes.entry.1.value=%7B%22customerEmail%22%3A%5B%22ada%40example.com%22%5D%7D"));
    assert_non_null(strstr(scripted_server_request(server, 3), "MessageStructure=json"));
    assert_non_null(strstr(scripted_server_request(server, 3), "Name=customerEmail"));
    assert_null(strstr(scripted_server_request(server, 3), "customerPhone"));
    aws_client_free(self.client);
    scripted_server_stop(server);
}

static void who_cannot_be_asked_is_told_all_the_same(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\n\r\n{}",
        "HTTP/1.1 403 No\r\n\r\n<ErrorResponse><Error><Code>FilterPolicyLimitExceeded</Code></Error></ErrorResponse>",
        "HTTP/1.1 400 No\r\n\r\n{\"__type\":\"AccessDeniedException\"}",
        PUBLISHED,
    };
    struct scripted_server *server = scripted_server_start(answers, 4);
    static struct sns_order_notifier self;
    struct order_notifier notifier = sns_order_notifier_port(&self);
    struct order_message message = { "Subject", "Body", "Brief" };
    struct order *order = sample_order();
    char message_id[ORDER_CODE_SIZE];

    (void)state;
    self = (struct sns_order_notifier){ connect_to(server), "arn:topic", "Customers", { 0 } };
    strcpy(order->customer_phone, "+15551234567");
    assert_true(notifier.publish(notifier.self, order, &message, message_id));
    assert_non_null(strstr(scripted_server_request(server, 2), "sms#+15551234567"));
    assert_non_null(strstr(scripted_server_request(server, 3), "customerPhone"));
    aws_client_free(self.client);
    scripted_server_stop(server);
}

static void payments_by_their_answers(void **state)
{
    static const struct {
        const char *answer;
        enum order_partner_result result;
    } rows[] = {
        { "HTTP/1.1 201 Created\r\n\r\n{\"transactionId\":\"T-1\"}", ORDER_PARTNER_DONE },
        { "HTTP/1.1 200 OK\r\n\r\n{\"transactionId\":\"T-1\",\"amount\":\"0.40\"}", ORDER_PARTNER_DONE },
        { "HTTP/1.1 402 No\r\n\r\n{\"message\":\"no funds\"}", ORDER_PARTNER_REFUSED },
        { "HTTP/1.1 400 Bad\r\n\r\n{}", ORDER_PARTNER_REFUSED },
        { "HTTP/1.1 503 No\r\n\r\n", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 409 Busy\r\n\r\n{}", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 429 Slow\r\n\r\n{}", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 403 Who\r\n\r\n{}", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 201 Created\r\n\r\nnot json", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 201 Created\r\n\r\n{\"transactionId\":\"\"}", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 201 Created\r\n\r\n{\"transactionId\":\"a\\nb\"}", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 201 Created\r\n\r\n{\"transactionId\":\"T-1\",\"amount\":\"4.00\"}", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 201 Created\r\n\r\n{\"transactionId\":\"T-1\",\"orderId\":\"another\"}", ORDER_PARTNER_UNKNOWN },
        { NULL, ORDER_PARTNER_UNKNOWN },
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    const char *answers[ROWS];
    struct scripted_server *server;
    struct http_partner self = { aws_http_new(), NULL };
    struct order_payments payments = http_payments_port(&self);
    struct order_payment payment;
    size_t i;

    (void)state;
    for (i = 0; i < ROWS; i++) answers[i] = rows[i].answer;
    server = scripted_server_start(answers, ROWS);
    self.url = scripted_server_url(server);
    for (i = 0; i < ROWS; i++)
        if (payments.charge(payments.self, sample_order(), &payment) != rows[i].result) fail_msg("row %zu", i);
    assert_non_null(strstr(scripted_server_request(server, 0), "POST /payments "));
    assert_non_null(
        strstr(scripted_server_request(server, 0), "Idempotency-Key: 6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001\r\n"));
    assert_non_null(
        strstr(scripted_server_request(server, 0), "\"amount\":\"0.40\",\"currency\":\"USD\",\"method\":\"card\""));
    aws_http_free(self.http);
    scripted_server_stop(server);
}

static void what_was_done_is_looked_up(void **state)
{
    static const struct {
        const char *answer;
        enum order_partner_result result;
    } rows[] = {
        { "HTTP/1.1 200 OK\r\n\r\n{\"transactionId\":\"T-1\",\"amount\":\"0.40\"}", ORDER_PARTNER_DONE },
        { "HTTP/1.1 404 No\r\n\r\n{\"message\":\"nothing\"}", ORDER_PARTNER_NOTHING },
        { "HTTP/1.1 404 No\r\n\r\n<html>", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 400 No\r\n\r\n{}", ORDER_PARTNER_UNKNOWN },
        { "HTTP/1.1 200 OK\r\n\r\n{}", ORDER_PARTNER_UNKNOWN },
        { NULL, ORDER_PARTNER_UNKNOWN },
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    const char *answers[ROWS];
    struct scripted_server *server;
    struct http_partner self = { aws_http_new(), NULL };
    struct order_payments payments = http_payments_port(&self);
    struct order_payment payment;
    size_t i;

    (void)state;
    for (i = 0; i < ROWS; i++) answers[i] = rows[i].answer;
    server = scripted_server_start(answers, ROWS);
    self.url = scripted_server_url(server);
    for (i = 0; i < ROWS; i++)
        if (payments.look_up(payments.self, sample_order(), &payment) != rows[i].result) fail_msg("row %zu", i);
    assert_non_null(
        strstr(scripted_server_request(server, 0), "GET /payments/6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001 HTTP"));
    aws_http_free(self.http);
    scripted_server_stop(server);
}

static void a_refund_is_looked_up_where_its_answer_says_nothing(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 201 Created\r\n\r\n{\"refundId\":\"R-1\",\"amount\":\"0.40\"}",
        "HTTP/1.1 503 No\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n{\"refundId\":\"R-2\",\"amount\":\"0.40\"}",
        "HTTP/1.1 422 No\r\n\r\n{}",
        "HTTP/1.1 404 No\r\n\r\n{}",
    };
    struct scripted_server *server = scripted_server_start(answers, 5);
    struct http_partner self = { aws_http_new(), scripted_server_url(server) };
    struct order_payments payments = http_payments_port(&self);
    struct order_refund refund = { 0 };

    (void)state;
    assert_int_equal(payments.refund(payments.self, sample_order(), &refund), ORDER_PARTNER_DONE);
    assert_string_equal(refund.refund_id, "R-1");
    assert_int_equal(payments.refund(payments.self, sample_order(), &refund), ORDER_PARTNER_DONE);
    assert_string_equal(refund.refund_id, "R-2");
    assert_int_equal(payments.refund(payments.self, sample_order(), &refund), ORDER_PARTNER_UNKNOWN);
    assert_non_null(strstr(scripted_server_request(server, 0), "POST /refunds "));
    assert_non_null(strstr(scripted_server_request(server, 2), "GET /refunds/6f1ed002"));
    aws_http_free(self.http);
    scripted_server_stop(server);
}

/* A function URL as Nube has it, and as AWS has it: below a path, and with a slash at its end. */
static void a_partner_may_want_a_signature(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 201 Created\r\n\r\n{\"transactionId\":\"T-1\",\"amount\":\"0.40\"}",
        "HTTP/1.1 402 No\r\n\r\n{\"message\":\"declined\"}",
        "HTTP/1.1 403 No\r\n\r\n{\"Message\":\"Forbidden\"}",
        "HTTP/1.1 404 No\r\n\r\n{\"message\":\"nothing\"}",
        "HTTP/1.1 503 No\r\n\r\n{\"message\":\"later\"}",
    };
    struct scripted_server *server = scripted_server_start(answers, 5);
    struct aws_client *client = connect_to(server);
    char url[128];
    struct http_partner self = { aws_http_new(), url };
    struct order_payments payments = http_payments_port(&self);
    struct order_payment payment;
    struct aws_error error;
    int i;

    (void)state;
    snprintf(url, sizeof url, "%s/of/f/", scripted_server_url(server));
    assert_true(http_partner_sign(&self, &error));
    for (i = 0; i < 3; i++)
        assert_int_equal(payments.charge(payments.self, sample_order(), &payment), i == 0   ? ORDER_PARTNER_DONE
                                                                                   : i == 1 ? ORDER_PARTNER_REFUSED
                                                                                            : ORDER_PARTNER_UNKNOWN);
    assert_int_equal(payments.look_up(payments.self, sample_order(), &payment), ORDER_PARTNER_NOTHING);
    assert_int_equal(payments.look_up(payments.self, sample_order(), &payment), ORDER_PARTNER_UNKNOWN);
    assert_non_null(strstr(scripted_server_request(server, 0), "POST /of/f/payments "));
    assert_non_null(strstr(scripted_server_request(server, 0), "Idempotency-Key: 6f1ed002"));
    assert_non_null(strstr(scripted_server_request(server, 0), "/eu-west-1/lambda/aws4_request"));
    assert_non_null(strstr(scripted_server_request(server, 3), "GET /of/f/payments/6f1ed002"));
    assert_int_equal(scripted_server_request_count(server), 5); /* none is repeated */
    aws_client_free(self.signer);
    aws_client_free(client);
    aws_http_free(self.http);
    scripted_server_stop(server);
}

static void shipments_by_their_answers(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 201 Created\r\n\r\n{\"trackingNumber\":\"N\",\"carrier\":\"C\","
        "\"deliveryDate\":\"2026-02-03T00:00:00.000000+01:00\"}",
        "HTTP/1.1 201 Created\r\n\r\n{\"carrier\":\"C\"}",
        "HTTP/1.1 422 No\r\n\r\n{}",
        "HTTP/1.1 201 Created\r\n\r\n{\"trackingNumber\":\"N\"}",
    };
    static const enum order_partner_result results[] = { ORDER_PARTNER_DONE, ORDER_PARTNER_UNKNOWN,
                                                         ORDER_PARTNER_REFUSED, ORDER_PARTNER_DONE };
    struct scripted_server *server = scripted_server_start(answers, 4);
    struct http_partner self = { aws_http_new(), scripted_server_url(server) };
    struct order_shipments shipments = http_shipments_port(&self);
    struct order_shipment shipment = { 0 };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof results / sizeof *results; i++) {
        assert_int_equal(shipments.arrange(shipments.self, sample_order(), &shipment), results[i]);
        if (i == 0) assert_string_equal(shipment.delivery_date, "2026-02-03T00:00:00.000000+01:00");
    }
    assert_string_equal(shipment.tracking_number, "N");
    assert_string_equal(shipment.carrier, "");
    assert_string_equal(shipment.reason, "The shipment was refused.");
    assert_non_null(strstr(scripted_server_request(server, 0), "\"address\":{\"street\":\"1 Main Street\""));
    aws_http_free(self.http);
    scripted_server_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_is_the_order_again),
        cmocka_unit_test(what_is_no_order_is_not_read),
        cmocka_unit_test(the_store_speaks_dynamodb),
        cmocka_unit_test(an_item_that_is_no_order_hides_none),
        cmocka_unit_test(the_queue_gets_the_order_id),
        cmocka_unit_test(the_catalogue_is_read_once_a_minute),
        cmocka_unit_test(the_shops_key_is_made_once),
        cmocka_unit_test(a_customer_is_asked_once),
        cmocka_unit_test(who_cannot_be_asked_is_told_all_the_same),
        cmocka_unit_test(payments_by_their_answers),
        cmocka_unit_test(what_was_done_is_looked_up),
        cmocka_unit_test(a_refund_is_looked_up_where_its_answer_says_nothing),
        cmocka_unit_test(a_partner_may_want_a_signature),
        cmocka_unit_test(shipments_by_their_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
