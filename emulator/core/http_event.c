/* Payload format 2.0, both ways. No I/O. */
#include "emulator/core/http_event.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"

/* --- the event ---------------------------------------------------------------------------------------------------- */

static void put_joined(struct doc *map, struct span name, struct span value)
{
    struct span before = doc_text(doc_get_span(map, name));

    if (before.data) value = arena_format(doc_arena(map), "%.*s,%.*s", SPAN_ARG(before), SPAN_ARG(value));
    doc_put_span(map, name, doc_string(doc_arena(map), value));
}

static void put_cookies(struct doc *event, struct span header)
{
    struct doc *cookies = doc_get(event, "cookies") ? doc_get(event, "cookies") : doc_put_list(event, "cookies");
    struct span cookie;

    while (span_split(&header, ';', &cookie))
        if (span_trim(cookie).size) doc_append_str(cookies, span_trim(cookie));
}

/* What the gateway adds, as AWS's load balancers do. */
static void put_forwarded(struct doc *headers, const struct http_event *e)
{
    char root[25];

    put_joined(headers, SPAN("x-forwarded-for"), e->http->remote);
    doc_put_format(headers, "x-forwarded-port", "%d", e->http->port);
    doc_put_cstr(headers, "x-forwarded-proto", e->http->is_tls ? "https" : "http");
    if (doc_get(headers, "x-amzn-trace-id")) return;
    random_text(root, 24, "0123456789abcdef");
    doc_put_format(headers, "x-amzn-trace-id", "Root=1-%08x-%s", (unsigned)(e->now_ms / 1000), root);
}

static void put_headers(struct doc *event, const struct http_event *e)
{
    struct doc *headers = doc_map(doc_arena(event));

    for (size_t i = 0; i < e->http->header_count; i++) {
        const struct http_header *h = &e->http->headers[i];
        if (span_is_nocase(h->name, "Connection")) continue; /* AWS: as recorded of a function URL */
        if (span_is_nocase(h->name, "Cookie")) put_cookies(event, h->value);
        else put_joined(headers, arena_lower(doc_arena(event), h->name), h->value);
    }
    put_forwarded(headers, e);
    doc_put(event, "headers", headers);
}

