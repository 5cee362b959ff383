/* API Gateway's routes, and the two formats of its Lambda proxy integration. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_proxy.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/loopback.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct doc *of(const char *json)
{
    struct doc *d = json_parse(&arena, span_of(json), NULL);

    if (!d) fail_msg("%s", json);
    return d;
}

/* --- routes ------------------------------------------------------------------------------------------------------- */

/* The greedy and the variable ones come first, so that order cannot be what decides. */
static const char snapshot[] =
    "{\"resources\":["
    "{\"id\":\"g\",\"path\":\"/{proxy+}\",\"resourceMethods\":{\"ANY\":{\"m\":\"any\"}}},"
    "{\"id\":\"og\",\"path\":\"/orders/{rest+}\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"},\"ANY\":{\"m\":\"any\"}}},"
    "{\"id\":\"ov\",\"path\":\"/orders/{id}\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}},"
    "{\"id\":\"on\",\"path\":\"/orders/new\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}},"
    "{\"id\":\"oi\",\"path\":\"/orders/{id}/items/{item}\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}},"
    "{\"id\":\"vi\",\"path\":\"/{x}/new\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}},"
    "{\"id\":\"none\",\"path\":\"/empty\"},"
    "{\"id\":\"r\",\"path\":\"/\",\"resourceMethods\":{\"GET\":{\"m\":\"get\"}}}]}";

static void the_best_route_wins(void **state)
{
    static const struct {
        const char *method, *path, *id, *m, *parameters;
    } rows[] = {
        { "GET", "/", "r", "get", "{}" },
        { "GET", "/orders/new", "on", "get", "{}" },
        { "GET", "/orders/new/", "on", "get", "{}" },
        { "GET", "/orders/17", "ov", "get", "{\"id\":\"17\"}" },
        { "GET", "/orders/a%2Fb%20c", "ov", "get", "{\"id\":\"a/b c\"}" },
        { "POST", "/orders/17", "og", "any", "{\"rest\":\"17\"}" },
        { "GET", "/orders/17/items/3", "oi", "get", "{\"id\":\"17\",\"item\":\"3\"}" },
        { "GET", "/orders/17/items", "og", "get", "{\"rest\":\"17/items\"}" },
        { "GET", "/customers/new", "vi", "get", "{\"x\":\"customers\"}" },
        { "PUT", "/customers/new", "g", "any", "{\"proxy\":\"customers/new\"}" },
        { "GET", "/empty", "g", "any", "{\"proxy\":\"empty\"}" },
        { "GET", "/orders", "g", "any", "{\"proxy\":\"orders\"}" },
        { "POST", "/", NULL, NULL, NULL },
    };
    struct api_routes routes;

    (void)state;
    api_routes_compile(&arena, of(snapshot), &routes);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct api_match match;
        bool found = api_route(&arena, &routes, span_of(rows[i].method), span_of(rows[i].path), &match);
        if (found != (rows[i].id != NULL)) fail_msg("%s %s", rows[i].method, rows[i].path);
        if (!found) continue;
        assert_span_equal(match.resource_id, rows[i].id);
        assert_span_equal(doc_get_str(match.method, "m"), rows[i].m);
        assert_true(doc_equal(match.parameters, of(rows[i].parameters)));
    }
    api_routes_compile(&arena, of("{}"), &routes);
    assert_false(api_route(&arena, &routes, SPAN("GET"), SPAN("/"), &(struct api_match){ 0 }));
}

/* --- the event ---------------------------------------------------------------------------------------------------- */

static struct doc *event_of(const char *request)
{
    struct http_request *http = ARENA_NEW(&arena, struct http_request);
    struct api_live live = { SPAN("123456789012"), SPAN("us-east-1"), SPAN("dep1"), of("{\"colour\":\"red\"}"), NULL };
    struct api_routes routes;
    struct api_match match;
    struct api_request r = { .http = http,
                             .api_id = SPAN("abc123"),
                             .stage = SPAN("prod"),
                             .live = &live,
                             .match = &match,
                             .request_id = "request-1",
                             .now_ms = 1428582896000 };

    loopback_parse(http, &arena, span_of(request));
    r.path = http->path;
    api_routes_compile(&arena, of(snapshot), &routes);
    assert_true(api_route(&arena, &routes, http->method, http->path, &match));
    return api_proxy_event(&r);
}

