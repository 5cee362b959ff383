/* What a document describes is made as if its parts had been asked for one by one; a fault keeps nothing of it. */
#include "emulator/services/apigatewayv2/httpapi_import.h"

#include "emulator/base/json.h"
#include "emulator/base/yaml.h"
#include "emulator/services/apigatewayv2/httpapi_deployments.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"
#include "emulator/services/apigatewayv2/httpapi_openapi.h"

/* --- importing ---------------------------------------------------------------------------------------------------- */

static struct doc *document_read(struct call *c, struct doc *warnings)
{
    struct span body = doc_get_str(c->in, "Body"), basepath = doc_get_str(c->in, "Basepath");
    struct doc *document = json_parse(&c->arena, body, NULL), *read;

    if (!document) document = yaml_parse(&c->arena, body, NULL);
    if (basepath.size && !span_is(basepath, "ignore") && !span_is(basepath, "prepend")) {
        fault(c, &httpapi_bad_request, "Basepath %.*s is not emulated by Nube: ignore or prepend", SPAN_ARG(basepath));
        return NULL;
    }
    read = httpapi_openapi_read(&c->arena, document, span_is(basepath, "prepend"), warnings);
    if (!read) fault(c, &httpapi_bad_request, "Invalid OpenAPI input.");
    if (read && doc_get_bool(c->in, "FailOnWarnings", false) && doc_count(warnings)) {
        fault(c, &httpapi_bad_request, "Warnings found during import: %.*s", SPAN_ARG(doc_text(doc_at(warnings, 0))));
        return NULL;
    }
    return read;
}

/* Makes one part of the API as its Create operation would. NULL with the fault. */
static struct doc *part_make(struct call *c, const struct httpapi_noun *n, struct doc *input, const struct doc *api_id)
{
    struct doc *in = c->in, *made;

    doc_put(input, "ApiId", (struct doc *)api_id);
    c->in = input;
    made = httpapi_made(c, n);
    c->in = in;
    return made;
}

static struct span authorizer_id(const struct doc *made, struct span name)
{
    for (size_t i = 0; i < doc_count(made); i++)
        if (span_eq(doc_get_str(doc_at(made, i), "Name"), name)) return doc_get_str(doc_at(made, i), "AuthorizerId");
    return (struct span){ NULL, 0 };
}

static int route_make(struct call *c, struct doc *route, const struct doc *authorizers, const struct doc *api_id)
{
    struct doc *integration = doc_get(route, "integration");

    if (integration) {
        integration = part_make(c, &httpapi_integrations, integration, api_id);
        if (!integration) return -1;
        doc_put_format(route, "Target", "integrations/%.*s", SPAN_ARG(doc_get_str(integration, "IntegrationId")));
    }
    doc_put_str(route, "AuthorizerId", authorizer_id(authorizers, doc_get_str(route, "AuthorizerName")));
    return part_make(c, &httpapi_routes, route, api_id) ? 0 : -1;
}

static int parts_make(struct call *c, const struct doc *read, const struct doc *api_id)
{
    const struct doc *authorizers = doc_get(read, "authorizers"), *routes = doc_get(read, "routes");
    struct doc *made = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(authorizers); i++) {
        struct doc *authorizer = part_make(c, &httpapi_authorizers, doc_at(authorizers, i), api_id);
        if (!authorizer) return -1;
        doc_append(made, authorizer);
    }
    for (size_t i = 0; i < doc_count(routes); i++)
        if (route_make(c, doc_at(routes, i), made, api_id)) return -1;
    return 0;
}

static void tell(struct call *c, struct doc *api, struct doc *warnings)
{
    c->out = api;
    if (doc_count(warnings)) doc_put(c->out, "Warnings", warnings);
}

int httpapi_import_api(struct call *c)
{
    struct doc *warnings = doc_list(&c->arena), *read = document_read(c, warnings), *in = c->in, *api;

    if (!read) return -1;
    c->in = doc_get(read, "api");
    api = httpapi_made(c, &httpapi_apis);
    c->in = in;
    if (!api || parts_make(c, read, doc_get(api, "ApiId"))) return -1;
    tell(c, api, warnings);
    return 0;
}

/* The API stays, and its stages; all else is made anew. */
int httpapi_reimport_api(struct call *c)
{
    static const char *const parts[] = { HTTPAPI_ROUTE, HTTPAPI_INTEGRATION, HTTPAPI_AUTHORIZER };
    struct doc *warnings = doc_list(&c->arena), *read = document_read(c, warnings), *api, *fresh;

    if (!read || httpapi_require(c, &httpapi_apis, &api)) return -1;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        documents_remove_of(c, &httpapi_documents, parts[i], doc_get_str(c->in, "ApiId"));
    fresh = doc_get(read, "api");
    doc_remove(api, SPAN("CorsConfiguration"));
    for (size_t i = 0; i < doc_count(fresh); i++)
        doc_put_span(api, fresh->map.members[i].name, fresh->map.members[i].value);
    if (httpapi_apis.check(c, api, api) || parts_make(c, read, doc_get(api, "ApiId"))) return -1;
    httpapi_keep(c, &httpapi_apis, api);
    tell(c, api, warnings);
    return httpapi_deploy_changed(c);
}

/* --- exporting ---------------------------------------------------------------------------------------------------- */

static int snapshot_of(struct call *c, struct doc **snapshot)
{
    struct span stage_name = doc_get_str(c->in, "StageName");
    const struct doc *stage;
    struct doc *api;

    if (httpapi_require(c, &httpapi_apis, &api)) return -1;
    if (!stage_name.size) {
        *snapshot = httpapi_deployment_snapshot(c);
        return 0;
    }
    stage = httpapi_store_part(c, HTTPAPI_STAGE, stage_name);
    *snapshot =
        stage ? httpapi_store_snapshot(c, doc_get_str(c->in, "ApiId"), doc_get_str(stage, "DeploymentId")) : NULL;
    return *snapshot ? 0 : fault(c, &httpapi_not_found, "Invalid stage identifier specified");
}

int httpapi_export_api(struct call *c)
{
    struct span type = doc_get_str(c->in, "OutputType"), version = doc_get_str(c->in, "ExportVersion");
    struct doc *snapshot, *document;
    struct buf text = { 0 };

    if (!span_is(doc_get_str(c->in, "Specification"), "OAS30"))
        return fault(c, &httpapi_bad_request, "Invalid specification specified. Must be OAS30");
    if (!span_is(type, "JSON") && !span_is(type, "YAML"))
        return fault(c, &httpapi_bad_request, "Invalid output type specified. Must be one of [JSON, YAML]");
    if (version.size && !span_is(version, "1.0"))
        return fault(c, &httpapi_bad_request, "Invalid export version specified. Must be 1.0");
    if (snapshot_of(c, &snapshot)) return -1;
    document = httpapi_openapi_write(&c->arena, snapshot, doc_get_bool(c->in, "IncludeExtensions", true));
    if (span_is(type, "JSON")) json_write(&text, document);
    else yaml_write(&text, document);
    doc_put_blob(c->out, "body", arena_span(&c->arena, buf_span(&text)));
    buf_release(&text);
    return 0;
}
