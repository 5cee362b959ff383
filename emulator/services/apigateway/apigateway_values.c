/* Two maps each: the last value of a name, and all of them. */
#include "emulator/services/apigateway/apigateway_values.h"

#include "emulator/services/apigateway/apigateway_headers.h"

static struct api_values *values_new(struct arena *a)
{
    struct api_values *v = ARENA_NEW(a, struct api_values);

    *v = (struct api_values){ doc_map(a), doc_map(a) };
    return v;
}

static void add(struct api_values *v, struct span name, struct span value)
{
    struct arena *a = doc_arena(v->single);
    struct doc *values = doc_get_span(v->multi, name);

    if (!values) {
        values = doc_list(a);
        doc_put_span(v->multi, name, values);
    }
    doc_append(values, doc_string(a, value));
    doc_put_span(v->single, name, doc_string(a, value));
}

const struct api_values *api_values_query(struct api_request *r)
{
    struct span rest = r->http->query, pair;

    if (r->query) return r->query;
    r->query = values_new(r->arena);
    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        if (!pair.size) continue;
        add(r->query, http_decode(r->arena, span_sub(pair, 0, equals), true),
            http_decode(r->arena, span_sub(pair, equals + 1, SIZE_MAX), true));
    }
    return r->query;
}

/* Nube tells these itself, whatever came. */
static bool is_told(struct span name)
{
    return span_is_nocase(name, "X-Forwarded-For") || span_is_nocase(name, "X-Forwarded-Port") ||
           span_is_nocase(name, "X-Forwarded-Proto") || span_is_nocase(name, "X-Amzn-Trace-Id");
}

static struct span forwarded_for(const struct api_request *r)
{
    struct span given = http_header(r->http, "X-Forwarded-For");

    if (!given.size) return r->http->remote;
    return arena_format(r->arena, "%.*s, %.*s", SPAN_ARG(given), SPAN_ARG(r->http->remote));
}

const struct api_values *api_values_headers(struct api_request *r)
{
    if (r->headers) return r->headers;
    r->headers = values_new(r->arena);
    for (size_t i = 0; i < r->http->header_count; i++) {
        struct http_header h = r->http->headers[i];
        if (!api_header_is_dropped(h.name) && !is_told(h.name)) add(r->headers, api_header_seen(h.name), h.value);
    }
    add(r->headers, SPAN("X-Amzn-Trace-Id"), r->trace_id);
    add(r->headers, SPAN("X-Forwarded-For"), forwarded_for(r));
    add(r->headers, SPAN("X-Forwarded-Port"), arena_format(r->arena, "%d", r->http->port));
    add(r->headers, SPAN("X-Forwarded-Proto"), r->http->is_tls ? SPAN("https") : SPAN("http"));
    return r->headers;
}

const struct doc *api_values_header(struct api_request *r, struct span name)
{
    const struct doc *multi = api_values_headers(r)->multi;

    for (size_t i = 0; i < doc_count(multi); i++)
        if (span_eq_nocase(multi->map.members[i].name, name)) return multi->map.members[i].value;
    return NULL;
}
