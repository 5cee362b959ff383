/* Bodies in and out.
 *
 * A piece is 128 KB, on the heap while a body is under way: it is what a connection costs beside its thread,
 * however long the body. */
#include "emulator/http/http_transfer.h"

#include <assert.h>
#include <civetweb.h>
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/base/times.h"
#include "emulator/http/http_connections.h"

#define PIECE_BYTES     ((size_t)128 * 1024)
#define SMALL_BYTES     ((size_t)4096)
#define DRAIN_BYTES_MAX ((int64_t)1024 * 1024)
#define TOGETHER_MAX \
    ((size_t)64 * 1024) /* head and body go in one write up to here: that saves a packet and a wake-up */

/* --- in ----------------------------------------------------------------------------------------------------------- */

static bool is_digits(struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return text.size > 0;
}

/* Can the end of the body be told for sure? Else what follows it could be taken for another request. */
static bool is_framed(const struct http_request *request)
{
    struct span encoding = http_header(request, "Transfer-Encoding");
    int lengths = 0;

    for (size_t i = 0; i < request->header_count; i++) {
        if (!span_is_nocase(request->headers[i].name, "Content-Length")) continue;
        if (!is_digits(request->headers[i].value)) return false;
        lengths++;
    }
    if (!encoding.data) return lengths <= 1;
    return lengths == 0 && span_is_nocase(encoding, "chunked");
}

/* What breaks off after so long is late: civetweb's patience is longer, and what else breaks is seen at once. */
#define LATE_US 5000000

static int some_read(struct http_incoming *in, void *out, size_t room, int64_t *waited_us)
{
    int64_t began_us = clock_monotonic_us();
    int got;

    if (in->connection) http_connection_waits(in->connection);
    got = mg_read(in->conn, out, room);
    if (in->connection) http_connection_goes_on(in->connection);
    *waited_us = clock_monotonic_us() - began_us;
    return got;
}

static ssize_t broken(struct http_incoming *in, int64_t waited_us)
{
    in->is_broken = true;
    in->source.is_late = waited_us >= LATE_US || (in->connection && http_connection_is_cut(in->connection));
    return -1;
}

/* Said of an empty body, too, as S3 does: botocore asks, and takes the next answer on the connection for this one's
 * where it was told nothing. */
static void continue_say(struct http_incoming *in)
{
    if (in->is_awaited) mg_printf(in->conn, "HTTP/1.1 100 Continue\r\n\r\n");
    in->is_awaited = false;
}

static ssize_t incoming_read(struct source *s, void *out, size_t room)
{
    struct http_incoming *in = (struct http_incoming *)s;
    int64_t waited_us;
    int got;

    if (in->is_broken) return -1;
    if (in->is_over) return 0;
    continue_say(in);
    if (room > PIECE_BYTES) room = PIECE_BYTES;
    if (in->left >= 0 && (int64_t)room > in->left) room = (size_t)in->left;
    got = some_read(in, out, room, &waited_us);
    if (got < 0 || (got == 0 && in->left > 0)) return broken(in, waited_us);
    if (in->left >= 0) in->left -= got;
    if (in->connection) http_connection_progress(in->connection, got);
    in->is_over = got == 0 || in->left == 0;
    return got;
}

int http_incoming_begin(struct http_incoming *in, struct mg_connection *conn, const struct http_request *request,
                        long long announced)
{
    bool is_chunked = http_header(request, "Transfer-Encoding").data != NULL;

    *in = (struct http_incoming){ .conn = conn };
    in->left = in->source.size = is_chunked ? -1 : announced > 0 ? announced : 0;
    in->source.read = incoming_read;
    in->is_over = in->left == 0;
    in->is_awaited = span_is_nocase(http_header(request, "Expect"), "100-continue");
    in->is_broken = !is_framed(request);
    if (in->is_broken) return 400;
    if (in->is_over) continue_say(in);
    return 0;
}

int http_incoming_read(struct http_incoming *in, struct buf *body, size_t max)
{
    char piece[SMALL_BYTES];
    ssize_t got;

    if (in->left > 0 && (uint64_t)in->left > max) return 413;
    if (in->is_over) return 0;
    body->max = max;
    while (!body->overflowed && (got = source_read(&in->source, piece, sizeof piece)) > 0)
        buf_add(body, piece, (size_t)got);
    if (body->overflowed) return 413;
    if (!in->is_broken) return 0;
    return in->source.is_late ? 408 : 400;
}

bool http_incoming_is_over(const struct http_incoming *in)
{
    return in->is_over && !in->is_broken;
}

void http_incoming_drain(struct http_incoming *in)
{
    int64_t taken = 0;
    char piece[SMALL_BYTES];
    ssize_t got;

    if (in->is_over || in->is_broken || in->is_awaited) return;
    while (taken < DRAIN_BYTES_MAX && (got = source_read(&in->source, piece, sizeof piece)) > 0) taken += got;
}

/* --- out ---------------------------------------------------------------------------------------------------------- */

/* Pieces: civetweb's patience is counted a write, and so is what got through. */
static bool all_sent(const struct http_incoming *in, const char *data, size_t size)
{
    while (size) {
        size_t piece = size < TOGETHER_MAX ? size : TOGETHER_MAX;
        if (mg_write(in->conn, data, piece) != (int)piece) return false;
        if (in->connection) http_connection_progress(in->connection, (int64_t)piece);
        data += piece;
        size -= piece;
    }
    return true;
}

