/* AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html for how many of each,
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html and its neighbours. */
#include "emulator/services/cloudfront/cloudfront_policy_rules.h"

#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_quantities.h"
#include "emulator/services/cloudfront/cloudfront_words.h"

#define VALUES_MAX      10
#define DEFAULT_TTL     86400
#define MAX_TTL         31536000
#define CSP_BYTES_MAX   1783
#define HEADER_LIST_MAX 10

/* --- what counts: headers, cookies, query strings ----------------------------------------------------------------- */

struct values {
    const char *config, *behavior, *list; /* the names of the members */
    const struct fault_kind *too_many;
};

static bool is_listing(struct span behavior)
{
    return span_is(behavior, "whitelist") || span_is(behavior, "allExcept") ||
           span_is(behavior, "allViewerAndWhitelistCloudFront");
}

/* AWS: names come with a behavior that speaks of names, and with no other. */
static int check_values(struct call *c, const struct doc *of, const struct values *v)
{
    const struct doc *config = doc_get(of, v->config), *list = doc_get(doc_get(config, v->list), "Items");
    struct span behavior = doc_get_str(config, v->behavior);

    if (!is_listing(behavior) && doc_count(list))
        return cloudfront_raise_argument(c, "The parameter %s cannot be set when %s is %.*s.", v->list, v->behavior,
                                         SPAN_ARG(behavior));
    if (is_listing(behavior) && !doc_count(list))
        return cloudfront_raise_argument(c, "The parameter %s is required when %s is %.*s.", v->list, v->behavior,
                                         SPAN_ARG(behavior));
    if (doc_count(list) > VALUES_MAX && !span_is(behavior, "allViewerAndWhitelistCloudFront"))
        return fault(c, v->too_many, "The number of %s in the policy exceeds the maximum.", v->list);
    return 0;
}

/* AWS: headers that belong to a connection, or that CloudFront itself sets.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html */
static bool is_forbidden(struct span name)
{
    static const char *const names[] = {
        "Connection",
        "Content-Length",
        "Cookie",
        "Expect",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "Keep-Alive",
        "If-Unmodified-Since",
        "Max-Forwards",
        "Proxy-Connection",
        "Range",
        "TE",
        "Proxy-Authorization",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Via",
        "Warning",
        "X-Real-Ip",
        "Request-Range",
        "Proxy-Authenticate",
        NULL,
    };

    for (const char *const *n = names; *n; n++)
        if (span_is_nocase(name, *n)) return true;
    return span_is_nocase(span_sub(name, 0, 7), "X-Edge-") ||
           (span_is_nocase(span_sub(name, 0, 6), "X-Amz-") && !span_is_nocase(name, "X-Amz-Content-Sha256"));
}

static int check_headers(struct call *c, const struct doc *of, bool (*is_refused)(struct span name))
{
    const struct doc *list = doc_get(doc_get(doc_get(of, "HeadersConfig"), "Headers"), "Items");

    for (size_t i = 0; i < doc_count(list); i++) {
        struct span name = doc_text(doc_at(list, i));
        if (!cloudfront_is_header_name(name))
            return cloudfront_raise_argument(c, "The parameter Headers contains invalid header name %.*s.",
                                             SPAN_ARG(name));
        if (is_forbidden(name) || is_refused(name))
            return cloudfront_raise_argument(c, "The parameter Headers contains %.*s that is not allowed.",
                                             SPAN_ARG(name));
    }
    return 0;
}

static int check_name(struct call *c, const struct doc *config)
{
    struct span name = doc_get_str(config, "Name");

    if (!name.size || name.size > 128 || !cloudfront_is_word(name))
        return cloudfront_raise_argument(c, "The parameter Name is invalid.");
    if (span_code_points(doc_get_str(config, "Comment")) > 128)
        return cloudfront_raise_argument(c, "The parameter Comment is too long.");
    return cloudfront_quantities_check(c, config);
}

/* --- cache policies ----------------------------------------------------------------------------------------------- */

/* AWS: what is left out of the times follows the minimum. */
struct doc *cloudfront_fill_cache_policy(struct arena *a, struct doc *config)
{
    struct doc *filled = doc_shallow(a, config);
    int64_t min = doc_get_int(filled, "MinTTL", 0), normal;

    if (!doc_get(filled, "DefaultTTL")) doc_put_int(filled, "DefaultTTL", min > DEFAULT_TTL ? min : DEFAULT_TTL);
    normal = doc_get_int(filled, "DefaultTTL", 0);
    if (!doc_get(filled, "MaxTTL")) doc_put_int(filled, "MaxTTL", normal > MAX_TTL ? normal : MAX_TTL);
    return filled;
}

