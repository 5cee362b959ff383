/* APIs: made empty, or whole by one call (quick create). */
#include "emulator/services/apigatewayv2/httpapi_apis.h"

#include "emulator/base/ids.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigatewayv2/httpapi_cors.h"
#include "emulator/services/apigatewayv2/httpapi_deployments.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_integrations.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"
#include "emulator/services/apigatewayv2/httpapi_routes.h"
#include "emulator/services/apigatewayv2/httpapi_stages.h"

#define SELECTION      "$request.method $request.path"
#define NAME_MAX_BYTES 128

/* --- what an API is ----------------------------------------------------------------------------------------------- */

/* AWS: the selection of an HTTP API's routes is always this one, in either way of writing it. */
static int selection_check(struct call *c)
{
    struct span text = doc_get_str(c->in, "RouteSelectionExpression");

    if (!text.data || span_is(text, SELECTION) || span_is(text, "${request.method} ${request.path}")) return 0;
    return fault(c, &httpapi_bad_request,
                 "Invalid routeSelectionExpression specified for protocolType HTTP. Should be \"" SELECTION "\"");
}

/* AWS: of up to 128 letters. */
static int name_check(struct call *c, const struct doc *api)
{
    struct span name = doc_get_str(api, "Name");

    if (name.size && name.size <= NAME_MAX_BYTES) return 0;
    return fault(c, &httpapi_bad_request, "Invalid API name specified: it must have 1 to 128 characters");
}

static void complete(struct call *c, struct doc *api)
{
    if (!doc_get(api, "Tags")) doc_put_map(api, "Tags");
    doc_put_cstr(api, "ProtocolType", "HTTP");
    doc_put_cstr(api, "RouteSelectionExpression", SELECTION);
    doc_put_int(api, "CreatedDate", c->now_ms);
    doc_put_format(api, "ApiEndpoint", "%.*s/_aws/execute-api/%.*s", SPAN_ARG(c->endpoint),
                   SPAN_ARG(doc_get_str(api, "ApiId")));
}

static int check(struct call *c, struct doc *api, const struct doc *before)
{
    if (!before) complete(c, api);
    if (!doc_get(api, "ApiKeySelectionExpression"))
        doc_put_cstr(api, "ApiKeySelectionExpression", "$request.header.x-api-key");
    if (!doc_get(api, "IpAddressType")) doc_put_cstr(api, "IpAddressType", "ipv4");
    doc_put_bool(api, "DisableExecuteApiEndpoint", doc_get_bool(api, "DisableExecuteApiEndpoint", false));
    if (doc_get_bool(c->in, "DisableSchemaValidation", false))
        return fault(c, &httpapi_bad_request, "DisableSchemaValidation is not supported on protocolType HTTP");
    return name_check(c, api) || selection_check(c) ? -1 : httpapi_cors_check(c, doc_get(api, "CorsConfiguration"));
}

/* AWS: what is mapped stays. All that is a part of it goes with it. */
static int release(struct call *c, const struct doc *api)
{
    static const char *const parts[] = { HTTPAPI_ROUTE, HTTPAPI_INTEGRATION, HTTPAPI_AUTHORIZER, HTTPAPI_STAGE,
                                         HTTPAPI_DEPLOYMENT };
    struct span id = doc_get_str(api, "ApiId");

    if (api_store_mapped(c, id, (struct span){ NULL, 0 }).size)
        return fault(
            c, &httpapi_bad_request,
            "Deleting API %.*s failed. Please remove all API mappings for the API from your custom domain names.",
            SPAN_ARG(id));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) documents_remove_of(c, &httpapi_documents, parts[i], id);
    httpapi_store_snapshots_remove(c, id);
    return 0;
}

static const char *const kept[] = { "ApiKeySelectionExpression",
                                    "CorsConfiguration",
                                    "Description",
                                    "DisableExecuteApiEndpoint",
                                    "IpAddressType",
                                    "Name",
                                    "Tags",
                                    "Version",
                                    NULL };

