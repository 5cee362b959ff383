/* Names are in lower case. What comes several times has its first value, and all of them beside it:
 * {"value": "a", "multiValue": [{"value": "a"}, {"value": "b"}]}. */
#include "emulator/services/cloudfront/cloudfront_events.h"

#include "emulator/base/digest.h"

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Gives the value's own map, so that more can be put into it. */
static struct doc *value_add(struct doc *map, struct span name, struct span value)
{
    struct doc *first = doc_get_span(map, name), *all, *one;

    if (!first) {
        first = doc_map(doc_arena(map));
        doc_put_span(map, name, first);
        doc_put_str(first, "value", value.data ? value : SPAN(""));
        return first;
    }
    all = doc_get(first, "multiValue");
    if (!all) {
        all = doc_put_list(first, "multiValue");
        doc_put_str(doc_append_map(all), "value", doc_get_str(first, "value"));
    }
    one = doc_append_map(all);
    doc_put_str(one, "value", value.data ? value : SPAN(""));
    return one;
}

static void query_write(struct doc *map, struct span query)
{
    struct span pair;

    while (span_split(&query, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        if (pair.size) value_add(map, span_sub(pair, 0, equals), span_sub(pair, equals + 1, SIZE_MAX));
    }
}

static void cookies_write(struct doc *map, struct span header)
{
    struct span cookie;

    while (span_split(&header, ';', &cookie)) {
        size_t equals;
        cookie = span_trim(cookie);
        equals = span_find(cookie, '=');
        if (cookie.size) value_add(map, span_sub(cookie, 0, equals), span_sub(cookie, equals + 1, SIZE_MAX));
    }
}

/* "a=b; Path=/; Secure": a value, and attributes behind it. */
static void set_cookie_write(struct doc *map, struct span header)
{
    size_t semicolon = span_find(header, ';'), equals = span_find(header, '=');
    struct span attributes = span_trim(span_sub(header, semicolon + 1, SIZE_MAX));
    struct doc *cookie;

    if (equals > semicolon) return;
    cookie =
        value_add(map, span_trim(span_sub(header, 0, equals)), span_sub(header, equals + 1, semicolon - equals - 1));
    if (attributes.size) doc_put_str(cookie, "attributes", attributes);
}

static void request_write(struct arena *a, struct doc *d, const struct http_request *r)
{
    struct doc *headers, *cookies;

    doc_put_str(d, "method", r->method);
    doc_put_str(d, "uri", r->path);
    query_write(doc_put_map(d, "querystring"), r->query);
    headers = doc_put_map(d, "headers");
    cookies = doc_put_map(d, "cookies");
    for (size_t i = 0; i < r->header_count; i++) {
        if (span_is_nocase(r->headers[i].name, "Cookie")) cookies_write(cookies, r->headers[i].value);
        else value_add(headers, arena_lower(a, r->headers[i].name), r->headers[i].value);
    }
}

static void response_write(struct arena *a, struct doc *d, const struct http_response *r)
{
    struct doc *headers, *cookies;

    doc_put_int(d, "statusCode", r->status);
    doc_put_cstr(d, "statusDescription", http_reason(r->status));
    headers = doc_put_map(d, "headers");
    cookies = doc_put_map(d, "cookies");
    for (size_t i = 0; i < r->header_count; i++) {
        if (span_is_nocase(r->headers[i].name, "Set-Cookie")) set_cookie_write(cookies, r->headers[i].value);
        else value_add(headers, arena_lower(a, r->headers[i].name), r->headers[i].value);
    }
}

struct doc *cloudfront_event_write(struct arena *a, const struct cloudfront_event *e)
{
    struct doc *d = doc_map(a), *context;

    doc_put_cstr(d, "version", "1.0");
    context = doc_put_map(d, "context");
    doc_put_str(context, "distributionDomainName", e->domain);
    doc_put_str(context, "distributionId", e->distribution);
    doc_put_cstr(context, "eventType", e->response ? "viewer-response" : "viewer-request");
    doc_put_str(context, "requestId", e->request_id);
    doc_put_str(doc_put_map(d, "viewer"), "ip", e->request->remote);
    request_write(a, doc_put_map(d, "request"), e->request);
    if (e->response) response_write(a, doc_put_map(d, "response"), e->response);
    return d;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool is_listed(struct span name, const char *const *list)
{
    for (; *list; list++)
        if (span_is_nocase(name, *list)) return true;
    return false;
}

static bool has_prefix(struct span name, const char *prefix)
{
    return span_is_nocase(span_sub(name, 0, strlen(prefix)), prefix);
}

/* AWS: "Restrictions on edge functions", headers that are not there for functions. */
static bool is_disallowed(struct span name)
{
    static const char *const names[] = { "Connection",
                                         "Expect",
                                         "Keep-Alive",
                                         "Proxy-Authenticate",
                                         "Proxy-Authorization",
                                         "Proxy-Connection",
                                         "Trailer",
                                         "Upgrade",
                                         "X-Accel-Buffering",
                                         "X-Accel-Charset",
                                         "X-Accel-Limit-Rate",
                                         "X-Accel-Redirect",
                                         "X-Cache",
                                         "X-Forwarded-Proto",
                                         "X-Real-IP",
                                         NULL };

    return is_listed(name, names) || has_prefix(name, "X-Amz-Cf-") || has_prefix(name, "X-Amzn-") ||
           has_prefix(name, "X-Edge-");
}

/* Those stay as they are, whatever the function says of them. */
static bool is_read_only(struct span name)
{
    static const char *const names[] = { "Content-Length", "Host", "Transfer-Encoding", "Via", NULL };

    return is_listed(name, names);
}

static bool is_name(struct span name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] <= ' ' || name.data[i] >= 0x7f || name.data[i] == ':') return false;
    return name.size > 0;
}

