/* The Lambda proxy integration's two formats. */
#include "emulator/services/apigateway/apigateway_proxy.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"

/* --- the event ---------------------------------------------------------------------------------------------------- */

/* Adds to both forms: the last value, and all values. */
static void put_both(struct doc *single, struct doc *multi, struct span name, struct span value)
{
    struct arena *a = doc_arena(single);
    struct doc *values = doc_get_span(multi, name);

    if (!values) {
        values = doc_list(a);
        doc_put_span(multi, name, values);
    }
    doc_append(values, doc_string(a, value));
    doc_put_span(single, name, doc_string(a, value));
}

static struct doc *null_if_empty(struct doc *d)
{
    return doc_count(d) ? d : doc_null(doc_arena(d));
}

static void put_headers(struct doc *event, const struct api_request *r)
{
    struct doc *single = doc_map(doc_arena(event)), *multi = doc_map(doc_arena(event));
    struct span forwarded = http_header(r->http, "X-Forwarded-For");
    char root[25];

    for (size_t i = 0; i < r->http->header_count; i++)
        put_both(single, multi, r->http->headers[i].name, r->http->headers[i].value);
    put_both(single, multi, SPAN("X-Forwarded-For"),
             forwarded.size
                 ? arena_format(doc_arena(event), "%.*s, %.*s", SPAN_ARG(forwarded), SPAN_ARG(r->http->remote))
                 : r->http->remote);
    put_both(single, multi, SPAN("X-Forwarded-Port"), arena_format(doc_arena(event), "%d", r->http->port));
    put_both(single, multi, SPAN("X-Forwarded-Proto"), r->http->is_tls ? SPAN("https") : SPAN("http"));
    random_text(root, 24, "0123456789abcdef");
    put_both(single, multi, SPAN("X-Amzn-Trace-Id"),
             arena_format(doc_arena(event), "Root=1-%08x-%s", (unsigned)(r->now_ms / 1000), root));
    doc_put(event, "headers", single);
    doc_put(event, "multiValueHeaders", multi);
}

static void put_query(struct doc *event, const struct api_request *r)
{
    struct doc *single = doc_map(doc_arena(event)), *multi = doc_map(doc_arena(event));
    struct span rest = r->http->query, pair;

    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        if (!pair.size) continue;
        put_both(single, multi, http_decode(doc_arena(event), span_sub(pair, 0, equals), true),
                 http_decode(doc_arena(event), span_sub(pair, equals + 1, SIZE_MAX), true));
    }
    doc_put(event, "queryStringParameters", null_if_empty(single));
    doc_put(event, "multiValueQueryStringParameters", null_if_empty(multi));
}

/* AWS: who asked; what a request without credentials leaves null. */
static void put_identity(struct doc *context, const struct api_request *r)
{
    static const char *const nulls[] = { "cognitoIdentityPoolId",
                                         "accountId",
                                         "cognitoIdentityId",
                                         "caller",
                                         "principalOrgId",
                                         "accessKey",
                                         "cognitoAuthenticationType",
                                         "cognitoAuthenticationProvider",
                                         "userArn",
                                         "user" };
    struct doc *identity = doc_put_map(context, "identity");
    struct span agent = http_header(r->http, "User-Agent");

    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++) doc_put(identity, nulls[i], doc_null(doc_arena(context)));
    doc_put_str(identity, "sourceIp", r->http->remote);
    doc_put(identity, "userAgent", agent.data ? doc_string(doc_arena(context), agent) : doc_null(doc_arena(context)));
}

static struct span request_time(struct arena *a, int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    char text[40];
    struct tm utc;

    gmtime_r(&seconds, &utc);
    strftime(text, sizeof text, "%d/%b/%Y:%H:%M:%S +0000", &utc);
    return arena_span(a, span_of(text));
}

