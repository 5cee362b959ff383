/* The orders API: events of API Gateway in, replies out, against a world in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "app/functions/app_server/order_api.h"
#include "app/functions/app_server/page_token.h"
#include "app/sdk/aws_json.h"
#include "tests/support/app/order_world.h"

static const char id[] = "6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001";

#define ORDER                                                                                           \
    "{\"customerId\":\"c-1\",\"customerName\":\"Ada\",\"customerEmail\":\"ada@example.com\",\"items\":" \
    "[{\"productId\":\"p\",\"name\":\"n\",\"quantity\":1,\"price\":0.1},"                               \
    "{\"productId\":\"q\",\"name\":\"m\",\"quantity\":1,\"price\":0.2}],"                               \
    "\"shippingAddress\":{\"street\":\"s\",\"city\":\"c\",\"zipCode\":\"z\",\"country\":\"GB\"}}"

struct fixture {
    struct order_world world;
    struct order_api api;
    struct text answer;
    cJSON *reply; /* the whole reply */
    cJSON *body;  /* its body */
    int status;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    if (!f) return -1;
    f->api.store = order_world_store(&f->world);
    f->api.queue = order_world_queue(&f->world);
    f->api.allowed_origin = "*";
    f->api.now = order_world_now;
    text_init(&f->answer, 1024 * 1024);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    text_release(&f->answer);
    cJSON_Delete(f->reply);
    cJSON_Delete(f->body);
    free(f);
    return 0;
}

static void send_event(struct fixture *f, cJSON *event)
{
    char *json = cJSON_PrintUnformatted(event);

    cJSON_Delete(event);
    cJSON_Delete(f->reply);
    cJSON_Delete(f->body);
    text_clear(&f->answer);
    assert_true(order_api_handle(&f->api, json, strlen(json), &f->answer));
    cJSON_free(json);
    f->reply = cJSON_Parse(text_string(&f->answer));
    assert_non_null(f->reply);
    f->status = aws_json_member(f->reply, "statusCode")->valueint;
    f->body = cJSON_Parse(aws_json_string(f->reply, "body"));
}

static cJSON *event_new(const char *method, const char *path)
{
    cJSON *event = cJSON_CreateObject();

    cJSON_AddStringToObject(event, "httpMethod", method);
    cJSON_AddStringToObject(event, "path", path);
    cJSON_AddNullToObject(event, "queryStringParameters");
    cJSON_AddNullToObject(event, "body");
    cJSON_AddFalseToObject(event, "isBase64Encoded");
    return event;
}

static void request(struct fixture *f, const char *method, const char *path)
{
    send_event(f, event_new(method, path));
}

static void post(struct fixture *f, const char *body, bool is_base64)
{
    cJSON *event = event_new("POST", "/orders");

    cJSON_ReplaceItemInObjectCaseSensitive(event, "body", cJSON_CreateString(body));
    cJSON_ReplaceItemInObjectCaseSensitive(event, "isBase64Encoded", cJSON_CreateBool(is_base64));
    send_event(f, event);
}

/* GET /orders with up to two parameters. */
static void list(struct fixture *f, const char *name, const char *value, const char *name2, const char *value2)
{
    cJSON *event = event_new("GET", "/orders"), *query = cJSON_CreateObject();

    if (name) cJSON_AddStringToObject(query, name, value);
    if (name2) cJSON_AddStringToObject(query, name2, value2);
    cJSON_ReplaceItemInObjectCaseSensitive(event, "queryStringParameters", query);
    send_event(f, event);
}

static const char *header(const struct fixture *f, const char *name)
{
    return aws_json_string(aws_json_member(f->reply, "headers"), name);
}

