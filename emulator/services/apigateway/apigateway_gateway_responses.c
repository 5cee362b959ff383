/* Handlers of gateway responses. Those that were put are kept; the others are AWS's. */
#include "emulator/services/apigateway/apigateway_gateway_responses.h"

#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_mappings.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

/* AWS: in this order, and with these codes, of which INTEGRATION_FAILURE's is not what is answered. */
static const struct {
    const char *type, *status;
} defaults[] = {
    { "REQUEST_TOO_LARGE", "413" },
    { "RESOURCE_NOT_FOUND", "404" },
    { "AUTHORIZER_CONFIGURATION_ERROR", "500" },
    { "MISSING_AUTHENTICATION_TOKEN", "403" },
    { "BAD_REQUEST_BODY", "400" },
    { "INVALID_SIGNATURE", "403" },
    { "INVALID_API_KEY", "403" },
    { "BAD_REQUEST_PARAMETERS", "400" },
    { "AUTHORIZER_FAILURE", "500" },
    { "UNAUTHORIZED", "401" },
    { "INTEGRATION_TIMEOUT", "504" },
    { "ACCESS_DENIED", "403" },
    { "DEFAULT_4XX", NULL },
    { "DEFAULT_5XX", NULL },
    { "WAF_FILTERED", "403" },
    { "QUOTA_EXCEEDED", "429" },
    { "THROTTLED", "429" },
    { "API_CONFIGURATION_ERROR", "500" },
    { "UNSUPPORTED_MEDIA_TYPE", "415" },
    { "INTEGRATION_FAILURE", "504" },
    { "EXPIRED_TOKEN", "403" },
};
#define DEFAULTS (sizeof defaults / sizeof *defaults)

static struct doc *default_response(struct call *c, size_t i)
{
    struct doc *response = doc_map(&c->arena);

    doc_put_cstr(response, "responseType", defaults[i].type);
    doc_put_cstr(response, "statusCode", defaults[i].status);
    doc_put_map(response, "responseParameters");
    doc_put_cstr(doc_put_map(response, "responseTemplates"), "application/json",
                 "{\"message\":$context.error.messageString}");
    doc_put_bool(response, "defaultResponse", true);
    return response;
}

static size_t index_of(struct span type)
{
    size_t i = 0;

    while (i + 1 < DEFAULTS && !span_is(type, defaults[i].type)) i++;
    return i;
}

static struct doc *response_or_default(struct call *c, size_t i)
{
    struct doc *own = api_noun_find(c, &api_noun_gateway_response, span_of(defaults[i].type));

    return own ? own : default_response(c, i);
}

static int response_store(struct call *c, struct doc *response)
{
    doc_put_bool(response, "defaultResponse", false);
    if (api_mapping_check_gateway(c, doc_get(response, "responseParameters")) ||
        api_mapping_check_types(c, doc_get(response, "responseTemplates")))
        return -1;
    api_noun_put(c, &api_noun_gateway_response, response);
    c->out = response;
    return 0;
}

int api_put_gateway_response(struct call *c)
{
    static const char *const kept[] = { "responseType", "responseParameters", "responseTemplates", NULL };
    struct span type = doc_get_str(c->in, "responseType"), status = doc_get_str(c->in, "statusCode");
    struct doc *api, *response = doc_map(&c->arena);

    if (api_require(c, &api)) return -1;
    doc_put_map(response, "responseParameters");
    doc_put_map(response, "responseTemplates");
    api_keep(c, response, kept);
    doc_put_str(response, "statusCode", status.size ? status : span_of(defaults[index_of(type)].status));
    return response_store(c, response);
}

int api_get_gateway_response(struct call *c)
{
    struct doc *api;

    if (api_require(c, &api)) return -1;
    c->out = response_or_default(c, index_of(doc_get_str(c->in, "responseType")));
    return 0;
}

/* AWS: all in one page. */
int api_get_gateway_responses(struct call *c)
{
    struct doc *api, *items = doc_put_list(c->out, "items");

    if (api_require(c, &api)) return -1;
    for (size_t i = 0; i < DEFAULTS; i++) doc_append(items, response_or_default(c, i));
    return 0;
}

static int refuse(struct api_patch *p)
{
    return fault(p->c, &apigateway_bad_request, "Invalid patch path %.*s", SPAN_ARG(p->path));
}

static int entry_set(struct api_patch *p)
{
    const char *member = span_starts(p->path, "/responseParameters/") ? "responseParameters" : "responseTemplates";
    struct doc *map = doc_get(p->document, member);

    if (p->op == PATCH_REPLACE && !doc_get_span(map, p->labels[0]))
        return fault(p->c, &apigateway_not_found, "Invalid parameter name specified");
    if (p->op != PATCH_REMOVE && !p->value.size)
        return fault(p->c, &apigateway_bad_request, "Invalid null or empty value in %s", member);
    if (api_patch_set(p)) return -1;
    if (!doc_get(p->document, member)) doc_put_map(p->document, member);
    return 0;
}

int api_update_gateway_response(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/statusCode", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/responseParameters/{parameter}", PATCH_ANY, PATCH_TEXT, entry_set },
        { "/responseTemplates/{content_type}", PATCH_ANY, PATCH_TEXT, entry_set },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, refuse };
    struct doc *api, *response;

    if (api_require(c, &api)) return -1;
    response = response_or_default(c, index_of(doc_get_str(c->in, "responseType")));
    return api_patch(c, &rules, response) ? -1 : response_store(c, response);
}

int api_delete_gateway_response(struct call *c)
{
    struct doc *api;

    return api_require(c, &api) ? -1 : api_noun_delete(c, &api_noun_gateway_response);
}
