/* Handlers of deployments and stages. */
#include "emulator/base/ids.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_apis.h"
#include "emulator/services/apigateway/apigateway_faults.h"

static bool is_stage_name(struct span name)
{
    for (size_t i = 0; i < name.size; i++) {
        char x = name.data[i];
        if (!((x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') || x == '_' || x == '-'))
            return false;
    }
    return name.size >= 1 && name.size <= 128;
}

static int stage_name_check(struct call *c, struct span name)
{
    if (is_stage_name(name)) return 0;
    return fault(c, &apigateway_bad_request, "Stage name only allows a-zA-Z0-9_-");
}

/* AWS: an API without methods, or with one that has no integration, cannot be deployed. */
static int deployable_check(struct call *c, const struct doc *resources)
{
    size_t methods = 0;

    for (size_t i = 0; i < doc_count(resources); i++) {
        struct doc *here = doc_get(doc_at(resources, i), "resourceMethods");
        for (size_t j = 0; j < doc_count(here); j++, methods++)
            if (!doc_get(here->map.members[j].value, "methodIntegration"))
                return fault(c, &apigateway_bad_request, "No integration defined for method");
    }
    return methods ? 0 : fault(c, &apigateway_bad_request, "The REST API doesn't contain any methods");
}

static struct doc *snapshot_of(struct call *c, struct doc *api)
{
    static const struct {
        const char *member, *kind;
    } parts[] = {
        { "resources", "resource" },
        { "models", "model" },
        { "requestValidators", "requestvalidator" },
        { "authorizers", "authorizer" },
        { "gatewayResponses", "gatewayresponse" },
        { "documentationParts", "documentationpart" },
    };
    struct doc *snapshot = doc_map(&c->arena);

    doc_put(snapshot, "rest", api);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        doc_put(snapshot, parts[i].member, api_store_list(c, parts[i].kind, api_id(c), SPAN(""), -1));
    return snapshot;
}

static void stage_store(struct call *c, const struct doc *stage)
{
    api_store_put(c, "stage", api_id(c), doc_get_str(stage, "stageName"), stage);
}

static struct doc *stage_new(struct call *c, struct span name)
{
    struct doc *stage = doc_map(&c->arena);

    doc_put_str(stage, "stageName", name);
    doc_put_bool(stage, "cacheClusterEnabled", false);
    doc_put_cstr(stage, "cacheClusterStatus", "NOT_AVAILABLE");
    doc_put_map(stage, "methodSettings");
    doc_put_bool(stage, "tracingEnabled", false);
    doc_put_int(stage, "createdDate", c->now_ms);
    return stage;
}

/* The stage serves that deployment from now on. */
static void stage_deploy(struct call *c, struct span name, struct span deployment_id)
{
    struct doc *stage = api_store_get(c, "stage", api_id(c), name);

    if (!stage) stage = stage_new(c, name);
    doc_put_str(stage, "deploymentId", deployment_id);
    doc_put_int(stage, "lastUpdatedDate", c->now_ms);
    if (doc_get(c->in, "variables")) doc_put(stage, "variables", doc_get(c->in, "variables"));
    doc_put_str(stage, "description", doc_get_str(c->in, "stageDescription"));
    stage_store(c, stage);
}

int api_create_deployment(struct call *c)
{
    struct span stage_name = doc_get_str(c->in, "stageName");
    char *id = arena_alloc(&c->arena, 7);
    struct doc *api, *snapshot;

    if (api_require(c, &api)) return -1;
    snapshot = snapshot_of(c, api);
    if (deployable_check(c, doc_get(snapshot, "resources")) || (stage_name.data && stage_name_check(c, stage_name)))
        return -1;
    random_text(id, 6, ALPHABET_LOWER);
    doc_put_cstr(c->out, "id", id);
    doc_put_str(c->out, "description", doc_get_str(c->in, "description"));
    doc_put_int(c->out, "createdDate", c->now_ms);
    api_store_put(c, "deployment", api_id(c), span_of(id), c->out);
    api_store_snapshot_put(c, api_id(c), span_of(id), snapshot);
    if (stage_name.data) stage_deploy(c, stage_name, span_of(id));
    return 0;
}

int api_get_deployments(struct call *c)
{
    struct doc *api;

    if (api_require(c, &api)) return -1;
    doc_put(c->out, "items", api_store_list(c, "deployment", api_id(c), SPAN(""), -1));
    return 0;
}

int api_create_stage(struct call *c)
{
    struct span name = doc_get_str(c->in, "stageName");
    struct doc *api, *stage;

    if (api_require(c, &api) || stage_name_check(c, name)) return -1;
    if (!api_store_get(c, "deployment", api_id(c), doc_get_str(c->in, "deploymentId")))
        return fault(c, &apigateway_bad_request, "Deployment id does not exist");
    if (api_store_get(c, "stage", api_id(c), name)) return fault(c, &apigateway_conflict, "Stage already exists");
    stage = stage_new(c, name);
    doc_put_str(stage, "deploymentId", doc_get_str(c->in, "deploymentId"));
    doc_put_str(stage, "description", doc_get_str(c->in, "description"));
    if (doc_get(c->in, "variables")) doc_put(stage, "variables", doc_get(c->in, "variables"));
    doc_put_int(stage, "lastUpdatedDate", c->now_ms);
    stage_store(c, stage);
    c->out = stage;
    return 0;
}

static int stage_require(struct call *c, struct doc **stage)
{
    struct doc *api;

    if (api_require(c, &api)) return -1;
    *stage = api_store_get(c, "stage", api_id(c), doc_get_str(c->in, "stageName"));
    return *stage ? 0 : fault(c, &apigateway_not_found, "Invalid stage identifier specified");
}

int api_get_stage(struct call *c)
{
    return stage_require(c, &c->out);
}

int api_get_stages(struct call *c)
{
    struct doc *api;

    if (api_require(c, &api)) return -1;
    doc_put(c->out, "item", api_store_list(c, "stage", api_id(c), SPAN(""), -1));
    return 0;
}

int api_delete_stage(struct call *c)
{
    struct doc *stage;

    if (stage_require(c, &stage)) return -1;
    api_store_delete(c, "stage", api_id(c), doc_get_str(stage, "stageName"));
    return 0;
}