static void routes_and_their_limits(void **state)
{
    static const struct {
        const char *method;
        const char *path;
        int status;
        const char *allow;
    } rows[] = {
        { "GET", "/health", 200, NULL },
        { "GET", "/health/", 200, NULL },
        { "GET", "/orders", 200, NULL },
        { "GET", "/orders/", 200, NULL },
        { "GET", "/orders/6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001", 200, NULL },
        { "GET", "/orders/6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0002", 404, NULL },
        { "GET", "/orders/nonsense", 404, NULL },
        { "GET", "/orders/a/b", 404, NULL },
        { "GET", "/", 404, NULL },
        { "GET", "", 404, NULL },
        { "GET", "/ordersx", 404, NULL },
        { "GET", "/healthy", 404, NULL },
        { "DELETE", "/orders", 405, "GET,POST,OPTIONS" },
        { "POST", "/orders/x", 405, "GET,OPTIONS" },
        { "POST", "/health", 405, "GET,OPTIONS" },
        { "OPTIONS", "/orders", 204, "GET,POST,OPTIONS" },
        { "OPTIONS", "/orders/x", 204, "GET,OPTIONS" },
        { "OPTIONS", "/nowhere", 404, NULL },
        { "GET", "/orders/x/cancel", 405, "POST,OPTIONS" },
        { "POST", "/orders/x/cancel", 404, NULL },
        { "POST", "/orders//cancel", 404, NULL },
        { "POST", "/orders/x/cancel/y", 404, NULL },
    };
    struct fixture *f = *state;
    size_t i;

    order_world_add(&f->world, id, ORDER_PENDING);
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        request(f, rows[i].method, rows[i].path);
        if (f->status != rows[i].status) fail_msg("%s %s: %d", rows[i].method, rows[i].path, f->status);
        if (rows[i].allow) assert_string_equal(header(f, "Allow"), rows[i].allow);
        else assert_null(header(f, "Allow"));
        assert_string_equal(header(f, "Access-Control-Allow-Origin"), "*");
        if (rows[i].status >= 400) assert_non_null(aws_json_string(f->body, "message"));
    }
}

static void posting_answers_with_the_order(void **state)
{
    struct fixture *f = *state;

    post(f, ORDER, false);
    assert_int_equal(f->status, 201);
    assert_string_equal(aws_json_string(f->body, "orderId"), f->world.orders[0].id);
    assert_string_equal(aws_json_string(f->body, "status"), "PENDING");
    assert_string_equal(aws_json_string(f->body, "orderDate"), "2026-01-31T12:00:00.123Z");
    assert_non_null(strstr(aws_json_string(f->reply, "body"), "\"totalAmount\":0.30,"));
    assert_int_equal(f->world.sends, 1);
}

static void posting_base64(void **state)
{
    struct fixture *f = *state;

    post(f, "e30=", true); /* {} */
    assert_int_equal(f->status, 400);
    assert_string_equal(aws_json_string(f->body, "message"), "Validation failed");
    assert_int_equal(cJSON_GetArraySize(aws_json_member(f->body, "errors")), 5);
    post(f, "not base64!", true);
    assert_int_equal(f->status, 400);
}

static void posting_nonsense(void **state)
{
    static const char *const bodies[] = { "", "{", "{}trailing", "nothing", "\"text\"", "[1]" };
    struct fixture *f = *state;
    size_t i;

    for (i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        post(f, bodies[i], false);
        if (f->status != 400) fail_msg("%s: %d", bodies[i], f->status);
    }
    request(f, "POST", "/orders");
    assert_int_equal(f->status, 400);
    assert_int_equal(f->world.inserts, 0);
}

static void an_order_that_cannot_be_taken_is_503(void **state)
{
    struct fixture *f = *state;

    f->world.send_fails = true;
    post(f, ORDER, false);
    assert_int_equal(f->status, 503);
    assert_int_equal(f->world.order_count, 0);
    f->world.send_fails = false;
    f->world.store_is_down = true;
    post(f, ORDER, false);
    assert_int_equal(f->status, 503);
}

static void reading_one(void **state)
{
    struct fixture *f = *state;
    struct order *order = order_world_add(&f->world, id, ORDER_SHIPPED);

    strcpy(order->tracking_number, "TR-1");
    request(f, "GET", "/orders/6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001");
    assert_string_equal(aws_json_string(f->body, "status"), "SHIPPED");
    assert_string_equal(aws_json_string(f->body, "trackingNumber"), "TR-1");
    assert_null(aws_json_member(f->body, "transactionId"));
    f->world.store_is_down = true;
    request(f, "GET", "/orders/6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001");
    assert_int_equal(f->status, 503);
}

