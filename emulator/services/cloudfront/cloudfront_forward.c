/* Headers are of four kinds: those between two neighbours, which end here; those that the edge writes itself; those
 * that go on by themselves; and the others, which go on where a policy or the behavior names them. */
#include "emulator/services/cloudfront/cloudfront_forward.h"

#include "emulator/services/cloudfront/cloudfront_generated.h"

/* --- the key ------------------------------------------------------------------------------------------------------ */

static void key_header_add(struct cloudfront_visit *v, struct buf *b, struct span name)
{
    struct span value =
        cloudfront_is_generated(name) ? cloudfront_generated(v, name) : http_header_find(&v->request, name);

    buf_add_char(b, '\n');
    buf_add_span(b, name);
    buf_add_char(b, value.data ? ':' : '-');
    buf_add_span(b, value);
}

/* AWS: Host is the viewer's there, else it is no matter: a distribution's names are all the same. */
static void key_headers_add(struct cloudfront_visit *v, struct buf *b)
{
    const struct cloudfront_choice *headers = &v->behavior->key.headers;

    for (size_t i = 0; headers->take == CLOUDFRONT_SOME && i < headers->count; i++)
        key_header_add(v, b, headers->names[i]);
}

static char method_letter(unsigned method)
{
    return method == CLOUDFRONT_HEAD ? 'H' : method == CLOUDFRONT_OPTIONS ? 'O' : 'G';
}

struct cloudfront_cache_key cloudfront_forward_key(struct cloudfront_visit *v, unsigned method)
{
    struct cloudfront_cache_key key = { .distribution = v->plan->id };
    struct buf b = { 0 };
    size_t begin, end;

    buf_add_char(&b, method_letter(method));
    buf_add_span(&b, v->plan->id);
    begin = b.size;
    buf_add_span(&b, v->request.path);
    if (v->request.query.data) {
        buf_add_char(&b, '?');
        end = b.size;
        cloudfront_query_take(&b, v->request.query, &v->behavior->key.queries, NULL);
        if (b.size == end) b.size--;
    }
    end = b.size;
    buf_add_char(&b, '\n');
    buf_add_text(&b, v->encodings);
    buf_add_char(&b, '\n');
    cloudfront_cookies_take(&b, &v->request, &v->behavior->key.cookies, NULL);
    key_headers_add(v, &b);
    key.text = arena_span(v->a, buf_span(&b));
    key.uri = span_sub(key.text, begin, end - begin);
    buf_release(&b);
    return key;
}

/* --- what goes on ------------------------------------------------------------------------------------------------- */

static bool is_listed(struct span name, const char *const *list)
{
    for (; *list; list++)
        if (span_is_nocase(name, *list)) return true;
    return false;
}

/* Between two neighbours, or written by the edge itself. */
static bool ends_here(struct span name)
{
    static const char *const names[] = { "Connection",
                                         "Keep-Alive",
                                         "Proxy-Authenticate",
                                         "Proxy-Connection",
                                         "Proxy-Authorization",
                                         "TE",
                                         "Trailer",
                                         "Upgrade",
                                         "Transfer-Encoding",
                                         "Content-Length",
                                         "Expect",
                                         "Host",
                                         "Cookie",
                                         "Accept-Encoding",
                                         "X-Forwarded-For",
                                         "Via",
                                         "X-Real-IP",
                                         "X-Forwarded-Proto",
                                         "X-Amz-Cf-Id",
                                         NULL };

    return is_listed(name, names) || span_is_nocase(span_sub(name, 0, 7), "X-Edge-") || cloudfront_is_generated(name);
}

static bool is_condition(struct span name)
{
    static const char *const names[] = {
        "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range", NULL
    };

    return is_listed(name, names);
}

static bool goes_by_itself(const struct cloudfront_visit *v, struct span name)
{
    static const char *const always[] = { "Cache-Control",    "Content-MD5", "Content-Type",
                                          "Content-Encoding", "Date",        "From",
                                          "Max-Forwards",     "Pragma",      "Request-Range",
                                          "Warning",          NULL };
    static const char *const never[] = { "Accept",  "Accept-Charset", "Accept-Language", "Origin",
                                         "Referer", "User-Agent",     "Authorization",   NULL };
    bool reads = v->method & (CLOUDFRONT_GET | CLOUDFRONT_HEAD) || (v->method == CLOUDFRONT_OPTIONS && v->is_cached);

    if (span_is_nocase(name, "Authorization")) return !reads;
    return is_listed(name, always) || (v->behavior->is_legacy && !is_listed(name, never));
}

static void add(struct http_request *out, struct span name, struct span value)
{
    if (out->header_count < HTTP_HEADERS_MAX) out->headers[out->header_count++] = (struct http_header){ name, value };
}

static bool is_custom(const struct cloudfront_origin *o, struct span name)
{
    for (size_t i = 0; i < o->header_count; i++)
        if (span_eq_nocase(o->headers[i].name, name)) return true;
    return false;
}

static bool goes_on(const struct cloudfront_visit *v, const struct cloudfront_origin *o,
                    const struct cloudfront_conditions *conditions, struct span name)
{
    if (ends_here(name) || is_custom(o, name)) return false;
    if (is_condition(name)) return conditions->sends_viewers;
    return goes_by_itself(v, name) || cloudfront_takes_header(&v->behavior->key.headers, name) ||
           cloudfront_takes_header(&v->behavior->more.headers, name);
}

