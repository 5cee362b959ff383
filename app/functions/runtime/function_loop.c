/* The loop of a Lambda function. */
#include "app/functions/runtime/function_loop.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/adapters/json_log.h"
#include "app/functions/runtime/runtime_http.h"
#include "app/sdk/aws_json.h"

enum { LOOP_PATH_SIZE = 512, LOOP_ID_SIZE = 256, LOOP_TRACE_SIZE = 1024, LOOP_FAILURES_MAX = 10, LOOP_PAUSE_MS = 50 };

static const char loop_api[] = "/2018-06-01/runtime";
static const char loop_json_header[] = "Content-Type: application/json\r\n";

void function_answer_fail(struct function_answer *answer, const char *error_type, const char *format, ...)
{
    va_list arguments;

    text_copy_prefix(answer->error_type, sizeof answer->error_type, error_type);
    va_start(arguments, format);
    vsnprintf(answer->error_message, sizeof answer->error_message, format, arguments);
    va_end(arguments);
}

static void loop_write_error(struct text *out, const char *error_type, const char *message)
{
    cJSON *error = cJSON_CreateObject();

    cJSON_AddStringToObject(error, "errorMessage", message);
    cJSON_AddStringToObject(error, "errorType", error_type);
    cJSON_AddItemToObject(error, "stackTrace", cJSON_CreateArray());
    aws_json_print(error, out);
    cJSON_Delete(error);
}

/* Posts an error to `path`; the type goes into the header too, where Lambda looks for it. */
static bool loop_post_error(struct runtime_http *http, const char *path, const char *error_type, const char *message,
                            struct runtime_answer *answer)
{
    struct text body, headers;
    bool ok;

    text_init(&body, FUNCTION_ANSWER_MAX);
    text_init(&headers, RUNTIME_HEAD_MAX);
    loop_write_error(&body, error_type, message);
    text_printf(&headers, "%sLambda-Runtime-Function-Error-Type: %s\r\n", loop_json_header, error_type);
    ok = runtime_http_exchange(http, "POST", path, text_string(&headers), &body, answer);
    text_release(&headers);
    text_release(&body);
    return ok;
}

static bool loop_open(struct runtime_http *http)
{
    const char *address = getenv("AWS_LAMBDA_RUNTIME_API");

    if (address && runtime_http_init(http, address)) return true;
    json_log_error("AWS_LAMBDA_RUNTIME_API must be host:port; a function runs only where Lambda starts it", NULL);
    return false;
}

/* The trace that the SDKs of a function pass on, in one block for all events: setenv keeps each value for ever. */
static void loop_set_trace(const struct runtime_answer *next)
{
    static const char name[] = "_X_AMZN_TRACE_ID";
    static char variable[sizeof name + LOOP_TRACE_SIZE];
    size_t length = sizeof name;

    snprintf(variable, sizeof variable, "%s=", name);
    if (runtime_answer_header(next, "Lambda-Runtime-Trace-Id", variable + length, sizeof variable - length))
        putenv(variable);
    else unsetenv(name);
}

/* Handles one event and posts the outcome. */
static bool loop_serve(struct runtime_http *http, const struct function *function, const struct runtime_answer *next,
                       struct runtime_answer *posted)
{
    char id[LOOP_ID_SIZE], path[LOOP_PATH_SIZE];
    struct function_event event = { id, text_string(&next->body), next->body.length };
    struct function_answer answer = { 0 };
    bool ok;

    if (!runtime_answer_header(next, "Lambda-Runtime-Aws-Request-Id", id, sizeof id)) return false;
    loop_set_trace(next);
    json_log_request(id);
    text_init(&answer.body, FUNCTION_ANSWER_MAX);
    function->handle(function->self, &event, &answer);
    if (answer.body.overflow)
        function_answer_fail(&answer, "Function.ResponseSizeTooLarge", "The answer is too large.");

    snprintf(path, sizeof path, "%s/invocation/%s/%s", loop_api, id, *answer.error_type ? "error" : "response");
    if (*answer.error_type) ok = loop_post_error(http, path, answer.error_type, answer.error_message, posted);
    else ok = runtime_http_exchange(http, "POST", path, loop_json_header, &answer.body, posted);
    text_release(&answer.body);
    json_log_request(NULL);
    return ok;
}

static void loop_pause(void)
{
    struct timespec pause = { 0, LOOP_PAUSE_MS * 1000000L };

    nanosleep(&pause, NULL);
}

int function_loop_run(const struct function *function)
{
    struct runtime_answer next, posted;
    struct runtime_http http;
    unsigned failures = 0;
    char path[LOOP_PATH_SIZE];

    if (!loop_open(&http)) return EXIT_FAILURE;
    runtime_answer_init(&next);
    runtime_answer_init(&posted);
    snprintf(path, sizeof path, "%s/invocation/next", loop_api);
    while (failures < LOOP_FAILURES_MAX) {
        bool ok = runtime_http_exchange(&http, "GET", path, "", NULL, &next) && next.status == 200 &&
                  loop_serve(&http, function, &next, &posted);

        failures = ok ? 0 : failures + 1;
        if (!ok) loop_pause();
    }
    json_log_error("the Runtime API does not answer any more", NULL);
    runtime_answer_release(&posted);
    runtime_answer_release(&next);
    runtime_http_release(&http);
    return EXIT_FAILURE;
}

int function_loop_fail_init(const char *error_type, const char *message)
{
    struct runtime_answer answer;
    struct runtime_http http;
    char path[LOOP_PATH_SIZE];

    json_log_error(message, "errorType", error_type, NULL);
    if (!loop_open(&http)) return EXIT_FAILURE;
    runtime_answer_init(&answer);
    snprintf(path, sizeof path, "%s/init/error", loop_api);
    loop_post_error(&http, path, error_type, message, &answer);
    runtime_answer_release(&answer);
    runtime_http_release(&http);
    return EXIT_FAILURE;
}
