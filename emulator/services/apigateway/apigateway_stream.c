/* Sources one behind the other: events → payloads → what is in time. */
#include "emulator/services/apigateway/apigateway_stream.h"

#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/wire/event_stream.h"

#define PAUSE_MS      300000
#define PAUSE_EDGE_MS 30000

bool api_stream_is_wanted(const struct api_request *r)
{
    return span_is(doc_get_str(r->method->integration, "responseTransferMode"), "STREAM");
}

int64_t api_stream_pause_ms(const struct api_request *r)
{
    const struct doc *types = doc_get(doc_get(r->live->rest, "endpointConfiguration"), "types");

    return span_is(doc_text(doc_at(types, 0)), "EDGE") ? PAUSE_EDGE_MS : PAUSE_MS;
}

/* --- in time ------------------------------------------------------------------------------------------------------ */

struct timely {
    struct source source; /* first */
    struct source *pieces;
    int64_t end_us, pause_us;
};

static ssize_t timely_read(struct source *source, void *out, size_t room)
{
    struct timely *t = (struct timely *)source;
    int64_t now_us = clock_monotonic_us(), until_us = now_us + t->pause_us;
    ssize_t got;

    if (until_us > t->end_us) until_us = t->end_us;
    if (source->until_us && until_us > source->until_us) until_us = source->until_us;
    if (now_us >= until_us) return source->is_late = true, -1;
    t->pieces->until_us = until_us;
    got = source_read(t->pieces, out, room);
    source->is_late = t->pieces->is_late;
    return got;
}

static void timely_close(struct source *source)
{
    struct timely *t = (struct timely *)source;

    source_close(t->pieces);
    free(t);
}

struct source *api_stream_open(const struct api_request *r, struct source *pieces, int64_t began_us)
{
    struct timely *t = memory_new(1, sizeof *t);

    t->source = (struct source){ .size = pieces->size, .read = timely_read, .close = timely_close };
    t->pieces = pieces;
    t->pause_us = api_stream_pause_ms(r) * 1000;
    t->end_us = began_us + doc_get_int(r->method->integration, "timeoutInMillis", 29000) * 1000;
    return &t->source;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

struct payloads {
    struct source source; /* first */
    struct source *events;
    struct buf in;
    size_t taken;     /* of it: messages that were read */
    struct span rest; /* of the last payload; in the buffer */
    bool is_over, is_broken;
};

/* AWS: InvokeComplete tells what the function failed with, if it did. */
static void complete_read(struct payloads *p, struct span told)
{
    struct arena a = { 0 };

    p->is_broken = doc_get(json_parse(&a, told, NULL), "ErrorCode") != NULL;
    p->is_over = true;
    arena_release(&a);
}

/* Looks at the next message. False: it is not all there. */
static bool message_next(struct payloads *p)
{
    struct span bytes = span_sub(buf_span(&p->in), p->taken, SIZE_MAX), left = bytes;
    struct event_message message;

    switch (event_stream_take(&left, &message)) {
    case EVENT_STREAM_PART: return false;
    case EVENT_STREAM_BROKEN: return p->is_broken = true;
    case EVENT_STREAM_MESSAGE: break;
    }
    p->taken += bytes.size - left.size;
    if (span_is(message.event, "PayloadChunk")) p->rest = message.payload;
    else if (span_is(message.event, "InvokeComplete")) complete_read(p, message.payload);
    return true;
}

/* Reads on of the events. */
static void events_read(struct payloads *p)
{
    char piece[8192];
    ssize_t size;

    if (p->taken) {
        p->in.size -= p->taken;
        memmove(p->in.data, p->in.data + p->taken, p->in.size);
        p->taken = 0;
    }
    p->events->until_us = p->source.until_us;
    size = source_read(p->events, piece, sizeof piece);
    p->source.is_late = p->events->is_late;
    if (size <= 0) p->is_broken = true;
    else buf_add(&p->in, piece, (size_t)size);
}

static ssize_t payloads_read(struct source *source, void *out, size_t room)
{
    struct payloads *p = (struct payloads *)source;
    struct span some;

    while (!p->rest.size && !p->is_over && !p->is_broken)
        if (!message_next(p)) events_read(p);
    if (!p->rest.size) return p->is_broken ? -1 : 0;
    some = span_sub(p->rest, 0, room);
    memcpy(out, some.data, some.size);
    p->rest = span_sub(p->rest, some.size, SIZE_MAX);
    return (ssize_t)some.size;
}

static void payloads_close(struct source *source)
{
    struct payloads *p = (struct payloads *)source;

    source_close(p->events);
    buf_release(&p->in);
    free(p);
}

struct source *api_stream_payloads(struct source *events)
{
    struct payloads *p = memory_new(1, sizeof *p);

    p->source = (struct source){ .size = -1, .read = payloads_read, .close = payloads_close };
    p->events = events;
    return &p->source;
}

/* --- whole -------------------------------------------------------------------------------------------------------- */

void api_stream_gather(struct http_response *response, size_t bytes_max, int64_t within_ms)
{
    char piece[8192];
    ssize_t got;

    if (response->source) response->source->until_us = clock_monotonic_us() + within_ms * 1000;
    while (response->source && response->body.size < bytes_max &&
           (got = source_read(response->source, piece, sizeof piece)) > 0)
        buf_add(&response->body, piece, (size_t)got);
    source_close(response->source);
    response->source = NULL;
}
