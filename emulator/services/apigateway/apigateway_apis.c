/* Handlers of APIs. */
#include "emulator/services/apigateway/apigateway_apis.h"

#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/services/apigateway/apigateway_faults.h"

#define PAGE_DEFAULT 25
#define PAGE_MAX     500

struct span api_id(const struct call *c)
{
    return doc_get_str(c->in, "restApiId");
}

int api_require(struct call *c, struct doc **api)
{
    *api = api_store_get(c, "restapi", SPAN(""), api_id(c));
    if (*api) return 0;
    return fault(c, &apigateway_not_found, "Invalid API identifier specified %s:%.*s", c->who.account,
                 SPAN_ARG(api_id(c)));
}

static void rest_describe(struct call *c, struct doc *rest)
{
    static const char *const kept[] = {
        "name", "description", "version", "binaryMediaTypes", "minimumCompressionSize", "policy", "tags"
    };
    struct span key_source = doc_get_str(c->in, "apiKeySource");
    struct doc *endpoint = doc_get(c->in, "endpointConfiguration");

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (doc_get(c->in, kept[i])) doc_put(rest, kept[i], doc_get(c->in, kept[i]));
    doc_put_str(rest, "apiKeySource", key_source.data ? key_source : SPAN("HEADER"));
    if (endpoint) doc_put(rest, "endpointConfiguration", endpoint);
    else doc_append_str(doc_put_list(doc_put_map(rest, "endpointConfiguration"), "types"), SPAN("EDGE"));
    doc_put_bool(rest, "disableExecuteApiEndpoint", doc_get_bool(c->in, "disableExecuteApiEndpoint", false));
}

int api_create_rest_api(struct call *c)
{
    char *id = arena_alloc(&c->arena, 11), *root_id = arena_alloc(&c->arena, 11);
    struct doc *root = doc_map(&c->arena);

    if (!doc_get_str(c->in, "name").size) return fault(c, &apigateway_bad_request, "Name cannot be empty");
    if (doc_get(c->in, "cloneFrom")) return fault(c, &fault_not_implemented, "Cloning an API is not emulated by Nube");
    random_text(id, 10, ALPHABET_LOWER);
    random_text(root_id, 10, ALPHABET_LOWER);
    doc_put_cstr(c->out, "id", id);
    doc_put_int(c->out, "createdDate", c->now_ms);
    rest_describe(c, c->out);
    doc_put_cstr(c->out, "rootResourceId", root_id);
    doc_put_cstr(root, "id", root_id);
    doc_put_cstr(root, "path", "/");
    api_store_put(c, "restapi", SPAN(""), span_of(id), c->out);
    api_store_put(c, "resource", span_of(id), span_of(root_id), root);
    return 0;
}

struct doc *api_resource_tags(struct call *c, struct span arn)
{
    struct span rest, piece, id = { NULL, 0 };
    struct arn parts;

    if (!arn_parse(arn, &parts)) return NULL;
    rest = parts.resource;
    span_split(&rest, '/', &piece); /* "/restapis/ID/…" */
    if (!span_split(&rest, '/', &piece) || !span_is(piece, "restapis") || !span_split(&rest, '/', &id)) return NULL;
    return doc_get(api_store_get(c, "restapi", SPAN(""), id), "tags");
}

int api_get_rest_api(struct call *c)
{
    return api_require(c, &c->out);
}

int api_get_rest_apis(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "limit", PAGE_DEFAULT);
    struct doc *items = doc_put_list(c->out, "items"), *apis;

    if (limit < 1 || limit > PAGE_MAX) return fault(c, &apigateway_bad_request, "Limit must be between 1 and 500");
    apis = api_store_list(c, "restapi", SPAN(""), doc_get_str(c->in, "position"), limit + 1);
    for (size_t i = 0; i < doc_count(apis) && i < (size_t)limit; i++) doc_append(items, doc_at(apis, i));
    if (doc_count(apis) > (size_t)limit)
        doc_put_str(c->out, "position", doc_get_str(doc_at(items, (size_t)limit - 1), "id"));
    return 0;
}

int api_delete_rest_api(struct call *c)
{
    static const char *const parts[] = { "resource", "deployment", "stage" };
    struct doc *api;

    if (api_require(c, &api)) return -1;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) api_store_delete_of(c, parts[i], api_id(c));
    api_store_snapshot_delete_of(c, api_id(c));
    api_store_delete(c, "restapi", SPAN(""), api_id(c));
    return 0;
}
