/* gzip, or else deflate. */
#include "emulator/services/apigateway/apigateway_compress.h"

#include "emulator/base/gzip.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

#define INFLATED_BYTES_MAX ((size_t)10485760)

/* -1: the API compresses nothing. */
static int64_t size_min(const struct api_request *r)
{
    return r->live ? doc_get_int(r->live->rest, "minimumCompressionSize", -1) : -1;
}

/* DIFFERS: a request's Content-Encoding goes on to the integration as it came. */
int api_decompress(struct api_request *r)
{
    struct span encoding = span_trim(http_header(r->http, "Content-Encoding"));
    bool is_gzip = span_is_nocase(encoding, "gzip"), is_good;
    struct http_request *plain;
    struct buf out = { 0 };

    if (size_min(r) < 0 || (!is_gzip && !span_is_nocase(encoding, "deflate"))) return 0;
    is_good = (is_gzip ? gzip_inflate : gzip_inflate_zlib)(&out, r->http->body, INFLATED_BYTES_MAX);
    if (is_good) {
        plain = ARENA_NEW(r->arena, struct http_request);
        *plain = *r->http;
        plain->body = arena_span(r->arena, buf_span(&out));
        r->http = plain;
    }
    buf_release(&out);
    return is_good ? 0 : api_refuse_words(r, API_DEFAULT_4XX, "Bad Request");
}

static bool accepts(const struct api_request *r, const char *encoding)
{
    struct span rest = http_header(r->http, "Accept-Encoding"), one;

    while (span_split(&rest, ',', &one))
        if (span_is_nocase(span_trim(span_sub(one, 0, span_find(one, ';'))), encoding)) return true;
    return false;
}

void api_compress(struct api_request *r)
{
    int64_t min = size_min(r);
    const char *encoding = accepts(r, "gzip") ? "gzip" : accepts(r, "deflate") ? "deflate" : NULL;
    struct buf out = { 0 };

    if (min < 0 || !encoding || (int64_t)r->response->body.size < min || !r->response->body.size) return;
    if (r->response->source || http_response_header_find(r->response, "Content-Encoding").data) return;
    if (!(*encoding == 'g' ? gzip_deflate : gzip_deflate_zlib)(&out, buf_span(&r->response->body))) {
        buf_release(&out);
        return;
    }
    out.max = r->response->body.max;
    buf_release(&r->response->body);
    r->response->body = out;
    http_response_header(r->response, "Content-Encoding", "%s", encoding);
}