static bool is_value(struct span value)
{
    for (size_t i = 0; i < value.size; i++)
        if (value.data[i] == '\r' || value.data[i] == '\n' || !value.data[i]) return false;
    return true;
}

/* Calls `add` for each value of each member: of several, for all of them. False: one is not of the form, or refused. */
static bool values_read(const struct doc *map, bool (*add)(void *arg, struct span name, const struct doc *value),
                        void *arg)
{
    if (map && !doc_is(map, DOC_MAP)) return false;
    for (size_t i = 0; i < doc_count(map); i++) {
        const struct doc_member *m = &map->map.members[i];
        const struct doc *all = doc_get(m->value, "multiValue");
        if (!doc_is(m->value, DOC_MAP)) return false;
        if (!doc_count(all) && !add(arg, m->name, m->value)) return false;
        for (size_t n = 0; n < doc_count(all); n++)
            if (!add(arg, m->name, doc_at(all, n))) return false;
    }
    return true;
}

static bool query_add(void *arg, struct span name, const struct doc *value)
{
    struct buf *b = arg;
    struct span text = doc_get_str(value, "value");

    if (b->size) buf_add_char(b, '&');
    buf_add_span(b, name);
    if (text.size) buf_add_char(b, '=');
    buf_add_span(b, text);
    return is_value(name) && is_value(text);
}

static bool cookie_add(void *arg, struct span name, const struct doc *value)
{
    struct buf *b = arg;

    if (b->size) buf_add_text(b, "; ");
    buf_add_span(b, name);
    buf_add_char(b, '=');
    buf_add_span(b, doc_get_str(value, "value"));
    return is_name(name) && is_value(doc_get_str(value, "value"));
}

static bool header_add(void *arg, struct span name, const struct doc *value)
{
    struct http_request *r = arg;
    struct span text = doc_get_str(value, "value");

    if (is_read_only(name)) return true;
    if (!is_name(name) || !is_value(text) || r->header_count == HTTP_HEADERS_MAX) return false;
    r->headers[r->header_count++] = (struct http_header){ name, text.data ? text : SPAN("") };
    return true;
}

static const struct http_header *header_find(const struct http_request *r, struct span name)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (span_eq_nocase(r->headers[i].name, name)) return &r->headers[i];
    return NULL;
}

