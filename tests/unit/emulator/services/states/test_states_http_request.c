/* The requests of HTTP tasks, and what their answers mean. */
#include <stdio.h>
#include <string.h>

#include "emulator/services/states/http/states_http_request.h"
#include "tests/support/emulator/unit.h"

static struct arena a;

static int arena_drop(void **state)
{
    (void)state;
    arena_release(&a);
    return 0;
}

static struct asl_resource resource(const char *service)
{
    struct asl_resource r;

    assert_true(asl_resource_parse(&a, arena_format(&a, "arn:aws:states:::%s:invoke", service), &r));
    return r;
}

/* The request as text: method, URL, headers, an empty line, the body. */
static const char *request_of(const char *service, const char *parameters)
{
    struct asl_resource r = resource(service);
    struct http_client_request q;
    struct asl_outcome refusal = { 0 };
    struct doc *d = json_parse(&a, span_of(parameters), NULL);
    struct buf text = { 0 };
    const char *made;

    assert_non_null(d);
    if (!states_http_request_make(&a, &r, d, "us-east-1", "127.0.0.1:4566", &q, &refusal))
        return arena_string(&a, refusal.cause);
    buf_printf(&text, "%s %s\n", q.method, q.url);
    for (size_t i = 0; i < q.header_count; i++)
        buf_printf(&text, "%.*s: %.*s\n", SPAN_ARG(q.headers[i].name), SPAN_ARG(q.headers[i].value));
    buf_printf(&text, "\n%.*s", SPAN_ARG(q.body));
    made = arena_string(&a, buf_span(&text));
    buf_release(&text);
    return made;
}

#define AGENT "User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1\nRange: bytes=0-262144\n\n"

static void http_tasks_call_any_url(void **state)
{
    (void)state;
    assert_string_equal(
        request_of(
            "http",
            "{\"ApiEndpoint\":\"https://h:1/a b?x=1#f\",\"Method\":\"GET\",\"QueryParameters\":{\"q\":[1,\"&\"],\"n\":true}}"),
        "GET https://h:1/a%20b?x=1&q=1&q=%26&n=true\n" AGENT);
    assert_string_equal(
        request_of(
            "http",
            "{\"ApiEndpoint\":\"http://h\",\"Method\":\"POST\",\"Headers\":{\"user-agent\":\"me\",\"RANGE\":\"none\"},\"RequestBody\":{\"a\":null}}"),
        "POST http://h\nuser-agent: me\nRANGE: none\nContent-Type: application/json; charset=UTF-8\n\n{\"a\":null}");
    assert_string_equal(
        request_of(
            "http",
            "{\"ApiEndpoint\":\"http://h\",\"Method\":\"PUT\",\"RequestBody\":{\"a\":[1]},\"Headers\":{\"Content-Type\":\"x/y\"},"
            "\"Transform\":{\"RequestBodyEncoding\":\"URL_ENCODED\",\"RequestEncodingOptions\":{\"ArrayFormat\":\"NONE\"}}}"),
        "PUT http://h\nContent-Type: x/y\n" AGENT "{\"a\":[1]}");
}

static void apis_are_found_by_each_of_their_names(void **state)
{
    (void)state;
    assert_string_equal(
        request_of(
            "apigateway",
            "{\"ApiEndpoint\":\"abc.execute-api.eu-west-1.amazonaws.com\",\"Method\":\"GET\",\"Stage\":\"prod\",\"Path\":\"/a/b\"}"),
        "GET http://127.0.0.1:4566/prod/a/b\nHost: abc.execute-api.eu-west-1.amazonaws.com\n\n");
    assert_string_equal(
        request_of("apigateway", "{\"ApiEndpoint\":\"abc.execute-api.eu-west-1.amazonaws.com\",\"Method\":\"GET\"}"),
        "GET http://127.0.0.1:4566/\nHost: abc.execute-api.eu-west-1.amazonaws.com\n\n");
    assert_string_equal(
        request_of(
            "apigateway",
            "{\"ApiEndpoint\":\"http://localhost:4566/restapis/abc\",\"Method\":\"GET\",\"Stage\":\"prod\",\"Path\":\"a\"}"),
        "GET http://localhost:4566/restapis/abc/prod/_user_request_/a\n\n");
    assert_string_equal(
        request_of("apigateway",
                   "{\"ApiEndpoint\":\"localhost:4566/_aws/execute-api/abc\",\"Method\":\"GET\",\"Stage\":\"prod\"}"),
        "GET http://localhost:4566/_aws/execute-api/abc/prod/\n\n");
}