static void an_event_has_aws_form(void **state)
{
    struct doc *event =
        event_of("GET /orders/a%20b?x=1&x=2&y=%C3%A9+z&w HTTP/1.1\r\nHost: abc123.execute-api.localhost:4566\r\n"
                 "User-Agent: test\r\nX-Two: 1\r\nX-Two: 2\r\n\r\n{\"a\":1}");
    struct doc *wanted = of(
        "{\"resource\":\"/orders/{id}\",\"path\":\"/orders/a b\",\"httpMethod\":\"GET\","
        "\"queryStringParameters\":{\"x\":\"2\",\"y\":\"\xC3\xA9 z\",\"w\":\"\"},"
        "\"multiValueQueryStringParameters\":{\"x\":[\"1\",\"2\"],\"y\":[\"\xC3\xA9 z\"],\"w\":[\"\"]},"
        "\"pathParameters\":{\"id\":\"a b\"},\"stageVariables\":{\"colour\":\"red\"},"
        "\"body\":\"{\\\"a\\\":1}\",\"isBase64Encoded\":false,"
        "\"headers\":{\"X-Two\":\"2\",\"User-Agent\":\"test\",\"X-Forwarded-For\":\"127.0.0.1\","
        "\"X-Forwarded-Port\":\"4566\"},\"multiValueHeaders\":{\"X-Two\":[\"1\",\"2\"]},"
        "\"requestContext\":{\"resourceId\":\"ov\",\"resourcePath\":\"/orders/{id}\",\"httpMethod\":\"GET\","
        "\"requestTime\":\"09/Apr/2015:12:34:56 +0000\",\"requestTimeEpoch\":1428582896000,"
        "\"path\":\"/prod/orders/a%20b\",\"accountId\":\"123456789012\",\"protocol\":\"HTTP/1.1\",\"stage\":\"prod\","
        "\"domainPrefix\":\"abc123\",\"domainName\":\"abc123.execute-api.localhost\",\"requestId\":\"request-1\","
        "\"apiId\":\"abc123\",\"deploymentId\":\"dep1\",\"identity\":{\"sourceIp\":\"127.0.0.1\",\"userAgent\":\"test\"}}}");

    (void)state;
    if (!cases_has_members(event, wanted)) fail_msg("%s", json_text(&arena, event).data);
}

