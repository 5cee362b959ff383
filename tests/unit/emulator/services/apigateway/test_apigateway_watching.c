/* What is told of a request to a stage: execution logs, access logs, metrics. */
#include "emulator/services/apigateway/apigateway_watching.h"

#include <stdio.h>

#include "emulator/core/telemetry.h"
#include "tests/support/emulator/loopback.h"
#include "tests/support/emulator/world.h"

static char lines[64][512];
static size_t line_count;

static void line_take(const struct telemetry_line *l)
{
    if (line_count < 64)
        snprintf(lines[line_count++], sizeof *lines, "%.*s|%.*s", SPAN_ARG(l->group), SPAN_ARG(l->text));
}

static void minute_take(const struct telemetry_minute *m)
{
    (void)m;
}

static const struct telemetry_sink sink = { minute_take, line_take };
static char api_id[64], root_id[64];

static int begin(void **state)
{
    struct call *c;

    world_setup(state);
    line_count = 0;
    telemetry_register(&sink);
    c = ask("apigateway", "CreateRestApi", "{\"name\":\"watched\"}");
    snprintf(api_id, sizeof api_id, "%.*s", SPAN_ARG(doc_get_str(c->out, "id")));
    snprintf(root_id, sizeof root_id, "%.*s", SPAN_ARG(doc_get_str(c->out, "rootResourceId")));
    call_free(c);
    must("apigateway", "PutMethod",
         "{\"restApiId\":\"%s\",\"resourceId\":\"%s\",\"httpMethod\":\"GET\",\"authorizationType\":\"NONE\"}", api_id,
         root_id);
    must("apigateway", "PutMethodResponse",
         "{\"restApiId\":\"%s\",\"resourceId\":\"%s\",\"httpMethod\":\"GET\",\"statusCode\":\"200\"}", api_id, root_id);
    must("apigateway", "PutIntegration",
         "{\"restApiId\":\"%s\",\"resourceId\":\"%s\",\"httpMethod\":\"GET\",\"type\":\"MOCK\",\"requestTemplates\":"
         "{\"application/json\":\"{\\\"statusCode\\\":200}\"}}",
         api_id, root_id);
    must(
        "apigateway", "PutIntegrationResponse",
        "{\"restApiId\":\"%s\",\"resourceId\":\"%s\",\"httpMethod\":\"GET\",\"statusCode\":\"200\",\"responseTemplates\":"
        "{\"application/json\":\"hello\"}}",
        api_id, root_id);
    must("apigateway", "CreateDeployment", "{\"restApiId\":\"%s\",\"stageName\":\"dev\"}", api_id);
    return 0;
}

static int end(void **state)
{
    telemetry_register(NULL);
    return world_teardown(state);
}

static void stage_set(const char *path, const char *value)
{
    must("apigateway", "UpdateAccount",
         "{\"patchOperations\":[{\"op\":\"replace\",\"path\":\"/cloudwatchRoleArn\",\"value\":"
         "\"arn:aws:iam::000000000000:role/logs\"}]}");
    must("apigateway", "UpdateStage",
         "{\"restApiId\":\"%s\",\"stageName\":\"dev\",\"patchOperations\":[{\"op\":\"replace\",\"path\":\"%s\","
         "\"value\":\"%s\"}]}",
         api_id, path, value);
}

static void get(const char *path)
{
    struct loopback l = { 0 };

    loopback_send(&l, "GET /dev%s HTTP/1.1\r\nHost: %s.execute-api.localhost\r\n\r\n", path, api_id);
    loopback_release(&l);
}

static bool has_line(const char *part)
{
    for (size_t i = 0; i < line_count; i++)
        if (strstr(lines[i], part)) return true;
    return false;
}

static void an_execution_is_told_line_by_line(void **state)
{
    (void)state;
    get("/");
    assert_int_equal(line_count, 0);
    stage_set("/*/*/logging/loglevel", "INFO");
    get("/");
    assert_true(has_line("API-Gateway-Execution-Logs_"));
    assert_true(has_line("/dev|("));
    assert_true(has_line(") Extended Request Id: "));
    assert_true(has_line("does not require API Key. Request will not contribute to throttle or quota limits"));
    assert_true(has_line(") HTTP Method: GET, Resource Path: /"));
    assert_true(has_line(") Method completed with status: 200"));
    assert_false(has_line("Method request headers"));
    stage_set("/*/*/logging/dataTrace", "true");
    get("/");
    assert_true(has_line("Method request headers: {"));
    assert_true(has_line("Method response body after transformations: hello"));
}

static void a_stage_has_a_log_of_who_asked(void **state)
{
    (void)state;
    stage_set("/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:000000000000:log-group:seen");
    stage_set("/accessLogSettings/format",
              "$context.requestId $context.httpMethod $context.path $context.status $context.error.message");
    get("/");
    get("/none");
    assert_int_equal(line_count, 2);
    assert_ptr_equal(strstr(lines[0], "seen|"), lines[0]);
    assert_non_null(strstr(lines[0], " GET /dev/ 200 -"));
    assert_non_null(strstr(lines[1], " GET /dev/none 403 Missing Authentication Token"));
}

static struct telemetry_sum sum_of(enum api_metric metric, size_t dimensions)
{
    const struct api_live *live = api_live_take(span_of(api_id), SPAN("dev"));
    struct telemetry_sum sum = telemetry_total(live->metrics.series[metric][dimensions - 1]);

    api_live_give(live);
    return sum;
}

static void requests_are_measured(void **state)
{
    (void)state;
    telemetry_reset();
    get("/");
    get("/none");
    get("/none");
    for (size_t n = 1; n <= 2; n++) {
        assert_true(sum_of(API_METRIC_COUNT, n).sum == 3);
        assert_true(sum_of(API_METRIC_4XX, n).sum == 2 && sum_of(API_METRIC_4XX, n).count == 3);
        assert_true(sum_of(API_METRIC_5XX, n).sum == 0);
        assert_int_equal(sum_of(API_METRIC_LATENCY, n).count, 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_execution_is_told_line_by_line, begin, end),
        cmocka_unit_test_setup_teardown(a_stage_has_a_log_of_who_asked, begin, end),
        cmocka_unit_test_setup_teardown(requests_are_measured, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
