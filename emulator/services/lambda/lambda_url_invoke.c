/* Whole answers are Invoke's; streamed ones go on piece by piece once their head is known. */
#include "emulator/services/lambda/lambda_url_invoke.h"

#include <stdlib.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/core/door.h"
#include "emulator/core/http_event.h"
#include "emulator/core/service.h"
#include "emulator/services/lambda/lambda_asks.h"
#include "emulator/services/lambda/lambda_invoke.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/services/lambda/lambda_shapes.h"

#define HEAD_TYPE      "application/vnd.awslambda.http-integration-response"
#define HEAD_BYTES_MAX 65536
#define HEAD_END       8 /* NULs between the head and the body */

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

/* What was read while looking for the head's end, and then the rest of the pieces. Where the function failed on the
 * way, it breaks off: whoever reads must not take it for a whole. */
struct body {
    struct source source; /* first */
    struct source *pieces;
    const struct lambda_stream *stream; /* whose pieces they are */
    struct buf read;
    size_t given;
};

static ssize_t body_read(struct source *source, void *out, size_t room)
{
    struct body *b = (struct body *)source;
    struct span some = span_sub(buf_span(&b->read), b->given, room);

    if (!some.size) {
        ssize_t size = source_read(b->pieces, out, room);
        return size || !lambda_stream_outcome(b->stream)->error_type.data ? size : -1;
    }
    memcpy(out, some.data, some.size);
    b->given += some.size;
    return (ssize_t)some.size;
}

static void body_close(struct source *source)
{
    struct body *b = (struct body *)source;

    source_close(b->pieces);
    buf_release(&b->read);
    free(b);
}

static struct body *body_open(struct call *c)
{
    struct body *b = memory_new(1, sizeof *b);

    b->source = (struct source){ .size = -1, .read = body_read, .close = body_close };
    b->pieces = c->body_out;
    b->stream = c->scratch;
    c->body_out = NULL;
    return b;
}

/* Reads one more piece. False: there is none. */
static bool body_more(struct body *b)
{
    char piece[4096];
    ssize_t size = source_read(b->pieces, piece, sizeof piece);

    if (size > 0) buf_add(&b->read, piece, (size_t)size);
    return size > 0;
}

/* Reads on until the head's end was read; its size, or SIZE_MAX where there is none. */
static size_t head_size(struct body *b)
{
    static const char end[HEAD_END];

    do {
        const char *at = b->read.size >= HEAD_END ? memmem(b->read.data, b->read.size, end, HEAD_END) : NULL;
        if (at) return (size_t)(at - b->read.data);
    } while (b->read.size < HEAD_BYTES_MAX && body_more(b));
    return SIZE_MAX;
}

/* {"statusCode", "headers", "cookies"}: an answer without its body. */
static bool head_answer(struct body *b, struct http_response *response)
{
    size_t size = head_size(b);
    struct span head = arena_span(response->arena, span_sub(buf_span(&b->read), 0, size));
    struct doc *answer;

    if (size == SIZE_MAX) return false;
    answer = json_parse(response->arena, head, NULL);
    if (!doc_is(answer, DOC_MAP)) return false;
    doc_remove(answer, SPAN("body"));
    if (!doc_get(answer, "statusCode")) doc_put_int(answer, "statusCode", 200);
    b->given = size + HEAD_END;
    return http_event_answer(response, json_text(response->arena, answer), "application/octet-stream");
}

bool lambda_url_stream_answer(struct call *c, struct http_response *response)
{
    struct span type = doc_get_str(c->out, "ContentType");
    struct body *b = body_open(c);
    bool is_good = body_more(b) || !lambda_stream_outcome(b->stream)->error_type.data; /* it failed before it began */

    if (is_good && span_starts(type, HEAD_TYPE)) {
        is_good = head_answer(b, response);
    } else if (is_good) {
        response->status = 200;
        http_response_header_text(response, "Content-Type", type.size ? type : SPAN("application/octet-stream"));
    }
    if (is_good) response->source = &b->source;
    else source_close(&b->source);
    return is_good;
}
