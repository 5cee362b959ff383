/* Whole answers are Invoke's; streamed ones go on piece by piece once their head is known. */
#include "emulator/services/lambda/lambda_url_invoke.h"

#include <stdlib.h>

#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/core/door.h"
#include "emulator/core/http_event.h"
#include "emulator/core/http_prelude.h"
#include "emulator/core/service.h"
#include "emulator/services/lambda/lambda_asks.h"
#include "emulator/services/lambda/lambda_invoke.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/services/lambda/lambda_shapes.h"

#define HEAD_TYPE      "application/vnd.awslambda.http-integration-response"
#define HEAD_BYTES_MAX 65536

/* --- the operations ----------------------------------------------------------------------------------------------- */

/* An answer comes: the call ends, and its body goes on. */
static void begun(struct span content_type, void *arg)
{
    struct call *c = arg;

    doc_put_str(c->out, "ContentType", content_type);
    door_finish(c);
}

/* Nothing comes. */
static void refused(const struct lambda_result *r, void *arg)
{
    struct call *c = arg;

    lambda_throttle_fault(c, r);
    door_finish(c);
}

static int invoke_streamed(struct call *c)
{
    struct lambda_request request = { .id = c->request_id, .done = refused, .arg = c };
    struct lambda_function f;

    if (lambda_request_read(c, LAMBDA_PAYLOAD_BYTES_MAX, &request) || lambda_invoked_require(c, &f)) return -1;
    if (call_leave_store(c)) return -1;
    request.stream = lambda_stream_new(begun, c);
    c->scratch = request.stream;
    c->body_out = lambda_stream_source(request.stream);
    lambda_pool_run(&f, &request);
    return CALL_PENDING;
}

static const struct member input_members[] = {
    { "FunctionName", &String, REQUIRED }, { "FunctionUrlAuthType", &String }, { "Payload", &Blob }, { 0 }
};
static const struct shape input = STRUCTURE(input_members);

static const struct operation operations[] = {
    { "InvokeFunctionUrl", &input, &LambdaInvocationResponse, lambda_invoke, ASYNC,
      .action = "lambda:InvokeFunctionUrl", .asks = lambda_ask_function },
    { "InvokeFunctionUrl", &input, &Nothing, invoke_streamed, ASYNC | STREAMS_OUT, .action = "lambda:InvokeFunctionUrl",
      .asks = lambda_ask_function },
};

const struct operation *lambda_url_operation(bool is_streamed)
{
    return &operations[is_streamed];
}

/* --- streamed answers --------------------------------------------------------------------------------------------- */

/* Where the function failed on the way, its pieces break off: whoever reads must not take them for a whole. */
struct pieces {
    struct source source; /* first */
    struct source *given;
    const struct lambda_stream *stream; /* whose pieces they are */
};

static ssize_t pieces_read(struct source *source, void *out, size_t room)
{
    struct pieces *p = (struct pieces *)source;
    ssize_t size = source_read(p->given, out, room);

    return size || !lambda_stream_outcome(p->stream)->error_type.data ? size : -1;
}

static void pieces_close(struct source *source)
{
    struct pieces *p = (struct pieces *)source;

    source_close(p->given);
    free(p);
}

static struct source *pieces_open(struct call *c)
{
    struct pieces *p = memory_new(1, sizeof *p);

    p->source = (struct source){ .size = -1, .read = pieces_read, .close = pieces_close };
    p->given = c->body_out;
    p->stream = c->scratch;
    c->body_out = NULL;
    return &p->source;
}

/* {"statusCode", "headers", "cookies"}: an answer without its body. */
static bool head_answer(struct source *body, struct http_response *response)
{
    struct doc *answer;
    struct span head;

    if (!http_prelude_take(body, HEAD_BYTES_MAX, response->arena, &head)) return false;
    answer = json_parse(response->arena, head, NULL);
    if (!doc_is(answer, DOC_MAP)) return false;
    doc_remove(answer, SPAN("body"));
    if (!doc_get(answer, "statusCode")) doc_put_int(answer, "statusCode", 200);
    return http_event_answer(response, json_text(response->arena, answer), "application/octet-stream");
}

bool lambda_url_stream_answer(struct call *c, struct http_response *response)
{
    struct span type = doc_get_str(c->out, "ContentType");
    const struct lambda_stream *stream = c->scratch;
    struct source *body = http_prelude_open(pieces_open(c));
    bool is_good = http_prelude_begins(body) || !lambda_stream_outcome(stream)->error_type.data; /* else it failed */

    if (is_good && span_starts(type, HEAD_TYPE)) {
        is_good = head_answer(body, response);
    } else if (is_good) {
        response->status = 200;
        http_response_header_text(response, "Content-Type", type.size ? type : SPAN("application/octet-stream"));
    }
    if (is_good) response->source = body;
    else source_close(body);
    return is_good;
}
