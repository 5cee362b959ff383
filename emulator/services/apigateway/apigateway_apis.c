/* Handlers of APIs. A policy is kept as the JSON it is, and answered as AWS does: escaped once more. */
#include "emulator/services/apigateway/apigateway_apis.h"

#include "emulator/base/buf.h"
#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_domain_names.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_models.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"
#include "emulator/services/apigateway/apigateway_stages.h"

#define COMPRESSION_BYTES_MAX 10485760

/* --- answers ------------------------------------------------------------------------------------------------------ */

/* AWS: the text inside a JSON string, with its slashes escaped, too. */
static struct span policy_escaped(struct call *c, struct span policy)
{
    struct buf json = { 0 }, out = { 0 };
    struct span text;

    json_write_string(&json, policy);
    for (size_t i = 1; i + 1 < json.size; i++) {
        if (json.data[i] == '/') buf_add_char(&out, '\\');
        buf_add_char(&out, json.data[i]);
    }
    text = arena_span(&c->arena, buf_span(&out));
    buf_release(&json);
    buf_release(&out);
    return text;
}

static struct doc *api_answer(struct call *c, const struct doc *api)
{
    struct doc *answer = doc_shallow(&c->arena, api);
    struct span policy = doc_get_str(api, "policy");

    if (policy.size) doc_put_str(answer, "policy", policy_escaped(c, policy));
    return answer;
}

/* AWS: one that is asked for has tags, if none. */
static struct doc *api_answer_alone(struct call *c, const struct doc *api)
{
    struct doc *answer = api_answer(c, api);

    if (!doc_get(answer, "tags")) doc_put_map(answer, "tags");
    return answer;
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

static int compression_check(struct call *c, const struct doc *size)
{
    if (!size || (doc_is(size, DOC_INT) && size->integer >= 0 && size->integer <= COMPRESSION_BYTES_MAX)) return 0;
    return fault(c, &apigateway_bad_request, "Invalid minimum compression size, must be between 0 and 10485760");
}

/* AWS: what a policy leaves out of an API's ARN is filled in when it is put. */
static struct span policy_expanded(struct call *c, struct span policy, struct span id)
{
    static const char brief[] = "\"execute-api:/";
    struct buf out = { 0 };
    struct span text;