static const struct httpapi_limit limits[] = {
    { "ApiKeySelectionExpression", 1, 128 },
    { "Description", 0, 1024 },
    { "Version", 1, 64 },
    { 0 },
};

const struct httpapi_noun httpapi_apis = {
    .name = HTTPAPI_API,
    .id_member = "ApiId",
    .words = "API",
    .kept = kept,
    .id_size = 10,
    .limits = limits,
    .check = check,
    .release = release,
    .changed = httpapi_deploy_changed,
};

/* --- making one --------------------------------------------------------------------------------------------------- */

static int protocol_check(struct call *c)
{
    struct span protocol = doc_get_str(c->in, "ProtocolType");

    if (span_is(protocol, "HTTP")) return 0;
    if (span_is(protocol, "WEBSOCKET"))
        return fault(c, &fault_not_implemented, "WebSocket APIs are not emulated by Nube");
    return fault(c, &httpapi_bad_request, "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]");
}

/* An integration with its target, a route to it, and the stage $default. */
static int quick_create(struct call *c, const struct doc *api)
{
    struct span target = doc_get_str(c->in, "Target"), key = doc_get_str(c->in, "RouteKey");
    struct doc *integration;

    if (!target.data && (key.data || doc_get(c->in, "CredentialsArn")))
        return fault(c, &httpapi_bad_request, "RouteKey and CredentialsArn need a Target");
    if (!target.data) return 0;
    doc_put(c->in, "ApiId", doc_get(api, "ApiId"));
    integration = httpapi_integration_quick(c, target, doc_get_str(c->in, "CredentialsArn"));
    if (!integration || httpapi_route_quick(c, key.data ? key : SPAN("$default"), integration)) return -1;
    httpapi_stage_quick(c);
    return 0;
}

/* The id that a tag asks for, as developers know it of other emulators; else a new one. */
static int id_choose(struct call *c, struct doc *api)
{
    static const char *const names[] = { "_custom_id_", "ms-custom-id" };
    struct doc *tags = doc_get(c->in, "Tags");

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct span id = doc_get_str(tags, names[i]);
        if (!id.size) continue;
        if (!api_id_is_one(id))
            return fault(c, &httpapi_bad_request, "The id '%.*s' is none: use a-z, 0-9 and -", SPAN_ARG(id));
        if (httpapi_store_is_taken(c, id) || api_store_is_taken(c, api_noun_rest_api.kind, id))
            return fault(c, &httpapi_conflict, "An API with the id %.*s exists already", SPAN_ARG(id));
        doc_put_str(api, "ApiId", id);
    }
    return 0;
}

int httpapi_create_api(struct call *c)
{
    struct doc *chosen = doc_map(&c->arena), *api;

    if (protocol_check(c) || id_choose(c, chosen)) return -1;
    if (doc_get(chosen, "ApiId")) doc_put(c->in, "ApiId", doc_get(chosen, "ApiId"));
    api = httpapi_made(c, &httpapi_apis);
    if (!api || quick_create(c, api)) return -1;
    c->out = api;
    return 0;
}

int httpapi_update_api(struct call *c)
{
    static const char *const quick[] = { "CredentialsArn", "RouteKey", "Target" };

    for (size_t i = 0; i < sizeof quick / sizeof *quick; i++)
        if (doc_get(c->in, quick[i]))
            return fault(c, &fault_not_implemented,
                         "%s of an API that is there is not emulated by Nube: use its routes", quick[i]);
    return httpapi_update(c);
}

int httpapi_delete_cors_configuration(struct call *c)
{
    struct doc *api;

    if (httpapi_require(c, &httpapi_apis, &api)) return -1;
    doc_remove(api, SPAN("CorsConfiguration"));
    httpapi_keep(c, &httpapi_apis, api);
    return httpapi_deploy_changed(c);
}
