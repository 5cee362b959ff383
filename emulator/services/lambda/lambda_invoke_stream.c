/* InvokeWithResponseStream: the answer as events, PayloadChunk for each piece and InvokeComplete at the end.
 * https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html */
#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/core/door.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_invoke.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/wire/event_stream.h"

#define PIECE_BYTES_MAX 65536

/* --- pieces as events --------------------------------------------------------------------------------------------- */

struct events {
    struct source source; /* first */
    struct lambda_stream *stream;
    struct source *pieces;
    bool wants_log, is_over;
    struct buf out;
    size_t given; /* of it */
    char piece[PIECE_BYTES_MAX];
};

static void complete_add(struct events *e)
{
    const struct lambda_stream_outcome *outcome = lambda_stream_outcome(e->stream);
    struct arena a = { 0 };
    struct doc *told = doc_map(&a);

    if (outcome->error_type.data) doc_put_str(told, "ErrorCode", outcome->error_type);
    if (outcome->error.data) doc_put_str(told, "ErrorDetails", outcome->error);
    if (e->wants_log) doc_put_str(told, "LogResult", base64_text(&a, outcome->log_tail));
    event_stream_add(&e->out, "InvokeComplete", "application/json", json_text(&a, told));
    e->is_over = true;
    arena_release(&a);
}

/* False: nothing came in time. */
static bool more_add(struct events *e)
{
    ssize_t size;

    e->pieces->until_us = e->source.until_us;
    size = source_read(e->pieces, e->piece, sizeof e->piece);
    buf_clear(&e->out);
    e->given = 0;
    if (size > 0)
        event_stream_add(&e->out, "PayloadChunk", "application/octet-stream", (struct span){ e->piece, (size_t)size });
    else if (size == 0) complete_add(e);
    return size >= 0;
}

static ssize_t events_read(struct source *source, void *out, size_t room)
{
    struct events *e = (struct events *)source;
    struct span some;

    if (e->given == e->out.size && !e->is_over && !more_add(e)) return -1;
    some = span_sub(buf_span(&e->out), e->given, room);
    if (some.size) memcpy(out, some.data, some.size);
    e->given += some.size;
    return (ssize_t)some.size;
}

static void events_close(struct source *source)
{
    struct events *e = (struct events *)source;

    source_close(e->pieces);
    buf_release(&e->out);
    free(e);
}

/* --- the handler -------------------------------------------------------------------------------------------------- */

/* An answer comes: the call ends, and its body goes on. */
static void begun(struct span content_type, void *arg)
{
    struct call *c = arg;

    (void)content_type; /* AWS: that of the events is told */
    doc_put_int(c->out, "StatusCode", 200);
    doc_put_cstr(c->out, "ResponseStreamContentType", "application/vnd.amazon.eventstream");
    door_finish(c);
}

/* Nothing comes. */
static void refused(const struct lambda_result *r, void *arg)
{
    struct call *c = arg;
    const struct events *e = (const struct events *)c->body_out;

    lambda_stream_end(e->stream, (struct span){ NULL, 0 }, (struct span){ NULL, 0 }, SPAN(""));
    lambda_throttle_fault(c, r);
    door_finish(c);
}

static void events_open(struct call *c, struct lambda_stream *stream)
{
    struct events *e = memory_new(1, sizeof *e);

    e->source = (struct source){ .size = -1, .read = events_read, .close = events_close };
    e->stream = stream;
    e->pieces = lambda_stream_source(stream);
    e->wants_log = span_is(doc_get_str(c->in, "LogType"), "Tail");
    c->body_out = &e->source;
}

int lambda_invoke_with_response_stream(struct call *c)
{
    struct lambda_request request = { .id = c->request_id, .done = refused, .arg = c };
    struct lambda_function f;

    if (lambda_request_read(c, LAMBDA_PAYLOAD_BYTES_MAX, &request) || lambda_invoked_require(c, &f)) return -1;
    if (span_is(doc_get_str(c->in, "InvocationType"), "DryRun")) return doc_put_int(c->out, "StatusCode", 204), 0;
    if (call_leave_store(c) || lambda_loop_check(c, &f)) return -1;
    doc_put_str(c->out, "ExecutedVersion", f.version);
    request.stream = lambda_stream_new(begun, c);
    events_open(c, request.stream);
    lambda_pool_run(&f, &request);
    return CALL_PENDING;
}
