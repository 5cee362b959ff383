/* The orders API: events of API Gateway in, replies out, against a world in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/functions/app_server/customer_token.h"
#include "app/functions/app_server/order_api.h"
#include "app/functions/app_server/page_token.h"
#include "app/sdk/aws_json.h"
#include "tests/support/app/order_world.h"

static const char id[] = "6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001";

#define ORDER                                                                                           \
    "{\"customerId\":\"c-1\",\"customerName\":\"Ada\",\"customerEmail\":\"ada@example.com\",\"items\":" \
    "[{\"productId\":\"p\",\"name\":\"n\",\"quantity\":1,\"price\":99},"                                \
    "{\"productId\":\"q\",\"quantity\":1}],"                                                            \
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
    f->api.catalogue = order_world_catalogue(&f->world);
    f->api.shop_key = order_world_shop_key;
    f->api.shop_key_self = &f->world;
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

/* Adds a header to an event. */
static void add_header(cJSON *event, const char *name, const char *value)
{
    cJSON *headers = cJSON_GetObjectItemCaseSensitive(event, "headers");

    if (!headers) headers = cJSON_AddObjectToObject(event, "headers");
    cJSON_AddStringToObject(headers, name, value);
}

static cJSON *post_event_new(const char *body, bool is_base64)
{
    cJSON *event = event_new("POST", "/orders");

    cJSON_ReplaceItemInObjectCaseSensitive(event, "body", cJSON_CreateString(body));
    cJSON_ReplaceItemInObjectCaseSensitive(event, "isBase64Encoded", cJSON_CreateBool(is_base64));
    return event;
}

static void post_with_key(struct fixture *f, const char *body, const char *key)
{
    cJSON *event = post_event_new(body, false);

    add_header(event, "idempotency-key", key);
    send_event(f, event);
}

/* Shows the token of a customer. */
static void add_token(cJSON *event, const char *customer_id)
{
    struct text token;

    text_init(&token, CUSTOMER_TOKEN_MAX);
    text_put(&token, "Bearer ");
    {
        struct text bare;

        text_init(&bare, CUSTOMER_TOKEN_MAX);
        customer_token_write(order_world_shop_key(&(struct order_world){ .order_count = 0 }), customer_id,
                             order_world_now(), &bare);
        text_put(&token, text_string(&bare));
        text_release(&bare);
    }
    add_header(event, "Authorization", text_string(&token));
    text_release(&token);
}

static void request(struct fixture *f, const char *method, const char *path)
{
    send_event(f, event_new(method, path));
}

static void post(struct fixture *f, const char *body, bool is_base64)
{
    send_event(f, post_event_new(body, is_base64));
}

/* GET /orders of customer-1 with up to two parameters. */
static void list(struct fixture *f, const char *name, const char *value, const char *name2, const char *value2)
{
    cJSON *event = event_new("GET", "/orders"), *query = cJSON_CreateObject();

    if (name) cJSON_AddStringToObject(query, name, value);
    if (name2) cJSON_AddStringToObject(query, name2, value2);
    cJSON_ReplaceItemInObjectCaseSensitive(event, "queryStringParameters", query);
    add_token(event, "customer-1");
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
        { "GET", "/orders", 401, NULL },
        { "GET", "/orders/", 401, NULL },
        { "GET", "/products", 200, NULL },
        { "POST", "/products", 405, "GET,OPTIONS" },
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
    assert_int_equal(cJSON_GetArraySize(aws_json_member(f->body, "errors")), 4);
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
    f->world.page_end =
        (struct order_cursor){ "6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001", "customer-1", "2026-01-31T11:59:00.000Z" };
    list(f, "customerId", "customer-1", "limit", "7");
    assert_int_equal(f->status, 200);
    assert_int_equal(cJSON_GetArraySize(aws_json_member(f->body, "orders")), 1);
    assert_int_equal(f->world.last_listing.limit, 7);
    assert_non_null(aws_json_string(f->body, "nextToken"));
    strcpy(token, aws_json_string(f->body, "nextToken"));

    list(f, "customerId", "customer-1", "nextToken", token);
    assert_int_equal(f->status, 200);
    assert_string_equal(f->world.last_listing.start.order_id, id);
    assert_string_equal(f->world.last_listing.start.date, "2026-01-31T11:59:00.000Z");
    assert_int_equal(f->world.last_listing.limit, 20);

    list(f, "customerId", "somebody-else", "nextToken", token);
    assert_int_equal(f->status, 403);
}

