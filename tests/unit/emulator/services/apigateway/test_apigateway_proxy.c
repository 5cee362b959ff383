/* The two formats of API Gateway's Lambda proxy integration. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_locate.h"
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

/* --- the event ---------------------------------------------------------------------------------------------------- */

static struct doc *event_of(const char *request, const char *resource_path)
{
    struct http_request *http = ARENA_NEW(&arena, struct http_request);
    struct api_live live = { .account = SPAN("123456789012"),
                             .region = SPAN("us-east-1"),
                             .deployment_id = SPAN("dep1"),
                             .rest = of("{\"binaryMediaTypes\":[\"image/png\"]}"),
                             .variables = of("{\"colour\":\"red\"}") };
    struct api_method method = { .resource_id = SPAN("ov"), .resource_path = span_of(resource_path) };
    struct api_request r = { .http = http,
                             .arena = &arena,
                             .live = &live,
                             .method = &method,
                             .request_id = "request-1",
                             .now_ms = 1428582896000 };

    loopback_parse(http, &arena, span_of(request));
    http->arena = &arena;
    assert_true(api_locate(http, &r));
    r.path_parameters = routes_variables(&arena, method.resource_path, r.path);
    api_context_begin(&r);
    return api_proxy_event(&r);
}

static void an_event_has_aws_form(void **state)
{
    struct doc *event =
        event_of("GET /prod/orders/a%20b?x=1&x=2&y=%C3%A9+z&w HTTP/1.1\r\nHost: abc123.execute-api.localhost:4566\r\n"
                 "user-agent: test\r\nauthorization: me\r\nConnection: close\r\nTE: x\r\n"
                 "X-Amzn-Trace-Id: Root=1-3152b799-8954dae64eda91bc9a23a7e8\r\n"
                 "X-Two: 1\r\nX-Two: 2\r\n\r\n{\"a\":1}",
                 "/orders/{id}");
    struct doc *wanted = of(
        "{\"resource\":\"/orders/{id}\",\"path\":\"/orders/a%20b\",\"httpMethod\":\"GET\","
        "\"queryStringParameters\":{\"x\":\"2\",\"y\":\"\xC3\xA9 z\",\"w\":\"\"},"
        "\"multiValueQueryStringParameters\":{\"x\":[\"1\",\"2\"],\"y\":[\"\xC3\xA9 z\"],\"w\":[\"\"]},"
        "\"pathParameters\":{\"id\":\"a%20b\"},\"stageVariables\":{\"colour\":\"red\"},"
        "\"body\":\"{\\\"a\\\":1}\",\"isBase64Encoded\":false,"
        "\"headers\":{\"X-Two\":\"2\",\"User-Agent\":\"test\",\"Authorization\":\"me\","
        "\"X-Amzn-Trace-Id\":\"Root=1-3152b799-8954dae64eda91bc9a23a7e8\",\"X-Forwarded-For\":\"127.0.0.1\","
        "\"X-Forwarded-Port\":\"4566\"},\"multiValueHeaders\":{\"X-Two\":[\"1\",\"2\"]},"
        "\"requestContext\":{\"resourceId\":\"ov\",\"resourcePath\":\"/orders/{id}\",\"httpMethod\":\"GET\","
        "\"requestTime\":\"09/Apr/2015:12:34:56 +0000\",\"requestTimeEpoch\":1428582896000,"
        "\"path\":\"/prod/orders/a%20b\",\"accountId\":\"123456789012\",\"protocol\":\"HTTP/1.1\",\"stage\":\"prod\","
        "\"domainPrefix\":\"abc123\",\"domainName\":\"abc123.execute-api.localhost\",\"requestId\":\"request-1\","
        "\"apiId\":\"abc123\",\"deploymentId\":\"dep1\",\"identity\":{\"sourceIp\":\"127.0.0.1\",\"userAgent\":\"test\"}}}");

    (void)state;
    if (!cases_has_members(event, wanted)) fail_msg("%s", json_text(&arena, event).data);
    assert_null(doc_get(doc_get(event, "headers"), "Connection"));
    assert_null(doc_get(doc_get(event, "headers"), "TE"));
}

static void what_is_empty_is_null(void **state)
{
    struct doc *event = event_of("GET /prod HTTP/1.1\r\nHost: a.execute-api.x\r\n\r\n", "/");

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
    struct doc *event = event_of("GET /p/x%FF?a%FE=b%FD HTTP/1.1\r\nHost: a.execute-api.x\r\nX-Bad: \xFF\r\n"
                                 "Content-Type: image/png; a=b\r\n\r\n\x80\x81",
                                 "/{x}"),
               *back;

    (void)state;
    back = json_parse(&arena, json_text(&arena, event), NULL);
    assert_non_null(back);
    assert_span_equal(doc_get_str(back, "body"), "gIE=");
    assert_true(doc_get_bool(back, "isBase64Encoded", false));
}

