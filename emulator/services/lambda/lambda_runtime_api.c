/* Listeners, ports, and the requests of the Runtime API. */
#include "emulator/services/lambda/lambda_runtime_api.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/log.h"
#include "emulator/http/http_server.h"

#define PORTS_PER_LISTENER   14
#define THREADS_PER_LISTENER 16
#define LISTENERS_MAX        80
#define BODY_BYTES_MAX       HTTP_BODY_BYTES_MAX /* what is too large for Lambda is told as that */
#define PREFIX               "/2018-06-01/runtime/"

static const struct lambda_runtime *_Atomic runtime; /* listeners stay over a stop and a start */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int listener_count;
static int free_ports[LISTENERS_MAX * PORTS_PER_LISTENER], free_count;

void lambda_runtime_register(const struct lambda_runtime *r)
{
    runtime = r;
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static void answer_status(struct http_response *response, int status, const char *type, const char *message)
{
    response->status = status;
    http_response_header(response, "Content-Type", "application/json");
    if (status == 202) buf_add_text(&response->body, "{\"status\":\"OK\"}");
    else buf_printf(&response->body, "{\"errorMessage\":\"%s\",\"errorType\":\"%s\"}", message, type);
}

static void next(const struct http_request *request, struct http_response *response)
{
    struct lambda_next event = { 0 };

    if (!runtime->next(request->port, request->arena, &event)) {
        answer_status(response, 410, "Gone", "This process is not wanted any more");
        return;
    }
    http_response_header(response, "Lambda-Runtime-Aws-Request-Id", "%s", event.request_id);
    http_response_header(response, "Lambda-Runtime-Deadline-Ms", "%" PRId64, event.deadline_ms);
    http_response_header(response, "Lambda-Runtime-Invoked-Function-Arn", "%s", event.function_arn);
    http_response_header(response, "Lambda-Runtime-Trace-Id", "%s", event.trace_id);
    http_response_text(response, 200, "application/json", event.payload);
}

static void finish(const struct http_request *request, struct http_response *response, struct span id, bool is_error)
{
    if (runtime->respond(request->port, id, request->body, is_error)) answer_status(response, 202, "", "");
    else answer_status(response, 400, "InvalidRequestID", "Invalid request ID");
}

static void serve(const struct http_request *request, struct http_response *response, void *unused)
{
    struct span path = request->path, id, verb;
    bool is_post = span_is(request->method, "POST");

    (void)unused;
    path = span_starts(path, PREFIX) ? span_sub(path, sizeof PREFIX - 1, SIZE_MAX) : SPAN("");
    if (span_is(path, "invocation/next") && span_is(request->method, "GET")) {
        next(request, response);
    } else if (span_is(path, "init/error") && is_post) {
        runtime->init_error(request->port, request->body);
        answer_status(response, 202, "", "");
    } else if (is_post && span_starts(path, "invocation/")) {
        path = span_sub(path, sizeof "invocation/" - 1, SIZE_MAX);
        span_split(&path, '/', &id);
        verb = path;
        if (span_is(verb, "response") || span_is(verb, "error")) finish(request, response, id, span_is(verb, "error"));
        else answer_status(response, 404, "NotFound", "The Runtime API has no such path");
    } else {
        answer_status(response, 404, "NotFound", "The Runtime API has no such path");
    }
}

/* --- ports -------------------------------------------------------------------------------------------------------- */

/* Under the lock. */
static void listener_add(void)
{
    struct http_server_options options = { .host = "127.0.0.1",
                                           .more_ports = PORTS_PER_LISTENER - 1,
                                           .threads = THREADS_PER_LISTENER,
                                           .body_bytes_max = BODY_BYTES_MAX,
                                           .keep_alive_ms = 3600 * 1000,
                                           .handle = serve };
    const char *error;
    struct http_server *s = listener_count < LISTENERS_MAX ? http_server_start(&options, &error) : NULL;

    if (!s) {
        if (listener_count < LISTENERS_MAX) log_error("the Runtime API cannot listen: %s", error);
        return;
    }
    listener_count++;
    free_count += http_server_ports(s, free_ports + free_count, PORTS_PER_LISTENER);
}

int lambda_runtime_port_take(void)
{
    int port = 0;

    pthread_mutex_lock(&lock);
    if (!free_count) listener_add();
    if (free_count) port = free_ports[--free_count];
    pthread_mutex_unlock(&lock);
    return port;
}

void lambda_runtime_port_give(int port)
{
    pthread_mutex_lock(&lock);
    free_ports[free_count++] = port;
    pthread_mutex_unlock(&lock);
}
