/* A machine over lines and counted bytes:
 *
 *   HEAD ──▶ BODY ─────────────────────────────────────────▶ HEAD
 *      └───▶ CHUNK_LINE ⇄ CHUNK ─ CHUNK_END;  last ─▶ TRAILERS ─▶ HEAD
 *
 * Lines end with CR LF; a lone LF is taken for one, too (RFC 9112, 2.2). */
#include "emulator/http/http_reader.h"

#include <assert.h>

enum state { HEAD, BODY, CHUNK_LINE, CHUNK, CHUNK_END, TRAILERS, BROKEN };

#define CHUNK_LINE_MAX 4096
#define LEFT_DIGITS    12 /* hexadecimal ones of a chunk's size */
#define DECIMAL_DIGITS 15

static enum http_read bad(struct http_reader *r, int status)
{
    r->state = BROKEN;
    r->status = status;
    return HTTP_READ_BAD;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* Moves bytes to `text` until a line is whole there. False: it is not yet, or it is too long (text->overflowed). */
static bool line_read(struct buf *text, struct span *bytes)
{
    size_t size = span_find(*bytes, '\n');
    bool is_whole = size < bytes->size;

    size += is_whole;
    if (size) buf_add(text, bytes->data, size);
    *bytes = span_sub(*bytes, size, SIZE_MAX);
    return is_whole && !text->overflowed;
}

static struct span line_of(const struct buf *text, size_t from)
{
    struct span line = span_sub(buf_span(text), from, SIZE_MAX);

    if (line.size && line.data[line.size - 1] == '\n') line.size--;
    if (line.size && line.data[line.size - 1] == '\r') line.size--;
    return line;
}

/* Takes the next line off the front of whole ones. */
static bool line_split(struct span *lines, struct span *line)
{
    if (!lines->size || !span_split(lines, '\n', line)) return false;
    if (line->size && line->data[line->size - 1] == '\r') line->size--;
    return true;
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

static bool is_token(struct span s)
{
    for (size_t i = 0; i < s.size; i++)
        if ((unsigned char)s.data[i] <= ' ' || s.data[i] == 127 || strchr("\"(),/:;<=>?@[\\]{}", s.data[i]))
            return false;
    return s.size > 0;
}

static bool is_clean(struct span s)
{
    for (size_t i = 0; i < s.size; i++)
        if (((unsigned char)s.data[i] < ' ' && s.data[i] != '\t') || s.data[i] == 127) return false;
    return true;
}

static bool fields_read(struct span lines, struct http_header *fields, size_t *count)
{
    struct span line, name;

    *count = 0;
    while (line_split(&lines, &line) && line.size) {
        if (*count == HTTP_HEADERS_MAX || !span_split(&line, ':', &name) || !line.data || !is_token(name)) return false;
        line = span_trim(line);
        if (!is_clean(line)) return false;
        fields[(*count)++] = (struct http_header){ name, line };
    }
    return true;
}

static struct span field(const struct http_header *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (span_is_nocase(fields[i].name, name)) return fields[i].value;
    return (struct span){ NULL, 0 };
}

struct span http_reader_header(const struct http_reader *r, const char *name)
{
    return field(r->headers, r->header_count, name);
}

struct span http_reader_trailer(const struct http_reader *r, const char *name)
{
    return field(r->trailers, r->trailer_count, name);
}

/* --- the head ----------------------------------------------------------------------------------------------------- */

static bool request_line_read(struct http_reader *r, struct span line)
{
    struct span target, version;

    if (!span_split(&line, ' ', &r->method) || !span_split(&line, ' ', &target)) return false;
    version = line;
    r->keeps_alive = span_is(version, "HTTP/1.1");
    if (!r->keeps_alive && !span_is(version, "HTTP/1.0")) return false;
    r->query = target;
    span_split(&r->query, '?', &r->path);
    return is_token(r->method) && is_clean(target) && span_starts(target, "/");
}

static bool decimal(struct span s, int64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < s.size; i++) {
        if (s.data[i] < '0' || s.data[i] > '9') return false;
        *value = *value * 10 + (s.data[i] - '0');
    }
    return s.size > 0 && s.size <= DECIMAL_DIGITS;
}

/* How its body ends. A head that says so twice differently is a smuggler's (RFC 9112, 6.3). */
static int framing_read(struct http_reader *r)
{
    struct span coding = http_reader_header(r, "Transfer-Encoding"), length = { NULL, 0 };

    for (size_t i = 0; i < r->header_count; i++) {
        if (!span_is_nocase(r->headers[i].name, "Content-Length")) continue;
        if (length.data && !span_eq(length, r->headers[i].value)) return 400;
        length = r->headers[i].value;
    }
    r->length = coding.data ? -1 : 0;
    if (coding.data && length.data) return 400;
    if (coding.data) return span_is_nocase(coding, "chunked") ? 0 : 501;
    return length.data && !decimal(length, &r->length) ? 400 : 0;
}

static int head_read(struct http_reader *r)
{
    struct span lines = buf_span(&r->head), line;
    struct span connection;

    if (!line_split(&lines, &line) || !request_line_read(r, line)) return 400;
    if (!fields_read(lines, r->headers, &r->header_count)) return r->header_count == HTTP_HEADERS_MAX ? 431 : 400;
    connection = http_reader_header(r, "Connection");
    if (span_is_nocase(connection, "close")) r->keeps_alive = false;
    if (span_is_nocase(connection, "keep-alive")) r->keeps_alive = true;
    r->expects_continue = span_is_nocase(http_reader_header(r, "Expect"), "100-continue");
    r->trailer_count = 0;
    return framing_read(r);
}

/* Forgets the request before, and reads the head's lines; empty ones before it do not count. */
static enum http_read head_step(struct http_reader *r, struct span *bytes)
{
    int status;