static void listing_needs_the_customers_token(void **state)
{
    static const char *const bad[] = { "Bearer ", "Bearer x", "Bearer v1.YQ.9999999999.AAAA", "bearer v1..." };
    struct fixture *f = *state;
    cJSON *event;
    size_t i;

    order_world_add(&f->world, id, ORDER_PENDING);
    for (i = 0; i < sizeof bad / sizeof *bad; i++) {
        event = event_new("GET", "/orders");
        add_header(event, "authorization", bad[i]);
        send_event(f, event);
        assert_int_equal(f->status, 401);
    }
    event = event_new("GET", "/orders");
    add_header(event, "Authorization", "Basic abc"); /* of something else: as if there were none */
    send_event(f, event);
    assert_int_equal(f->status, 401);
    assert_int_equal(f->world.lists, 0);
    list(f, NULL, NULL, NULL, NULL);
    assert_int_equal(f->status, 200);
    assert_string_equal(f->world.last_customer, "customer-1");
    f->world.key_is_missing = true;
    list(f, NULL, NULL, NULL, NULL);
    assert_int_equal(f->status, 503);
}

static void listing_by_status(void **state)
{
    struct fixture *f = *state;

    order_world_add(&f->world, id, ORDER_SHIPPED);
    list(f, "status", "SHIPPED", NULL, NULL);
    assert_int_equal(cJSON_GetArraySize(aws_json_member(f->body, "orders")), 1);
    list(f, "status", "PENDING", NULL, NULL);
    assert_int_equal(cJSON_GetArraySize(aws_json_member(f->body, "orders")), 0);
}

/* --- what a key and a token do for an order --------------------------------------------------------------------- */

static void the_same_key_gives_the_same_order(void **state)
{
    struct fixture *f = *state;
    char first[ORDER_ID_SIZE];

    post_with_key(f, ORDER, "key-1");
    assert_int_equal(f->status, 201);
    strcpy(first, aws_json_string(f->body, "orderId"));
    f->world.orders[0].status = ORDER_SHIPPED;
    post_with_key(f, ORDER, "key-1");
    assert_int_equal(f->status, 201);
    assert_string_equal(aws_json_string(f->body, "orderId"), first);
    assert_string_equal(aws_json_string(f->body, "status"), "SHIPPED");
    post_with_key(f, ORDER, "key-2");
    assert_string_not_equal(aws_json_string(f->body, "orderId"), first);
    assert_int_equal(f->world.order_count, 2);
    post_with_key(f, "", "key-1");
    assert_int_equal(f->status, 400);
    post_with_key(f, ORDER, "");
    assert_int_equal(f->status, 400);
    post_with_key(f, ORDER, "\xc3\xa9");
    assert_int_equal(f->status, 400);
}

static void a_key_is_of_one_order(void **state)
{
    static const char other[] =
        "{\"customerId\":\"c-1\",\"customerName\":\"Ada\",\"customerEmail\":\"ada@example.com\",\"items\":"
        "[{\"productId\":\"p\",\"quantity\":2}],"
        "\"shippingAddress\":{\"street\":\"s\",\"city\":\"c\",\"zipCode\":\"z\",\"country\":\"GB\"}}";
    struct fixture *f = *state;

    post_with_key(f, ORDER, "key-1");
    post_with_key(f, other, "key-1");
    assert_int_equal(f->status, 422);
    assert_null(aws_json_string(f->body, "orderId"));
    assert_int_equal(f->world.order_count, 1);
}

#define NEW_CUSTOMER                                                                               \
    "{\"customerName\":\"Ada\",\"customerEmail\":\"ada@example.com\",\"items\":"                   \
    "[{\"productId\":\"p\",\"quantity\":1}],\"shippingAddress\":{\"street\":\"s\",\"city\":\"c\"," \
    "\"zipCode\":\"z\",\"country\":\"GB\"}}"

