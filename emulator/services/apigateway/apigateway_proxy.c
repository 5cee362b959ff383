/* The Lambda proxy integration's two formats. */
#include "emulator/services/apigateway/apigateway_proxy.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_binary.h"
#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_headers.h"
#include "emulator/services/apigateway/apigateway_values.h"

/* --- the event ---------------------------------------------------------------------------------------------------- */

static struct doc *null_if_empty(struct doc *d)
{
    return doc_count(d) ? d : doc_null(doc_arena(d));
}

static void put_values(struct doc *event, struct api_request *r)
{
    const struct api_values *headers = api_values_headers(r), *query = api_values_query(r);

    doc_put(event, "headers", headers->single);
    doc_put(event, "multiValueHeaders", headers->multi);
    doc_put(event, "queryStringParameters", null_if_empty(query->single));
    doc_put(event, "multiValueQueryStringParameters", null_if_empty(query->multi));
}

/* What the API takes for bytes travels as base64; what is no text otherwise has U+FFFD in it. */
static void put_body(struct doc *event, const struct api_request *r)
{
    struct span body = r->http->body;
    bool is_binary = body.size && api_binary_came(r);

    if (!body.size) doc_put(event, "body", doc_null(doc_arena(event)));
    else doc_put_str(event, "body", is_binary ? base64_text(doc_arena(event), body) : body);
    doc_put_bool(event, "isBase64Encoded", is_binary);
}

struct doc *api_proxy_event(struct api_request *r)
{
    struct arena *a = r->arena;
    struct doc *event = doc_map(a);

    doc_put_str(event, "resource", r->method->resource_path);
    doc_put_str(event, "path", r->is_of_domain ? r->full_path : r->path); /* AWS: with the base path */
    doc_put_str(event, "httpMethod", r->http->method);
    put_values(event, r);
    doc_put(event, "pathParameters", null_if_empty(r->path_parameters));
    doc_put(event, "stageVariables", doc_count(r->live->variables) ? doc_shallow(a, r->live->variables) : doc_null(a));
    doc_put(event, "requestContext", api_context_event(r));
    put_body(event, r);
    return event;
}

/* --- the response ------------------------------------------------------------------------------------------------- */

static void header_add(struct http_response *response, struct span name, const struct doc *value)
{
    if (value->kind == DOC_MAP || value->kind == DOC_LIST || value->kind == DOC_NULL) return;
    api_header_answer(response, name, value->kind == DOC_STRING ? doc_chars(value) : json_text(response->arena, value));
}

static bool has_nocase(const struct doc *map, struct span name)
{
    for (size_t i = 0; i < doc_count(map); i++)
        if (span_eq_nocase(map->map.members[i].name, name)) return true;
    return false;
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
        if (has_nocase(multi, m->name)) continue;
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

/* AWS: nothing is needed of these, and nothing else may be there. */
static bool members_are_known(const struct doc *result)
{
    static const char *const names[] = { "statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded" };

    for (size_t i = 0, k; i < doc_count(result); i++) {
        for (k = 0; k < sizeof names / sizeof *names; k++)
            if (span_is(result->map.members[i].name, names[k])) break;
        if (k == sizeof names / sizeof *names) return false;
    }
    return true;
}

static bool status_of(const struct doc *result, int *status)
{
    const struct doc *d = doc_get(result, "statusCode");
    int64_t value = 200;

    if (doc_is(d, DOC_INT)) value = d->integer;
    else if (d && !span_int(doc_text(d), &value)) return false;
    *status = (int)value;
    return value >= 200 && value <= 599; /* an informational one would not be the answer */
}

static bool is_result(const struct doc *result)
{
    const struct doc *body = doc_get(result, "body"), *base64 = doc_get(result, "isBase64Encoded");

    return doc_is(result, DOC_MAP) && doc_count(result) && members_are_known(result) &&
           headers_are_well_formed(result) && (is_absent(body) || body->kind == DOC_STRING) &&
           (is_absent(base64) || base64->kind == DOC_BOOL);
}

enum api_proxy_outcome api_proxy_response(struct http_response *response, struct span payload, bool wants_bytes)
{
    struct doc *result = json_parse(response->arena, payload, NULL);
    struct span bytes = doc_text(doc_get(result, "body"));

    if (!is_result(result) || !status_of(result, &response->status)) return API_PROXY_MALFORMED;
    if (wants_bytes && doc_get_bool(result, "isBase64Encoded", false) && !base64_decode(response->arena, bytes, &bytes))
        return API_PROXY_NO_BASE64;
    headers_add(response, result);
    buf_add_span(&response->body, bytes);
    return API_PROXY_GOOD;
}

/* --- streamed ----------------------------------------------------------------------------------------------------- */

static void cookies_add(struct http_response *response, const struct doc *cookies)
{
    for (size_t i = 0; i < doc_count(cookies); i++)
        api_header_answer(response, SPAN("Set-Cookie"), doc_text(doc_at(cookies, i)));
}

enum api_proxy_outcome api_proxy_streamed(struct http_response *response, struct span head)
{
    struct doc *result = json_parse(response->arena, head, NULL);

    if (!doc_is(result, DOC_MAP) || !headers_are_well_formed(result) || !status_of(result, &response->status))
        return API_PROXY_MALFORMED;
    headers_add(response, result);
    cookies_add(response, doc_get(result, "cookies"));
    return API_PROXY_GOOD;
}
