/* Choices are short lists, looked through one by one. */
#include "emulator/services/cloudfront/cloudfront_choice.h"

#include <stdlib.h>

#include "emulator/services/cloudfront/cloudfront_paths.h"

bool cloudfront_takes_header(const struct cloudfront_choice *c, struct span name)
{
    bool is_named = false;

    if (!c || c->take == CLOUDFRONT_NONE) return false;
    if (c->take == CLOUDFRONT_ALL) return true;
    for (size_t i = 0; i < c->count && !is_named; i++) is_named = span_eq_nocase(c->names[i], name);
    return is_named == (c->take == CLOUDFRONT_SOME);
}

static bool takes(const struct cloudfront_choice *c, struct span name)
{
    bool is_named = false;

    if (!c || c->take == CLOUDFRONT_NONE) return false;
    if (c->take == CLOUDFRONT_ALL) return true;
    for (size_t i = 0; i < c->count && !is_named; i++) is_named = cloudfront_glob_matches(c->names[i], name);
    return is_named == (c->take == CLOUDFRONT_SOME);
}

/* A parameter's name as it is meant, where that has escapes. */
static bool takes_parameter(const struct cloudfront_choice *c, const struct cloudfront_choice *other, struct span name)
{
    struct arena a = { 0 };
    bool taken;

    if (span_find(name, '%') < name.size) name = http_decode(&a, name, false);
    taken = takes(c, name) || takes(other, name);
    arena_release(&a);
    return taken;
}

void cloudfront_query_take(struct buf *out, struct span query, const struct cloudfront_choice *c,
                           const struct cloudfront_choice *other)
{
    struct span pair;
    size_t begin = out->size;

    if (c->take == CLOUDFRONT_ALL || (other && other->take == CLOUDFRONT_ALL)) {
        buf_add_span(out, query);
        return;
    }
    while (span_split(&query, '&', &pair)) {
        if (!pair.size || !takes_parameter(c, other, span_sub(pair, 0, span_find(pair, '=')))) continue;
        if (out->size > begin) buf_add_char(out, '&');
        buf_add_span(out, pair);
    }
}

/* --- cookies ------------------------------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    int order = span_compare(span_sub(*x, 0, span_find(*x, '=')), span_sub(*y, 0, span_find(*y, '=')));

    return order ? order : x->data < y->data ? -1 : x->data > y->data;
}

static void cookies_sort_into(struct buf *out, struct span *cookies, size_t count)
{
    qsort(cookies, count, sizeof *cookies, by_name);
    for (size_t i = 0; i < count; i++) {
        if (i) buf_add_text(out, "; ");
        buf_add_span(out, cookies[i]);
    }
}

void cloudfront_cookies_take(struct buf *out, const struct http_request *viewer, const struct cloudfront_choice *c,
                             const struct cloudfront_choice *other)
{
    struct arena a = { 0 };
    struct span *cookies = NULL, cookie;
    size_t count = 0;

    if (c->take == CLOUDFRONT_NONE && (!other || other->take == CLOUDFRONT_NONE)) return;
    for (size_t i = 0; i < viewer->header_count; i++) {
        struct span rest = viewer->headers[i].value;
        if (!span_is_nocase(viewer->headers[i].name, "Cookie")) continue;
        if (!cookies) cookies = ARENA_ARRAY(&a, struct span, CLOUDFRONT_COOKIES_MAX);
        while (span_split(&rest, ';', &cookie) && count < CLOUDFRONT_COOKIES_MAX) {
            struct span name;
            cookie = span_trim(cookie);
            name = span_sub(cookie, 0, span_find(cookie, '='));
            if (cookie.size && (takes(c, name) || takes(other, name))) cookies[count++] = cookie;
        }
    }
    if (count) cookies_sort_into(out, cookies, count);
    arena_release(&a);
}

/* --- encodings ---------------------------------------------------------------------------------------------------- */

/* "q=0", "q=0.000": not at all (RFC 9110, section 12.5.3). */
static bool is_refused(struct span parameters)
{
    struct span one;

    while (span_split(&parameters, ';', &one)) {
        one = span_trim(one);
        if (one.size < 3 || (one.data[0] | 0x20) != 'q' || one.data[1] != '=') continue;
        for (size_t i = 2; i < one.size; i++)
            if (one.data[i] != '0' && one.data[i] != '.') return false;
        return true;
    }
    return false;
}

static void encodings_read(struct span header, bool *gzip, bool *brotli)
{
    struct span one;

    while (span_split(&header, ',', &one)) {
        size_t semicolon = span_find(one, ';');
        struct span name = span_trim(span_sub(one, 0, semicolon));
        if (is_refused(span_sub(one, semicolon + 1, SIZE_MAX))) continue;
        if (span_is_nocase(name, "gzip")) *gzip = true;
        if (span_is_nocase(name, "br")) *brotli = true;
    }
}

/* AWS: not over HTTP/1.0. */
const char *cloudfront_encodings_of(const struct http_request *viewer, bool gzip, bool brotli)
{
    bool takes_gzip = false, takes_brotli = false;

    if (!gzip && !brotli) return "";
    if (viewer->version.data && !span_is(viewer->version, "1.1")) return "";
    encodings_read(http_header(viewer, "Accept-Encoding"), &takes_gzip, &takes_brotli);
    gzip = gzip && takes_gzip;
    brotli = brotli && takes_brotli;
    return gzip && brotli ? "br,gzip" : brotli ? "br" : gzip ? "gzip" : "";
}
