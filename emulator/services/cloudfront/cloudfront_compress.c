/* A list of types, looked through once an answer. */
#include "emulator/services/cloudfront/cloudfront_compress.h"

#include "emulator/base/brotli.h"
#include "emulator/base/gzip.h"

static const char *const types[] = {
    "application/dash+xml",
    "application/eot",
    "application/font",
    "application/font-sfnt",
    "application/javascript",
    "application/json",
    "application/opentype",
    "application/otf",
    "application/pdf",
    "application/pkcs7-mime",
    "application/protobuf",
    "application/rss+xml",
    "application/truetype",
    "application/ttf",
    "application/vnd.apple.mpegurl",
    "application/vnd.mapbox-vector-tile",
    "application/vnd.ms-fontobject",
    "application/wasm",
    "application/xhtml+xml",
    "application/xml",
    "application/x-font-opentype",
    "application/x-font-truetype",
    "application/x-font-ttf",
    "application/x-httpd-cgi",
    "application/x-javascript",
    "application/x-mpegurl",
    "application/x-opentype",
    "application/x-otf",
    "application/x-perl",
    "application/x-ttf",
    "font/eot",
    "font/opentype",
    "font/otf",
    "font/ttf",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/js",
    "text/plain",
    "text/richtext",
    "text/tab-separated-values",
    "text/xml",
    "text/x-component",
    "text/x-java-source",
    "text/x-script",
    "vnd.apple.mpegurl",
};

static bool is_listed(struct span type)
{
    type = span_trim(span_sub(type, 0, span_find(type, ';')));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (span_is_nocase(type, types[i])) return true;
    return false;
}

/* AWS: an error's page as well. */
bool cloudfront_is_compressible(const struct cloudfront_answer_head *head, int64_t size)
{
    if (head->status != 200 && head->status != 403 && head->status != 404) return false;
    if (size < CLOUDFRONT_COMPRESS_MIN || size > CLOUDFRONT_COMPRESS_MAX) return false;
    return !cloudfront_head_find(head, "Content-Encoding").data &&
           is_listed(cloudfront_head_find(head, "Content-Type"));
}

const char *cloudfront_compress(struct buf *out, struct span bytes, const char *encodings)
{
    if (strstr(encodings, "br") && brotli_compress(out, bytes)) return "br";
    return strstr(encodings, "gzip") && gzip_deflate(out, bytes) ? "gzip" : NULL;
}

struct span cloudfront_compressed_etag(struct arena *a, struct span etag)
{
    if (span_starts(etag, "W/")) return etag;
    return span_starts(etag, "\"") ? arena_format(a, "W/%.*s", SPAN_ARG(etag)) : (struct span){ NULL, 0 };
}
