/* The paths of the Runtime API, and its answers, word for word.
 * AWS: https://github.com/aws/aws-lambda-runtime-interface-emulator is the same program. */
#include "emulator/services/lambda/lambda_runtime_api.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_extension_api.h"

#define PREFIX        "/2018-06-01/runtime/"
#define INVOCATION    "invocation/"
#define RESPONSE_MODE "Lambda-Runtime-Function-Response-Mode"
#define RUNTIME_PLACE 0
#define HEAD_MAX      10240

static const struct lambda_runtime *_Atomic runtime;

void lambda_runtime_register(const struct lambda_runtime *r)
{
    runtime = r;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void answer(struct lambda_connection *c, int status, const char *type, struct span body)
{
    char head[256];
    int size = snprintf(head, sizeof head, "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", status,
                        http_reason(status), type, body.size);

    lambda_connection_answer(c, (struct span){ head, (size_t)size }, body);
}

static void answer_accepted(struct lambda_connection *c)
{
    lambda_connection_answer(
        c,
        SPAN(
            "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n"),
        SPAN(""));
}

static void answer_error(struct lambda_connection *c, int status, const char *type, const char *message)
{
    struct buf body = { 0 };

    buf_add_text(&body, "{\"errorMessage\":");
    json_write_string(&body, span_of(message));
    buf_printf(&body, ",\"errorType\":\"%s\"}\n", type);
    answer(c, status, "application/json", buf_span(&body));
    buf_release(&body);
}

static void answer_taken(struct lambda_connection *c, enum lambda_taken taken, const char *state, const char *wanted)
{
    char words[256];

    if (taken == LAMBDA_TAKEN) {
        answer_accepted(c);
    } else if (taken == LAMBDA_NOT_ITS_REQUEST) {
        answer_error(c, 400, "InvalidRequestID", "Invalid request ID");
    } else {
        snprintf(words, sizeof words,
                 "State transition from %s to %s failed for runtime. Error: State transition is not allowed", state,
                 wanted);
        answer_error(c, 403, "InvalidStateTransition", words);
    }
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

/* A page in a developer's browser is no runtime. */
static bool is_from_browser(const struct http_reader *r)
{
    return http_reader_header(r, "Origin").data || http_reader_header(r, "Sec-Fetch-Site").data;
}

static void next(struct lambda_connection *c)
{
    const char *state = "";
    enum lambda_taken taken;

    lambda_connection_park(c, RUNTIME_PLACE);
    taken = runtime->next(lambda_connection_endpoint(c), &state);
    if (taken == LAMBDA_NOT_ITS_TURN) answer_taken(c, taken, state, "Ready");
    if (taken == LAMBDA_NOT_ITS_REQUEST) lambda_connection_drop(c);
}

/* An answer in pieces tells in its trailers what went wrong on its way. */
static void trailers_read(const struct http_reader *r, struct arena *a, struct lambda_answer *said)
{
    said->error_type = http_reader_trailer(r, "Lambda-Runtime-Function-Error-Type");
    if (!said->error_type.size) return;
    said->is_error = true;
    if (!base64_decode(a, http_reader_trailer(r, "Lambda-Runtime-Function-Error-Body"), &said->payload))
        said->payload = SPAN("");
}

static bool has_mode(const struct http_reader *r, const char *mode)
{
    return span_is_nocase(http_reader_header(r, RESPONSE_MODE), mode);
}

/* AWS: a mode that there is not ends the invocation, too. */
static void mode_refuse(struct lambda_connection *c, struct lambda_answer *said)
{
    const char *state = "";

    said->is_error = true;
    said->error_type = SPAN("Runtime.InvalidResponseModeHeader");
    said->payload = SPAN("");
    runtime->respond(lambda_connection_endpoint(c), said, &state);
    answer_error(c, 400, "InvalidFunctionResponseMode", "Invalid function response mode");
}

static void finish(struct lambda_connection *c, const struct http_reader *r, struct lambda_answer *said)
{
    bool is_error = said->is_error;
    struct arena a = { 0 };
    const char *state = "";
    enum lambda_taken taken;

    if (is_error) said->error_type = http_reader_header(r, "Lambda-Runtime-Function-Error-Type");
    else trailers_read(r, &a, said);
    taken = runtime->respond(lambda_connection_endpoint(c), said, &state);
    if (taken == LAMBDA_TAKEN && said->is_too_large)
        answer_error(c, 413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size (6291556 bytes).");
    else answer_taken(c, taken, state, is_error ? "InvocationErrorResponse" : "InvocationResponse");
    arena_release(&a);
}

/* AWS: a type that is not of the form is "Runtime.Unknown". */
static struct span type_of(struct span given)
{
    struct span rest = given, group;

    span_split(&rest, '.', &group);
    if ((span_is(group, "Runtime") || span_is(group, "Function")) && rest.size > 1 && rest.data[0] >= 'A' &&
        rest.data[0] <= 'Z')
        return given;
    return span_is(group, "Function") ? SPAN("Function.Unknown") : SPAN("Runtime.Unknown");
}

static void init_error(struct lambda_connection *c, const struct http_reader *r, struct span body)
{
    struct span type = type_of(http_reader_header(r, "Lambda-Runtime-Function-Error-Type"));
    const char *state = "";
    enum lambda_taken taken = runtime->init_error(lambda_connection_endpoint(c), type, body, &state);

    answer_taken(c, taken, state, "InitError");
}

static void answer_no_path(struct lambda_connection *c, bool has_path)
{
    if (has_path) answer(c, 405, "text/plain; charset=utf-8", SPAN(""));
    else answer(c, 404, "text/plain; charset=utf-8", SPAN("404 page not found\n"));
}

static void invocation(struct lambda_connection *c, const struct http_reader *r, struct span path,
                       struct lambda_answer *said)
{
    span_split(&path, '/', &said->request_id);
    said->is_error = span_is(path, "error");
    if (!said->is_error && !span_is(path, "response")) answer_no_path(c, false);
    else if (!span_is(r->method, "POST")) answer_no_path(c, true);
    else if (!said->is_error && http_reader_header(r, RESPONSE_MODE).size && !has_mode(r, "streaming"))
        mode_refuse(c, said);
    else finish(c, r, said);
}

static struct span path_of(const struct http_reader *r)
{
    return span_starts(r->path, PREFIX) ? span_sub(r->path, sizeof PREFIX - 1, SIZE_MAX) : SPAN("");
}

/* --- answers in pieces -------------------------------------------------------------------------------------------- */

static bool streams(struct lambda_connection *c, const struct http_reader *r)
{
    struct span path = path_of(r), id;

    if (!has_mode(r, "streaming") || !span_is(r->method, "POST") || !span_starts(path, INVOCATION)) return false;
    path = span_sub(path, sizeof INVOCATION - 1, SIZE_MAX);
    span_split(&path, '/', &id);
    return span_is(path, "response") && !is_from_browser(r) &&
           runtime->begin(lambda_connection_endpoint(c), id, http_reader_header(r, "Content-Type"));
}

static bool piece(struct lambda_connection *c, struct span bytes)
{
    return runtime->piece(lambda_connection_endpoint(c), bytes);
}

static void broken(struct lambda_connection *c)
{
    runtime->broken(lambda_connection_endpoint(c));
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static void request(struct lambda_connection *c, const struct http_reader *r, struct span body, bool is_too_large)
{
    struct lambda_answer said = { .payload = body, .is_too_large = is_too_large };
    struct span path = path_of(r);
    bool is_get = span_is(r->method, "GET"), is_post = span_is(r->method, "POST");

    if (!is_from_browser(r) && lambda_extension_has(r->path)) lambda_extension_request(c, r, body);
    else if (is_from_browser(r)) answer_error(c, 403, "Forbidden", "A browser has no part in the Runtime API");
    else if (span_is(path, "invocation/next") && is_get) next(c);
    else if (span_is(path, "init/error") && is_post) init_error(c, r, body);
    else if (span_is(path, "invocation/next") || span_is(path, "init/error")) answer_no_path(c, true);
    else if (span_starts(path, INVOCATION)) invocation(c, r, span_sub(path, sizeof INVOCATION - 1, SIZE_MAX), &said);
    else answer_no_path(c, false);
}

static const struct lambda_server_ways ways = {
    .request = request, .streams = streams, .piece = piece, .broken = broken
};

struct lambda_endpoint *lambda_runtime_open(void *owner)
{
    return lambda_endpoint_open(&ways, owner);
}

bool lambda_runtime_send(struct lambda_endpoint *e, const struct lambda_next *event)
{
    char head[HEAD_MAX];
    int size =
        snprintf(head, sizeof head,
                 "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                 "Lambda-Runtime-Aws-Request-Id: %s\r\nLambda-Runtime-Deadline-Ms: %" PRId64 "\r\n"
                 "Lambda-Runtime-Invoked-Function-Arn: %.*s\r\nLambda-Runtime-Trace-Id: %s\r\n"
                 "%s%.*s%s%s%.*s%sContent-Length: %zu\r\n\r\n",
                 event->request_id, event->deadline_ms, SPAN_ARG(event->function_arn), event->trace_id,
                 event->client_context.size ? "Lambda-Runtime-Client-Context: " : "", SPAN_ARG(event->client_context),
                 event->client_context.size ? "\r\n" : "",
                 event->cognito_identity.size ? "Lambda-Runtime-Cognito-Identity: " : "",
                 SPAN_ARG(event->cognito_identity), event->cognito_identity.size ? "\r\n" : "", event->payload.size);

    assert(size < HEAD_MAX); /* all of it is bounded where it comes in */
    return lambda_endpoint_answer(e, RUNTIME_PLACE, (struct span){ head, (size_t)size }, event->payload);
}
