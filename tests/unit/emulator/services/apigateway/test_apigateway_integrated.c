/* A method's request through its mappings and templates, and back: without a socket and without a store. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_answer.h"
#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_fill.h"
#include "emulator/services/apigateway/apigateway_integration.h"
#include "emulator/services/apigateway/apigateway_mock.h"
#include "emulator/services/apigateway/apigateway_outgoing.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "tests/support/emulator/loopback.h"

static struct arena arena, of_stage;
static struct api_live live;
static struct http_request http;
static struct http_response response;

static int drop(void **state)
{
    (void)state;
    buf_release(&response.body);
    arena_release(&of_stage);
    arena_release(&arena);
    return 0;
}

static struct doc *of(struct arena *a, const char *json)
{
    struct doc *d = json_parse(a, span_of(json), NULL);

    if (!d) fail_msg("%s", json);
    return d;
}

/* An API of one method, POST /things/{id}; `rest` are further members of the snapshot. */
static void begin(struct api_request *r, const char *integration, const char *rest, const char *request)
{
    const char *snapshot = arena_printf(
        &arena,
        "{\"rest\":{\"binaryMediaTypes\":[\"image/png\"]},\"resources\":[{\"id\":\"r1\",\"path\":\"/things/{id}\","
        "\"resourceMethods\":{\"POST\":{\"httpMethod\":\"POST\",\"methodResponses\":{\"200\":{},\"400\":{}},"
        "\"methodIntegration\":%s}}}]%s}",
        integration, rest);
    struct routes_match match;

    arena_release(&of_stage);
    buf_release(&response.body);
    live = (struct api_live){ .arena = &of_stage, .account = SPAN("123456789012"), .region = SPAN("eu-west-1") };
    response = (struct http_response){ .status = 200, .arena = &arena };
    api_live_compile(&live, of(&of_stage, snapshot), of(&of_stage, "{\"variables\":{\"v\":\"blue\"}}"));
    loopback_parse(&http, &arena, span_of(request));
    http.arena = &arena;
    *r = (struct api_request){ .http = &http,
                               .response = &response,
                               .arena = &arena,
                               .request_id = "request-1",
                               .api_id = SPAN("a1"),
                               .stage = SPAN("dev"),
                               .path = http.path,
                               .live = &live,
                               .now_ms = 1428582896000 };
    api_context_begin(r);
    assert_true(routes_find(&live.routes, http.method, http.path, &match));
    r->method = api_live_method(&live, &match);
    r->path_parameters = routes_variables(&arena, r->method->resource_path, r->path);
}

static struct span header(const char *name)
{
    return http_response_header_find(&response, name);
}

#define POST_JSON "POST /things/7?q=1&q=2 HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nX-One: a\r\n\r\n"

/* --- MOCK --------------------------------------------------------------------------------------------------------- */

static void a_mock_answers_by_its_templates(void **state)
{
    struct api_request r;

    (void)state;
    begin(
        &r,
        "{\"type\":\"MOCK\",\"requestTemplates\":{\"application/json\":\"{\\\"statusCode\\\": 200}\"},"
        "\"integrationResponses\":{\"200\":{\"statusCode\":\"200\",\"responseTemplates\":{\"application/json\":"
        "\"{\\\"id\\\": $input.params().path.id, \\\"v\\\": \\\"$stageVariables.v\\\", \\\"s\\\": \\\"$context.stage\\\"}\"},"
        "\"responseParameters\":{\"method.response.header.X-Id\":\"'seven'\","
        "\"method.response.header.X-Stage\":\"context.stage\"}}}}",
        "", POST_JSON);
    assert_int_equal(api_integration_run(&r), 0);
    assert_int_equal(response.status, 200);
    assert_span_equal(buf_span(&response.body), "{\"id\": 7, \"v\": \"blue\", \"s\": \"dev\"}");
    assert_span_equal(header("X-Id"), "seven");
    assert_span_equal(header("X-Stage"), "dev");
    assert_span_equal(header("Content-Type"), "application/json");
}