/* One that was there may be told of; one that was not may not be added. */
static bool adds_disallowed(const struct doc *headers, const struct http_request *was)
{
    for (size_t i = 0; i < doc_count(headers); i++) {
        struct span name = headers->map.members[i].name;
        if (is_disallowed(name) && !(was && header_find(was, name))) return true;
    }
    return false;
}

static struct span text_take(struct arena *a, struct buf *b)
{
    struct span text = b->size ? arena_span(a, buf_span(b)) : (struct span){ NULL, 0 };

    buf_release(b);
    return text;
}

bool cloudfront_event_request(struct arena *a, const struct doc *value, struct http_request *request)
{
    struct span uri = doc_get_str(value, "uri");
    struct http_request made = *request;
    struct buf query = { 0 }, cookies = { 0 };
    struct span cookie;
    bool is_good;

    if (!doc_is(value, DOC_MAP) || !span_starts(uri, "/") || !is_value(uri)) return false;
    if (adds_disallowed(doc_get(value, "headers"), request)) return false;
    made.path = http_encode(a, uri, "!$&'()*+,;=:@/%");
    made.header_count = 0;
    for (size_t i = 0; i < request->header_count; i++)
        if (is_read_only(request->headers[i].name)) made.headers[made.header_count++] = request->headers[i];
    is_good = values_read(doc_get(value, "headers"), header_add, &made) &&
              values_read(doc_get(value, "querystring"), query_add, &query) &&
              values_read(doc_get(value, "cookies"), cookie_add, &cookies);
    made.query = text_take(a, &query);
    cookie = text_take(a, &cookies);
    if (!is_good || (cookie.data && made.header_count == HTTP_HEADERS_MAX)) return false;
    if (cookie.data) made.headers[made.header_count++] = (struct http_header){ SPAN("Cookie"), cookie };
    *request = made;
    return true;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static bool answer_header_add(void *arg, struct span name, const struct doc *value)
{
    struct http_response *r = arg;
    struct span text = doc_get_str(value, "value");

    if (span_is_nocase(name, "Content-Length") || span_is_nocase(name, "Transfer-Encoding") ||
        span_is_nocase(name, "Via"))
        return true;
    if (!is_name(name) || !is_value(text)) return false;
    http_response_header_text(r, arena_string(r->arena, name), text.data ? text : SPAN(""));
    return true;
}

static bool set_cookie_add(void *arg, struct span name, const struct doc *value)
{
    struct http_response *r = arg;
    struct span text = doc_get_str(value, "value"), attributes = doc_get_str(value, "attributes");

    if (!is_name(name) || !is_value(text) || !is_value(attributes)) return false;
    http_response_header(r, "Set-Cookie", "%.*s=%.*s%s%.*s", SPAN_ARG(name), SPAN_ARG(text),
                         attributes.size ? "; " : "", SPAN_ARG(attributes));
    return true;
}

/* A text, or {"encoding": "base64", "data": …}. */
static bool body_set(const struct doc *body, struct http_response *response)
{
    struct span text = doc_is(body, DOC_STRING) ? doc_text(body) : doc_get_str(body, "data");

    if (!body) return true;
    if (span_is(doc_get_str(body, "encoding"), "base64") && !base64_decode(response->arena, text, &text)) return false;
    source_close(response->source);
    response->source = NULL;
    buf_clear(&response->body);
    buf_add_span(&response->body, text);
    return true;
}

bool cloudfront_event_response(const struct doc *value, struct http_response *response)
{
    int64_t status = doc_get_int(value, "statusCode", 0);

    if (!doc_is(value, DOC_MAP) || status < 200 || status > 599) return false;
    if (adds_disallowed(doc_get(value, "headers"), NULL)) return false;
    response->status = (int)status;
    response->header_count = 0;
    return values_read(doc_get(value, "headers"), answer_header_add, response) &&
           values_read(doc_get(value, "cookies"), set_cookie_add, response) &&
           body_set(doc_get(value, "body"), response) && !response->has_lost_headers;
}