static void viewers_add(struct cloudfront_visit *v, const struct cloudfront_origin *o,
                        const struct cloudfront_conditions *conditions, struct http_request *out)
{
    for (size_t i = 0; i < v->request.header_count; i++)
        if (goes_on(v, o, conditions, v->request.headers[i].name))
            add(out, v->request.headers[i].name, v->request.headers[i].value);
}

/* --- what the edge writes ----------------------------------------------------------------------------------------- */

/* AWS: an S3 origin is asked by its own name in any case. */
static struct span host_of(struct cloudfront_visit *v, const struct cloudfront_origin *o)
{
    bool is_viewers = cloudfront_takes_header(&v->behavior->key.headers, SPAN("Host")) ||
                      cloudfront_takes_header(&v->behavior->more.headers, SPAN("Host"));

    return is_viewers && !o->is_s3 ? http_header(&v->request, "Host") : o->domain;
}

static void cookies_add(struct cloudfront_visit *v, struct http_request *out)
{
    struct buf b = { 0 };

    cloudfront_cookies_take(&b, &v->request, &v->behavior->key.cookies, &v->behavior->more.cookies);
    if (b.size) add(out, SPAN("Cookie"), arena_span(v->a, buf_span(&b)));
    buf_release(&b);
}

static void encodings_add(struct cloudfront_visit *v, struct http_request *out)
{
    struct span viewers = http_header(&v->request, "Accept-Encoding");

    if (v->behavior->gzip || v->behavior->brotli) {
        if (*v->encodings) add(out, SPAN("Accept-Encoding"), span_of(v->encodings));
        else if (viewers.data) add(out, SPAN("Accept-Encoding"), SPAN("identity"));
    } else if (viewers.data && (cloudfront_takes_header(&v->behavior->more.headers, SPAN("Accept-Encoding")) ||
                                cloudfront_takes_header(&v->behavior->key.headers, SPAN("Accept-Encoding")))) {
        add(out, SPAN("Accept-Encoding"), viewers);
    }
}

static struct span appended(struct arena *a, struct span before, const char *between, struct span value)
{
    return before.size ? arena_format(a, "%.*s%s%.*s", SPAN_ARG(before), between, SPAN_ARG(value)) : value;
}

static void generated_add(struct cloudfront_visit *v, struct http_request *out)
{
    for (size_t i = 0; i < v->behavior->generated_count; i++) {
        struct span value = cloudfront_generated(v, v->behavior->generated[i]);
        if (value.data) add(out, v->behavior->generated[i], value);
    }
}

static bool has_header(const struct http_request *r, const char *name)
{
    return http_header(r, name).data != NULL;
}

static void own_add(struct cloudfront_visit *v, const struct cloudfront_origin *o, struct http_request *out)
{
    struct span via = arena_format(v->a, "%.*s %s (CloudFront)", SPAN_ARG(v->request.version), cloudfront_edge_name());

    if (!has_header(out, "User-Agent") && !is_custom(o, SPAN("User-Agent")))
        add(out, SPAN("User-Agent"), SPAN("Amazon CloudFront"));
    add(out, SPAN("X-Amz-Cf-Id"), v->id);
    add(out, SPAN("Via"), appended(v->a, http_header(&v->request, "Via"), ", ", via));
    add(out, SPAN("X-Forwarded-For"),
        appended(v->a, http_header(&v->request, "X-Forwarded-For"), ", ", v->request.remote));
    for (size_t i = 0; i < o->header_count; i++) add(out, o->headers[i].name, o->headers[i].value);
}

static void conditions_add(const struct cloudfront_conditions *conditions, struct http_request *out)
{
    if (conditions->etag.size) add(out, SPAN("If-None-Match"), conditions->etag);
    if (conditions->changed.size) add(out, SPAN("If-Modified-Since"), conditions->changed);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static struct span query_of(struct cloudfront_visit *v)
{
    struct span query = { NULL, 0 };
    struct buf b = { 0 };

    if (!v->request.query.data) return query;
    cloudfront_query_take(&b, v->request.query, &v->behavior->key.queries, &v->behavior->more.queries);
    if (b.size) query = arena_span(v->a, buf_span(&b));
    buf_release(&b);
    return query;
}

void cloudfront_forward(struct cloudfront_visit *v, const struct cloudfront_origin *o,
                        const struct cloudfront_conditions *conditions, struct http_request *out)
{
    *out = (struct http_request){ .method = v->request.method,
                                  .path = arena_format(v->a, "%.*s%.*s", SPAN_ARG(o->path), SPAN_ARG(v->request.path)),
                                  .query = query_of(v),
                                  .version = SPAN("1.1"),
                                  .body = v->request.body,
                                  .stream = v->request.stream,
                                  .remote = v->request.remote,
                                  .port = v->request.port,
                                  .arena = v->a };
    add(out, SPAN("Host"), host_of(v, o));
    viewers_add(v, o, conditions, out);
    conditions_add(conditions, out);
    cookies_add(v, out);
    encodings_add(v, out);
    generated_add(v, out);
    own_add(v, o, out);
}