/* AWS: what is never kept needs no key. */
static int check_disabled(struct call *c, const struct doc *keys)
{
    static const char *const behaviors[][2] = { { "HeadersConfig", "HeaderBehavior" },
                                                { "CookiesConfig", "CookieBehavior" },
                                                { "QueryStringsConfig", "QueryStringBehavior" } };

    for (size_t i = 0; i < sizeof behaviors / sizeof *behaviors; i++)
        if (!span_is(doc_get_str(doc_get(keys, behaviors[i][0]), behaviors[i][1]), "none"))
            return cloudfront_raise_argument(c, "The parameter %s is invalid for policy with caching disabled.",
                                             behaviors[i][1]);
    if (doc_get_bool(keys, "EnableAcceptEncodingGzip", false))
        return cloudfront_raise_argument(
            c, "The parameter EnableAcceptEncodingGzip is invalid for policy with caching disabled.");
    if (doc_get_bool(keys, "EnableAcceptEncodingBrotli", false))
        return cloudfront_raise_argument(
            c, "The parameter EnableAcceptEncodingBrotli is invalid for policy with caching disabled.");
    return 0;
}

static bool is_accept_encoding(struct span name)
{
    return span_is_nocase(name, "Accept-Encoding");
}

static int check_ttls(struct call *c, const struct doc *config)
{
    int64_t min = doc_get_int(config, "MinTTL", 0), normal = doc_get_int(config, "DefaultTTL", 0),
            max = doc_get_int(config, "MaxTTL", 0);

    if (min < 0 || normal < 0 || max < 0) return cloudfront_raise_argument(c, "The parameter TTL is invalid.");
    if (min > normal) return cloudfront_raise_argument(c, "The parameter MinTTL is greater than DefaultTTL.");
    if (normal > max) return cloudfront_raise_argument(c, "The parameter DefaultTTL is greater than MaxTTL.");
    return 0;
}

int cloudfront_cache_policy_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    static const struct values values[] = {
        { "HeadersConfig", "HeaderBehavior", "Headers", &cloudfront_too_many_headers_in_cache_policy },
        { "CookiesConfig", "CookieBehavior", "Cookies", &cloudfront_too_many_cookies_in_cache_policy },
        { "QueryStringsConfig", "QueryStringBehavior", "QueryStrings",
          &cloudfront_too_many_query_strings_in_cache_policy },
    };
    const struct doc *keys = doc_get(config, "ParametersInCacheKeyAndForwardedToOrigin");

    (void)old;
    if (check_name(c, config) || check_ttls(c, config)) return -1;
    for (size_t i = 0; keys && i < sizeof values / sizeof *values; i++)
        if (check_values(c, keys, values + i)) return -1;
    if (keys && check_headers(c, keys, is_accept_encoding)) return -1;
    return keys && !doc_get_int(config, "MaxTTL", 0) ? check_disabled(c, keys) : 0;
}

/* --- origin request policies -------------------------------------------------------------------------------------- */

/* AWS: Authorization is let through by a cache policy, or with all headers. */
static bool is_no_origin_header(struct span name)
{
    return is_accept_encoding(name) || span_is_nocase(name, "Authorization");
}

static int check_cloudfront_headers(struct call *c, const struct doc *config)
{
    const struct doc *headers = doc_get(config, "HeadersConfig"), *list = doc_get(doc_get(headers, "Headers"), "Items");

    if (!span_is(doc_get_str(headers, "HeaderBehavior"), "allViewerAndWhitelistCloudFront")) return 0;
    for (size_t i = 0; i < doc_count(list); i++)
        if (!span_is_nocase(span_sub(doc_text(doc_at(list, i)), 0, 11), "CloudFront-"))
            return cloudfront_raise_argument(c, "The parameter Headers contains %.*s that is not allowed.",
                                             SPAN_ARG(doc_text(doc_at(list, i))));
    return 0;
}

static bool is_nothing(struct span name)
{
    (void)name;
    return false;
}

int cloudfront_origin_request_policy_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    static const struct values values[] = {
        { "HeadersConfig", "HeaderBehavior", "Headers", &cloudfront_too_many_headers_in_origin_request_policy },
        { "CookiesConfig", "CookieBehavior", "Cookies", &cloudfront_too_many_cookies_in_origin_request_policy },
        { "QueryStringsConfig", "QueryStringBehavior", "QueryStrings",
          &cloudfront_too_many_query_strings_in_origin_request_policy },
    };
    bool is_except = span_is(doc_get_str(doc_get(config, "HeadersConfig"), "HeaderBehavior"), "allExcept");

    (void)old;
    if (check_name(c, config)) return -1;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (check_values(c, config, values + i)) return -1;
    if (check_headers(c, config, is_except ? is_nothing : is_no_origin_header)) return -1;
    return check_cloudfront_headers(c, config);
}

/* --- response headers policies ------------------------------------------------------------------------------------ */