static void apis_get_nulls_only_when_told(void **state)
{
    (void)state;
    assert_non_null(
        strstr(request_of("apigateway",
                          "{\"ApiEndpoint\":\"h\",\"Method\":\"POST\",\"RequestBody\":{\"a\":null,\"b\":[null]}}"),
               "\n\n{\"b\":[null]}"));
    assert_non_null(strstr(
        request_of("apigateway",
                   "{\"ApiEndpoint\":\"h\",\"Method\":\"POST\",\"AllowNullValues\":true,\"RequestBody\":{\"a\":null}}"),
        "\n\n{\"a\":null}"));
    assert_string_equal(request_of("apigateway", "{\"ApiEndpoint\":\"h\",\"Method\":\"POST\",\"RequestBody\":null}"),
                        "POST http://h/\n\n");
    assert_string_equal(request_of("apigateway", "{\"ApiEndpoint\":\"h\",\"Method\":\"GET\",\"RequestBody\":{}}"),
                        "GET http://h/\n\n");
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    assert_non_null(strstr(request_of("apigateway", "{\"Method\":\"GET\"}"),
                           "[The field \"ApiEndpoint\" is required but was missing]"));
    assert_non_null(strstr(request_of("apigateway", "{\"ApiEndpoint\":\"https:///x\",\"Method\":\"GET\"}"),
                           "[The value for the field 'ApiEndpoint' is not valid]"));
    assert_non_null(strstr(request_of("apigateway", "{\"ApiEndpoint\":\"h\",\"Method\":5}"),
                           "[The value for the field 'Method' must be a STRING]"));
    assert_non_null(strstr(request_of("http", "{\"ApiEndpoint\":\"http://h\\r\\nx\",\"Method\":\"GET\"}"),
                           "[The value for the field 'ApiEndpoint' must be a STRING]"));
    assert_non_null(strstr(request_of("http", "{\"ApiEndpoint\":\"http://h\",\"Method\":\"GET\",\"Headers\":[]}"),
                           "[The value for the field 'Headers' must be a JSON object]"));
    assert_non_null(
        strstr(request_of("http", "{\"ApiEndpoint\":\"http://h\",\"Method\":\"GET\",\"Headers\":{\"X-Amzn-Trace\":1}}"),
               "[The header 'X-Amzn-Trace' is not allowed]"));
    assert_string_equal(
        request_of(
            "http",
            "{\"ApiEndpoint\":\"http://h\",\"Method\":\"GET\",\"InvocationConfig\":{\"ConnectionArn\":\"arn:x\"}}"),
        "Connection arn:x does not exist.");
}

static const char *outcome_of(const char *service, struct http_client_result result)
{
    struct asl_resource r = resource(service);
    struct asl_outcome o = states_http_outcome(&a, &r, &result);

    if (!o.failed) return arena_string(&a, o.output);
    return arena_printf(&a, "%.*s: %.*s", SPAN_ARG(o.error), SPAN_ARG(o.cause));
}

