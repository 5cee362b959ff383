/* Handlers of stages, but for the paths of UpdateStage. */
#include "emulator/services/apigateway/apigateway_stages.h"

#include "emulator/services/apigateway/apigateway_domain_names.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_stage_parts.h"
#include "emulator/services/apigateway/apigateway_stage_patch.h"

/* --- documents ---------------------------------------------------------------------------------------------------- */

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

/* What CreateStage and CreateDeployment say of a stage. */
static int stage_describe(struct call *c, struct doc *stage, const char *description)
{
    struct doc *variables = doc_get(c->in, "variables");

    if (api_stage_variables_check(c, variables)) return -1;
    if (variables) doc_put(stage, "variables", variables);
    doc_remove(stage, SPAN("description"));
    if (doc_get_str(c->in, description).size) doc_put_str(stage, "description", doc_get_str(c->in, description));
    if (doc_get(c->in, "cacheClusterSize")) doc_put(stage, "cacheClusterSize", doc_get(c->in, "cacheClusterSize"));
    if (doc_get(c->in, "cacheClusterEnabled"))
        api_stage_cache_put(stage, doc_get_bool(c->in, "cacheClusterEnabled", false));
    if (doc_get(c->in, "tracingEnabled")) doc_put(stage, "tracingEnabled", doc_get(c->in, "tracingEnabled"));
    doc_put_int(stage, "lastUpdatedDate", c->now_ms);
    return 0;
}

/* Settings of a canary, complete. */
static int canary_put(struct call *c, struct doc *stage, struct span deployment_id)
{
    struct doc *wanted = doc_get(c->in, "canarySettings"), *canary = api_stage_canary(c, stage);
    struct doc *overrides = doc_get(wanted, "stageVariableOverrides"), *percent = doc_get(wanted, "percentTraffic");

    doc_put_str(canary, "deploymentId", deployment_id);
    if (percent) doc_put(canary, "percentTraffic", percent);
    if (overrides) doc_put(canary, "stageVariableOverrides", overrides);
    doc_put_bool(canary, "useStageCache", doc_get_bool(wanted, "useStageCache", false));
    if (api_stage_variables_check(c, overrides)) return -1;
    return api_stage_percent_check(c, doc_get(canary, "percentTraffic"));
}

int api_stage_deploy(struct call *c, struct span name, struct span deployment_id)
{
    struct doc *stage = api_noun_find(c, &api_noun_stage, name);

    if (api_stage_name_check(c, name)) return -1;
    if (doc_get(c->in, "canarySettings")) {
        if (canary_put(c, stage, deployment_id)) return -1;
        doc_put_int(stage, "lastUpdatedDate", c->now_ms);
    } else {
        if (!stage) stage = stage_new(c, name);
        if (stage_describe(c, stage, "stageDescription")) return -1;
        doc_remove(stage, SPAN("canarySettings"));
        doc_put_str(stage, "deploymentId", deployment_id);
    }
    api_noun_put(c, &api_noun_stage, stage);
    return 0;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

static int create_check(struct call *c)
{
    struct span version = doc_get_str(c->in, "documentationVersion");
    struct doc *api;

    if (api_require(c, &api) || api_stage_name_check(c, doc_get_str(c->in, "stageName"))) return -1;
    if (!api_noun_named(c, &api_noun_deployment))
        return fault(c, &apigateway_bad_request, "Deployment id does not exist");
    if (version.size && !api_noun_named(c, &api_noun_documentation_version))
        return api_noun_missing(c, &api_noun_documentation_version, version);
    if (!api_noun_named(c, &api_noun_stage)) return 0;
    return fault(c, &apigateway_conflict, "Stage already exists");
}

int api_create_stage(struct call *c)
{
    struct span canary_id = doc_get_str(doc_get(c->in, "canarySettings"), "deploymentId");
    struct doc *stage = stage_new(c, doc_get_str(c->in, "stageName"));

    if (create_check(c) || stage_describe(c, stage, "description")) return -1;
    doc_put_str(stage, "deploymentId", doc_get_str(c->in, "deploymentId"));
    doc_put_str(stage, "documentationVersion", doc_get_str(c->in, "documentationVersion"));
    if (doc_count(doc_get(c->in, "tags"))) doc_put(stage, "tags", doc_get(c->in, "tags"));
    if (doc_get(c->in, "canarySettings")) {
        if (canary_id.size && !api_noun_find(c, &api_noun_deployment, canary_id))
            return fault(c, &apigateway_bad_request, "Deployment id does not exist");
        if (canary_put(c, stage, canary_id.size ? canary_id : doc_get_str(stage, "deploymentId"))) return -1;
    }
    api_noun_put(c, &api_noun_stage, stage);
    c->out = stage;
    return 0;
}

int api_get_stage(struct call *c)
{
    return api_noun_get(c, &api_noun_stage);
}

/* AWS: all in one page, of one deployment where it is told. */
int api_get_stages(struct call *c)
{
    struct span deployment = doc_get_str(c->in, "deploymentId");
    struct doc *api, *all, *item = doc_put_list(c->out, "item");

    if (api_require(c, &api)) return -1;
    all = api_noun_all(c, &api_noun_stage);
    for (size_t i = 0; i < doc_count(all); i++)
        if (!deployment.data || span_eq(doc_get_str(doc_at(all, i), "deploymentId"), deployment))
            doc_append(item, doc_at(all, i));
    return 0;
}

int api_update_stage(struct call *c)
{
    struct doc *stage;

    if (api_noun_require(c, &api_noun_stage, &stage) || api_stage_patch(c, stage)) return -1;
    doc_put_int(stage, "lastUpdatedDate", c->now_ms);
    api_noun_put(c, &api_noun_stage, stage);
    c->out = stage;
    return 0;
}

int api_stages_unplanned_check(struct call *c, struct span api_id, struct span stage)
{
    struct doc *plans = api_noun_all(c, &api_noun_usage_plan);

    for (size_t i = 0; i < doc_count(plans); i++) {
        struct doc *stages = doc_get(doc_at(plans, i), "apiStages");
        for (size_t k = 0; k < doc_count(stages); k++)
            if (span_eq(doc_get_str(doc_at(stages, k), "apiId"), api_id) &&
                (!stage.size || span_eq(doc_get_str(doc_at(stages, k), "stage"), stage)))
                return fault(c, &apigateway_bad_request, "Active stages in usage plan: %.*s",
                             SPAN_ARG(doc_get_str(doc_at(plans, i), "id")));
    }
    return 0;
}

int api_delete_stage(struct call *c)
{
    struct span name = doc_get_str(c->in, "stageName");

    if (api_stages_unplanned_check(c, api_id(c), name) || api_unmapped_check(c, "stage", api_id(c), name)) return -1;
    return api_noun_delete(c, &api_noun_stage);
}

/* What is cached of a stage holds until it is told here that it does not: a document beside the stage has the times. */
static int flush(struct call *c, const char *member)
{
    struct span name = doc_get_str(c->in, "stageName");
    struct doc *stage, *flushed;

    if (api_noun_require(c, &api_noun_stage, &stage)) return -1;
    flushed = api_store_get(c, "flushed", api_id(c), name);
    if (!flushed) flushed = doc_map(&c->arena);
    doc_put_int(flushed, member, c->now_ms);
    api_store_put(c, "flushed", api_id(c), name, flushed);
    return 0;
}

int api_flush_stage_cache(struct call *c)
{
    return flush(c, "data");
}

int api_flush_stage_authorizers_cache(struct call *c)
{
    return flush(c, "authorizers");
}
