/* Ours are the loopback names; a page's origin must be one, and so must the host it came by. */
#include "emulator/edge/browser.h"

static const char *allowed_origin;

void browser_allow(const char *origin)
{
    allowed_origin = origin;
}

/* "localhost:4566" → "localhost", "[::1]:4566" → "[::1]". */
static struct span without_port(struct span host)
{
    if (host.size && host.data[0] == '[') return span_sub(host, 0, span_find(host, ']') + 1);
    return span_sub(host, 0, span_find(host, ':'));
}

static bool is_loopback(struct span host)
{
    host = without_port(host);
    return span_is(host, "localhost") || span_is(host, "127.0.0.1") || span_is(host, "[::1]") ||
           span_ends(host, ".localhost");
}

static bool is_allowed(struct span origin)
{
    size_t scheme = span_starts(origin, "https://") ? 8 : 7;

    if (allowed_origin && (span_is(SPAN("*"), allowed_origin) || span_is(origin, allowed_origin))) return true;
    return (scheme == 8 || span_starts(origin, "http://")) && is_loopback(span_sub(origin, scheme, SIZE_MAX));
}

bool browser_is_foreign(const struct http_request *request)
{
    struct span origin = http_header(request, "Origin"), site = http_header(request, "Sec-Fetch-Site");
    bool anybody = allowed_origin && span_is(SPAN("*"), allowed_origin);

    if (!origin.size && !site.size) return false;
    if (!is_loopback(http_header(request, "Host")) && !anybody) return true;
    if (origin.size) return !is_allowed(origin);
    return !span_is(site, "same-origin") && !span_is(site, "none");
}