static void put_query(struct doc *event, struct span query)
{
    struct doc *parameters = doc_map(doc_arena(event));
    struct span pair;

    while (span_split(&query, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        if (pair.size)
            put_joined(parameters, http_decode(doc_arena(event), span_sub(pair, 0, equals), true),
                       http_decode(doc_arena(event), span_sub(pair, equals + 1, SIZE_MAX), true));
    }
    if (doc_count(parameters)) doc_put(event, "queryStringParameters", parameters);
}

static void put_context(struct doc *event, const struct http_event *e)
{
    struct doc *context = doc_put_map(event, "requestContext"), *http;
    struct span host = http_header(e->http, "Host"), domain = span_sub(host, 0, span_find(host, ':'));
    struct span agent = http_header(e->http, "User-Agent");

    doc_put_str(context, "accountId", e->account);
    doc_put_str(context, "apiId", e->api_id);
    if (e->authorizer) doc_put(context, "authorizer", e->authorizer);
    doc_put_str(context, "domainName", domain);
    doc_put_str(context, "domainPrefix", span_sub(domain, 0, span_find(domain, '.')));
    http = doc_put_map(context, "http");
    doc_put_str(http, "method", e->http->method);
    doc_put_str(http, "path", e->path);
    doc_put_format(http, "protocol", "HTTP/%.*s", SPAN_ARG(e->http->version));
    doc_put_str(http, "sourceIp", e->http->remote);
    doc_put_str(http, "userAgent", agent.data ? agent : SPAN(""));
    doc_put_str(context, "requestId", e->request_id);
    doc_put_str(context, "routeKey", e->route_key);
    doc_put_str(context, "stage", e->stage);
    doc_put_str(context, "time", time_log(doc_arena(event), e->now_ms));
    doc_put_int(context, "timeEpoch", e->now_ms);
}

/* AWS: these are text; whatever else comes is base64, forms too. */
static bool is_text(const struct http_request *http)
{
    struct span type = http_header(http, "Content-Type"), name = span_trim(span_sub(type, 0, span_find(type, ';')));
    static const char *const texts[] = { "application/json", "application/xml", "application/javascript" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (span_is_nocase(name, texts[i])) return span_is_utf8(http->body);
    return name.size > 5 && span_is_nocase(span_sub(name, 0, 5), "text/") && span_is_utf8(http->body);
}

static void put_body(struct doc *event, const struct http_request *http)
{
    bool is_base64 = http->body.size && !is_text(http);

    if (http->body.size) doc_put_str(event, "body", is_base64 ? base64_text(doc_arena(event), http->body) : http->body);
    doc_put_bool(event, "isBase64Encoded", is_base64);
}

static void put_map(struct doc *event, const char *name, const struct doc *map)
{
    if (doc_count(map)) doc_put(event, name, doc_copy(doc_arena(event), map));
}

struct doc *http_event_make(const struct http_event *e)
{
    struct doc *event = doc_map(e->http->arena);

    doc_put_cstr(event, "version", "2.0");
    doc_put_str(event, "routeKey", e->route_key);
    doc_put_str(event, "rawPath", e->path);
    doc_put_str(event, "rawQueryString", e->http->query.data ? e->http->query : SPAN(""));
    put_headers(event, e);
    put_query(event, e->http->query);
    put_context(event, e);
    put_map(event, "pathParameters", e->path_parameters);
    put_map(event, "stageVariables", e->stage_variables);
    put_body(event, e->http);
    return event;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static bool is_scalar(const struct doc *d)
{
    return doc_is(d, DOC_STRING) || doc_is_number(d) || doc_is(d, DOC_BOOL);
}

static bool is_absent(const struct doc *d)
{
    return !d || doc_is(d, DOC_NULL);
}

static bool status_of(const struct doc *answer, int *status)
{
    const struct doc *d = doc_get(answer, "statusCode");
    int64_t value;

    if (doc_is(d, DOC_INT)) value = d->integer;
    else if (!span_int(doc_text(d), &value)) return false;
    if (value < 200 || value > 599) return false; /* an informational one would not be the answer */
    *status = (int)value;
    return true;
}

static bool headers_are_good(const struct doc *headers, const struct doc *cookies)
{
    if (!(is_absent(headers) || doc_is(headers, DOC_MAP)) || !(is_absent(cookies) || doc_is(cookies, DOC_LIST)))
        return false;
    for (size_t i = 0; i < doc_count(headers); i++)
        if (!is_scalar(headers->map.members[i].value) || !http_is_token(headers->map.members[i].name)) return false;
    for (size_t i = 0; i < doc_count(cookies); i++)
        if (!doc_is(doc_at(cookies, i), DOC_STRING)) return false;
    return true;
}

/* What the listener itself says of a body. */
static bool is_of_the_connection(struct span name)
{
    return span_is_nocase(name, "Content-Length") || span_is_nocase(name, "Transfer-Encoding") ||
           span_is_nocase(name, "Connection");
}

static void headers_add(struct http_response *response, const struct doc *headers, const struct doc *cookies,
                        const char *default_type)
{
    bool has_type = false;

    for (size_t i = 0; i < doc_count(headers); i++) {
        const struct doc_member *m = &headers->map.members[i];
        if (is_of_the_connection(m->name)) continue;
        has_type |= span_is_nocase(m->name, "Content-Type");
        http_response_header_text(response, arena_string(response->arena, m->name),
                                  doc_is(m->value, DOC_STRING) ? doc_chars(m->value)
                                                               : json_text(response->arena, m->value));
    }
    for (size_t i = 0; i < doc_count(cookies); i++)
        http_response_header_text(response, "Set-Cookie", doc_chars(doc_at(cookies, i)));
    if (!has_type) http_response_header_text(response, "Content-Type", span_of(default_type));
}

static bool answer_whole(struct http_response *response, const struct doc *answer, const char *default_type)
{
    const struct doc *headers = doc_get(answer, "headers"), *cookies = doc_get(answer, "cookies");
    const struct doc *body = doc_get(answer, "body");
    struct span bytes = doc_text(body);
    int status;

    if (!status_of(answer, &status) || !headers_are_good(headers, cookies)) return false;
    if (!is_absent(body) && !doc_is(body, DOC_STRING)) bytes = json_text(response->arena, body);
    if (doc_get_bool(answer, "isBase64Encoded", false) && !base64_decode(response->arena, bytes, &bytes)) return false;
    response->status = status;
    headers_add(response, headers, cookies, default_type);
    buf_add_span(&response->body, bytes);
    return true;
}

bool http_event_answer(struct http_response *response, struct span answer, const char *default_type)
{
    struct doc *d = json_parse(response->arena, answer, NULL);

    if (!d) return false;
    if (doc_get(d, "statusCode")) return answer_whole(response, d, default_type);
    response->status = 200;
    http_response_header(response, "Content-Type", "application/json");
    buf_add_span(&response->body, doc_is(d, DOC_STRING) ? doc_chars(d) : json_text(response->arena, d));
    return true;
}
