/* What is exported is the snapshot that the stage serves. */
#include "emulator/services/apigateway/apigateway_export.h"

#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/base/yaml.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_openapi.h"

/* "integrations,authorizers,documentation" */
static int extensions_read(struct call *c, struct api_openapi_export *e)
{
    struct span all = doc_get_str(doc_get(c->in, "parameters"), "extensions"), one;

    while (span_split(&all, ',', &one)) {
        one = span_trim(one);
        if (span_is(one, "integrations")) e->has_integrations = true;
        else if (span_is(one, "authorizers")) e->has_authorizers = true;
        else if (span_is(one, "documentation")) e->has_documentation = true;
        else if (span_is(one, "apigateway")) e->has_all = true;
        else if (span_is(one, "postman"))
            return fault(c, &fault_not_implemented, "Postman's extensions are not exported by Nube");
        else if (one.size)
            return fault(c, &apigateway_bad_request, "Invalid value for parameter extensions: %.*s", SPAN_ARG(one));
    }
    return 0;
}

static int type_read(struct call *c, struct api_openapi_export *e)
{
    struct span type = doc_get_str(c->in, "exportType");

    e->is_v3 = span_is(type, "oas30");
    if (e->is_v3 || span_is(type, "swagger")) return 0;
    return fault(c, &apigateway_bad_request, "Invalid export type '%.*s'. Valid values are: [oas30, swagger]",
                 SPAN_ARG(type));
}

/* JSON where nothing else is asked for. */
static int accept_read(struct call *c, bool *is_yaml)
{
    struct span accepts = doc_get_str(c->in, "accepts");
    bool is_any = !accepts.size || memmem(accepts.data, accepts.size, "*/*", 3);

    *is_yaml = accepts.size && memmem(accepts.data, accepts.size, "application/yaml", 16);
    if (is_any || *is_yaml || memmem(accepts.data, accepts.size, "application/json", 16)) return 0;
    return fault(c, &apigateway_bad_request, "Unsupported accept header value: %.*s", SPAN_ARG(accepts));
}

static void answer(struct call *c, const struct doc *document, bool is_yaml)
{
    struct buf text = { 0 };

    if (is_yaml) yaml_write(&text, document);
    else json_write(&text, document);
    doc_put_cstr(c->out, "contentType", is_yaml ? "application/yaml" : "application/json");
    doc_put_format(c->out, "contentDisposition", "attachment; filename=\"%.*s_%.*s.%s\"",
                   SPAN_ARG(doc_get_str(c->in, "exportType")), SPAN_ARG(time_iso8601(&c->arena, c->now_ms)),
                   is_yaml ? "yaml" : "json");
    doc_put_blob(c->out, "body", buf_span(&text));
    buf_release(&text);
}

int api_get_export(struct call *c)
{
    struct api_openapi_export e = { .stage = doc_get_str(c->in, "stageName") };
    struct doc *api, *stage, *snapshot;
    struct span deployment_id;
    bool is_yaml;

    if (api_require(c, &api) || api_noun_require(c, &api_noun_stage, &stage)) return -1;
    if (type_read(c, &e) || extensions_read(c, &e) || accept_read(c, &is_yaml)) return -1;
    deployment_id = doc_get_str(stage, "deploymentId");
    snapshot = api_store_snapshot(c, api_id(c), deployment_id);
    if (!snapshot) return api_noun_missing(c, &api_noun_deployment, deployment_id);
    e.host = arena_format(&c->arena, "%.*s.execute-api.%s.amazonaws.com", SPAN_ARG(api_id(c)), c->who.region);
    e.version = time_iso8601(
        &c->arena, doc_get_int(api_noun_find(c, &api_noun_deployment, deployment_id), "createdDate", c->now_ms));
    e.documentation = api_noun_find(c, &api_noun_documentation_version, doc_get_str(stage, "documentationVersion"));
    answer(c, api_openapi_write(&c->arena, snapshot, &e), is_yaml);
    return 0;
}
