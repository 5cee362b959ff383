/* The request is looked at as it is, before anybody knows which operation it is: a bucket in the host or in the path.
 *
 * AWS: what a preflight would tell of method and headers counts in an actual request, too. */
#include "emulator/services/s3/s3_cors_plane.h"

#include "emulator/core/call.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_cors_match.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_log.h"
#include "emulator/services/s3/s3_store.h"
#include "emulator/wire/codecs.h"

#define VARY "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"

static struct span bucket_name(const struct http_request *request, bool *has_key)
{
    struct s3_host host = s3_host_read(request->arena, http_header(request, "Host"));
    struct span rest = span_sub(request->path, 1, SIZE_MAX), name;

    *has_key = rest.size > 0;
    if (host.kind == S3_HOST_API && host.bucket.data) return host.bucket;
    name = http_decode(request->arena, span_sub(rest, 0, span_find(rest, '/')), false);
    *has_key = name.size + 1 < rest.size;
    return name;
}

static struct s3_cors_request asked_of(const struct http_request *request)
{
    struct span method = http_header(request, "Access-Control-Request-Method");

    return (struct s3_cors_request){ .origin = http_header(request, "Origin"),
                                     .method = method.size ? method : request->method,
                                     .headers = http_header(request, "Access-Control-Request-Headers") };
}

/* The bucket's rules, in the request's arena; *is_there: there is such a bucket. */
static const struct doc *rules_read(struct call *c, struct span bucket, struct arena *a, bool *is_there)
{
    const struct doc *rules = NULL;
    struct s3_bucket b;
    struct db *lent;

    *is_there = call_lend_store(c, &lent) && s3_store_bucket_find(c, bucket, &b);
    if (*is_there) rules = doc_get(s3_store_setting(c, b.id, "cors", SPAN("")), "CORSRules");
    if (rules) rules = doc_copy(a, rules);
    call_return_store(c, lent);
    return rules;
}

/* What a preflight is, as far as an answer goes. */
static const struct operation preflight_row = { "OPTIONS", &Nothing, &Nothing, .rest = { "OPTIONS" } };

static struct call *looking(const struct http_request *request)
{
    struct identity nobody = identity_default;

    nobody.kind = IDENTITY_ANONYMOUS;
    return call_new(service_find("s3"), &preflight_row, &nobody, request->endpoint);
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

/* "GET, PUT". */
static struct span joined(struct arena *a, const struct doc *list)
{
    struct span out = { NULL, 0 };

    for (size_t i = 0; i < doc_count(list); i++)
        out = arena_format(a, "%.*s%s%.*s", SPAN_ARG(out), i ? ", " : "", SPAN_ARG(doc_text(doc_at(list, i))));
    return out;
}

/* In lower case, as "a, b". */
static struct span headers_allowed(struct arena *a, struct span headers)
{
    struct span rest = headers, piece, out = { NULL, 0 };
    char *text;

    while (rest.size && span_split(&rest, ',', &piece))
        out = arena_format(a, "%.*s%s%.*s", SPAN_ARG(out), out.size ? ", " : "", SPAN_ARG(span_trim(piece)));
    text = arena_string(a, out);
    for (char *p = text; *p; p++)
        if (*p >= 'A' && *p <= 'Z') *p += 'a' - 'A';
    return (struct span){ text, out.size };
}

static void answer(const struct http_request *request, struct http_response *response, const void *allowed)
{
    const struct doc *rule = allowed, *seconds = doc_get(rule, "MaxAgeSeconds");
    struct span exposed = joined(response->arena, doc_get(rule, "ExposeHeaders"));
    bool is_open = s3_cors_is_open(rule);

    http_response_header_text(response, "Access-Control-Allow-Origin",
                              is_open ? SPAN("*") : http_header(request, "Origin"));
    http_response_header_text(response, "Access-Control-Allow-Methods",
                              joined(response->arena, doc_get(rule, "AllowedMethods")));
    if (exposed.size) http_response_header_text(response, "Access-Control-Expose-Headers", exposed);
    if (seconds)
        http_response_header(response, "Access-Control-Max-Age", "%lld",
                             (long long)doc_get_int(rule, "MaxAgeSeconds", 0));
    if (!is_open) http_response_header(response, "Access-Control-Allow-Credentials", "true");
    http_response_header(response, "Vary", VARY);
}

static const void *allow(const struct http_request *request)
{
    struct s3_cors_request asked = asked_of(request);
    const struct doc *rules;
    struct call *c;
    bool is_there, has_key;

    if (!asked.origin.size) return NULL;
    c = looking(request);
    rules = rules_read(c, bucket_name(request, &has_key), request->arena, &is_there);
    call_free(c);
    return s3_cors_rule(rules, &asked);
}

/* --- preflights --------------------------------------------------------------------------------------------------- */

static int forbid(struct call *c, const struct s3_cors_request *asked, bool has_key, const char *words)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "Method", asked->method);
    doc_put_cstr(extra, "ResourceType", has_key ? "OBJECT" : "BUCKET");
    return fault_with(c, &s3_access_forbidden, extra, "CORSResponse: %s", words);
}

static int preflight_judge(struct call *c, const struct http_request *request, const struct doc **rule)
{
    struct s3_cors_request asked = asked_of(request);
    bool is_there, has_key;
    const struct doc *rules = rules_read(c, bucket_name(request, &has_key), request->arena, &is_there);

    if (!asked.origin.size) return fault(c, &s3_bad_request, "Insufficient information. Origin request header needed.");
    if (!http_header(request, "Access-Control-Request-Method").size)
        return fault(c, &s3_bad_request, "Invalid Access-Control-Request-Method: null");
    if (!is_there) return forbid(c, &asked, has_key, "Bucket not found");
    if (!rules) return forbid(c, &asked, has_key, "CORS is not enabled for this bucket.");
    *rule = s3_cors_rule(rules, &asked);
    if (*rule) return 0;
    return forbid(c, &asked, has_key,
                  "This CORS request is not allowed. This is usually because the evalution of Origin, request method / "
                  "Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the "
                  "resource's CORS spec.");
}

static void preflight(const struct http_request *request, struct http_response *response)
{
    struct span headers = http_header(request, "Access-Control-Request-Headers");
    struct call *c = looking(request);
    const struct doc *rule = NULL;

    if (preflight_judge(c, request, &rule)) {
        rest_xml.encode_fault(c, response);
    } else {
        rest_xml.encode(c, response);
        answer(request, response, rule);
        if (headers.size)
            http_response_header_text(response, "Access-Control-Allow-Headers",
                                      headers_allowed(response->arena, headers));
        if (http_header(request, "Access-Control-Request-Private-Network").size)
            http_response_header(response, "Access-Control-Allow-Private-Network", "true");
    }
    s3_log_answered(c, request, response);
    call_free(c);
}

const struct cors s3_cors_plane = { allow, answer, preflight };