    for (size_t i = 0; i < policy.size; i++) {
        if (span_starts(span_sub(policy, i, SIZE_MAX), brief)) {
            buf_printf(&out, "\"arn:aws:execute-api:%s:%s:%.*s/", c->who.region, c->who.account, SPAN_ARG(id));
            i += sizeof brief - 2;
        } else {
            buf_add_char(&out, policy.data[i]);
        }
    }
    text = arena_span(&c->arena, buf_span(&out));
    buf_release(&out);
    return text;
}

static int policy_put(struct call *c, struct doc *api, struct span policy)
{
    if (!policy.size) {
        doc_remove(api, SPAN("policy"));
        return 0;
    }
    if (!doc_is(json_parse(&c->arena, policy, NULL), DOC_MAP))
        return fault(c, &apigateway_bad_request,
                     "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.");
    doc_put_str(api, "policy", policy_expanded(c, policy, doc_get_str(api, "id")));
    return 0;
}

/* AWS: private APIs are dualstack, others of IPv4 by default. */
static int endpoint_put(struct call *c, struct doc *api)
{
    struct doc *wanted = doc_get(c->in, "endpointConfiguration"), *types = doc_get(wanted, "types"), *endpoint;
    struct span address = doc_get_str(wanted, "ipAddressType");
    bool is_private = span_is(doc_text(doc_at(types, 0)), "PRIVATE");

    if (wanted && types && !doc_count(types))
        return fault(c, &apigateway_bad_request,
                     "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
    if (doc_count(types) > 1)
        return fault(c, &apigateway_bad_request, "Cannot create an api with multiple Endpoint Types.");
    if (is_private && span_is(address, "ipv4"))
        return fault(c, &apigateway_bad_request, "Only dualstack ipAddressType is supported for Private APIs.");
    endpoint = doc_put_map(api, "endpointConfiguration");
    doc_append_str(doc_put_list(endpoint, "types"), types ? doc_text(doc_at(types, 0)) : SPAN("EDGE"));
    doc_put_str(endpoint, "ipAddressType", address.data ? address : is_private ? SPAN("dualstack") : SPAN("ipv4"));
    if (doc_count(doc_get(wanted, "vpcEndpointIds")))
        doc_put(endpoint, "vpcEndpointIds", doc_get(wanted, "vpcEndpointIds"));
    return 0;
}

/* --- creating ----------------------------------------------------------------------------------------------------- */

/* What an API is made of, but for its deployments and stages. */
static const struct api_noun *const design[] = { &api_noun_resource,
                                                 &api_noun_model,
                                                 &api_noun_validator,
                                                 &api_noun_authorizer,
                                                 &api_noun_gateway_response,
                                                 &api_noun_documentation_part,
                                                 &api_noun_documentation_version };

/* DIFFERS: the parts of a clone keep their ids, which AWS makes anew. */
static void clone_parts(struct call *c, struct span from, struct span to)
{
    for (size_t i = 0; i < sizeof design / sizeof *design; i++) {
        struct doc *parts = api_noun_all_of(c, design[i], from);
        for (size_t k = 0; k < doc_count(parts); k++)
            api_store_put(c, design[i]->kind, to, doc_get_str(doc_at(parts, k), design[i]->key), doc_at(parts, k));
    }
}

static void first_parts(struct call *c, const struct doc *api)
{
    struct span id = doc_get_str(api, "id"), root_id = doc_get_str(api, "rootResourceId");
    struct doc *root = doc_map(&c->arena);

    doc_put_str(root, "id", root_id);
    doc_put_cstr(root, "path", "/");
    api_store_put(c, api_noun_resource.kind, id, root_id, root);
    api_models_begin(c, id);
}

int api_rest_api_describe(struct call *c, struct doc *api)
{
    static const char *const kept[] = {
        "name", "description", "version", "securityPolicy", "endpointAccessMode", NULL
    };
    struct span key_source = doc_get_str(c->in, "apiKeySource");
    struct doc *types = doc_get(c->in, "binaryMediaTypes");

    api_keep(c, api, kept);
    if (doc_count(types)) doc_put(api, "binaryMediaTypes", types);
    if (doc_get(c->in, "minimumCompressionSize"))
        doc_put(api, "minimumCompressionSize", doc_get(c->in, "minimumCompressionSize"));
    if (doc_count(doc_get(c->in, "tags"))) doc_put(api, "tags", doc_get(c->in, "tags"));
    doc_put_str(api, "apiKeySource", key_source.data ? key_source : SPAN("HEADER"));
    doc_put_bool(api, "disableExecuteApiEndpoint", doc_get_bool(c->in, "disableExecuteApiEndpoint", false));
    return endpoint_put(c, api) || policy_put(c, api, doc_get_str(c->in, "policy")) ? -1 : 0;
}

static int create_check(struct call *c)
{
    struct doc *description = doc_get(c->in, "description");

    if (!doc_get_str(c->in, "name").size) return fault(c, &apigateway_bad_request, "Name cannot be empty");
    if (description && !doc_text(description).size)
        return fault(c, &apigateway_bad_request, "Description cannot be an empty string");
    return compression_check(c, doc_get(c->in, "minimumCompressionSize"));
}

static int api_begin(struct call *c, struct doc **api)
{
    struct span id;

    if (create_check(c)) return -1;
    id = api_id_wanted(c, &api_noun_rest_api, 10);
    if (!id.data) return -1;
    *api = doc_map(&c->arena);
    doc_put_str(*api, "id", id);
    doc_put_int(*api, "createdDate", c->now_ms);
    return api_rest_api_describe(c, *api);
}

int api_create_rest_api(struct call *c)
{
    struct span from = doc_get_str(c->in, "cloneFrom");
    struct doc *api, *origin = from.size ? api_noun_find(c, &api_noun_rest_api, from) : NULL;

    if (from.size && !origin) return api_noun_missing(c, &api_noun_rest_api, from);
    if (api_begin(c, &api)) return -1;
    doc_put_str(api, "rootResourceId", origin ? doc_get_str(origin, "rootResourceId") : api_id_new(c, 10));
    api_noun_put(c, &api_noun_rest_api, api);
    if (origin) clone_parts(c, from, doc_get_str(api, "id"));
    else first_parts(c, api);
    c->out = api_answer(c, api);
    return 0;
}

/* --- reading and deleting ----------------------------------------------------------------------------------------- */

int api_get_rest_api(struct call *c)
{
    struct doc *api;

    if (api_require(c, &api)) return -1;
    c->out = api_answer_alone(c, api);
    return 0;
}

int api_get_rest_apis(struct call *c)
{
    struct doc *items;

    if (api_noun_list(c, &api_noun_rest_api)) return -1;
    items = doc_get(c->out, "items");
    for (uint32_t i = 0; i < doc_count(items); i++) doc_items(items)[i] = api_answer(c, doc_items(items)[i]);
    return 0;
}

int api_delete_rest_api(struct call *c)
{
    struct doc *api;

    if (api_require(c, &api) || api_stages_unplanned_check(c, api_id(c), SPAN("")) ||
        api_unmapped_check(c, "RestApi", api_id(c), (struct span){ NULL, 0 }))
        return -1;
    for (size_t i = 0; i < sizeof design / sizeof *design; i++) api_store_delete_of(c, design[i]->kind, api_id(c));
    api_store_delete_of(c, api_noun_stage.kind, api_id(c));
    api_store_delete_of(c, api_noun_deployment.kind, api_id(c));
    api_store_snapshot_delete_of(c, api_id(c));
    api_store_delete(c, api_noun_rest_api.kind, SPAN(""), api_id(c));
    return 0;
}

/* --- PATCH -------------------------------------------------------------------------------------------------------- */

static int refuse(struct api_patch *p)
{
    if (!p->row) return fault(p->c, &apigateway_bad_request, "Invalid patch path %.*s", SPAN_ARG(p->path));
    if (span_ends(p->path, "/ipAddressType"))
        return fault(p->c, &apigateway_bad_request, "Invalid patch operation specified. Must be one of: [replace]");
    return fault(p->c, &apigateway_bad_request, "Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
}

static int name_set(struct api_patch *p)
{
    if (!p->value.size) return fault(p->c, &apigateway_bad_request, "Name cannot be empty");
    return api_patch_set(p);
}

static int compression_set(struct api_patch *p)
{
    int64_t size;

    if (!p->value.size) {
        doc_remove(p->document, SPAN("minimumCompressionSize"));
        return 0;
    }
    if (!span_int(p->value, &size) || size < 0 || size > COMPRESSION_BYTES_MAX)
        return compression_check(p->c, doc_null(&p->c->arena));
    return api_patch_set(p);
}

static int policy_set(struct api_patch *p)
{
    return policy_put(p->c, p->document, p->op == PATCH_REMOVE ? SPAN("") : p->value);
}

static int key_source_set(struct api_patch *p)
{
    if (!span_is(p->value, "HEADER") && !span_is(p->value, "AUTHORIZER"))
        return fault(p->c, &apigateway_bad_request,
                     "Invalid API key source specified. Valid options are HEADER,AUTHORIZER");
    return api_patch_set(p);
}

static int endpoint_type_set(struct api_patch *p)
{
    struct doc *endpoint = doc_get(p->document, "endpointConfiguration");
    bool is_private = span_is(p->value, "PRIVATE");

    if (!is_private && !span_is(p->value, "REGIONAL") && !span_is(p->value, "EDGE"))
        return fault(p->c, &apigateway_bad_request,
                     "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
    doc_append_str(doc_put_list(endpoint, "types"), p->value);
    if (is_private) doc_put_cstr(endpoint, "ipAddressType", "dualstack");
    return 0;
}

static int address_type_set(struct api_patch *p)
{
    struct doc *types = doc_get(doc_get(p->document, "endpointConfiguration"), "types");

    if (!span_is(p->value, "ipv4") && !span_is(p->value, "dualstack"))
        return fault(p->c, &apigateway_bad_request, "ipAddressType must be either ipv4 or dualstack.");
    if (span_is(doc_text(doc_at(types, 0)), "PRIVATE") && span_is(p->value, "ipv4"))
        return fault(p->c, &apigateway_bad_request, "Only dualstack ipAddressType is supported for Private APIs.");
    return api_patch_set(p);
}

static const struct api_patch_row rows[] = {
    { "/name", PATCH_REPLACE, PATCH_TEXT, name_set },
    { "/description", PATCH_REPLACE, PATCH_TEXT, NULL },
    { "/version", PATCH_REPLACE, PATCH_TEXT, NULL },
    { "/policy", PATCH_REPLACE | PATCH_REMOVE, PATCH_TEXT, policy_set },
    { "/apiKeySource", PATCH_REPLACE, PATCH_TEXT, key_source_set },
    { "/disableExecuteApiEndpoint", PATCH_REPLACE, PATCH_BOOLEAN, NULL },
    { "/minimumCompressionSize", PATCH_REPLACE, PATCH_INTEGER, compression_set },
    { "/binaryMediaTypes/{media_type}", PATCH_ANY, PATCH_LIST, NULL },
    { "/endpointConfiguration/types/{endpoint_type}", PATCH_REPLACE, PATCH_TEXT, endpoint_type_set },
    { "/endpointConfiguration/ipAddressType", PATCH_REPLACE, PATCH_TEXT, address_type_set },
    { "/endpointConfiguration/vpcEndpointIds", PATCH_ADD | PATCH_REMOVE, PATCH_LIST, NULL },
    { "/securityPolicy", PATCH_REPLACE, PATCH_TEXT, NULL },
    { "/endpointAccessMode", PATCH_REPLACE, PATCH_TEXT, NULL },
    { NULL, 0, PATCH_TEXT, NULL },
};

int api_update_rest_api(struct call *c)
{
    static const struct api_patch_rules rules = { rows, refuse };
    struct doc *api;

    if (api_require(c, &api) || api_patch(c, &rules, api)) return -1;
    api_noun_put(c, &api_noun_rest_api, api);
    c->out = api_answer_alone(c, api);
    return 0;
}
