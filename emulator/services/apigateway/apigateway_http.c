/* A server that is Nube itself is asked inside. */
#include "emulator/services/apigateway/apigateway_http.h"

#include "emulator/core/front.h"
#include "emulator/services/apigateway/apigateway_answer.h"
#include "emulator/services/apigateway/apigateway_backend.h"
#include "emulator/services/apigateway/apigateway_headers.h"
#include "emulator/services/apigateway/apigateway_plane_store.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_values.h"

struct target {
    const char *scheme;
    struct span host, path, query;
};

static bool url_parse(struct span url, struct target *t)
{
    static const char *const schemes[] = { "http://", "https://" };
    size_t slash, mark;

    for (size_t i = 0; i < 2; i++) {
        if (!span_starts(url, schemes[i])) continue;
        url = span_sub(url, strlen(schemes[i]), SIZE_MAX);
        mark = span_find(url, '?');
        slash = span_find(span_sub(url, 0, mark), '/');
        *t = (struct target){ schemes[i], span_sub(url, 0, slash), span_sub(url, slash, mark - slash),
                              span_sub(url, mark + 1, SIZE_MAX) };
        if (!t->path.size) t->path = SPAN("/");
        return t->host.size > 0;
    }
    return false;
}

static void put_defaults(struct api_request *r, struct http_request *q)
{
    struct span type = http_header(r->http, "Content-Type");

    api_backend_header(q, SPAN("Accept"), SPAN("application/json"));
    if (q->body.size && type.size) api_backend_header(q, SPAN("Content-Type"), type);
    api_backend_header(q, SPAN("User-Agent"), arena_format(r->arena, "AmazonAPIGateway_%.*s", SPAN_ARG(r->api_id)));
    api_backend_header(q, SPAN("X-Amzn-Trace-Id"), r->trace_id);
    api_backend_header(q, SPAN("X-Amzn-Apigateway-Api-Id"), r->api_id);
}

/* AWS: these do not arrive, mapped or not: they are of one connection. */
static void drop_hops(struct api_outgoing *o)
{
    static const char *const names[] = { "Connection", "Expect", "Proxy-Authenticate", "TE", "Via" };
    struct doc *kept = doc_map(doc_arena(o->headers));

    for (size_t i = 0, k; i < doc_count(o->headers); i++) {
        const struct doc_member *m = &o->headers->map.members[i];
        for (k = 0; k < sizeof names / sizeof *names; k++)
            if (span_is_nocase(m->name, names[k])) break;
        if (k == sizeof names / sizeof *names) doc_put_span(kept, m->name, m->value);
    }
    o->headers = kept;
}

/* AWS: a mapped Host is told, and the URI's is asked. */
static void host_map(struct http_request *q, const struct api_outgoing *o)
{
    for (size_t i = 0; i < doc_count(o->headers); i++) {
        const struct doc_member *m = &o->headers->map.members[i];
        if (span_is_nocase(m->name, "Host")) q->headers[0].value = doc_text(doc_at(m->value, 0));
    }
}

/* A private integration's server is where its URI says, but its link must be one. */
static int link_check(struct api_request *r)
{
    const struct doc *integration = r->method->integration;

    if (!span_is(doc_get_str(integration, "connectionType"), "VPC_LINK")) return 0;
    if (api_plane_store_is_linked(r->live->account, r->live->region,
                                  api_outgoing_variables(r, doc_get_str(integration, "connectionId"))))
        return 0;
    return api_refuse_configuration(r, "Invalid Vpc Link identifier specified");
}

static int exchange(struct api_request *r, struct api_outgoing *o, struct api_backend_answer *answer)
{
    struct span none = { NULL, 0 };
    struct http_request *q;
    struct target t;

    if (link_check(r)) return -1;
    if (!url_parse(api_outgoing_uri(r, o, doc_get_str(r->method->integration, "uri")), &t))
        return api_refuse_configuration(r, "Invalid endpoint address");
    drop_hops(o);
    q = api_backend_request(r, o, t.host, t.path, t.query);
    put_defaults(r, q);
    if (front_takes(q)) return api_backend_inside(r, q, NULL, none, answer);
    host_map(q, o);
    return api_backend_outside(r, q, t.scheme, t.host, answer);
}

