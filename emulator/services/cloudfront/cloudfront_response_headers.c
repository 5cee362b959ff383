/* What is removed goes first. Of what is added an origin's own stays, unless the policy overrides it. */
#include "emulator/services/cloudfront/cloudfront_response_headers.h"

#include <inttypes.h>

#include "emulator/base/ids.h"
#include "emulator/services/cloudfront/cloudfront_paths.h"

static void header_drop(struct http_response *response, const char *name)
{
    size_t kept = 0;

    for (size_t i = 0; i < response->header_count; i++)
        if (!span_is_nocase(response->headers[i].name, name)) response->headers[kept++] = response->headers[i];
    response->header_count = kept;
}

static void put(struct http_response *response, const char *name, struct span value, bool overrides)
{
    if (!overrides && http_response_header_find(response, name).data) return;
    header_drop(response, name);
    http_response_header_text(response, name, value);
}

static void put_member(struct http_response *response, const char *name, const struct doc *config, const char *member)
{
    if (doc_get(config, member))
        put(response, name, doc_get_str(config, member), doc_get_bool(config, "Override", false));
}

static const struct doc *items(const struct doc *of, const char *name)
{
    return doc_get(doc_get(of, name), "Items");
}

static struct span joined(struct arena *a, const struct doc *list)
{
    struct buf b = { 0 };
    struct span text;

    for (size_t i = 0; i < doc_count(list); i++) {
        if (i) buf_add_text(&b, ", ");
        buf_add_span(&b, doc_text(doc_at(list, i)));
    }
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}

/* --- CORS --------------------------------------------------------------------------------------------------------- */

static bool allows_all(const struct doc *list)
{
    return doc_count(list) == 1 && span_is(doc_text(doc_at(list, 0)), "*");
}

/* A name without a scheme stands for both; the port as well is the pattern's. */
static bool is_origin(struct span pattern, struct span origin)
{
    size_t size = span_starts(origin, "https://") ? 8 : span_starts(origin, "http://") ? 7 : 0;

    return cloudfront_glob_matches(pattern, origin) ||
           (size && cloudfront_glob_matches(pattern, span_sub(origin, size, SIZE_MAX)));
}

static bool allows_origin(const struct doc *list, struct span origin)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (is_origin(doc_text(doc_at(list, i)), origin)) return true;
    return false;
}

static struct span methods_of(struct arena *a, const struct doc *list)
{
    if (doc_count(list) == 1 && span_is(doc_text(doc_at(list, 0)), "ALL"))
        return SPAN("GET, DELETE, HEAD, OPTIONS, PATCH, POST, PUT");
    return joined(a, list);
}

/* AWS: what a preflight wants to know is in its answer alone. */
static void preflight_put(const struct doc *cors, bool overrides, struct http_response *response)
{
    put(response, "Access-Control-Allow-Methods", methods_of(response->arena, items(cors, "AccessControlAllowMethods")),
        overrides);
    put(response, "Access-Control-Allow-Headers", joined(response->arena, items(cors, "AccessControlAllowHeaders")),
        overrides);
    if (doc_get(cors, "AccessControlMaxAgeSec"))
        put(response, "Access-Control-Max-Age",
            arena_format(response->arena, "%" PRId64, doc_get_int(cors, "AccessControlMaxAgeSec", 0)), overrides);
}

static void cors_put(const struct doc *cors, const struct http_request *viewer, struct http_response *response)
{
    const struct doc *origins = items(cors, "AccessControlAllowOrigins"),
                     *exposed = items(cors, "AccessControlExposeHeaders");
    bool overrides = doc_get_bool(cors, "OriginOverride", false);
    struct span origin = http_header(viewer, "Origin");

    if (!cors || !origin.size || (!allows_all(origins) && !allows_origin(origins, origin))) return;
    put(response, "Access-Control-Allow-Origin", allows_all(origins) ? SPAN("*") : origin, overrides);
    if (!allows_all(origins)) put(response, "Vary", SPAN("Origin"), false);
    if (doc_get_bool(cors, "AccessControlAllowCredentials", false))
        put(response, "Access-Control-Allow-Credentials", SPAN("true"), overrides);
    if (doc_count(exposed)) put(response, "Access-Control-Expose-Headers", joined(response->arena, exposed), overrides);
    if (span_is(viewer->method, "OPTIONS") && http_header(viewer, "Access-Control-Request-Method").size)
        preflight_put(cors, overrides, response);
}