static void the_status_selects_the_response(void **state)
{
    static const char integration[] =
        "{\"type\":\"MOCK\",\"requestTemplates\":{\"application/json\":\"{ statusCode: $input.path('$.s') }\"},"
        "\"integrationResponses\":{\"400\":{\"statusCode\":\"400\",\"selectionPattern\":\"4\\\\d{2}\"},"
        "\"500\":{\"statusCode\":\"500\",\"selectionPattern\":\"5..\"},"
        "\"200\":{\"statusCode\":\"200\",\"selectionPattern\":\"\"}}}";
    struct api_request r;

    (void)state;
    begin(&r, integration, "", POST_JSON "{\"s\":404}");
    assert_int_equal(api_integration_run(&r), 0);
    assert_int_equal(response.status, 400);
    begin(&r, integration, "", POST_JSON "{\"s\":201}");
    assert_int_equal(api_integration_run(&r), 0);
    assert_int_equal(response.status, 200);
    begin(&r, integration, "", POST_JSON "{\"s\":500}"); /* which the method does not declare */
    assert_int_equal(api_integration_run(&r), -1);
    assert_int_equal(r.refusal, API_CONFIGURATION_ERROR);
    begin(&r, integration, "", POST_JSON "{\"s\":\"x\"}");
    assert_int_equal(api_integration_run(&r), -1);
    assert_int_equal(r.refusal, API_CONFIGURATION_ERROR);
    assert_int_equal(r.refusal_status, 500);
}

static void a_template_overrides_status_and_headers(void **state)
{
    struct api_request r;

    (void)state;
    begin(
        &r,
        "{\"type\":\"MOCK\",\"requestTemplates\":{\"application/json\":\"#set($context.responseOverride.status = 444)\\n"
        "#set($context.responseOverride.header.foo = \\\"bar\\\")\\n{\\\"statusCode\\\": 200}\"},"
        "\"integrationResponses\":{\"200\":{\"statusCode\":\"200\",\"selectionPattern\":\"2\\\\d{2}\"}}}",
        "", POST_JSON);
    assert_int_equal(api_integration_run(&r), 0);
    assert_int_equal(response.status, 444);
    assert_span_equal(header("foo"), "bar");
    assert_int_equal(response.body.size, 0);
}

