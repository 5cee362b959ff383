/* The table of nouns, and what is done with all of them. */
#include "emulator/services/apigateway/apigateway_nouns.h"

#include "emulator/base/ids.h"
#include "emulator/core/page.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_faults.h"

#define PAGE_DEFAULT 25
#define PAGE_MAX     500
#define ID_BYTES_MAX 63

/* AWS: these words tell the account, too. */
const struct api_noun api_noun_rest_api = { "restapi", NULL, "restApiId", "id", NULL };
const struct api_noun api_noun_resource = { "resource", "restApiId", "resourceId", "id",
                                            "Invalid Resource identifier specified" };
const struct api_noun api_noun_model = {
    "model", "restApiId", "modelName", "name", "Invalid model name specified", true
};
const struct api_noun api_noun_validator = { "requestvalidator", "restApiId", "requestValidatorId", "id",
                                             "Invalid Request Validator identifier specified" };
const struct api_noun api_noun_authorizer = { "authorizer", "restApiId", "authorizerId", "id",
                                              "Invalid Authorizer identifier specified" };
const struct api_noun api_noun_gateway_response = { "gatewayresponse", "restApiId", "responseType", "responseType",
                                                    "Gateway response type not defined on api" };
const struct api_noun api_noun_documentation_part = { "documentationpart", "restApiId", "documentationPartId", "id",
                                                      "Invalid Documentation part identifier specified" };
const struct api_noun api_noun_documentation_version = { "documentationversion", "restApiId", "documentationVersion",
                                                         "version",
                                                         "Invalid Documentation version identifier specified" };
const struct api_noun api_noun_deployment = { "deployment", "restApiId", "deploymentId", "id",
                                              "Invalid Deployment identifier specified" };
const struct api_noun api_noun_stage = { "stage", "restApiId", "stageName", "stageName",
                                         "Invalid stage identifier specified" };
const struct api_noun api_noun_api_key = { "apikey", NULL, "apiKey", "id", "Invalid API Key identifier specified" };
const struct api_noun api_noun_usage_plan = { "usageplan", NULL, "usagePlanId", "id",
                                              "Invalid Usage Plan ID specified" };
const struct api_noun api_noun_usage_plan_key = { "usageplankey", "usagePlanId", "keyId", "id",
                                                  "Invalid API Key identifier specified" };
const struct api_noun api_noun_domain_name = { "domainname", NULL, "domainName", "domainName",
                                               "Invalid domain name identifier specified" };
const struct api_noun api_noun_base_path_mapping = { "basepathmapping", "domainName", "basePath", "basePath",
                                                     "Invalid base path mapping identifier specified" };
const struct api_noun api_noun_client_certificate = { "clientcertificate", NULL, "clientCertificateId",
                                                      "clientCertificateId",
                                                      "Invalid Client Certificate identifier specified" };
const struct api_noun api_noun_vpc_link = { "vpclink", NULL, "vpcLinkId", "id",
                                            "Invalid Vpc Link identifier specified" };

static struct span owner_of(const struct call *c, const struct api_noun *n)
{
    return n->owner ? doc_get_str(c->in, n->owner) : SPAN("");
}

struct doc *api_noun_find(struct call *c, const struct api_noun *n, struct span id)
{
    return api_store_get(c, n->kind, owner_of(c, n), id);
}

struct doc *api_noun_named(struct call *c, const struct api_noun *n)
{
    return api_noun_find(c, n, doc_get_str(c->in, n->id));
}

int api_noun_missing(struct call *c, const struct api_noun *n, struct span id)
{
    if (!n->missing)
        return fault(c, &apigateway_not_found, "Invalid API identifier specified %s:%.*s", c->who.account,
                     SPAN_ARG(id));
    if (n->tells_id) return fault(c, &apigateway_not_found, "%s: %.*s", n->missing, SPAN_ARG(id));
    return fault(c, &apigateway_not_found, "%s", n->missing);
}

int api_noun_require(struct call *c, const struct api_noun *n, struct doc **document)
{
    *document = api_noun_named(c, n);
    return *document ? 0 : api_noun_missing(c, n, doc_get_str(c->in, n->id));
}