static void answers_become_outcomes(void **state)
{
    struct http_client_result json = { .status = 201,
                                       .headers = { { SPAN("Content-Type"), SPAN("application/problem+json; a=b") },
                                                    { SPAN("X"), SPAN("1") },
                                                    { SPAN("X"), SPAN("2") } },
                                       .header_count = 3,
                                       .body = SPAN("{\"a\":1}") };

    (void)state;
    assert_string_equal(outcome_of("http", json),
                        "{\"Headers\":{\"Content-Type\":[\"application/problem+json; a=b\"],\"X\":[\"1\",\"2\"]},"
                        "\"ResponseBody\":{\"a\":1},\"StatusCode\":201,\"StatusText\":\"Created\"}");
    json.body = SPAN("{broken");
    assert_non_null(strstr(outcome_of("apigateway", json), "\"ResponseBody\":\"{broken\""));
    json.body = SPAN("\xff");
    assert_non_null(strstr(outcome_of("http", json), "States.Runtime: "));
    json.status = 404;
    json.body = SPAN("gone");
    assert_string_equal(outcome_of("http", json), "States.Http.StatusCode.404: Not Found");
    assert_string_equal(outcome_of("apigateway", json), "ApiGateway.404: gone");
    assert_string_equal(
        outcome_of("http", (struct http_client_result){ .error = "Timeout was reached", .timed_out = true }),
        "States.Http.Socket: Timeout was reached");
    assert_string_equal(
        outcome_of("apigateway", (struct http_client_result){ .error = "Timeout was reached", .timed_out = true }),
        "ApiGateway.SocketTimeoutException: Timeout was reached");
    assert_string_equal(outcome_of("apigateway", (struct http_client_result){ .error = "Couldn't resolve host name" }),
                        "ApiGateway.UnknownHostException: Couldn't resolve host name");
}

static void forms_nest(void **state)
{
    struct doc *deep = doc_int(&a, 1), *object = doc_map(&a);
    struct span form;

    (void)state;
    for (int i = 0; i < 100; i++) {
        struct doc *list = doc_list(&a);

        doc_append(list, deep);
        deep = list;
    }
    doc_put(object, "d", deep);
    form = states_http_form(&a, object, SPAN("BRACKETS"));
    assert_true(span_starts(form, "d[][]")); /* deeper ones are JSON */
    assert_true(form.size < 1000);
    assert_int_equal(states_http_form(&a, doc_map(&a), SPAN("REPEAT")).size, 0);
}

static void an_exchange_is_told_as_text(void **state)
{
    struct http_client_request request = { .url = "https://h/p?q=1",
                                           .headers = { { SPAN("A"), SPAN("1") }, { SPAN("B"), SPAN("2") } },
                                           .header_count = 2,
                                           .body = SPAN("{}") };
    struct http_client_result result = {
        .status = 404, .headers = { { SPAN("C"), SPAN("3") } }, .header_count = 1, .body = SPAN("no")
    };

    (void)state;
    assert_string_equal(
        states_http_exchange(&a, &request, &result).data,
        "{\"request\":{\"protocol\":\"https\",\"method\":\"POST\",\"url\":\"https://h/p?q=1\",\"headers\":"
        "\"[A: 1, B: 2]\",\"body\":\"{}\"},\"response\":{\"protocol\":\"https\",\"statusCode\":\"404\","
        "\"statusMessage\":\"Not Found\",\"headers\":\"[C: 3]\",\"body\":\"no\"}}");
    result = (struct http_client_result){ .error = "nobody is there" };
    assert_string_equal(
        states_http_exchange(&a, &request, &result).data,
        "{\"request\":{\"protocol\":\"https\",\"method\":\"POST\",\"url\":\"https://h/p?q=1\",\"headers\":"
        "\"[A: 1, B: 2]\",\"body\":\"{}\"}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(http_tasks_call_any_url, arena_drop),
        cmocka_unit_test_teardown(apis_are_found_by_each_of_their_names, arena_drop),
        cmocka_unit_test_teardown(apis_get_nulls_only_when_told, arena_drop),
        cmocka_unit_test_teardown(what_is_wrong_is_told, arena_drop),
        cmocka_unit_test_teardown(answers_become_outcomes, arena_drop),
        cmocka_unit_test_teardown(forms_nest, arena_drop),
        cmocka_unit_test_teardown(an_exchange_is_told_as_text, arena_drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