static void cancelling(void **state)
{
    static const char path[] = "/orders/6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001/cancel";
    struct fixture *f = *state;
    struct order *order = order_world_add(&f->world, id, ORDER_PENDING);

    request(f, "POST", path);
    assert_int_equal(f->status, 200);
    assert_string_equal(aws_json_string(f->body, "status"), "CANCELLED");
    order->status = ORDER_PAYMENT_PENDING;
    request(f, "POST", path);
    assert_int_equal(f->status, 202);
    order->status = ORDER_SHIPPED;
    request(f, "POST", path);
    assert_int_equal(f->status, 409);
    assert_string_equal(aws_json_string(f->body, "status"), "SHIPPED");
    f->world.store_throttles = true;
    request(f, "POST", path);
    assert_int_equal(f->status, 503);
}

static void listing_pages_by_token(void **state)
{
    struct fixture *f = *state;
    char token[PAGE_TOKEN_MAX];

    order_world_add(&f->world, id, ORDER_PENDING);
    f->world.page_end = (struct order_cursor){ "6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001", "customer-1", "2026-01-31" };
    list(f, "customerId", "customer-1", "limit", "7");
    assert_int_equal(f->status, 200);
    assert_int_equal(cJSON_GetArraySize(aws_json_member(f->body, "orders")), 1);
    assert_int_equal(f->world.last_listing.limit, 7);
    assert_non_null(aws_json_string(f->body, "nextToken"));
    strcpy(token, aws_json_string(f->body, "nextToken"));

    list(f, "customerId", "customer-1", "nextToken", token);
    assert_int_equal(f->status, 200);
    assert_string_equal(f->world.last_listing.start.order_id, id);
    assert_string_equal(f->world.last_listing.start.date, "2026-01-31");
    assert_int_equal(f->world.last_listing.limit, 20);

    list(f, "customerId", "somebody-else", "nextToken", token);
    assert_int_equal(f->status, 400);
    list(f, NULL, NULL, "nextToken", token);
    assert_int_equal(f->status, 400);
}

static void listing_everyone(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_PENDING);
    request(f, "GET", "/orders");
    assert_int_equal(f->status, 200);
    assert_null(f->world.last_listing.customer_id);
    assert_null(aws_json_member(f->body, "nextToken"));
}

static void listing_with_bad_parameters(void **state)
{
    static const struct {
        const char *name;
        const char *value;
    } rows[] = {
        { "limit", "0" },
        { "limit", "101" },
        { "limit", "" },
        { "limit", "-1" },
        { "limit", "5x" },
        { "limit", " 5" },
        { "limit", "99999999999999999999" },
        { "nextToken", "" },
        { "nextToken", "abc" },
        { "nextToken", "e30" },
        { "nextToken", "W10" },
        { "customerId", "" },
    };
    struct fixture *f = *state;
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        list(f, rows[i].name, rows[i].value, NULL, NULL);
        if (f->status != 400) fail_msg("%s=%s: %d", rows[i].name, rows[i].value, f->status);
        assert_string_equal(aws_json_string(cJSON_GetArrayItem(aws_json_member(f->body, "errors"), 0), "field"),
                            rows[i].name);
    }
    assert_int_equal(f->world.lists, 0);
}

static void an_origin_of_its_own(void **state)
{
    struct fixture *f = *state;

    f->api.allowed_origin = "https://shop.example.com";
    request(f, "GET", "/health");
    assert_string_equal(header(f, "Access-Control-Allow-Origin"), "https://shop.example.com");
    assert_string_equal(header(f, "Vary"), "Origin");
}

static void what_is_no_event_is_refused(void **state)
{
    static const char *const events[] = { "", "{}", "[]", "{\"httpMethod\":\"GET\"}", "{\"httpMethod\":1,\"path\":2}" };
    struct fixture *f = *state;
    size_t i;

    for (i = 0; i < sizeof events / sizeof *events; i++)
        assert_false(order_api_handle(&f->api, events[i], strlen(events[i]), &f->answer));
}

#define WITH_API(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_API(routes_and_their_limits),
        WITH_API(posting_answers_with_the_order),
        WITH_API(posting_base64),
        WITH_API(posting_nonsense),
        WITH_API(an_order_that_cannot_be_taken_is_503),
        WITH_API(reading_one),
        WITH_API(cancelling),
        WITH_API(listing_pages_by_token),
        WITH_API(listing_everyone),
        WITH_API(listing_with_bad_parameters),
        WITH_API(an_origin_of_its_own),
        WITH_API(what_is_no_event_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
