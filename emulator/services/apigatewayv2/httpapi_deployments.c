/* A deployment is a copy of the API's parts beside a document that says when it was made. */
#include "emulator/services/apigatewayv2/httpapi_deployments.h"

#include "emulator/base/ids.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"

static struct span api_id(const struct call *c)
{
    return doc_get_str(c->in, "ApiId");
}

struct doc *httpapi_deployment_snapshot(struct call *c)
{
    struct doc *snapshot = doc_map(&c->arena);

    doc_put(snapshot, "api", documents_get(c, &httpapi_documents, HTTPAPI_API, SPAN(""), api_id(c)));
    doc_put(snapshot, "routes", httpapi_store_parts(c, HTTPAPI_ROUTE));
    doc_put(snapshot, "integrations", httpapi_store_parts(c, HTTPAPI_INTEGRATION));
    doc_put(snapshot, "authorizers", httpapi_store_parts(c, HTTPAPI_AUTHORIZER));
    return snapshot;
}

static struct doc *deployment_new(struct call *c, bool is_automatic)
{
    struct doc *deployment = doc_map(&c->arena);
    char *id = arena_alloc(&c->arena, 7);

    random_text(id, 6, ALPHABET_LOWER);
    doc_put_cstr(deployment, "DeploymentId", id);
    doc_put_bool(deployment, "AutoDeployed", is_automatic);
    doc_put_int(deployment, "CreatedDate", c->now_ms);
    doc_put_cstr(deployment, "DeploymentStatus", "DEPLOYED");
    if (is_automatic)
        doc_put_cstr(deployment, "Description", "Automatic deployment triggered by changes to the Api configuration");
    else if (doc_get(c->in, "Description")) doc_put(deployment, "Description", doc_get(c->in, "Description"));
    httpapi_store_snapshot_put(c, api_id(c), span_of(id), httpapi_deployment_snapshot(c));
    httpapi_keep(c, &httpapi_deployments, deployment);
    return deployment;
}

/* One that only this stage had, made by AutoDeploy, goes with its copy: nobody can ask for it again. */
static void automatic_drop(struct call *c, struct span id)
{
    const struct doc *old = httpapi_store_part(c, HTTPAPI_DEPLOYMENT, id);
    const struct doc *stages = httpapi_store_parts(c, HTTPAPI_STAGE);
    int users = 0;

    for (size_t i = 0; i < doc_count(stages); i++) users += span_eq(doc_get_str(doc_at(stages, i), "DeploymentId"), id);
    if (!old || users > 1 || !doc_get_bool(old, "AutoDeployed", false)) return;
    documents_remove(c, &httpapi_documents, HTTPAPI_DEPLOYMENT, api_id(c), id);
    httpapi_store_snapshot_remove(c, api_id(c), id);
}

static void stage_take(struct call *c, struct doc *stage, struct span deployment_id)
{
    doc_put_str(stage, "DeploymentId", deployment_id);
    doc_put_format(stage, "LastDeploymentStatusMessage", "Successfully deployed stage with deployment ID '%.*s'",
                   SPAN_ARG(deployment_id));
    doc_put_int(stage, "LastUpdatedDate", c->now_ms);
}

void httpapi_deploy_to(struct call *c, struct doc *stage, bool is_automatic)
{
    struct span before = doc_get_str(stage, "DeploymentId");

    if (is_automatic && before.size) automatic_drop(c, before);
    stage_take(c, stage, doc_get_str(deployment_new(c, is_automatic), "DeploymentId"));
}

int httpapi_deploy_changed(struct call *c)
{
    const struct doc *stages = httpapi_store_parts(c, HTTPAPI_STAGE);

    for (size_t i = 0; i < doc_count(stages); i++) {
        struct doc *stage = doc_at(stages, i);
        if (!doc_get_bool(stage, "AutoDeploy", false)) continue;
        httpapi_deploy_to(c, stage, true);
        httpapi_store_part_put(c, HTTPAPI_STAGE, doc_get_str(stage, "StageName"), stage);
    }
    return 0;
}

/* --- on demand ---------------------------------------------------------------------------------------------------- */

static int stage_find(struct call *c, struct doc **stage)
{
    struct span name = doc_get_str(c->in, "StageName");

    *stage = name.data ? httpapi_store_part(c, HTTPAPI_STAGE, name) : NULL;
    if (name.data && !*stage) return fault(c, &httpapi_not_found, "Invalid stage identifier specified");
    if (*stage && doc_get_bool(*stage, "AutoDeploy", false))
        return fault(c, &httpapi_bad_request, "Deployment ID cannot be set/updated on a Stage with AutoDeploy enabled");
    return 0;
}

int httpapi_create_deployment(struct call *c)
{
    struct doc *stage;

    if (httpapi_owner_require(c, &httpapi_deployments) || stage_find(c, &stage)) return -1;
    if (!doc_count(httpapi_store_parts(c, HTTPAPI_ROUTE)))
        return fault(c, &httpapi_bad_request, "At least one route is required before deploying the Api.");
    c->out = deployment_new(c, false);
    if (!stage) return 0;
    stage_take(c, stage, doc_get_str(c->out, "DeploymentId"));
    httpapi_store_part_put(c, HTTPAPI_STAGE, doc_get_str(stage, "StageName"), stage);
    return 0;
}

static int release(struct call *c, const struct doc *deployment)
{
    const struct doc *stages = httpapi_store_parts(c, HTTPAPI_STAGE);
    struct span id = doc_get_str(deployment, "DeploymentId");

    for (size_t i = 0; i < doc_count(stages); i++)
        if (span_eq(doc_get_str(doc_at(stages, i), "DeploymentId"), id))
            return fault(c, &httpapi_bad_request, "Active stages pointing to this deployment must be moved or deleted");
    httpapi_store_snapshot_remove(c, api_id(c), id);
    return 0;
}

static const char *const kept[] = { "Description", NULL };

const struct httpapi_noun httpapi_deployments = {
    .name = HTTPAPI_DEPLOYMENT,
    .id_member = "DeploymentId",
    .words = "Deployment",
    .is_of_api = true,
    .kept = kept,
    .id_size = 6,
    .release = release,
};
