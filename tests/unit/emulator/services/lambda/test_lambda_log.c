/* What a function's process writes: never more at a time than a pipe holds, and no more lines a second than the log takes. */
#include "tests/support/emulator/world.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/core/telemetry.h"
#include "emulator/services/lambda/lambda_platform.h"
#include "tests/support/emulator/stderr.h"

#define ARN "arn:aws:lambda:us-east-1:000000000000:function:f"

static struct lambda_log log_;
static int ends[2];

static struct lambda_function function_;

static int begin(void **state)
{
    (void)state;
    memset(&log_, 0, sizeof log_);
    function_ = (struct lambda_function){
        .account = SPAN("000000000000"), .region = SPAN("us-east-1"), .name = SPAN("f"), .version = SPAN("$LATEST")
    };
    lambda_log_open(&log_, &function_);
    return pipe2(ends, O_NONBLOCK);
}

static int end(void **state)
{
    (void)state;
    lambda_log_release(&log_);
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static void put(const char *text)
{
    assert_int_equal(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
}

static void lines_come_with_the_functions_name(void **state)
{
    struct arena a = { 0 };

    (void)state;
    stderr_catch();
    put("one\n\ntw");
    assert_int_equal(lambda_log_drain(&log_, ends[0]), LAMBDA_LOG_EMPTY);
    put("o\nlast");
    close(ends[1]);
    assert_int_equal(lambda_log_drain(&log_, ends[0]), LAMBDA_LOG_CLOSED);
    lambda_log_end(&log_);
    ends[1] = -1;
    assert_string_equal(stderr_caught(&a), "[f] one\n[f] two\n[f] last\n");
    arena_release(&a);
}

/* The writer is never behind: the pipe is filled anew whenever it is empty. */
static void a_turn_is_bounded(void **state)
{
    static char y[LAMBDA_LOG_DRAIN_MAX];
    struct arena a = { 0 };
    ssize_t written = 0, more;

    (void)state;
    memset(y, '\n', sizeof y);
    assert_int_equal(fcntl(ends[1], F_SETPIPE_SZ, 2 * LAMBDA_LOG_DRAIN_MAX), 2 * LAMBDA_LOG_DRAIN_MAX);
    stderr_catch();
    while ((more = write(ends[1], y, sizeof y)) > 0) written += more;
    assert_int_equal(written, 2 * LAMBDA_LOG_DRAIN_MAX);
    assert_int_equal(lambda_log_drain(&log_, ends[0]), LAMBDA_LOG_MORE);
    assert_int_equal(write(ends[1], y, sizeof y), LAMBDA_LOG_DRAIN_MAX); /* so much room there is again */
    stderr_caught(&a);
    arena_release(&a);
}

static void lines_past_a_seconds_worth_are_counted(void **state)
{
    enum { WRITTEN = 5000 };
    struct arena a = { 0 };
    int lines = 0, left_out = 0, n;

    (void)state;
    stderr_catch();
    for (int i = 0; i < WRITTEN; i++) put("y\n");
    lambda_log_drain(&log_, ends[0]);
    lambda_log_end(&log_);
    for (char *text = stderr_caught(&a), *line; (line = strsep(&text, "\n")) && *line;) {
        if (sscanf(line, "[f] (%d lines left out: more than 1000 in a second)", &n) == 1) left_out += n;
        else lines += strcmp(line, "[f] y") == 0;
    }
    assert_int_equal(lines + left_out, WRITTEN);
    assert_in_range(lines, LAMBDA_LOG_LINES_MAX,
                    2 * LAMBDA_LOG_LINES_MAX); /* of two seconds, when one ends meanwhile */
    arena_release(&a);
}

/* What is heard of a process, an event a line. */
static char heard[4096];

static void on_heard(void *unused, const char *type, struct span record, int64_t time_ms)
{
    (void)unused;
    (void)time_ms;
    if (strcmp(type, "function") == 0) return;
    snprintf(heard + strlen(heard), sizeof heard - strlen(heard), "%s %.*s\n", type, SPAN_ARG(record));
}

static void who_hears_lines_hears_of_those_that_are_left_out(void **state)
{
    struct arena a = { 0 };
    int dropped, bytes;

    (void)state;
    *heard = '\0';
    log_.heard = on_heard;
    stderr_catch();
    for (int i = 0; i < 3000; i++) put("yes\n");
    lambda_log_drain(&log_, ends[0]);
    lambda_log_end(&log_);
    stderr_caught(&a);
    assert_int_equal(sscanf(heard,
                            "platform.logsDropped {\"reason\":\"Some logs were dropped because the downstream consumer "
                            "is slower than the logs production rate\",\"droppedRecords\":%d,\"droppedBytes\":%d}",
                            &dropped, &bytes),
                     2);
    assert_int_equal(bytes, 3 * dropped);
    arena_release(&a);
}

/* AWS: in a group that others may have, too, a stream says whose it is. */
static void a_stream_of_another_group_has_the_functions_name(void **state)
{
    static struct arena a;
    struct doc *settings = doc_map(&a);

    (void)state;
    assert_memory_equal(log_.stream + 11, "[$LATEST]", 9);
    doc_put_cstr(doc_put_map(settings, "LoggingConfig"), "LogGroup", "ours");
    function_.settings = settings;
    lambda_log_release(&log_);
    memset(&log_, 0, sizeof log_);
    lambda_log_open(&log_, &function_);
    function_.settings = NULL;
    assert_memory_equal(log_.stream + 11, "f[$LATEST]", 10);
    assert_int_equal(strlen(log_.stream), 11 + 10 + 32);
    arena_release(&a);
}

/* The function's log format is JSON from here on. */
static void be_json(const char *application, const char *system)
{
    static struct arena a;
    struct doc *settings = doc_map(&a), *logging = doc_put_map(settings, "LoggingConfig");

    doc_put_cstr(logging, "LogFormat", "JSON");
    doc_put_cstr(logging, "ApplicationLogLevel", application);
    doc_put_cstr(logging, "SystemLogLevel", system);
    function_.settings = settings;
    lambda_log_release(&log_);
    memset(&log_, 0, sizeof log_);
    lambda_log_open(&log_, &function_);
    function_.settings = NULL;
    arena_release(&a);
}

/* The lines of telemetry, each behind the end of its stream's date. */
static char told[4096];

static void on_line(const struct telemetry_line *l)
{
    assert_span_equal(l->account, "000000000000");
    assert_span_equal(l->group, "/aws/lambda/f");
    assert_int_equal(l->stream.size, sizeof "2026/11/24/[$LATEST]" - 1 + 32);
    strncat(told, l->text.data, l->text.size);
    if (!span_ends(l->text, "\n")) strcat(told, "\n");
}

static const struct telemetry_sink sink = { .line = on_line };

static void lines_of_json_have_levels(void **state)
{
    struct arena a = { 0 };

    (void)state;
    be_json("WARN", "WARN");
    stderr_catch();
    put("{\"level\":\"INFO\",\"message\":\"a\"}\n{\"level\":\"ERROR\",\"message\":\"b\"}\nplain\n{\"other\":1}\n");
    lambda_log_drain(&log_, ends[0]);
    lambda_platform_start(&log_, "id", ARN, NULL);
    assert_string_equal(stderr_caught(&a),
                        "[f] {\"level\":\"ERROR\",\"message\":\"b\"}\n[f] plain\n[f] {\"other\":1}\n");
    assert_span_equal(lambda_log_tail(&log_, &a), "{\"level\":\"ERROR\",\"message\":\"b\"}\nplain\n{\"other\":1}\n");
    arena_release(&a);
}

static const struct lambda_report report = { .request_id = "id",
                                             .end = { "success" },
                                             .duration_us = 1233960,
                                             .init_us = 463512,
                                             .memory_mb = 256,
                                             .memory_max_bytes = 123 * 1048576 };

static void the_platforms_lines(void **state)
{
    struct lambda_report late = report;
    struct arena a = { 0 };

    (void)state;
    telemetry_register(&sink);
    *told = '\0';
    stderr_catch();
    lambda_platform_start(&log_, "id", ARN, NULL);
    put("hello");
    lambda_log_drain(&log_, ends[0]);
    lambda_platform_report(&log_, &report);
    lambda_log_end(&log_);
    assert_string_equal(told,
                        "START RequestId: id Version: $LATEST\nEND RequestId: id\n"
                        "REPORT RequestId: id\tDuration: 1233.96 ms\tBilled Duration: 1698 ms\tMemory Size: 256 MB"
                        "\tMax Memory Used: 123 MB\tInit Duration: 463.51 ms\t\nhello\n");
    assert_true(span_starts(lambda_log_tail(&log_, &a), "START RequestId: id Version: $LATEST\nhello\nEND "));
    *told = '\0';
    late.end = (struct lambda_phase_end){ "timeout" };
    late.init_us = 0;
    lambda_platform_init(&log_, "init", 270, (struct lambda_phase_end){ "error", "Runtime.InvalidEntrypoint" });
    lambda_platform_init(&log_, "init", 270, (struct lambda_phase_end){ "success" });
    lambda_platform_fault(&log_, "id", "Runtime.ExitError", "Runtime exited with error: exit status 1");
    lambda_platform_report(&log_, &late);
    assert_string_equal(told,
                        "INIT_REPORT Init Duration: 0.27 ms\tPhase: init\tStatus: error\tError Type: "
                        "Runtime.InvalidEntrypoint\n"
                        "RequestId: id Error: Runtime exited with error: exit status 1\nRuntime.ExitError\n"
                        "END RequestId: id\nREPORT RequestId: id\tDuration: 1233.96 ms\tBilled Duration: 1234 ms\t"
                        "Memory Size: 256 MB\tMax Memory Used: 123 MB\tStatus: timeout\n");
    stderr_caught(&a);
    telemetry_register(NULL);
    arena_release(&a);
}

static void the_platforms_lines_of_a_start(void **state)
{
    struct arena a = { 0 };
    struct doc *types = doc_list(&a), *events = doc_list(&a);

    (void)state;
    function_.runtime = SPAN("python3.12");
    doc_append_str(types, SPAN("platform"));
    doc_append_str(types, SPAN("extension"));
    doc_append_str(events, SPAN("INVOKE"));
    doc_append_str(events, SPAN("SHUTDOWN"));
    telemetry_register(&sink);
    *told = '\0';
    stderr_catch();
    lambda_platform_begin(&log_, "init");
    lambda_platform_subscription(&log_, false, "one", "Subscribed", types);
    lambda_platform_subscription(&log_, true, "two", "Subscribed", types);
    lambda_platform_extension(&log_, "one", "Ready", events, NULL);
    lambda_platform_extension(&log_, "two", "InitError", doc_list(&a), "Two.Broke");
    lambda_platform_begin(&log_, "invoke");
    stderr_caught(&a);
    assert_string_equal(told, arena_printf(&a,
                                           "INIT_START Runtime Version: python:3.12.v1\tRuntime Version ARN: %.*s\n"
                                           "TELEMETRY\tName: one\tState: Subscribed\tTypes: [Platform, Extension]\n"
                                           "LOGS\tName: two\tState: Subscribed\tTypes: [Platform, Extension]\n"
                                           "EXTENSION\tName: one\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n"
                                           "EXTENSION\tName: two\tState: InitError\tEvents: []\tError Type: "
                                           "Two.Broke\n",
                                           SPAN_ARG(lambda_function_runtime_arn(&a, &function_))));
    telemetry_register(NULL);
    arena_release(&a);
}

static void versions_of_runtimes(void **state)
{
    static const char *const named[][2] = { { "nodejs22.x", "nodejs:22.v1" },
                                            { "ruby3.3", "ruby:3.3.v1" },
                                            { "provided.al2023", "provided:al2023.v1" } };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        function_.runtime = span_of(named[i][0]);
        assert_span_equal(lambda_function_runtime_version(&a, &function_), named[i][1]);
    }
    arena_release(&a);
}

static void the_platforms_events_of_an_answer(void **state)
{
    struct lambda_report answered = { .request_id = "id",
                                      .end = { "success" },
                                      .duration_us = 30500,
                                      .memory_mb = 128,
                                      .trace = "Root=1",
                                      .has_answer = true,
                                      .produced_bytes = 16,
                                      .latency_us = 20000,
                                      .ended_ms = 1791444629470 };
    struct arena a = { 0 };

    (void)state;
    clock_freeze(true);
    clock_set(1791444629470);
    be_json("INFO", "DEBUG");
    telemetry_register(&sink);
    *told = '\0';
    stderr_catch();
    lambda_platform_start(&log_, "id", ARN, "Root=1");
    lambda_platform_report(&log_, &answered);
    stderr_caught(&a);
    assert_string_equal(
        told,
        "{\"time\":\"2026-10-08T07:30:29.470Z\",\"type\":\"platform.start\",\"record\":{\"requestId\":\"id\",\"functionArn\":"
        "\"" ARN "\",\"version\":\"$LATEST\",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\",\"value\":\"Root=1\"}}}\n"
        "{\"time\":\"2026-10-08T07:30:29.470Z\",\"type\":\"platform.runtimeDone\",\"record\":{\"requestId\":\"id\","
        "\"status\":\"success\",\"metrics\":{\"durationMs\":30.500,\"producedBytes\":16},\"tracing\":{\"type\":"
        "\"X-Amzn-Trace-Id\",\"value\":\"Root=1\"},\"spans\":[{\"name\":\"responseLatency\",\"start\":"
        "\"2026-10-08T07:30:29.440Z\",\"durationMs\":20.000},{\"name\":\"responseDuration\",\"start\":"
        "\"2026-10-08T07:30:29.460Z\",\"durationMs\":10.500}]}}\n"
        "{\"time\":\"2026-10-08T07:30:29.470Z\",\"type\":\"platform.report\",\"record\":{\"requestId\":\"id\",\"metrics\":{"
        "\"durationMs\":30.500,\"billedDurationMs\":31,\"memorySizeMB\":128,\"maxMemoryUsedMB\":0},\"status\":"
        "\"success\",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\",\"value\":\"Root=1\"}}}\n");
    telemetry_register(NULL);
    clock_restore();
    arena_release(&a);
}

static void the_platforms_events(void **state)
{
    struct lambda_report failed = report;
    struct arena a = { 0 };

    (void)state;
    clock_freeze(true);
    clock_set(1791444629470);
    be_json("INFO", "DEBUG");
    telemetry_register(&sink);
    *told = '\0';
    failed.end = (struct lambda_phase_end){ "failure", "Runtime.ExitError" };
    stderr_catch();
    lambda_platform_start(&log_, "id", ARN, NULL);
    lambda_platform_report(&log_, &report);
    be_json("INFO", "WARN");
    lambda_platform_start(&log_, "id", ARN, NULL);
    lambda_platform_report(&log_, &report);
    lambda_platform_report(&log_, &failed);
    stderr_caught(&a);
    assert_string_equal(
        told,
        "{\"time\":\"2026-10-08T07:30:29.470Z\",\"type\":\"platform.start\",\"record\":{\"requestId\":\"id\",\"functionArn\":"
        "\"" ARN "\",\"version\":\"$LATEST\"}}\n"
        "{\"time\":\"2026-10-08T07:30:29.470Z\",\"type\":\"platform.runtimeDone\",\"record\":{\"requestId\":\"id\","
        "\"status\":\"success\",\"metrics\":{\"durationMs\":1233.960}}}\n"
        "{\"time\":\"2026-10-08T07:30:29.470Z\",\"type\":\"platform.report\",\"record\":{\"requestId\":\"id\",\"metrics\":{"
        "\"durationMs\":1233.960,\"billedDurationMs\":1698,\"memorySizeMB\":256,\"maxMemoryUsedMB\":123,"
        "\"initDurationMs\":463.512},\"status\":\"success\"}}\n"
        "{\"time\":\"2026-10-08T07:30:29.470Z\",\"type\":\"platform.runtimeDone\",\"record\":{\"requestId\":\"id\","
        "\"status\":\"failure\",\"errorType\":\"Runtime.ExitError\",\"metrics\":{\"durationMs\":1233.960}}}\n"
        "{\"time\":\"2026-10-08T07:30:29.470Z\",\"type\":\"platform.report\",\"record\":{\"requestId\":\"id\",\"metrics\":{"
        "\"durationMs\":1233.960,\"billedDurationMs\":1698,\"memorySizeMB\":256,\"maxMemoryUsedMB\":123,"
        "\"initDurationMs\":463.512},\"status\":\"failure\",\"errorType\":\"Runtime.ExitError\"}}\n");
    telemetry_register(NULL);
    clock_restore();
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_come_with_the_functions_name, begin, end),
        cmocka_unit_test_setup_teardown(a_turn_is_bounded, begin, end),
        cmocka_unit_test_setup_teardown(lines_past_a_seconds_worth_are_counted, begin, end),
        cmocka_unit_test_setup_teardown(who_hears_lines_hears_of_those_that_are_left_out, begin, end),
        cmocka_unit_test_setup_teardown(a_stream_of_another_group_has_the_functions_name, begin, end),
        cmocka_unit_test_setup_teardown(lines_of_json_have_levels, begin, end),
        cmocka_unit_test_setup_teardown(the_platforms_lines_of_a_start, begin, end),
        cmocka_unit_test_setup_teardown(versions_of_runtimes, begin, end),
        cmocka_unit_test_setup_teardown(the_platforms_lines, begin, end),
        cmocka_unit_test_setup_teardown(the_platforms_events, begin, end),
        cmocka_unit_test_setup_teardown(the_platforms_events_of_an_answer, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