static void what_a_mock_takes_for_a_status(void **state)
{
    static const struct {
        const char *text;
        int status;
    } rows[] = {
        { "{\"statusCode\": 200}", 200 },
        { "{ statusCode: 204 }", 204 },
        { "{'statusCode':201}", 201 },
        { "{a:\"x:y\",statusCode:300}", 300 },
        { "{\"statusCode\":\"200\"}", 0 },
        { "", 0 },
        { "{}", 0 },
        { "200", 0 },
        { "{statusCode:", 0 },
        { "{'statusCode", 0 },
        { "{\"statusCode\":2000}", 0 },
        { "{'a\\'b':1,statusCode:200}", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (api_mock_status(&arena, span_of(rows[i].text)) != rows[i].status) fail_msg("%s", rows[i].text);
}

/* --- what goes out ------------------------------------------------------------------------------------------------ */

static void parameters_are_mapped(void **state)
{
    struct api_request r;
    struct api_outgoing o;

    (void)state;
    begin(
        &r,
        "{\"type\":\"HTTP\",\"httpMethod\":\"ANY\",\"requestParameters\":{"
        "\"integration.request.path.p\":\"method.request.path.id\","
        "\"integration.request.header.A\":\"method.request.header.x-one\","
        "\"integration.request.header.B\":\"'text'\",\"integration.request.header.C\":\"stageVariables.v\","
        "\"integration.request.header.D\":\"context.httpMethod\",\"integration.request.header.E\":\"method.request.body.a[1].b\","
        "\"integration.request.header.F\":\"method.request.header.none\","
        "\"integration.request.querystring.one\":\"method.request.querystring.q\","
        "\"integration.request.querystring.all\":\"method.request.multivaluequerystring.q\"}}",
        "", POST_JSON "{\"a\":[0,{\"b\":\"deep\"}]}");
    assert_int_equal(api_outgoing_make(&r, &o), 0);
    assert_span_equal(json_text(&arena, o.headers),
                      "{\"A\":[\"a\"],\"B\":[\"text\"],\"C\":[\"blue\"],\"D\":[\"POST\"],\"E\":[\"deep\"]}");
    assert_span_equal(json_text(&arena, o.query), "{\"one\":[\"2\"],\"all\":[\"1,2\"]}");
    assert_span_equal(o.method, "POST");
    assert_span_equal(o.body, "{\"a\":[0,{\"b\":\"deep\"}]}");
    assert_span_equal(api_outgoing_uri(&r, &o, SPAN("http://${stageVariables.v}/{p}/{q}?x=${stageVariables.w}$")),
                      "http://blue/7/{q}?x=$");
}

static void some_headers_cannot_be_mapped(void **state)
{
    static const struct {
        const char *type, *name;
        int rc;
    } rows[] = { { "HTTP", "Content-Length", -1 },
                 { "HTTP", "transfer-encoding", -1 },
                 { "HTTP", "Authorization", 0 },
                 { "AWS", "Authorization", -1 },
                 { "AWS_PROXY", "TE", -1 } };
    struct api_request r;
    struct api_outgoing o;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(&r,
              arena_printf(&arena,
                           "{\"type\":\"%s\",\"requestParameters\":{\"integration.request.header.%s\":\"'x'\"}}",
                           rows[i].type, rows[i].name),
              "", POST_JSON);
        if (api_outgoing_map(&r, &o) != rows[i].rc) fail_msg("%s %s", rows[i].type, rows[i].name);
    }
}

static void bodies_pass_through_or_do_not(void **state)
{
    static const struct {
        const char *how, *templates, *type;
        enum api_refusal refusal;
    } rows[] = {
        { "WHEN_NO_MATCH", "{\"a/b\":\"x\"}", "c/d", API_NOT_REFUSED },
        { "WHEN_NO_TEMPLATES", "{\"a/b\":\"x\"}", "c/d", API_UNSUPPORTED_MEDIA_TYPE },
        { "WHEN_NO_TEMPLATES", "{}", "c/d", API_NOT_REFUSED },
        { "NEVER", "{\"a/b\":\"x\"}", "c/d", API_UNSUPPORTED_MEDIA_TYPE },
        { "NEVER", "{}", "c/d", API_UNSUPPORTED_MEDIA_TYPE },
        { "NEVER", "{\"a/b\":\"x\"}", "a/b; charset=utf-8", API_NOT_REFUSED },
        { "NEVER", "{\"$default\":\"x\"}", "c/d", API_NOT_REFUSED },
    };
    struct api_request r;
    struct api_outgoing o;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(&r,
              arena_printf(&arena, "{\"type\":\"HTTP\",\"passthroughBehavior\":\"%s\",\"requestTemplates\":%s}",
                           rows[i].how, rows[i].templates),
              "",
              arena_printf(&arena, "POST /things/7 HTTP/1.1\r\nHost: h\r\nContent-Type: %s\r\n\r\nbody", rows[i].type));
        api_outgoing_make(&r, &o);
        if (r.refusal != rows[i].refusal) fail_msg("%s %s %s", rows[i].how, rows[i].templates, rows[i].type);
    }
}

static void contents_are_converted(void **state)
{
    static const struct {
        const char *how, *type, *body, *wanted;
    } rows[] = {
        { "", "image/png", "\xff", "\xff" },
        { "CONVERT_TO_TEXT", "image/png", "hello", "aGVsbG8=" },
        { "CONVERT_TO_BINARY", "image/png", "\xff", "\xff" },
        { "", "a/b", "\xff", "\xEF\xBF\xBD" },
        { "CONVERT_TO_TEXT", "a/b", "hello", "hello" },
        { "CONVERT_TO_BINARY", "a/b", "aGVsbG8=", "hello" },
        { "CONVERT_TO_BINARY", "a/b", "!", NULL },
    };
    struct api_request r;
    struct api_outgoing o;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(&r, arena_printf(&arena, "{\"type\":\"HTTP\",\"contentHandling\":\"%s\"}", rows[i].how), "",
              arena_printf(&arena, "POST /things/7 HTTP/1.1\r\nHost: h\r\nContent-Type: %s\r\n\r\n%s", rows[i].type,
                           rows[i].body));
        assert_int_equal(api_outgoing_make(&r, &o), rows[i].wanted ? 0 : -1);
        if (rows[i].wanted) assert_span_equal(o.body, rows[i].wanted);
    }
}