static void what_is_empty_is_null(void **state)
{
    struct doc *event = event_of("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

    (void)state;
    assert_true(doc_is(doc_get(event, "queryStringParameters"), DOC_NULL));
    assert_true(doc_is(doc_get(event, "multiValueQueryStringParameters"), DOC_NULL));
    assert_true(doc_is(doc_get(event, "pathParameters"), DOC_NULL));
    assert_true(doc_is(doc_get(event, "body"), DOC_NULL));
    assert_false(doc_get_bool(event, "isBase64Encoded", true));
}

/* Whatever comes, what the function reads is JSON. */
static void bytes_that_are_no_text(void **state)
{
    struct doc *event = event_of("GET /x%FF?a%FE=b%FD HTTP/1.1\r\nHost: h\r\nX-Bad: \xFF\r\n\r\n\x80\x81"), *back;

    (void)state;
    back = json_parse(&arena, json_text(&arena, event), NULL);
    assert_non_null(back);
    assert_span_equal(doc_get_str(back, "body"), "gIE=");
    assert_true(doc_get_bool(back, "isBase64Encoded", false));
}

/* --- the response ------------------------------------------------------------------------------------------------- */

static struct http_response response;

static bool responds(const char *payload)
{
    buf_release(&response.body);
    response = (struct http_response){ .status = 200, .arena = &arena };
    return api_proxy_response(&response, span_of(payload), of("[\"image/png\"]"));
}

static struct span header(const char *name)
{
    struct loopback l = { .response = response };

    return loopback_header(&l, name);
}

static void results_become_responses(void **state)
{
    (void)state;
    assert_true(responds("{\"statusCode\":201,\"headers\":{\"X-A\":\"1\",\"X-N\":5,\"X-B\":true},\"body\":\"hi\"}"));
    assert_int_equal(response.status, 201);
    assert_span_equal(header("X-A"), "1");
    assert_span_equal(header("X-N"), "5");
    assert_span_equal(header("X-B"), "true");
    assert_span_equal(header("Content-Type"), "application/json");
    assert_span_equal(buf_span(&response.body), "hi");
    assert_true(responds("{\"statusCode\":\"404\"}"));
    assert_int_equal(response.status, 404);
    assert_false(responds("{\"statusCode\":101}"));
    assert_false(responds("{\"statusCode\":200,\"headers\":[1,2,3]}"));
    assert_false(responds("{\"statusCode\":200,\"headers\":\"a\"}"));
    assert_false(responds("{\"statusCode\":200,\"multiValueHeaders\":[[1]]}"));
    assert_false(responds("{\"statusCode\":200,\"multiValueHeaders\":{\"A\":{\"b\":1}}}"));
    assert_false(responds("{\"statusCode\":200,\"multiValueHeaders\":{\"A\":\"b\"}}"));
    assert_true(responds("{\"statusCode\":200,\"multiValueHeaders\":{\"A\":null,\"B\":[]}}"));
    assert_span_equal(buf_span(&response.body), "");
    assert_true(responds("{\"statusCode\":200,\"body\":null,\"headers\":null}"));
    assert_true(responds("{\"statusCode\":200,\"headers\":{\"content-type\":\"text/html\",\"X-A\":\"single\"},"
                         "\"multiValueHeaders\":{\"X-A\":[\"1\",\"2\"],\"Set-Cookie\":[\"a=1\",\"b=2\"]}}"));
    assert_int_equal(response.header_count, 5);
    assert_span_equal(header("X-A"), "1");
    assert_span_equal(header("Content-Type"), "text/html");
}

static void some_headers_are_not_the_functions(void **state)
{
    (void)state;
    assert_true(responds(
        "{\"statusCode\":200,\"headers\":{\"Content-Length\":\"7\",\"Connection\":\"close\",\"Transfer-Encoding\":\"x\","
        "\"Server\":\"mine\",\"Date\":\"today\",\"X-A\":\"a\\r\\nX-Injected: b\",\"\":\"x\"}}"));
    assert_null(header("Content-Length").data);
    assert_null(header("Connection").data);
    assert_null(header("Transfer-Encoding").data);
    assert_null(header("Server").data);
    assert_span_equal(header("x-amzn-Remapped-Server"), "mine");
    assert_span_equal(header("x-amzn-Remapped-Date"), "today");
    assert_span_equal(header("X-A"), "a  X-Injected: b");
    assert_null(header("X-Injected").data);
}

/* A header's name may not end the line either. */
static void header_names_cannot_add_headers(void **state)
{
    (void)state;
    assert_true(
        responds("{\"statusCode\":200,\"headers\":{\"X-A: b\\r\\nX-Injected\":\"c\",\"X B\":\"d\",\"X-C\":\"e\"}}"));
    for (size_t i = 0; i < response.header_count; i++)
        for (size_t k = 0; k < response.headers[i].name.size; k++)
            if (strchr("\r\n: ", response.headers[i].name.data[k]))
                fail_msg("%.*s", SPAN_ARG(response.headers[i].name));
    assert_span_equal(header("X-C"), "e");
}

static void binary_bodies(void **state)
{
    (void)state;
    assert_true(
        responds("{\"statusCode\":200,\"headers\":{\"Content-Type\":\"image/png; x=y\"},\"isBase64Encoded\":true,"
                 "\"body\":\"AAH/\"}"));
    assert_int_equal(response.body.size, 3);
    assert_memory_equal(response.body.data, "\0\1\xFF", 3);
    assert_true(responds(
        "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"isBase64Encoded\":true,\"body\":\"AAH/\"}"));
    assert_span_equal(buf_span(&response.body), "AAH/"); /* no binary type of the API's */
    assert_false(responds(
        "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"image/png\"},\"isBase64Encoded\":true,\"body\":\"!\"}"));
}

static void what_is_no_result(void **state)
{
    static const char *const rows[] = { "",
                                        "x",
                                        "[]",
                                        "\"x\"",
                                        "null",
                                        "{}",
                                        "{\"statusCode\":null}",
                                        "{\"statusCode\":\"x\"}",
                                        "{\"statusCode\":99}",
                                        "{\"statusCode\":600}",
                                        "{\"statusCode\":200.5}",
                                        "{\"statusCode\":4294967496}",
                                        "{\"statusCode\":200,\"body\":{}}",
                                        "{\"statusCode\":200,\"body\":5}" };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (responds(rows[i])) fail_msg("%s", rows[i]);
    buf_release(&response.body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_best_route_wins, drop),
        cmocka_unit_test_teardown(an_event_has_aws_form, drop),
        cmocka_unit_test_teardown(what_is_empty_is_null, drop),
        cmocka_unit_test_teardown(bytes_that_are_no_text, drop),
        cmocka_unit_test_teardown(results_become_responses, drop),
        cmocka_unit_test_teardown(some_headers_are_not_the_functions, drop),
        cmocka_unit_test_teardown(header_names_cannot_add_headers, drop),
        cmocka_unit_test_teardown(binary_bodies, drop),
        cmocka_unit_test_teardown(what_is_no_result, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
