/* The function loop against a scripted Runtime API. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "app/functions/runtime/function_loop.h"
#include "tests/support/app/scripted_server.h"

#define NEXT(id, body) \
    "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: " id "\r\nLambda-Runtime-Trace-Id: Root=1-" id "\r\n\r\n" body
#define ACCEPTED "HTTP/1.1 202 Accepted\r\n\r\n{\"status\":\"OK\"}"
#define CHUNKED                                                                                   \
    "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: r-3\r\nTransfer-Encoding: chunked\r\n\r\n" \
    "5\r\n{\"a\":\r\n3;x=y\r\n42}\r\n0\r\n\r\n"

struct log {
    int count;
    char bodies[8][64];
    char traces[8][64];
};

/* Echoes the event; an event "bad" fails. */
static void echo(void *self, const struct function_event *event, struct function_answer *answer)
{
    struct log *log = self;
    const char *trace = getenv("_X_AMZN_TRACE_ID");

    text_copy(log->bodies[log->count], sizeof log->bodies[0], event->body);
    text_copy(log->traces[log->count++], sizeof log->traces[0], trace);
    if (!strcmp(event->body, "\"bad\"")) function_answer_fail(answer, "BadEvent", "it was %s", event->body);
    else text_printf(&answer->body, "[%s]", event->body);
}

static void serves_events_one_after_the_other(void **state)
{
    static const char *const answers[] = {
        NEXT("r-1", "{\"a\":1}"), ACCEPTED, NEXT("r-2", "\"bad\""), ACCEPTED, CHUNKED, ACCEPTED,
    };
    struct scripted_server *server = scripted_server_start(answers, 6);
    struct log log = { 0 };
    struct function function = { &log, echo };

    (void)state;
    setenv("AWS_LAMBDA_RUNTIME_API", scripted_server_address(server), 1);
    assert_int_equal(function_loop_run(&function), EXIT_FAILURE); /* ends when the script does */
    assert_int_equal(log.count, 3);
    assert_string_equal(log.bodies[0], "{\"a\":1}");
    assert_string_equal(log.traces[0], "Root=1-r-1");
    assert_string_equal(log.bodies[2], "{\"a\":42}");
    assert_string_equal(log.traces[2], "");
    assert_non_null(strstr(scripted_server_request(server, 0), "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"));
    assert_non_null(strstr(scripted_server_request(server, 1), "POST /2018-06-01/runtime/invocation/r-1/response "));
    assert_non_null(strstr(scripted_server_request(server, 1), "\r\n\r\n[{\"a\":1}]"));
    assert_non_null(strstr(scripted_server_request(server, 3), "POST /2018-06-01/runtime/invocation/r-2/error "));
    assert_non_null(strstr(scripted_server_request(server, 3), "Lambda-Runtime-Function-Error-Type: BadEvent\r\n"));
    assert_non_null(strstr(scripted_server_request(server, 3),
                           "\"errorMessage\":\"it was \\\"bad\\\"\",\"errorType\":\"BadEvent\""));
    assert_non_null(strstr(scripted_server_request(server, 5), "/r-3/response "));
    scripted_server_stop(server);
}

static void a_dropped_connection_is_opened_again(void **state)
{
    static const char *const answers[] = { NULL, NEXT("r-1", "1"), NULL, ACCEPTED };
    struct scripted_server *server = scripted_server_start(answers, 4);
    struct log log = { 0 };
    struct function function = { &log, echo };

    (void)state;
    setenv("AWS_LAMBDA_RUNTIME_API", scripted_server_address(server), 1);
    function_loop_run(&function);
    assert_int_equal(log.count, 1);
    assert_non_null(strstr(scripted_server_request(server, 3), "/r-1/response "));
    scripted_server_stop(server);
}

static void nonsense_of_the_api_ends_the_loop(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 500 No\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nno request id",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "SIP/2.0 200 OK\r\n\r\n",
    };
    struct scripted_server *server = scripted_server_start(answers, 6);
    struct log log = { 0 };
    struct function function = { &log, echo };

    (void)state;
    setenv("AWS_LAMBDA_RUNTIME_API", scripted_server_address(server), 1);
    assert_int_equal(function_loop_run(&function), EXIT_FAILURE);
    assert_int_equal(log.count, 0);
    scripted_server_stop(server);
}

static void a_failed_start_is_reported(void **state)
{
    static const char *const answers[] = { ACCEPTED };
    struct scripted_server *server = scripted_server_start(answers, 1);

    (void)state;
    setenv("AWS_LAMBDA_RUNTIME_API", scripted_server_address(server), 1);
    assert_int_equal(function_loop_fail_init("Function.ConfigurationInvalid", "no table"), EXIT_FAILURE);
    assert_non_null(strstr(scripted_server_request(server, 0), "POST /2018-06-01/runtime/init/error "));
    assert_non_null(strstr(scripted_server_request(server, 0), "\"errorMessage\":\"no table\""));
    scripted_server_stop(server);
}

static void an_address_is_needed(void **state)
{
    struct function function = { NULL, echo };

    (void)state;
    setenv("AWS_LAMBDA_RUNTIME_API", "nowhere", 1);
    assert_int_equal(function_loop_run(&function), EXIT_FAILURE);
    unsetenv("AWS_LAMBDA_RUNTIME_API");
    assert_int_equal(function_loop_run(&function), EXIT_FAILURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(serves_events_one_after_the_other),
        cmocka_unit_test(a_dropped_connection_is_opened_again),
        cmocka_unit_test(nonsense_of_the_api_ends_the_loop),
        cmocka_unit_test(a_failed_start_is_reported),
        cmocka_unit_test(an_address_is_needed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