/* --- security ----------------------------------------------------------------------------------------------------- */

static void xss_put(const struct doc *xss, struct http_response *response)
{
    struct span report = doc_get_str(xss, "ReportUri"), value = SPAN("0");

    if (!xss) return;
    if (doc_get_bool(xss, "Protection", false)) value = SPAN("1");
    if (doc_get_bool(xss, "Protection", false) && doc_get_bool(xss, "ModeBlock", false)) value = SPAN("1; mode=block");
    else if (doc_get_bool(xss, "Protection", false) && report.size)
        value = arena_format(response->arena, "1; report=%.*s", SPAN_ARG(report));
    put(response, "X-XSS-Protection", value, doc_get_bool(xss, "Override", false));
}

static void transport_put(const struct doc *hsts, struct http_response *response)
{
    if (!hsts) return;
    put(response, "Strict-Transport-Security",
        arena_format(response->arena, "max-age=%" PRId64 "%s%s", doc_get_int(hsts, "AccessControlMaxAgeSec", 0),
                     doc_get_bool(hsts, "IncludeSubdomains", false) ? "; includeSubDomains" : "",
                     doc_get_bool(hsts, "Preload", false) ? "; preload" : ""),
        doc_get_bool(hsts, "Override", false));
}

static void security_put(const struct doc *security, struct http_response *response)
{
    const struct doc *type = doc_get(security, "ContentTypeOptions");

    xss_put(doc_get(security, "XSSProtection"), response);
    put_member(response, "X-Frame-Options", doc_get(security, "FrameOptions"), "FrameOption");
    put_member(response, "Referrer-Policy", doc_get(security, "ReferrerPolicy"), "ReferrerPolicy");
    put_member(response, "Content-Security-Policy", doc_get(security, "ContentSecurityPolicy"),
               "ContentSecurityPolicy");
    if (type) put(response, "X-Content-Type-Options", SPAN("nosniff"), doc_get_bool(type, "Override", false));
    transport_put(doc_get(security, "StrictTransportSecurity"), response);
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

static void removed_drop(const struct doc *list, struct http_response *response)
{
    for (size_t i = 0; i < doc_count(list); i++) {
        const char *name = arena_string(response->arena, doc_get_str(doc_at(list, i), "Header"));
        bool was_there = http_response_header_find(response, name).data != NULL;
        header_drop(response, name);
        if (was_there && strcasecmp(name, "Server") == 0)
            http_response_header_text(response, "Server", SPAN("CloudFront"));
    }
}

static void custom_put(const struct doc *list, struct http_response *response)
{
    for (size_t i = 0; i < doc_count(list); i++)
        put(response, arena_string(response->arena, doc_get_str(doc_at(list, i), "Header")),
            doc_get(doc_at(list, i), "Value") ? doc_get_str(doc_at(list, i), "Value") : SPAN(""),
            doc_get_bool(doc_at(list, i), "Override", false));
}

/* AWS: of so many in a hundred answers, and of every one whose request says Pragma: server-timing. */
static bool is_sampled(const struct doc *timing, const struct http_request *viewer)
{
    double rate = doc_as_double(doc_get(timing, "SamplingRate"));

    if (!doc_get_bool(timing, "Enabled", false)) return false;
    return span_is_nocase(http_header(viewer, "Pragma"), "server-timing") ||
           (double)(random_u64() % 10000) < rate * 100;
}

void cloudfront_response_headers(const struct doc *policy, const struct http_request *viewer, const char *timing,
                                 struct http_response *response)
{
    removed_drop(items(policy, "RemoveHeadersConfig"), response);
    cors_put(doc_get(policy, "CorsConfig"), viewer, response);
    security_put(doc_get(policy, "SecurityHeadersConfig"), response);
    custom_put(items(policy, "CustomHeadersConfig"), response);
    if (!is_sampled(doc_get(policy, "ServerTimingHeadersConfig"), viewer)) return;
    http_response_header(response, "Server-Timing", "%s", timing);
}