static void a_new_customer_gets_a_token(void **state)
{
    struct fixture *f = *state;
    char customer_id[ORDER_CODE_SIZE], header_value[CUSTOMER_TOKEN_MAX + 8];
    cJSON *event;

    post(f, NEW_CUSTOMER, false);
    assert_int_equal(f->status, 201);
    strcpy(customer_id, aws_json_string(f->body, "customerId"));
    assert_true(order_id_is_valid(customer_id));
    snprintf(header_value, sizeof header_value, "Bearer %s", aws_json_string(f->body, "customerToken"));
    event = post_event_new(NEW_CUSTOMER, false);
    add_header(event, "Authorization", header_value);
    send_event(f, event);
    assert_string_equal(aws_json_string(f->body, "customerId"), customer_id); /* the same customer again */
    assert_non_null(aws_json_string(f->body, "customerToken"));
    post(f, NEW_CUSTOMER, false);
    assert_string_not_equal(aws_json_string(f->body, "customerId"), customer_id);
    post_with_key(f, NEW_CUSTOMER, "k");
    strcpy(customer_id, aws_json_string(f->body, "customerId"));
    post_with_key(f, NEW_CUSTOMER, "k");
    assert_string_equal(aws_json_string(f->body, "customerId"), customer_id);
}

static void whoever_names_a_customer_gets_no_token(void **state)
{
    struct fixture *f = *state;

    post(f, ORDER, false);
    assert_int_equal(f->status, 201);
    assert_null(aws_json_string(f->body, "customerToken"));
}

/* --- the catalogue ------------------------------------------------------------------------------------------------ */

static void what_is_not_in_the_catalogue_is_refused_by_field(void **state)
{
    struct fixture *f = *state;
    const cJSON *error;

    post(f,
         "{\"customerName\":\"Ada\",\"customerEmail\":\"ada@example.com\",\"items\":"
         "[{\"productId\":\"p\",\"quantity\":1},{\"productId\":\"z\",\"quantity\":1}],"
         "\"shippingAddress\":{\"street\":\"s\",\"city\":\"c\",\"zipCode\":\"z\",\"country\":\"GB\"}}",
         false);
    assert_int_equal(f->status, 400);
    error = cJSON_GetArrayItem(aws_json_member(f->body, "errors"), 0);
    assert_string_equal(aws_json_string(error, "field"), "items[1].productId");
    assert_string_equal(aws_json_string(error, "message"), "is not in the catalogue");
    assert_int_equal(f->world.sends, 0);
}

static void the_catalogue_is_shown(void **state)
{
    struct fixture *f = *state;

    request(f, "GET", "/products");
    assert_string_equal(aws_json_string(f->reply, "body"),
                        "{\"products\":[{\"productId\":\"p\",\"name\":\"Pen\",\"description\":\"It writes.\","
                        "\"price\":0.10,\"currency\":\"USD\"},{\"productId\":\"q\",\"name\":\"Quill\","
                        "\"description\":\"\",\"price\":0.20,\"currency\":\"USD\"}]}");
    f->world.catalogue_is_down = true;
    request(f, "GET", "/products");
    assert_int_equal(f->status, 503);
    assert_string_equal(header(f, "Retry-After"), "2");
    post(f, ORDER, false);
    assert_int_equal(f->status, 503);
    assert_int_equal(f->world.sends, 0);
}

static void a_null_character_is_refused(void **state)
{
    struct fixture *f = *state;

    post(f, "{\"customerName\":\"ann\\u0000zzz\"}", false);
    assert_int_equal(f->status, 400);
    assert_string_equal(aws_json_string(f->body, "message"), "The body must not hold the character U+0000.");
}

/* {"orderId":"6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001","customerId":"customer-1","orderDate":""} */
#define FORGED                                                                                             \
    "eyJvcmRlcklkIjoiNmYxZWQwMDItYWI1ZC00YTFiLTljNTItM2IxYTBmNmUwMDAxIiwiY3VzdG9tZXJJZCI6ImN1c3RvbWVyLTEi" \
    "LCJvcmRlckRhdGUiOiIifQ"

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
        { "status", "" },
        { "status", "shipped" },
        { "nextToken", FORGED },
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
        WITH_API(listing_needs_the_customers_token),
        WITH_API(listing_by_status),
        WITH_API(the_same_key_gives_the_same_order),
        WITH_API(a_key_is_of_one_order),
        WITH_API(a_new_customer_gets_a_token),
        WITH_API(whoever_names_a_customer_gets_no_token),
        WITH_API(what_is_not_in_the_catalogue_is_refused_by_field),
        WITH_API(the_catalogue_is_shown),
        WITH_API(a_null_character_is_refused),
        WITH_API(listing_with_bad_parameters),
        WITH_API(an_origin_of_its_own),
        WITH_API(what_is_no_event_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