/* The API's binary media types alone say what is bytes, not the bytes. */
static void the_content_type_says_what_is_bytes(void **state)
{
    struct doc *text = event_of("POST /p/x HTTP/1.1\r\nHost: a.execute-api.x\r\nContent-Type: image/png\r\n\r\nplain",
                                "/{x}"),
               *bytes =
                   event_of("POST /p/x HTTP/1.1\r\nHost: a.execute-api.x\r\nContent-Type: a/b\r\n\r\n\x80\x81", "/{x}");

    (void)state;
    assert_span_equal(doc_get_str(text, "body"), "cGxhaW4=");
    assert_true(doc_get_bool(text, "isBase64Encoded", false));
    assert_span_equal(doc_get_str(bytes, "body"), "\x80\x81");
    assert_false(doc_get_bool(bytes, "isBase64Encoded", true));
}

/* --- the response ------------------------------------------------------------------------------------------------- */

static struct http_response response;

static enum api_proxy_outcome outcome(const char *payload, bool wants_bytes)
{
    buf_release(&response.body);
    response = (struct http_response){ .status = 200, .arena = &arena };
    return api_proxy_response(&response, span_of(payload), wants_bytes);
}

static bool responds(const char *payload)
{
    return outcome(payload, true) == API_PROXY_GOOD;
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
    assert_true(responds("{\"headers\":{\"x-a\":\"v\"}}"));
    assert_int_equal(response.status, 200);
    assert_span_equal(header("x-a"), "v");
    assert_false(responds("{}"));
    assert_false(responds("{\"statusCode\":200,\"surplus\":\"x\"}"));
    assert_false(responds("{\"statusCode\":200,\"cookies\":[\"a\"]}"));
    assert_false(responds("{\"statusCode\":200,\"isBase64Encoded\":\"true\"}"));
    assert_false(responds("{\"statusCode\":200,\"headers\":[1,2,3]}"));
    assert_false(responds("{\"statusCode\":200,\"headers\":\"a\"}"));
    assert_false(responds("{\"statusCode\":200,\"multiValueHeaders\":[[1]]}"));
    assert_false(responds("{\"statusCode\":200,\"multiValueHeaders\":{\"A\":{\"b\":1}}}"));
    assert_false(responds("{\"statusCode\":200,\"multiValueHeaders\":{\"A\":\"b\"}}"));
    assert_true(responds("{\"statusCode\":200,\"multiValueHeaders\":{\"A\":null,\"B\":[]}}"));
    assert_span_equal(buf_span(&response.body), "");
    assert_true(responds("{\"statusCode\":200,\"body\":null,\"headers\":null}"));
    assert_true(responds("{\"statusCode\":200,\"headers\":{\"content-type\":\"text/html\",\"X-A\":\"single\"},"
                         "\"multiValueHeaders\":{\"x-a\":[\"1\",\"2\"],\"Set-Cookie\":[\"a=1\",\"b=2\"]}}"));
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
    assert_span_equal(header("x-amzn-Remapped-Content-Length"), "7");
    assert_span_equal(header("x-amzn-Remapped-Connection"), "close");
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
    static const char png[] =
        "{\"headers\":{\"Content-Type\":\"text/plain\"},\"isBase64Encoded\":true,\"body\":\"AAH/\"}";

    (void)state;
    assert_int_equal(outcome(png, true), API_PROXY_GOOD);
    assert_int_equal(response.body.size, 3);
    assert_memory_equal(response.body.data, "\0\1\xFF", 3);
    assert_int_equal(outcome(png, false), API_PROXY_GOOD);
    assert_span_equal(buf_span(&response.body), "AAH/"); /* the client wants no bytes */
    assert_int_equal(outcome("{\"isBase64Encoded\":true,\"body\":\"!\"}", true), API_PROXY_NO_BASE64);
    assert_int_equal(outcome("{\"isBase64Encoded\":true,\"body\":\"!\"}", false), API_PROXY_GOOD);
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

static void a_streams_head_is_an_answer_without_its_body(void **state)
{
    static const char good[] = "{\"statusCode\":201,\"headers\":{\"X-A\":\"1\"},\"cookies\":[\"a=1\"]}";
    static const char *const bad[] = {
        "", "[]", "201", "{\"statusCode\":201", "{\"statusCode\":\"x\"}", "{\"headers\":[]}"
    };

    (void)state;
    buf_release(&response.body);
    response = (struct http_response){ .status = 200, .arena = &arena };
    assert_int_equal(api_proxy_streamed(&response, span_of(good)), API_PROXY_GOOD);
    assert_int_equal(response.status, 201);
    assert_span_equal(header("X-A"), "1");
    assert_span_equal(header("Set-Cookie"), "a=1");
    assert_int_equal(response.body.size, 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(api_proxy_streamed(&response, span_of(bad[i])), API_PROXY_MALFORMED);
    buf_release(&response.body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_event_has_aws_form, drop),
        cmocka_unit_test_teardown(what_is_empty_is_null, drop),
        cmocka_unit_test_teardown(bytes_that_are_no_text, drop),
        cmocka_unit_test_teardown(the_content_type_says_what_is_bytes, drop),
        cmocka_unit_test_teardown(results_become_responses, drop),
        cmocka_unit_test_teardown(some_headers_are_not_the_functions, drop),
        cmocka_unit_test_teardown(header_names_cannot_add_headers, drop),
        cmocka_unit_test_teardown(binary_bodies, drop),
        cmocka_unit_test_teardown(what_is_no_result, drop),
        cmocka_unit_test_teardown(a_streams_head_is_an_answer_without_its_body, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