static void put_context(struct doc *event, const struct api_request *r)
{
    struct doc *context = doc_put_map(event, "requestContext");
    struct span host = http_header(r->http, "Host"), domain = span_sub(host, 0, span_find(host, ':'));
    char extended[17];

    random_text(extended, 15, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    doc_put_str(context, "resourceId", r->match->resource_id);
    doc_put_str(context, "resourcePath", r->match->resource_path);
    doc_put_str(context, "operationName", doc_get_str(r->match->method, "operationName"));
    doc_put_str(context, "httpMethod", r->http->method);
    doc_put_format(context, "extendedRequestId", "%s=", extended);
    doc_put_str(context, "requestTime", request_time(doc_arena(event), r->now_ms));
    doc_put_format(context, "path", "/%.*s%.*s", SPAN_ARG(r->stage), SPAN_ARG(r->path));
    doc_put_str(context, "accountId", r->live->account);
    doc_put_format(context, "protocol", "HTTP/%.*s", SPAN_ARG(r->http->version));
    doc_put_str(context, "stage", r->stage);
    doc_put_str(context, "domainPrefix", span_sub(domain, 0, span_find(domain, '.')));
    doc_put_int(context, "requestTimeEpoch", r->now_ms);
    doc_put_cstr(context, "requestId", r->request_id);
    put_identity(context, r);
    doc_put_str(context, "domainName", domain);
    doc_put_str(context, "deploymentId", r->live->deployment_id);
    doc_put_str(context, "apiId", r->api_id);
}

/* A body that is not text travels as base64. */
static void put_body(struct doc *event, struct span body)
{
    bool is_text = span_is_utf8(body);

    if (!body.size) doc_put(event, "body", doc_null(doc_arena(event)));
    else doc_put_str(event, "body", is_text ? body : base64_text(doc_arena(event), body));
    doc_put_bool(event, "isBase64Encoded", !is_text);
}

struct doc *api_proxy_event(const struct api_request *r)
{
    struct arena *a = r->http->arena;
    struct doc *event = doc_map(a);

    doc_put_str(event, "resource", r->match->resource_path);
    doc_put_str(event, "path", http_decode(a, r->path, false));
    doc_put_str(event, "httpMethod", r->http->method);
    put_headers(event, r);
    put_query(event, r);
    doc_put(event, "pathParameters", null_if_empty(r->match->parameters));
    doc_put(event, "stageVariables", doc_count(r->live->variables) ? r->live->variables : doc_null(a));
    put_context(event, r);
    put_body(event, r->http->body);
    return event;
}

/* --- the response ------------------------------------------------------------------------------------------------- */

/* AWS: headers that a function may not set itself come back renamed, or not at all.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
static const char *header_prefix(struct span name)
{
    static const char *const dropped[] = { "Transfer-Encoding", "Content-Length", "Connection" }, *const remapped[] = {
        "Authorization", "Date",   "Server", "Host",    "WWW-Authenticate", "Max-Forwards", "TE",
        "User-Agent",    "Expect", "Via",    "Trailer", "Upgrade"
    };

    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if (span_is_nocase(name, dropped[i])) return NULL;
    for (size_t i = 0; i < sizeof remapped / sizeof *remapped; i++)
        if (span_is_nocase(name, remapped[i])) return "x-amzn-Remapped-";
    return "";
}

static struct span scalar_text(struct arena *a, const struct doc *d)
{
    return d->kind == DOC_STRING ? doc_chars(d) : json_text(a, d);
}

/* RFC 9110 §5.6.2 */
static bool is_token(struct span name)
{
    for (size_t i = 0; i < name.size; i++) {
        unsigned char c = (unsigned char)name.data[i];
        if (c <= ' ' || c >= 0x7F || strchr("\"(),/:;<=>?@[\\]{}", c)) return false;
    }
    return name.size > 0;
}

static void header_add(struct http_response *response, struct span name, const struct doc *value)
{
    const char *prefix = header_prefix(name);

    if (prefix && is_token(name) && value->kind != DOC_MAP && value->kind != DOC_LIST)
        http_response_header(response, arena_printf(response->arena, "%s%.*s", prefix, SPAN_ARG(name)), "%.*s",
                             SPAN_ARG(scalar_text(response->arena, value)));
}

/* multiValueHeaders first; a single one of the same name gives way to them. */
static void headers_add(struct http_response *response, const struct doc *result)
{
    const struct doc *single = doc_get(result, "headers"), *multi = doc_get(result, "multiValueHeaders");
    bool has_type = false;

    for (size_t i = 0; i < doc_count(multi); i++) {
        const struct doc_member *m = &multi->map.members[i];
        has_type |= span_is_nocase(m->name, "Content-Type");
        for (size_t k = 0; k < doc_count(m->value); k++) header_add(response, m->name, doc_at(m->value, k));
    }
    for (size_t i = 0; i < doc_count(single); i++) {
        const struct doc_member *m = &single->map.members[i];
        if (doc_get_span(multi, m->name)) continue;
        has_type |= span_is_nocase(m->name, "Content-Type");
        header_add(response, m->name, m->value);
    }
    if (!has_type) http_response_header(response, "Content-Type", "application/json");
}

static bool is_absent(const struct doc *d)
{
    return !d || d->kind == DOC_NULL;
}

/* Maps, if they are there; of lists, in the one of them. */
static bool headers_are_well_formed(const struct doc *result)
{
    const struct doc *single = doc_get(result, "headers"), *multi = doc_get(result, "multiValueHeaders");

    if (!(is_absent(single) || single->kind == DOC_MAP) || !(is_absent(multi) || multi->kind == DOC_MAP)) return false;
    for (size_t i = 0; i < doc_count(multi); i++) {
        const struct doc *values = multi->map.members[i].value;
        if (values->kind != DOC_LIST && values->kind != DOC_NULL) return false;
    }
    return true;
}

static bool is_binary(const struct http_response *response, const struct doc *types)
{
    struct span type = SPAN("");

    for (size_t i = 0; i < response->header_count; i++)
        if (span_is_nocase(response->headers[i].name, "Content-Type")) type = response->headers[i].value;
    type = span_trim(span_sub(type, 0, span_find(type, ';')));
    for (size_t i = 0; i < doc_count(types); i++)
        if (span_is(doc_text(doc_at(types, i)), "*/*") || span_eq(doc_text(doc_at(types, i)), type)) return true;
    return false;
}

static bool status_of(const struct doc *result, int *status)
{
    const struct doc *d = doc_get(result, "statusCode");
    int64_t value = 0;

    if (doc_is(d, DOC_INT)) value = d->integer;
    else if (!span_int(doc_text(d), &value)) return false;
    *status = (int)value;
    return value >= 200 && value <= 599; /* an informational one would not be the answer */
}

bool api_proxy_response(struct http_response *response, struct span payload, const struct doc *binary_media_types)
{
    struct doc *result = json_parse(response->arena, payload, NULL), *body = doc_get(result, "body");
    struct span bytes;

    if (!doc_is(result, DOC_MAP) || !status_of(result, &response->status)) return false;
    if (!headers_are_well_formed(result) || !(is_absent(body) || body->kind == DOC_STRING)) return false;
    headers_add(response, result);
    bytes = doc_text(body);
    if (doc_get_bool(result, "isBase64Encoded", false) && is_binary(response, binary_media_types) &&
        !base64_decode(response->arena, bytes, &bytes))
        return false;
    buf_add_span(&response->body, bytes);
    return true;
}
