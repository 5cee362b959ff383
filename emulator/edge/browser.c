/* The host is judged whoever asks: a page that came by its own name sends nothing that would mark a GET. */
#include "emulator/edge/browser.h"

#include <strings.h>

#include "emulator/core/settings.h"

#define PREFLIGHT_SECONDS "600"

static const char *allowed_origin, *allowed_hosts;

void browser_allow(const char *origin)
{
    allowed_origin = origin;
}

void browser_allow_hosts(const char *names)
{
    allowed_hosts = names;
}

static bool is_anybody_allowed(void)
{
    return allowed_origin && span_is(SPAN("*"), allowed_origin);
}

/* --- hosts -------------------------------------------------------------------------------------------------------- */

/* "localhost:4566" → "localhost", "[::1]:4566" → "[::1]". What follows the bracket must be a port. */
static struct span without_port(struct span host)
{
    size_t end = host.size && host.data[0] == '[' ? span_find(host, ']') + 1 : span_find(host, ':');

    if (end < host.size && host.data[end] != ':') return host;
    return span_sub(host, 0, end);
}

static bool is_loopback(struct span host)
{
    host = without_port(host);
    return span_is_nocase(host, "localhost") || span_is(host, "127.0.0.1") || span_is(host, "[::1]") ||
           span_ends(host, ".localhost");
}

/* "*.aws.test" are the names below it. */
static bool name_fits(struct span host, struct span pattern)
{
    if (span_is(pattern, "*")) return true;
    if (!span_starts(pattern, "*.")) return span_eq_nocase(host, pattern);
    pattern = span_sub(pattern, 1, SIZE_MAX);
    return host.size > pattern.size && span_eq_nocase(span_sub(host, host.size - pattern.size, SIZE_MAX), pattern);
}

static bool is_among(struct span host, const char *names)
{
    struct span rest = span_of(names);

    while (rest.size) {
        size_t end = span_find(rest, ',');
        if (name_fits(host, span_sub(rest, 0, end))) return true;
        rest = span_sub(rest, end + 1, SIZE_MAX);
    }
    return false;
}

static bool is_address(struct span host)
{
    if (host.data[0] == '[') return host.data[host.size - 1] == ']';
    for (size_t i = 0; i < host.size; i++)
        if (host.data[i] != '.' && (host.data[i] < '0' || host.data[i] > '9')) return false;
    return true;
}

static const char own_names[] = "localhost,*.localhost,*.amazonaws.com,*.amazonaws.com.cn,localhost.localstack.cloud,"
                                "*.localhost.localstack.cloud,*.internal";

bool browser_is_own_host(struct span host)
{
    host = without_port(host);
    if (!host.size || is_address(host) || span_find(host, '.') >= host.size) return true;
    return is_among(host, own_names) || is_among(host, allowed_hosts) || is_among(host, settings.tls_name) ||
           is_among(host, settings.host);
}

/* --- origins ------------------------------------------------------------------------------------------------------ */

static bool is_allowed(struct span origin)
{
    size_t scheme = span_starts(origin, "https://") ? 8 : 7;

    if (is_anybody_allowed() || (allowed_origin && span_is(origin, allowed_origin))) return true;
    return (scheme == 8 || span_starts(origin, "http://")) && is_loopback(span_sub(origin, scheme, SIZE_MAX));
}

enum browser_verdict browser_judge(const struct http_request *request)
{
    struct span origin = http_header(request, "Origin"), site = http_header(request, "Sec-Fetch-Site"),
                host = http_header(request, "Host");

    if (is_anybody_allowed()) return BROWSER_FINE;
    if (!browser_is_own_host(host)) return BROWSER_FOREIGN_HOST;
    if (!origin.size && !site.size) return BROWSER_FINE;
    if (!is_loopback(host) && !is_among(without_port(host), allowed_hosts)) return BROWSER_FOREIGN_HOST;
    if (origin.size) return is_allowed(origin) ? BROWSER_FINE : BROWSER_FOREIGN_ORIGIN;
    return span_is(site, "same-origin") || span_is(site, "none") ? BROWSER_FINE : BROWSER_FOREIGN_ORIGIN;
}

enum browser_verdict browser_judge_host(const struct http_request *request)
{
    return is_anybody_allowed() || browser_is_own_host(http_header(request, "Host")) ? BROWSER_FINE
                                                                                     : BROWSER_FOREIGN_HOST;
}

bool browser_is_let_in(const struct http_request *request)
{
    struct span origin = http_header(request, "Origin");

    return origin.size && (is_anybody_allowed() || (allowed_origin && span_is(origin, allowed_origin)));
}

/* Anything that may be a signature: any key that Nube did not issue is its account's root. */
static bool has_credentials(const struct http_request *request)
{
    static const char *const names[] = { "X-Amz-Credential", "X-Amz-Signature", "AWSAccessKeyId", "Signature" };
    struct span value;

    if (http_header(request, "Authorization").size) return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (http_query(request, names[i], &value)) return true;
    return false;
}

bool browser_is_harmless(const struct http_request *request)
{
    struct span origin = http_header(request, "Origin"), site = http_header(request, "Sec-Fetch-Site");
    bool reads = span_is(request->method, "GET") || span_is(request->method, "HEAD");

    if (!origin.size && !span_is(site, "cross-site")) return true;
    if (origin.size && is_allowed(origin)) return true;
    return reads &&
           (!has_credentials(request) || (!origin.size && span_is(http_header(request, "Sec-Fetch-Mode"), "navigate")));
}

/* --- CORS --------------------------------------------------------------------------------------------------------- */

bool browser_is_preflight(const struct http_request *request)
{
    return span_is(request->method, "OPTIONS") && http_header(request, "Origin").size &&
           http_header(request, "Access-Control-Request-Method").size;
}

static void preflight_answer(const struct http_request *request, struct http_response *response)
{
    struct span headers = http_header(request, "Access-Control-Request-Headers");

    response->status = 204;
    http_response_header(response, "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    if (headers.size) http_response_header_text(response, "Access-Control-Allow-Headers", headers);
    if (http_header(request, "Access-Control-Request-Private-Network").size)
        http_response_header(response, "Access-Control-Allow-Private-Network", "true");
    http_response_header(response, "Access-Control-Max-Age", PREFLIGHT_SECONDS);
}

void browser_answer(const struct http_request *request, struct http_response *response)
{
    struct span origin = http_header(request, "Origin");

    if (!origin.size) return;
    http_response_header_text(response, "Access-Control-Allow-Origin", origin);
    http_response_header(response, "Access-Control-Expose-Headers", "*");
    http_response_header(response, "Vary", "Origin");
    if (browser_is_preflight(request)) preflight_answer(request, response);
}