static const struct doc *items(const struct doc *config, const char *name)
{
    return doc_get(doc_get(config, name), "Items");
}

static bool has_all(const struct doc *list)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_is(doc_text(doc_at(list, i)), "*")) return true;
    return false;
}

/* AWS: who may send credentials is named. */
static int check_cors(struct call *c, const struct doc *cors)
{
    static const char *const lists[] = { "AccessControlAllowOrigins", "AccessControlAllowHeaders",
                                         "AccessControlExposeHeaders" };

    if (!cors || !doc_get_bool(cors, "AccessControlAllowCredentials", false)) return 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (has_all(items(cors, lists[i])))
            return cloudfront_raise_argument(
                c, "The parameter %s cannot contain * when AccessControlAllowCredentials is true.", lists[i]);
    return 0;
}

/* The headers that a policy has members of their own for. */
static const char *member_of_header(struct span name)
{
    static const char *const security[] = { "X-XSS-Protection",       "X-Frame-Options",
                                            "Referrer-Policy",        "Content-Security-Policy",
                                            "X-Content-Type-Options", "Strict-Transport-Security" };

    for (size_t i = 0; i < sizeof security / sizeof *security; i++)
        if (span_is_nocase(name, security[i])) return "security";
    if (span_is_nocase(name, "Server-Timing")) return "server timing";
    return span_is_nocase(span_sub(name, 0, 15), "Access-Control-") ? "CORS" : NULL;
}

static int check_custom(struct call *c, const struct doc *list)
{
    if (doc_count(list) > HEADER_LIST_MAX)
        return fault(c, &cloudfront_too_many_custom_headers,
                     "The number of custom headers in the response headers policy exceeds the maximum.");
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span name = doc_get_str(doc_at(list, i), "Header"), value = doc_get_str(doc_at(list, i), "Value");
        const char *member = member_of_header(name);
        if (!cloudfront_is_header_name(name) || is_forbidden(name))
            return cloudfront_raise_argument(c, "The parameter Header contains %.*s that is not allowed.",
                                             SPAN_ARG(name));
        if (!cloudfront_is_header_value(value))
            return cloudfront_raise_argument(c, "The parameter Value contains %.*s that is not allowed.",
                                             SPAN_ARG(value));
        if (member)
            return cloudfront_raise_argument(
                c, "The parameter CustomHeaders contains %.*s that is a %s header and cannot be set as custom header.",
                SPAN_ARG(name), member);
    }
    return 0;
}

static int check_removed(struct call *c, const struct doc *list)
{
    static const char *const kept[] = {
        "Connection", "Content-Encoding", "Content-Length", "Content-Range", "Trailer", "Transfer-Encoding", "Upgrade",
        "Via",        "Warning",          "X-Cache"
    };

    if (doc_count(list) > HEADER_LIST_MAX)
        return fault(
            c, &cloudfront_too_many_remove_headers,
            "The number of headers in RemoveHeadersConfig in the response headers policy exceeds the maximum.");
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span name = doc_get_str(doc_at(list, i), "Header");
        bool is_kept = !cloudfront_is_header_name(name);
        for (size_t n = 0; n < sizeof kept / sizeof *kept; n++) is_kept |= span_is_nocase(name, kept[n]);
        if (is_kept)
            return cloudfront_raise_argument(c, "The parameter RemoveHeaders contains %.*s that is not allowed.",
                                             SPAN_ARG(name));
    }
    return 0;
}

static int check_security(struct call *c, const struct doc *security)
{
    const struct doc *xss = doc_get(security, "XSSProtection"), *hsts = doc_get(security, "StrictTransportSecurity");
    struct span csp = doc_get_str(doc_get(security, "ContentSecurityPolicy"), "ContentSecurityPolicy");

    if (csp.size > CSP_BYTES_MAX)
        return fault(
            c, &cloudfront_too_long_csp,
            "The length of the Content-Security-Policy header value in the response headers policy exceeds the "
            "maximum.");
    if (doc_get_bool(xss, "ModeBlock", false) && doc_get_str(xss, "ReportUri").size)
        return cloudfront_raise_argument(c, "The parameter ReportUri cannot be set when ModeBlock is true.");
    if (hsts && doc_get_int(hsts, "AccessControlMaxAgeSec", 0) < 0)
        return cloudfront_raise_argument(c, "The parameter AccessControlMaxAgeSec is invalid.");
    return 0;
}

int cloudfront_response_headers_policy_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    (void)old;
    if (check_name(c, config) || check_cors(c, doc_get(config, "CorsConfig")) ||
        check_security(c, doc_get(config, "SecurityHeadersConfig")) ||
        check_custom(c, items(config, "CustomHeadersConfig")) || check_removed(c, items(config, "RemoveHeadersConfig")))
        return -1;
    return 0;
}
