/* Handlers of APIs. */
#include "emulator/services/apigateway/apigateway_apis.h"

#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/services/apigateway/apigateway_faults.h"

#define PAGE_DEFAULT 25
#define PAGE_MAX     500

int api_require(struct call *c, struct api *api)
{
    struct span id = doc_get_str(c->in, "restApiId");

    if (api_store_find(c, id, api)) return 0;
    return fault(c, &apigateway_not_found, "Invalid API identifier specified %s:%.*s", c->who.account, SPAN_ARG(id));
}

static void put_api(const struct api *api, struct doc *out)
{
    struct doc *rest = doc_get(api->definition, "rest");

    doc_put_str(out, "id", api->id);
    doc_put_int(out, "createdDate", api->created_ms);
    for (size_t i = 0; i < doc_count(rest); i++)
        doc_put_span(out, rest->map.members[i].name, rest->map.members[i].value);
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
    char *id = arena_alloc(&c->arena, 11), *root = arena_alloc(&c->arena, 11);
    struct api api = { .account = span_of(c->who.account),
                       .region = span_of(c->who.region),
                       .created_ms = c->now_ms,
                       .definition = doc_map(&c->arena) };
    struct doc *resource, *rest = doc_put_map(api.definition, "rest");

    if (!doc_get_str(c->in, "name").size) return fault(c, &apigateway_bad_request, "Name cannot be empty");
    if (doc_get(c->in, "cloneFrom")) return fault(c, &fault_not_implemented, "Cloning an API is not emulated by Nube");
    random_text(id, 10, ALPHABET_LOWER);
    random_text(root, 10, ALPHABET_LOWER);
    api.id = span_of(id);
    rest_describe(c, rest);
    doc_put_cstr(rest, "rootResourceId", root);
    resource = doc_put_map(doc_put_map(api.definition, "resources"), root);
    doc_put_cstr(resource, "id", root);
    doc_put_cstr(resource, "path", "/");
    api_store_insert(c, &api);
    put_api(&api, c->out);
    return 0;
}

struct doc *api_resource_tags(struct call *c, struct span arn)
{
    struct span rest, piece, id = { NULL, 0 };
    struct arn parts;
    struct api api;

    if (!arn_parse(arn, &parts)) return NULL;
    rest = parts.resource;
    span_split(&rest, '/', &piece); /* "/restapis/ID/…" */
    if (!span_split(&rest, '/', &piece) || !span_is(piece, "restapis") || !span_split(&rest, '/', &id)) return NULL;
    return api_store_find(c, id, &api) ? doc_get(doc_get(api.definition, "rest"), "tags") : NULL;
}

int api_get_rest_api(struct call *c)
{
    struct api api;

    if (api_require(c, &api)) return -1;
    put_api(&api, c->out);
    return 0;
}

int api_get_rest_apis(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "limit", PAGE_DEFAULT);
    struct doc *items = doc_put_list(c->out, "items"), *ids;

    if (limit < 1 || limit > PAGE_MAX) return fault(c, &apigateway_bad_request, "Limit must be between 1 and 500");
    ids = api_store_ids(c, doc_get_str(c->in, "position"), limit + 1);
    for (size_t i = 0; i < doc_count(ids) && i < (size_t)limit; i++) {
        struct api api;
        if (api_store_find(c, doc_text(doc_at(ids, i)), &api)) put_api(&api, doc_append_map(items));
    }
    if (doc_count(ids) > (size_t)limit) doc_put_str(c->out, "position", doc_text(doc_at(ids, (size_t)limit - 1)));
    return 0;
}

int api_delete_rest_api(struct call *c)
{
    struct api api;

    if (api_require(c, &api)) return -1;
    api_store_delete(c, api.id);
    return 0;
}