/* A body of known length must have just that; one of unknown length goes in chunks, or until the connection closes. */
static bool source_send(const struct http_incoming *in, struct source *source, bool is_chunked)
{
    int64_t left = source->size;
    size_t room = left >= 0 && left < (int64_t)PIECE_BYTES ? (size_t)left + 1 : PIECE_BYTES;
    char *piece = memory_raw(room);
    bool is_good = true;
    ssize_t got = 0;

    while (is_good && left != 0 && (got = source_read(source, piece, room)) > 0) {
        if (left > 0 && got > left) got = left;
        is_good = is_chunked ? mg_send_chunk(in->conn, piece, (unsigned)got) > 0 : all_sent(in, piece, (size_t)got);
        if (left > 0) left -= got;
        if (in->connection) http_connection_progress(in->connection, got);
    }
    if (is_good && got >= 0 && is_chunked) is_good = mg_send_chunk(in->conn, "", 0) > 0;
    free(piece);
    return is_good && got >= 0 && left <= 0;
}

/* A short one goes out with its head, at once. */
static bool source_send_together(const struct http_incoming *in, struct span head, struct source *source)
{
    size_t size = head.size + (size_t)source->size, at = head.size;
    char *all = memory_raw(size);
    bool is_good;
    ssize_t got;

    memcpy(all, head.data, head.size);
    while (at < size && (got = source_read(source, all + at, size - at)) > 0) at += (size_t)got;
    is_good = all_sent(in, all, at) && at == size;
    free(all);
    return is_good;
}

/* Has the answer a body at all? RFC 9110, section 6.4.1. */
static bool has_body(const struct http_response *response)
{
    return response->status >= 200 && response->status != 204 && response->status != 304;
}

/* RFC 9112, section 6.1: a client of HTTP/1.0 knows no chunks. */
static bool takes_chunks(const struct http_request *request)
{
    return span_is(request->version, "1.1");
}

static void length_write(struct buf *out, const struct http_request *request, const struct http_response *response)
{
    if (!has_body(response) || http_response_header_find(response, "Content-Length").data) return;
    if (response->source && response->source->size < 0) {
        if (takes_chunks(request)) buf_add_text(out, "Transfer-Encoding: chunked\r\n");
        return;
    }
    buf_add_text(out, "Content-Length: ");
    buf_add_int(out, response->source ? response->source->size : (int64_t)response->body.size);
    buf_add_text(out, "\r\n");
}

/* By the machine's clock, as signatures are: clients correct theirs by it. */
static void date_write(struct buf *out, const struct http_response *response)
{
    static _Thread_local int64_t second;
    static _Thread_local char text[48];
    int64_t now = clock_real_ms() / 1000;

    if (http_response_header_find(response, "Date").data) return;
    if (now != second) snprintf(text, sizeof text, "Date: %.*s\r\n", SPAN_ARG(time_http(response->arena, now * 1000)));
    second = now;
    buf_add_text(out, text);
}

static void head_write(struct buf *out, const struct http_request *request, const struct http_response *response,
                       int keep_alive_seconds)
{
    buf_add_text(out, "HTTP/1.1 ");
    buf_add_int(out, response->status);
    buf_add_char(out, ' ');
    buf_add_text(out, http_reason(response->status));
    buf_add_text(out, "\r\n");
    for (size_t i = 0; i < response->header_count; i++) {
        buf_add_span(out, response->headers[i].name);
        buf_add_text(out, ": ");
        buf_add_span(out, response->headers[i].value);
        buf_add_text(out, "\r\n");
    }
    date_write(out, response);
    length_write(out, request, response);
    if (keep_alive_seconds) {
        buf_add_text(out, "Connection: keep-alive\r\nKeep-Alive: timeout=");
        buf_add_int(out, keep_alive_seconds);
        buf_add_text(out, "\r\n\r\n");
    } else {
        buf_add_text(out, "Connection: close\r\n\r\n");
    }
}

static bool sends_body(const struct http_request *request, const struct http_response *response)
{
    return has_body(response) && !span_is(request->method, "HEAD");
}

void http_answer_write(struct buf *out, const struct http_request *request, const struct http_response *response)
{
    assert(!response->source);
    head_write(out, request, response, 0);
    if (sends_body(request, response)) buf_add_span(out, buf_span(&response->body));
}

bool http_answer_send(const struct http_incoming *in, const struct http_request *request,
                      struct http_response *response, int keep_alive_seconds)
{
    bool has = sends_body(request, response), is_good;
    struct span body = has && !response->source ? buf_span(&response->body) : SPAN("");
    struct buf out = { 0 };

    head_write(&out, request, response, keep_alive_seconds);
    if (has && response->source && response->source->size >= 0 && response->source->size <= (int64_t)TOGETHER_MAX) {
        is_good = source_send_together(in, buf_span(&out), response->source);
        source_close(response->source);
        response->source = NULL;
        buf_release(&out);
        return is_good;
    }
    if (body.size <= TOGETHER_MAX) {
        buf_add_span(&out, body);
        body.size = 0;
    }
    is_good = all_sent(in, out.data, out.size) && all_sent(in, body.data, body.size);
    if (is_good && has && response->source)
        is_good = source_send(in, response->source, response->source->size < 0 && takes_chunks(request));
    source_close(response->source);
    response->source = NULL;
    buf_release(&out);
    return is_good;
}
