/* Inflated bodies are bounded as those are that come plain. What is accepted is chosen as DynamoDB was seen to:
 *
 *   - the quality decides, the first one that an entry gives; more than 1 is 1, less than 0 is 0, no number is 1;
 *   - of two alike the one that is named first; what only * names comes last, gzip before deflate;
 *   - what is named twice has the higher one; identity is not heeded. */
#include "emulator/wire/content_encoding.h"

#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/gzip.h"
#include "emulator/core/service.h"

#define INFLATED_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define DEFLATED_FROM      4096 /* bytes; AWS sends less as it is */

static const struct encoding {
    const char *name;
    bool (*inflate)(struct buf *out, struct span packed, size_t max);
    bool (*deflate)(struct buf *out, struct span bytes);
} encodings[] = { { "gzip", gzip_inflate, gzip_deflate }, { "deflate", gzip_inflate_zlib, gzip_deflate_zlib } };

#define ENCODINGS (sizeof encodings / sizeof *encodings)

static const struct encoding *encoding_find(struct span name)
{
    for (size_t i = 0; i < ENCODINGS; i++)
        if (span_is_nocase(name, encodings[i].name)) return &encodings[i];
    return NULL;
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static const struct fault_kind cannot_unpack = { "InternalServerError", 500, RECEIVER };

/* AWS: whatever cannot be unpacked is an error of the server's. */
int content_decode(struct call *c, const struct http_request *request, struct span *body)
{
    struct span name = span_trim(http_header(request, "Content-Encoding"));
    const struct encoding *encoding = encoding_find(name);
    struct buf plain = { 0 };
    bool good;

    *body = request->body;
    if (!c->service || !(c->service->wire & WIRE_GZIP) || !name.size || span_is_nocase(name, "identity")) return 0;
    good = encoding && encoding->inflate(&plain, request->body, INFLATED_BYTES_MAX);
    if (good) *body = arena_span(&c->arena, buf_span(&plain));
    buf_release(&plain);
    return good ? 0 : fault(c, &cannot_unpack, "%s", "");
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

/* "q = 0.5" among "nq=1;q = 0.5;q=1". */
static double quality_of(struct arena *a, struct span parameters)
{
    struct span one;

    while (span_split(&parameters, ';', &one)) {
        size_t equals = span_find(one, '=');
        char *text, *end;
        double value;

        if (!span_is_nocase(span_trim(span_sub(one, 0, equals)), "q")) continue;
        text = arena_string(a, span_trim(span_sub(one, equals + 1, SIZE_MAX)));
        value = strtod(text, &end);
        if (end == text || *end) return 1;
        return value > 1 ? 1 : value > 0 ? value : 0;
    }
    return 1;
}

/* How much an encoding is wanted: by an entry of its own, or by *. */
struct wish {
    double quality;
    size_t place;
    bool is_named;
};

static void wish_add(struct wish *w, double quality, size_t place)
{
    if (!w->is_named) *w = (struct wish){ quality, place, true };
    else if (quality > w->quality) w->quality = quality;
}

static const struct encoding *encoding_wanted(struct arena *a, struct span accepted)
{
    struct wish wishes[ENCODINGS] = { { 0 } }, any = { 0 }, best = { 0 };
    const struct encoding *chosen = NULL;
    struct span piece;

    for (size_t place = 0; span_split(&accepted, ',', &piece); place++) {
        size_t end = span_find(piece, ';');
        struct span name = span_trim(span_sub(piece, 0, end));
        const struct encoding *encoding = encoding_find(name);
        double quality = quality_of(a, span_sub(piece, end + (end < piece.size), SIZE_MAX));

        if (encoding) wish_add(&wishes[encoding - encodings], quality, place);
        else if (span_is(name, "*")) wish_add(&any, quality, place);
    }
    any.place = SIZE_MAX;
    for (size_t i = 0; i < ENCODINGS; i++) {
        struct wish w = wishes[i].is_named ? wishes[i] : any;

        if (w.quality <= 0 || w.quality < best.quality || (w.quality == best.quality && w.place >= best.place))
            continue;
        best = w;
        chosen = &encodings[i];
    }
    return chosen;
}

static void header_replace(struct http_response *r, const char *name, struct span value)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (span_is_nocase(r->headers[i].name, name)) r->headers[i].value = value;
}

void content_encode(const struct call *c, const struct http_request *request, struct http_response *response)
{
    const struct encoding *encoding;
    struct buf small = { 0 };

    if (!c->service || !(c->service->wire & WIRE_GZIP) || response->body.size < DEFLATED_FROM) return;
    encoding = encoding_wanted(response->arena, http_header(request, "Accept-Encoding"));
    if (!encoding) return;
    if (!encoding->deflate(&small, buf_span(&response->body))) {
        buf_release(&small);
        return;
    }
    buf_release(&response->body);
    response->body = small;
    http_response_header_text(response, "Content-Encoding", span_of(encoding->name));
    header_replace(response, "x-amz-crc32", arena_format(response->arena, "%u", crc32_of(buf_span(&response->body))));
}