    r->head.max = HTTP_READER_HEAD_MAX;
    while (line_read(&r->head, bytes)) {
        bool is_empty = !line_of(&r->head, r->line).size;
        if (is_empty && r->line == 0) {
            buf_clear(&r->head);
            continue;
        }
        r->line = r->head.size;
        if (!is_empty) continue;
        r->line = 0;
        if ((status = head_read(r))) return bad(r, status);
        r->state = r->length < 0 ? CHUNK_LINE : BODY;
        r->left = r->length;
        return HTTP_READ_HEAD;
    }
    return r->head.overflowed ? bad(r, 431) : HTTP_READ_MORE;
}

/* --- the body ----------------------------------------------------------------------------------------------------- */

static enum http_read over(struct http_reader *r)
{
    r->state = HEAD;
    buf_clear(&r->text);
    r->line = SIZE_MAX; /* the head is the last request's, until bytes behind it come */
    return HTTP_READ_END;
}

static enum http_read piece_take(struct http_reader *r, struct span *bytes)
{
    r->piece = span_sub(*bytes, 0, (size_t)r->left);
    *bytes = span_sub(*bytes, r->piece.size, SIZE_MAX);
    r->left -= (int64_t)r->piece.size;
    return HTTP_READ_BODY;
}

static bool chunk_size(struct span line, int64_t *size)
{
    size_t digits = 0;

    *size = 0;
    for (; digits < line.size; digits++) {
        const char *at = line.data[digits] ? strchr("0123456789abcdef0123456789ABCDEF", line.data[digits]) : NULL;
        if (!at) break;
        *size = *size * 16 + (at - "0123456789abcdef0123456789ABCDEF") % 16;
        if (digits == LEFT_DIGITS) return false;
    }
    line = span_trim(span_sub(line, digits, SIZE_MAX));
    return digits > 0 && (!line.size || line.data[0] == ';');
}

static enum http_read chunk_line_step(struct http_reader *r, struct span *bytes)
{
    struct span line;

    r->text.max = CHUNK_LINE_MAX;
    if (!line_read(&r->text, bytes)) return r->text.overflowed ? bad(r, 400) : HTTP_READ_MORE;
    line = line_of(&r->text, 0);
    if (!chunk_size(line, &r->left)) return bad(r, 400);
    buf_clear(&r->text);
    r->state = r->left ? CHUNK : TRAILERS;
    r->line = 0;
    return HTTP_READ_MORE;
}

static enum http_read chunk_end_step(struct http_reader *r, struct span *bytes)
{
    if (!line_read(&r->text, bytes)) return r->text.size > 1 ? bad(r, 400) : HTTP_READ_MORE;
    if (line_of(&r->text, 0).size) return bad(r, 400);
    buf_clear(&r->text);
    r->state = CHUNK_LINE;
    return HTTP_READ_MORE;
}

static enum http_read trailers_step(struct http_reader *r, struct span *bytes)
{
    r->text.max = HTTP_READER_HEAD_MAX;
    while (line_read(&r->text, bytes)) {
        bool is_last = !line_of(&r->text, r->line).size;
        r->line = r->text.size;
        if (!is_last) continue;
        if (!fields_read(buf_span(&r->text), r->trailers, &r->trailer_count)) return bad(r, 400);
        r->state = HEAD;
        r->line = SIZE_MAX;
        return HTTP_READ_END;
    }
    return r->text.overflowed ? bad(r, 431) : HTTP_READ_MORE;
}

static void begin_anew(struct http_reader *r)
{
    buf_clear(&r->head);
    buf_clear(&r->text);
    r->line = 0;
}

static enum http_read step(struct http_reader *r, struct span *bytes)
{
    switch ((enum state)r->state) {
    case HEAD:
        if (!bytes->size) return HTTP_READ_MORE;
        if (r->line == SIZE_MAX) begin_anew(r);
        return head_step(r, bytes);
    case BODY:
        if (!r->left) return over(r);
        return bytes->size ? piece_take(r, bytes) : HTTP_READ_MORE;
    case CHUNK_LINE: return chunk_line_step(r, bytes);
    case CHUNK:
        if (!bytes->size) return HTTP_READ_MORE;
        piece_take(r, bytes);
        if (!r->left) r->state = CHUNK_END;
        return HTTP_READ_BODY;
    case CHUNK_END: return chunk_end_step(r, bytes);
    case TRAILERS: return trailers_step(r, bytes);
    default: return HTTP_READ_BAD;
    }
}

enum http_read http_reader_next(struct http_reader *r, struct span *bytes)
{
    enum http_read what;

    do what = step(r, bytes);
    while (what == HTTP_READ_MORE && bytes->size);
    return what;
}

void http_reader_release(struct http_reader *r)
{
    buf_release(&r->head);
    buf_release(&r->text);
}
