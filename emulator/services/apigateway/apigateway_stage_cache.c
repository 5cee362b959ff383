/* An answer is kept as a line of JSON (status and headers), and its body behind it. */
#include "emulator/services/apigateway/apigateway_stage_cache.h"

#include "emulator/base/json.h"
#include "emulator/core/door.h"
#include "emulator/core/memo.h"
#include "emulator/services/apigateway/apigateway_parameters.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

#define KIB (size_t)1024

/* AWS: an answer of more than a mebibyte is not cached. */
static struct memo answers = MEMO(KIB * KIB, 32 * KIB * KIB);

void api_stage_cache_reset(void)
{
    memo_reset(&answers);
}

static bool is_cached(const struct api_request *r)
{
    return doc_get_bool(r->live->stage, "cacheClusterEnabled", false) && r->method->settings.caches &&
           (span_is(r->http->method, "GET") || r->method->settings.is_own) && r->method->settings.cache_seconds > 0;
}

/* "method.request.path.id" and "integration.request.querystring.q" are keys by what they are taken from. */
static bool key_value(struct api_request *r, struct span parameter, struct span *value)
{
    const struct doc *mapped = doc_get(r->method->integration, "requestParameters");

    if (span_starts(parameter, "integration.request.")) parameter = doc_text(doc_get_span(mapped, parameter));
    return api_parameter_value(r, parameter, value);
}

static struct span name_of(struct api_request *r)
{
    const struct doc *keys = doc_get(r->method->integration, "cacheKeyParameters");
    struct span name = arena_format(r->arena, "%.*s/%.*s/%lld/%.*s/%.*s %.*s", SPAN_ARG(r->api_id), SPAN_ARG(r->stage),
                                    (long long)r->live->cache_flushed_ms,
                                    SPAN_ARG(doc_get_str(r->method->integration, "cacheNamespace")),
                                    SPAN_ARG(r->http->method), SPAN_ARG(r->method->resource_path)),
                value;

    for (size_t i = 0; i < doc_count(keys); i++)
        name = arena_format(r->arena, "%.*s\n%.*s", SPAN_ARG(name),
                            SPAN_ARG(key_value(r, doc_text(doc_at(keys, i)), &value) ? value : SPAN("")));
    return name;
}

/* --- asking anew -------------------------------------------------------------------------------------------------- */

static bool wants_fresh(const struct api_request *r)
{
    struct span rest = http_header(r->http, "Cache-Control"), one;

    while (span_split(&rest, ',', &one))
        if (span_is_nocase(span_trim(one), "max-age=0")) return true;
    return false;
}

/* AWS: execute-api:InvalidateCache on the method, of who signed. */
static bool may_invalidate(struct api_request *r)
{
    struct call *c = r->call;
    bool may = !r->method->settings.guards_cache;

    if (may || c->who.kind == IDENTITY_ANONYMOUS || c->misigned.kind) return may;
    may = door_may(c, "execute-api:InvalidateCache", r->method_arn) == 0;
    c->fault = (struct fault_raised){ 0 };
    return may;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void answer(struct api_request *r, struct span kept)
{
    size_t line = span_find(kept, '\n');
    const struct doc *head = json_parse(r->arena, span_sub(kept, 0, line), NULL), *headers = doc_get(head, "headers");

    r->response->status = (int)doc_get_int(head, "status", 200);
    for (size_t i = 0; i < doc_count(headers); i++)
        http_response_header_text(r->response, arena_string(r->arena, doc_text(doc_at(doc_at(headers, i), 0))),
                                  doc_text(doc_at(doc_at(headers, i), 1)));
    buf_add_span(&r->response->body, span_sub(kept, line + 1, SIZE_MAX));
}

int api_stage_cache_find(struct api_request *r, bool *found)
{
    struct span kept;
    bool is_fresh;

    *found = false;
    if (!is_cached(r)) return 0;
    r->cache_name = name_of(r);
    is_fresh = wants_fresh(r);
    if (is_fresh && may_invalidate(r)) return 0;
    if (is_fresh && r->method->settings.unguarded == API_GUARD_FAIL)
        return api_refuse_words(r, API_ACCESS_DENIED, "Unauthorized cache invalidation");
    kept = memo_find(&answers, r->arena, r->cache_name, r->now_ms);
    api_metrics_add(&r->live->metrics, kept.data ? API_METRIC_CACHE_HIT : API_METRIC_CACHE_MISS, 1);
    if (!kept.data) return 0;
    answer(r, kept);
    if (is_fresh && r->method->settings.unguarded == API_GUARD_WARN)
        http_response_header(r->response, "Warning", "199 API Gateway \"Cache invalidation is not authorized\"");
    return *found = true, 0;
}

void api_stage_cache_keep(struct api_request *r)
{
    struct doc *head, *headers;
    struct buf out = { 0 };

    if (!r->cache_name.size || r->refusal || r->response->status != 200 || r->response->source) return;
    head = doc_map(r->arena);
    headers = doc_put_list(head, "headers");
    doc_put_int(head, "status", r->response->status);
    for (size_t i = 0; i < r->response->header_count; i++) {
        struct doc *one = doc_list(r->arena);
        doc_append_str(one, r->response->headers[i].name);
        doc_append_str(one, r->response->headers[i].value);
        doc_append(headers, one);
    }
    json_write(&out, head);
    buf_add_char(&out, '\n');
    buf_add_span(&out, buf_span(&r->response->body));
    memo_put(&answers, r->cache_name, buf_span(&out), r->now_ms + r->method->settings.cache_seconds * 1000);
    buf_release(&out);
}