int api_http(struct api_request *r)
{
    struct api_backend_answer answer;
    struct api_outgoing o;

    if (api_outgoing_make(r, &o) || exchange(r, &o, &answer)) return -1;
    return api_answer(r, &answer, arena_format(r->arena, "%d", answer.status));
}

/* --- as it came --------------------------------------------------------------------------------------------------- */

/* AWS: these do not go on by themselves; mapped they do. */
static bool stays(struct span name)
{
    static const char *const names[] = { "Host", "Content-Encoding", "Via", "X-Amzn-Trace-Id" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(name, names[i])) return true;
    return api_header_is_dropped(name);
}

static bool has_nocase(const struct doc *map, struct span name)
{
    for (size_t i = 0; i < doc_count(map); i++)
        if (span_eq_nocase(map->map.members[i].name, name)) return true;
    return false;
}

static struct doc *list_of(struct doc *map, struct span name)
{
    struct doc *list = doc_get_span(map, name);

    if (!list) {
        list = doc_list(doc_arena(map));
        doc_put_span(map, name, list);
    }
    return list;
}

/* The values of a name in any case. */
static struct doc *values_of(struct doc *map, struct span name)
{
    for (size_t i = 0; i < doc_count(map); i++)
        if (span_eq_nocase(map->map.members[i].name, name)) return map->map.members[i].value;
    return list_of(map, name);
}

/* What is mapped stands in place of what came of that name. */
static void headers_pass(struct api_request *r, struct api_outgoing *o)
{
    struct doc *mapped = o->headers, *all = doc_map(r->arena);

    for (size_t i = 0; i < r->http->header_count; i++) {
        struct http_header h = r->http->headers[i];
        if (!stays(h.name) && !has_nocase(mapped, h.name))
            doc_append(values_of(all, h.name), doc_string(r->arena, h.value));
    }
    for (size_t i = 0; i < doc_count(mapped); i++)
        doc_put_span(all, mapped->map.members[i].name, mapped->map.members[i].value);
    o->headers = all;
}

/* What is mapped comes behind what came. */
static void query_pass(struct api_request *r, struct api_outgoing *o)
{
    struct doc *mapped = o->query, *all = doc_copy(r->arena, api_values_query(r)->multi);

    for (size_t i = 0; i < doc_count(mapped); i++) {
        const struct doc_member *m = &mapped->map.members[i];
        for (size_t k = 0; k < doc_count(m->value); k++) doc_append(list_of(all, m->name), doc_at(m->value, k));
    }
    o->query = all;
}

/* AWS: the backend's request id is told, too, but not as the gateway's. */
static void answer_pass(struct api_request *r, const struct api_backend_answer *answer)
{
    r->response->status = answer->status;
    for (size_t i = 0; i < answer->header_count; i++) {
        struct http_header h = answer->headers[i];
        if (span_is_nocase(h.name, "Via") || span_is_nocase(h.name, "Content-Encoding")) continue;
        if (span_is_nocase(h.name, "x-amzn-requestid")) h.name = SPAN("x-amzn-Remapped-x-amzn-RequestId");
        api_header_answer(r->response, h.name, h.value);
    }
    buf_add_span(&r->response->body, answer->body);
    r->response->source = answer->source;
}

int api_http_proxy(struct api_request *r)
{
    struct api_backend_answer answer;
    struct api_outgoing o;

    if (api_outgoing_map(r, &o)) return -1;
    o.body = r->http->body;
    headers_pass(r, &o);
    query_pass(r, &o);
    if (exchange(r, &o, &answer)) return -1;
    answer_pass(r, &answer);
    return 0;
}