/* --- what comes back ---------------------------------------------------------------------------------------------- */

static void an_answer_is_mapped_and_converted(void **state)
{
    struct api_backend_answer answer = { .status = 200,
                                         .headers =
                                             (const struct http_header[]){ { SPAN("ETag"), SPAN("e1") },
                                                                           { SPAN("Content-Type"), SPAN("image/png") },
                                                                           { SPAN("etag"), SPAN("e2") } },
                                         .header_count = 3,
                                         .body = SPAN("hello") };
    struct api_request r;

    (void)state;
    begin(&r,
          "{\"type\":\"HTTP\",\"integrationResponses\":{\"200\":{\"responseParameters\":{"
          "\"method.response.header.E\":\"integration.response.header.ETag\","
          "\"method.response.header.All\":\"integration.response.multivalueheader.etag\","
          "\"method.response.header.Server\":\"integration.response.body\","
          "\"method.response.header.None\":\"integration.response.header.None\"}}}}",
          "", POST_JSON);
    assert_int_equal(api_answer(&r, &answer, SPAN("200")), 0);
    assert_span_equal(header("E"), "e2");
    assert_span_equal(header("All"), "e1,e2");
    assert_span_equal(header("x-amzn-Remapped-Server"), "hello");
    assert_null(header("None").data);
    assert_span_equal(buf_span(&response.body), "aGVsbG8="); /* bytes that the client does not want */
}

/* --- the gateway's own -------------------------------------------------------------------------------------------- */

static void refusals_have_the_apis_words_where_it_has_some(void **state)
{
    static const char put[] =
        ",\"gatewayResponses\":[{\"responseType\":\"THROTTLED\",\"statusCode\":\"420\",\"responseTemplates\":"
        "{\"application/json\":\"{\\\"m\\\":$context.error.messageString,\\\"t\\\":\\\"$context.error.responseType\\\","
        "\\\"n\\\":\\\"$context.none\\\",\\\"cost\\\":\\\"5$\\\"}\",\"text/plain\":\"$context.error.message: $stageVariables.v.\"}},"
        "{\"responseType\":\"DEFAULT_4XX\",\"responseParameters\":{\"gatewayresponse.header.Access-Control-Allow-Origin\":\"'*'\","
        "\"gatewayresponse.header.X-Path\":\"method.request.path.id\"}}]";
    struct api_request r;

    (void)state;
    begin(&r, "{\"type\":\"MOCK\"}", put, POST_JSON);
    api_refuse(&r, API_THROTTLED);
    api_refusal_answer(&r);
    assert_int_equal(response.status, 420);
    assert_span_equal(buf_span(&response.body),
                      "{\"m\":\"Too Many Requests\",\"t\":\"THROTTLED\",\"n\":\"\",\"cost\":\"5$\"}");
    begin(&r, "{\"type\":\"MOCK\"}", put, "POST /things/7 HTTP/1.1\r\nHost: h\r\nAccept: text/plain;q=1, */*\r\n\r\n");
    api_refuse(&r, API_THROTTLED);
    api_refusal_answer(&r);
    assert_span_equal(buf_span(&response.body), "Too Many Requests: blue.");
    assert_span_equal(header("Content-Type"), "text/plain");
    begin(&r, "{\"type\":\"MOCK\"}", put, POST_JSON);
    api_refuse(&r, API_UNAUTHORIZED);
    api_refusal_answer(&r);
    assert_int_equal(response.status, 401);
    assert_span_equal(buf_span(&response.body), "{\"message\":\"Unauthorized\"}");
    assert_span_equal(header("Access-Control-Allow-Origin"), "*");
    assert_span_equal(header("X-Path"), "7");
    begin(&r, "{\"type\":\"MOCK\"}", put, POST_JSON);
    api_refuse(&r, API_AUTHORIZER_FAILURE);
    api_refusal_answer(&r);
    assert_int_equal(response.status, 500);
    assert_span_equal(buf_span(&response.body), "{\"message\":null}");
    assert_null(header("Access-Control-Allow-Origin").data);
}