struct doc *api_noun_all(struct call *c, const struct api_noun *n)
{
    return api_noun_all_of(c, n, owner_of(c, n));
}

struct doc *api_noun_all_of(struct call *c, const struct api_noun *n, struct span owner)
{
    return api_store_list(c, n->kind, owner, SPAN(""), -1);
}

void api_noun_put(struct call *c, const struct api_noun *n, const struct doc *document)
{
    api_store_put(c, n->kind, owner_of(c, n), doc_get_str(document, n->key), document);
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

int api_noun_get(struct call *c, const struct api_noun *n)
{
    return api_noun_require(c, n, &c->out);
}

int api_noun_page(struct call *c, const struct api_noun *n, struct doc *all)
{
    int64_t limit = doc_get_int(c->in, "limit", PAGE_DEFAULT);
    struct doc *items = doc_put_list(c->out, "items");
    struct span after;
    size_t i = 0;

    if (!page_after(c, "position", &after)) return fault(c, &apigateway_bad_request, "Invalid position parameter");
    if (limit < 1) limit = PAGE_DEFAULT;
    if (limit > PAGE_MAX) limit = PAGE_MAX;
    while (i < doc_count(all) && after.data && span_compare(doc_get_str(doc_at(all, i), n->key), after) <= 0) i++;
    for (; i < doc_count(all) && doc_count(items) < (size_t)limit; i++) doc_append(items, doc_at(all, i));
    if (i < doc_count(all)) page_continue(c, "position", doc_get_str(doc_at(all, i - 1), n->key));
    return 0;
}

int api_noun_list(struct call *c, const struct api_noun *n)
{
    struct doc *api;

    if (span_is(span_of(n->owner), "restApiId") && api_require(c, &api)) return -1;
    return api_noun_page(c, n, api_noun_all(c, n));
}

int api_noun_delete(struct call *c, const struct api_noun *n)
{
    struct doc *document;

    if (api_noun_require(c, n, &document)) return -1;
    api_store_delete(c, n->kind, owner_of(c, n), doc_get_str(document, n->key));
    return 0;
}

/* --- ids ---------------------------------------------------------------------------------------------------------- */

int api_require(struct call *c, struct doc **api)
{
    return api_noun_require(c, &api_noun_rest_api, api);
}

struct span api_id(const struct call *c)
{
    return doc_get_str(c->in, "restApiId");
}

struct span api_id_new(struct call *c, size_t size)
{
    char *id = arena_alloc(&c->arena, size + 1);

    random_text(id, size, ALPHABET_LOWER);
    return span_of(id);
}

bool api_id_is_one(struct span id)
{
    for (size_t i = 0; i < id.size; i++) {
        char x = id.data[i];
        if (!((x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') || (x == '-' && i))) return false;
    }
    return id.size > 0 && id.size <= ID_BYTES_MAX;
}

struct span api_id_wanted(struct call *c, const struct api_noun *n, size_t size)
{
    static const char *const tags[] = { "_custom_id_", "ms-custom-id" };
    struct span id = { NULL, 0 };

    for (size_t i = 0; i < sizeof tags / sizeof *tags && !id.data; i++)
        id = doc_get_str(doc_get(c->in, "tags"), tags[i]);
    if (!id.data) return api_id_new(c, size);
    if (!api_id_is_one(id))
        fault(c, &apigateway_bad_request, "The id '%.*s' is none: use a-z, 0-9 and -", SPAN_ARG(id));
    else if (api_store_is_taken(c, n->kind, id)) fault(c, &apigateway_conflict, "The id '%.*s' is taken", SPAN_ARG(id));
    else return id;
    return (struct span){ NULL, 0 };
}

void api_keep(const struct call *c, struct doc *document, const char *const *members)
{
    for (const char *const *m = members; *m; m++) {
        struct doc *value = doc_get(c->in, *m);
        if (value && !(doc_is(value, DOC_STRING) && !doc_chars(value).size)) doc_put(document, *m, value);
    }
}
