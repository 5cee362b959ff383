/* Kept as a BasePathMapping with an id of its own. */
#include "emulator/services/apigatewayv2/httpapi_mappings.h"

#include "emulator/core/page.h"
#include "emulator/services/apigateway/apigateway_domain_names.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_store.h"

#define PAGE_MAX      500
#define KEY_BYTES_MAX 300
#define ROOT          "(none)"

static struct span domain_of(const struct call *c)
{
    return doc_get_str(c->in, "DomainName");
}

static struct span key_of(struct span base_path)
{
    return span_is(base_path, ROOT) ? SPAN("") : base_path;
}

static struct span base_path_of(struct span key)
{
    return key.size ? key : SPAN(ROOT);
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static struct doc *mappings(struct call *c)
{
    return api_store_list(c, api_noun_base_path_mapping.kind, domain_of(c), SPAN(""), -1);
}

static struct doc *mapping_with(struct call *c, struct span base_path)
{
    return api_store_get(c, api_noun_base_path_mapping.kind, domain_of(c), base_path);
}

static int domain_require(struct call *c)
{
    if (api_store_get(c, api_noun_domain_name.kind, SPAN(""), domain_of(c))) return 0;
    return fault(c, &httpapi_not_found, "Invalid domain name identifier specified");
}

static int mapping_require(struct call *c, struct doc **mapping)
{
    struct span id = doc_get_str(c->in, "ApiMappingId");
    struct doc *all;

    if (domain_require(c)) return -1;
    all = mappings(c);
    for (size_t i = 0; i < doc_count(all); i++) {
        *mapping = doc_at(all, i);
        if (span_eq(api_mapping_id(c, *mapping), id)) return 0;
    }
    return fault(c, &httpapi_not_found, "Invalid ApiMapping identifier specified %.*s", SPAN_ARG(id));
}

static struct doc *shown(struct call *c, const struct doc *mapping)
{
    struct doc *out = doc_map(&c->arena);

    doc_put_str(out, "ApiId", doc_get_str(mapping, "restApiId"));
    doc_put_str(out, "ApiMappingId", api_mapping_id(c, mapping));
    doc_put_str(out, "ApiMappingKey", key_of(doc_get_str(mapping, "basePath")));
    doc_put_str(out, "Stage", doc_get_str(mapping, "stage"));
    return out;
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

static int key_check(struct call *c, struct span key)
{
    bool is_good = key.size <= KEY_BYTES_MAX;

    for (size_t i = 0; i < key.size; i++) {
        char x = key.data[i];
        is_good &= (x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z') || (x >= '0' && x <= '9') ||
                   (x && strchr("$-_.+!*'()/", x));
    }
    is_good &= !span_starts(key, "/") && !span_ends(key, "/");
    if (is_good) return 0;
    return fault(
        c, &httpapi_bad_request,
        "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'()/, and no slash at its ends");
}

/* AWS: a REST API's, or an HTTP API's. */
static int target_check(struct call *c, struct span api_id, struct span stage)
{
    bool is_rest = api_store_get(c, api_noun_rest_api.kind, SPAN(""), api_id) != NULL;
    const struct doc *found;

    if (!is_rest && !documents_get(c, &httpapi_documents, HTTPAPI_API, SPAN(""), api_id))
        return fault(c, &httpapi_not_found, "Invalid API identifier specified %.*s", SPAN_ARG(api_id));
    found = is_rest ? api_store_get(c, api_noun_stage.kind, api_id, stage)
                    : documents_get(c, &httpapi_documents, HTTPAPI_STAGE, api_id, stage);
    return found ? 0 : fault(c, &httpapi_bad_request, "Invalid stage identifier specified");
}

static int mapping_check(struct call *c, const struct doc *mapping)
{
    if (key_check(c, key_of(doc_get_str(mapping, "basePath")))) return -1;
    return target_check(c, doc_get_str(mapping, "restApiId"), doc_get_str(mapping, "stage"));
}

static int free_check(struct call *c, struct span base_path)
{
    if (!mapping_with(c, base_path)) return 0;
    return fault(c, &httpapi_conflict, "ApiMapping key already exists for this domain name");
}

/* --- the handlers ------------------------------------------------------------------------------------------------- */

static void mapping_put(struct call *c, const struct doc *mapping)
{
    api_store_put(c, api_noun_base_path_mapping.kind, domain_of(c), doc_get_str(mapping, "basePath"), mapping);
    c->out = shown(c, mapping);
}

int httpapi_create_api_mapping(struct call *c)
{
    struct doc *mapping = doc_map(&c->arena);

    doc_put_str(mapping, "basePath", base_path_of(doc_get_str(c->in, "ApiMappingKey")));
    doc_put_str(mapping, "restApiId", doc_get_str(c->in, "ApiId"));
    doc_put_str(mapping, "stage", doc_get_str(c->in, "Stage"));
    doc_put_str(mapping, "apiMappingId", api_id_new(c, 6));
    if (domain_require(c) || mapping_check(c, mapping) || free_check(c, doc_get_str(mapping, "basePath"))) return -1;
    mapping_put(c, mapping);
    return 0;
}

int httpapi_get_api_mapping(struct call *c)
{
    struct doc *mapping;

    if (mapping_require(c, &mapping)) return -1;
    c->out = shown(c, mapping);
    return 0;
}

int httpapi_get_api_mappings(struct call *c)
{
    struct doc *all, *items = doc_put_list(c->out, "Items");
    struct span text = doc_get_str(c->in, "MaxResults"), after;
    int64_t limit = PAGE_MAX;

    if (text.data && (!span_int(text, &limit) || limit < 1))
        return fault(c, &httpapi_bad_request, "Invalid maxResults: %.*s", SPAN_ARG(text));
    if (!page_after(c, "NextToken", &after)) return fault(c, &httpapi_bad_request, "Invalid nextToken");
    if (domain_require(c)) return -1;
    all = api_store_list(c, api_noun_base_path_mapping.kind, domain_of(c), after.data ? after : SPAN(""), limit + 1);
    for (size_t i = 0; i < doc_count(all) && i < (size_t)limit; i++) doc_append(items, shown(c, doc_at(all, i)));
    if (doc_count(all) > (size_t)limit)
        page_continue(c, "NextToken", doc_get_str(doc_at(all, (size_t)limit - 1), "basePath"));
    return 0;
}

int httpapi_update_api_mapping(struct call *c)
{
    struct span before, key = doc_get_str(c->in, "ApiMappingKey"), stage = doc_get_str(c->in, "Stage");
    struct doc *mapping;

    if (mapping_require(c, &mapping)) return -1;
    before = doc_get_str(mapping, "basePath");
    doc_put_str(mapping, "apiMappingId", api_mapping_id(c, mapping));
    doc_put_str(mapping, "restApiId", doc_get_str(c->in, "ApiId"));
    if (key.data) doc_put_str(mapping, "basePath", base_path_of(key));
    if (stage.data) doc_put_str(mapping, "stage", stage);
    if (mapping_check(c, mapping)) return -1;
    if (!span_eq(before, doc_get_str(mapping, "basePath"))) {
        if (free_check(c, doc_get_str(mapping, "basePath"))) return -1;
        api_store_delete(c, api_noun_base_path_mapping.kind, domain_of(c), before);
    }
    mapping_put(c, mapping);
    return 0;
}

int httpapi_delete_api_mapping(struct call *c)
{
    struct doc *mapping;

    if (mapping_require(c, &mapping)) return -1;
    api_store_delete(c, api_noun_base_path_mapping.kind, domain_of(c), doc_get_str(mapping, "basePath"));
    return 0;
}
