/* The simulated partners: what they answer to whom, over a ledger in memory, one that fails, and one in DynamoDB; and as
 * functions behind a URL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sdk/aws_client.h"
#include "app/simulators/dynamodb_ledger.h"
#include "app/simulators/ledger.h"
#include "app/simulators/payment/payment.h"
#include "app/simulators/shipment/shipment.h"
#include "app/simulators/simulator_function.h"
#include "tests/support/app/scripted_server.h"

/* --- a ledger in memory ------------------------------------------------------------------------------------------- */

static struct ledger *ledger;
static bool ledger_fails;

static const char *key_of(const char *path, const char *key)
{
    static char both[512];

    snprintf(both, sizeof both, "%s %s", path, key);
    return both;
}

static cJSON *memory_entry(void *self, const char *path, const char *key, cJSON *(*make)(void *context), void *context,
                           bool *is_new)
{
    (void)self;
    return ledger_fails ? NULL : ledger_entry(ledger, key_of(path, key), make, context, is_new);
}

static bool memory_find(void *self, const char *path, const char *key, cJSON **entry)
{
    (void)self;
    *entry = ledger_fails ? NULL : ledger_find(ledger, key_of(path, key));
    return !ledger_fails;
}

static cJSON *memory_list(void *self, const char *path, const char *order_id)
{
    (void)self;
    (void)path;
    return ledger_list(ledger, "orderId", order_id, 10);
}

static struct simulator_service service;

static int begin(void **state)
{
    (void)state;
    ledger = ledger_open(NULL, 100, (char[64]){ "" }, 64);
    ledger_fails = false;
    service = (struct simulator_service){ .simulator = &payment_simulator,
                                          .ledger = { NULL, memory_entry, memory_find, memory_list },
                                          .heeds_test_values = true };
    return 0;
}