static void variables_in_a_text(void **state)
{
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        { "$context.requestId [$context.requestTime]", "request-1 [09/Apr/2015:12:34:56 +0000]" },
        { "$context.identity.sourceIp/$context.identity.user.", "127.0.0.1/-." },
        { "$context.resourcePath $context.httpMethod $context.stage", "/things/{id} POST dev" },
        { "$contextual $ $$context.apiId $", "$contextual $ $a1 $" },
        { "$context.none$context.error.message", "--" },
    };
    struct api_request r;
    struct buf out = { 0 };

    (void)state;
    begin(&r, "{\"type\":\"MOCK\"}", "", POST_JSON);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&out);
        api_fill(&r, span_of(rows[i].text), "-", &out);
        assert_span_equal(buf_span(&out), rows[i].wanted);
    }
    buf_release(&out);
}

/* --- templates' own ----------------------------------------------------------------------------------------------- */

static void what_templates_work_with(void **state)
{
    static const struct {
        const char *template, *wanted;
    } rows[] = {
        { "$input.body", "{\"a\":{\"b\":[1,\"x\"]},\"t\":\"it's\"}" },
        { "$input.json('$.a')", "{\"b\":[1,\"x\"]}" },
        { "$input.json('$.none')", "\"\"" },
        { "$input.path('$.a.b[1]')", "x" },
        { "$input.path('$.a.b')", "[1,\"x\"]" },
        { "$input.params('id')$input.params('q')$input.params('X-One')$input.params('none')|", "72a|" },
        { "$input.params().querystring.q", "2" },
        { "$util.escapeJavaScript($input.path('$.t'))", "it\\'s" },
        { "$util.urlEncode('a b&c/d~')", "a+b%26c%2Fd%7E" },
        { "$util.urlDecode('a+b%26c')", "a b&c" },
        { "$util.base64Encode('hello')$util.base64Decode('aGk=')", "aGVsbG8=hi" },
        { "$util.parseJson('{\"k\":5}').k", "5" },
        { "$context.identity.sourceIp $context.requestId", "127.0.0.1 request-1" },
        { "$util.parseJson('{').k", NULL },
        { "#if(", NULL },
    };
    struct api_request r;
    struct api_outgoing o;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span template = json_text(&arena, doc_string(&arena, span_of(rows[i].template)));
        begin(&r,
              arena_printf(&arena, "{\"type\":\"HTTP\",\"requestTemplates\":{\"application/json\":%.*s}}",
                           SPAN_ARG(template)),
              "", POST_JSON "{\"a\":{\"b\":[1,\"x\"]},\"t\":\"it's\"}");
        if (api_outgoing_make(&r, &o) != (rows[i].wanted ? 0 : -1)) fail_msg("%s", rows[i].template);
        if (rows[i].wanted) assert_span_equal(o.body, rows[i].wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_mock_answers_by_its_templates, drop),
        cmocka_unit_test_teardown(the_status_selects_the_response, drop),
        cmocka_unit_test_teardown(a_template_overrides_status_and_headers, drop),
        cmocka_unit_test_teardown(what_a_mock_takes_for_a_status, drop),
        cmocka_unit_test_teardown(parameters_are_mapped, drop),
        cmocka_unit_test_teardown(some_headers_cannot_be_mapped, drop),
        cmocka_unit_test_teardown(bodies_pass_through_or_do_not, drop),
        cmocka_unit_test_teardown(contents_are_converted, drop),
        cmocka_unit_test_teardown(an_answer_is_mapped_and_converted, drop),
        cmocka_unit_test_teardown(refusals_have_the_apis_words_where_it_has_some, drop),
        cmocka_unit_test_teardown(variables_in_a_text, drop),
        cmocka_unit_test_teardown(what_templates_work_with, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
