/* Inflated bodies are bounded as those are that come plain. */
#include "emulator/wire/content_encoding.h"

#include "emulator/base/digest.h"
#include "emulator/base/gzip.h"
#include "emulator/core/service.h"

#define INFLATED_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define DEFLATED_FROM      1024 /* bytes; below it is not worth it */

int content_decode(struct call *c, const struct http_request *request, struct span *body)
{
    struct buf plain = { 0 };
    bool good;

    *body = request->body;
    if (!c->service || !(c->service->wire & WIRE_GZIP) ||
        !span_is_nocase(http_header(request, "Content-Encoding"), "gzip"))
        return 0;
    good = gzip_inflate(&plain, request->body, INFLATED_BYTES_MAX);
    if (good) *body = arena_span(&c->arena, buf_span(&plain));
    buf_release(&plain);
    return good ? 0 : fault(c, &fault_serialization, "%s", "");
}

/* Is gzip among the encodings, and not with q=0? */
static bool accepts_gzip(struct span accepted)
{
    struct span rest = accepted, piece, name;

    while (span_split(&rest, ',', &piece)) {
        size_t end = span_find(piece, ';');
        name = span_trim(span_sub(piece, 0, end));
        piece = span_trim(span_sub(piece, end + (end < piece.size), SIZE_MAX));
        if (span_is_nocase(name, "gzip")) return !span_is(piece, "q=0") && !span_is(piece, "q=0.0");
    }
    return false;
}

static void header_replace(struct http_response *r, const char *name, struct span value)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (span_is_nocase(r->headers[i].name, name)) r->headers[i].value = value;
}

void content_encode(const struct call *c, const struct http_request *request, struct http_response *response)
{
    struct buf small = { 0 };

    if (!c->service || !(c->service->wire & WIRE_GZIP) || response->body.size < DEFLATED_FROM ||
        !accepts_gzip(http_header(request, "Accept-Encoding")))
        return;
    if (!gzip_deflate(&small, buf_span(&response->body))) {
        buf_release(&small);
        return;
    }
    buf_release(&response->body);
    response->body = small;
    http_response_header(response, "Content-Encoding", "gzip");
    header_replace(response, "x-amz-crc32", arena_format(response->arena, "%u", crc32_of(buf_span(&response->body))));
}