static int end(void **state)
{
    (void)state;
    ledger_close(ledger);
    return 0;
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static struct simulator_reply reply;

static int ask(const char *method, const char *path, const char *key, const char *body)
{
    struct simulator_request request = {
        .method = method, .path = path, .key = key, .body = body, .length = body ? strlen(body) : 0
    };

    simulator_reply_release(&reply);
    simulator_answer(&service, &request, &reply);
    assert_non_null(reply.text);
    return reply.status;
}

static const char *payment_of(const char *customer)
{
    static char body[512];

    snprintf(
        body, sizeof body,
        "{\"orderId\":\"o-1\",\"customerId\":\"%s\",\"amount\":\"19.90\",\"currency\":\"USD\",\"method\":\"card\"}",
        customer);
    return body;
}

static int pay(const char *key, const char *customer)
{
    return ask("POST", "/payments", key, payment_of(customer));
}

static void work_is_done_once_under_a_key(void **state)
{
    char first[512];

    (void)state;
    assert_int_equal(ask("GET", "/payments/k", NULL, NULL), 404);
    assert_int_equal(pay("k", "ann"), 201);
    snprintf(first, sizeof first, "%s", reply.text);
    assert_non_null(strstr(first, "\"transactionId\":\"TX-"));
    assert_int_equal(pay("k", "ann"), 200);
    assert_string_equal(reply.text, first);
    assert_int_equal(ask("GET", "/payments/k", NULL, NULL), 200);
    assert_string_equal(reply.text, first);
    assert_int_equal(ask("GET", "/refunds/k", NULL, NULL), 404);
    assert_int_equal(ask("GET", "/health", NULL, NULL), 200);
}

static void what_is_wrong_is_refused(void **state)
{
    char longest[SIMULATOR_KEY_SIZE];

    (void)state;
    memset(longest, 'k', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(pay(NULL, "ann"), 400);
    assert_int_equal(pay("", "ann"), 400);
    assert_int_equal(pay(longest, "ann"), 400);
    assert_int_equal(ask("POST", "/payments", "k", NULL), 400);
    assert_int_equal(ask("POST", "/payments", "k", "[]"), 400);
    assert_int_equal(ask("POST", "/payments", "k", "{\"orderId\":"), 400);
    assert_int_equal(ask("POST", "/payments", "k", "{}"), 400);
    assert_int_equal(ask("POST", "/refunds", "k", payment_of("ann")), 422); /* nothing was paid */
    assert_int_equal(ask("PUT", "/payments", "k", "{}"), 405);
    assert_int_equal(ask("POST", "/payments/k", "k", "{}"), 405);
    assert_int_equal(ask("GET", "/paymentsk", NULL, NULL), 404);
    assert_int_equal(ask("GET", "/payments/", NULL, NULL), 404);
    assert_int_equal(ask("GET", "/", NULL, NULL), 404);
    service.simulator = &shipment_simulator;
    assert_int_equal(ask("GET", "/payments/k", NULL, NULL), 404);
}

/* What each test value makes of a first and of a second post, and whether the work is done. */
static void test_values_misbehave(void **state)
{
    static const struct {
        const char *customer;
        int first, second;
        bool is_done, is_late, is_twice;
    } rows[] = {
        { "ann", 201, 200, true, false, false },
        { "test-payment-declined-1", 402, 402, false, false, false },
        { "test-payment-wordy", 402, 402, false, false, false },
        { "test-payment-bad", 400, 400, false, false, false },
        { "test-payment-outage", 503, 503, false, false, false },
        { "test-payment-flaky", 503, 201, true, false, false },
        { "test-payment-timeout", 201, 200, true, true, false },
        { "test-payment-late", 201, 200, true, true, false },
        { "test-payment-lost", 503, 503, true, false, false },
        { "test-payment-nonsense", 201, 200, true, false, false },
        { "test-payment-twice", 201, 200, true, false, true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[64];

        if (pay(rows[i].customer, rows[i].customer) != rows[i].first || reply.is_late != rows[i].is_late ||
            reply.is_twice != rows[i].is_twice || pay(rows[i].customer, rows[i].customer) != rows[i].second)
            fail_msg("%s: %d %s", rows[i].customer, reply.status, reply.text);
        snprintf(path, sizeof path, "/payments/%s", rows[i].customer);
        assert_int_equal(ask("GET", path, NULL, NULL), rows[i].is_done ? 200 : 404);
    }
    assert_int_equal(pay("test-payment-nonsense", "test-payment-nonsense"), 200);
    assert_null(cJSON_Parse(reply.text));
    service.heeds_test_values = false;
    assert_int_equal(pay("declined", "test-payment-declined"), 201);
}

static void chaos_meets_every_request(void **state)
{
    (void)state;
    service.chaos_percent = 100;
    for (int i = 0; i < 50; i++) {
        int status = pay("k", "ann");
        cJSON *tree = cJSON_Parse(reply.text);

        if (status < 300 && tree && !reply.is_late && !reply.is_twice) fail_msg("it behaves: %s", reply.text);
        cJSON_Delete(tree);
    }
}

static void a_ledger_that_fails_is_no_word(void **state)
{
    (void)state;
    ledger_fails = true;
    assert_int_equal(pay("k", "ann"), 503);
    assert_int_equal(ask("GET", "/payments/k", NULL, NULL), 503);
    assert_int_equal(ask("POST", "/refunds", "k", payment_of("ann")), 503);
}

/* --- in DynamoDB -------------------------------------------------------------------------------------------------- */

#define OK(body) "HTTP/1.1 200 OK\r\n\r\n" body
#define TAKEN(item) \
    "HTTP/1.1 400 No\r\n\r\n{\"__type\":\"x#ConditionalCheckFailedException\",\"message\":\"m\",\"Item\":" item "}"
#define DOWN "HTTP/1.1 400 No\r\n\r\n{\"__type\":\"x#AccessDeniedException\",\"message\":\"m\"}"
#define ITEM "{\"id\":{\"S\":\"/payments k\"},\"entry\":{\"S\":\"{\\\"transactionId\\\":\\\"TX-9\\\"}\"}}"

static void a_ledger_in_dynamodb_puts_on_a_condition(void **state)
{
    static const char *const answers[] = {
        OK("{}"),
        TAKEN(ITEM),
        TAKEN("{}"),
        DOWN,
        OK("{\"Item\":" ITEM "}"),
        OK("{}"),
        DOWN,
        OK("{\"Item\":{\"id\":{\"S\":\"/payments k\"},\"entry\":{\"S\":\"odd\"}}}"),
    };
    struct scripted_server *server = scripted_server_start(answers, 8);
    struct aws_error error;
    struct dynamodb_ledger self = { .table = "Ledger" };

    (void)state;
    setenv("AWS_REGION", "eu-west-1", 1);
    setenv("AWS_ACCESS_KEY_ID", "AK", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "SK", 1);
    setenv("AWS_ENDPOINT_URL", scripted_server_url(server), 1);
    self.client = aws_client_new(&error);
    service.ledger = dynamodb_ledger_port(&self);
    assert_int_equal(pay("k", "ann"), 201);
    assert_non_null(strstr(scripted_server_request(server, 0), "DynamoDB_20120810.PutItem"));
    assert_non_null(strstr(scripted_server_request(server, 0), "\"id\":{\"S\":\"/payments k\"}"));
    assert_non_null(strstr(scripted_server_request(server, 0), "attribute_not_exists(id)"));
    assert_int_equal(pay("k", "ann"), 200);
    assert_string_equal(reply.text, "{\"transactionId\":\"TX-9\"}");
    assert_int_equal(pay("k", "ann"), 503); /* taken, by what cannot be read */
    assert_int_equal(pay("k", "ann"), 503);
    assert_int_equal(ask("GET", "/payments/k", NULL, NULL), 200);
    assert_non_null(strstr(scripted_server_request(server, 4), "\"ConsistentRead\":true"));
    assert_int_equal(ask("GET", "/payments/k", NULL, NULL), 404);
    assert_int_equal(ask("GET", "/payments/k", NULL, NULL), 503);
    assert_int_equal(ask("GET", "/payments/k", NULL, NULL), 503);
    assert_int_equal(ask("GET", "/payments", NULL, NULL), 501);
    assert_int_equal(scripted_server_request_count(server), 8);
    aws_client_free(self.client);
    scripted_server_stop(server);
}

/* --- as a function ------------------------------------------------------------------------------------------------ */

#define EVENT(method, path, rest)                                                                      \
    "{\"version\":\"2.0\",\"rawPath\":\"" path "\",\"requestContext\":{\"http\":{\"method\":\"" method \
    "\"}},\"headers\":{"                                                                               \
    "\"idempotency-key\":\"k\"}" rest "}"
#define PAYMENT \
    "{\\\"orderId\\\":\\\"o\\\",\\\"amount\\\":\\\"1.00\\\",\\\"currency\\\":\\\"USD\\\",\\\"method\\\":\\\"card\\\"}"

/* The status that the function answers with; 0 where the event is none. */
static int invoke(const char *event, char *text, size_t size)
{
    struct simulator_function self = { .service = service };
    struct function_event asked = { "r", event, strlen(event) };
    struct function_answer answer = { 0 };
    cJSON *tree;
    int status;

    text_init(&answer.body, FUNCTION_ANSWER_MAX);
    simulator_function_handle(&self, &asked, &answer);
    tree = cJSON_Parse(text_string(&answer.body));
    status = *answer.error_type ? 0 : (int)cJSON_GetNumberValue(cJSON_GetObjectItem(tree, "statusCode"));
    if (status) snprintf(text, size, "%s", cJSON_GetStringValue(cJSON_GetObjectItem(tree, "body")));
    cJSON_Delete(tree);
    text_release(&answer.body);
    return status;
}

static void a_function_answers_events(void **state)
{
    char text[512];

    (void)state;
    assert_int_equal(invoke(EVENT("POST", "/payments", ",\"body\":\"" PAYMENT "\""), text, sizeof text), 201);
    assert_non_null(strstr(text, "\"status\":\"CHARGED\""));
    /* {"a":1} */
    assert_int_equal(
        invoke(EVENT("POST", "/payments", ",\"body\":\"eyJhIjoxfQ==\",\"isBase64Encoded\":true"), text, sizeof text),
        400);
    assert_string_equal(text, "{\"message\":\"orderId is required.\"}");
    assert_int_equal(invoke(EVENT("GET", "/payments/k", ""), text, sizeof text), 200);
    assert_int_equal(
        invoke(EVENT("GET", "/payments", ",\"queryStringParameters\":{\"orderId\":\"other\"}"), text, sizeof text),
        200);
    assert_string_equal(text, "{\"count\":0,\"entries\":[]}");
    assert_int_equal(invoke(EVENT("POST", "/payments", ""), text, sizeof text), 400);
    assert_int_equal(invoke(EVENT("POST", "/payments", ",\"body\":\"?\",\"isBase64Encoded\":true"), text, sizeof text),
                     0);
    assert_int_equal(invoke("{}", text, sizeof text), 0);
    assert_int_equal(invoke("", text, sizeof text), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(work_is_done_once_under_a_key, begin, end),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_values_misbehave, begin, end),
        cmocka_unit_test_setup_teardown(chaos_meets_every_request, begin, end),
        cmocka_unit_test_setup_teardown(a_ledger_that_fails_is_no_word, begin, end),
        cmocka_unit_test_setup_teardown(a_ledger_in_dynamodb_puts_on_a_condition, begin, end),
        cmocka_unit_test_setup_teardown(a_function_answers_events, begin, end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    simulator_reply_release(&reply);
    return failed;
}
