/* Handlers of deployments. */
#include "emulator/services/apigateway/apigateway_deployments.h"

#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"
#include "emulator/services/apigateway/apigateway_stages.h"

struct doc *api_snapshot(struct call *c, const struct doc *api)
{
    static const struct {
        const char *member;
        const struct api_noun *noun;
    } parts[] = {
        { "resources", &api_noun_resource },
        { "models", &api_noun_model },
        { "requestValidators", &api_noun_validator },
        { "authorizers", &api_noun_authorizer },
        { "gatewayResponses", &api_noun_gateway_response },
        { "documentationParts", &api_noun_documentation_part },
    };
    struct doc *snapshot = doc_map(&c->arena);

    doc_put(snapshot, "rest", doc_shallow(&c->arena, api));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        doc_put(snapshot, parts[i].member, api_noun_all(c, parts[i].noun));
    return snapshot;
}

/* --- creating ----------------------------------------------------------------------------------------------------- */

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

static int canary_check(struct call *c)
{
    static const char begin[] = "Invalid deployment content specified.";
    struct span name = doc_get_str(c->in, "stageName");

    if (!doc_get(c->in, "canarySettings")) return 0;
    if (!name.size)
        return fault(c, &apigateway_bad_request,
                     "%sNon null and non empty stageName must be provided for canary deployment. Provided value is %s",
                     begin, name.data ? "" : "null");
    if (api_noun_find(c, &api_noun_stage, name)) return 0;
    return fault(c, &apigateway_bad_request,
                 "%sStage %.*s must already be created before making a canary release deployment", begin,
                 SPAN_ARG(name));
}

int api_create_deployment(struct call *c)
{
    struct span stage = doc_get_str(c->in, "stageName"), id = api_id_new(c, 6);
    struct doc *api, *snapshot;

    if (api_require(c, &api) || canary_check(c)) return -1;
    snapshot = api_snapshot(c, api);
    if (deployable_check(c, doc_get(snapshot, "resources"))) return -1;
    doc_put_str(c->out, "id", id);
    if (doc_get_str(c->in, "description").size) doc_put_str(c->out, "description", doc_get_str(c->in, "description"));
    doc_put_int(c->out, "createdDate", c->now_ms);
    api_noun_put(c, &api_noun_deployment, c->out);
    api_store_snapshot_put(c, api_id(c), id, snapshot);
    return stage.size ? api_stage_deploy(c, stage, id) : 0;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* AWS: { "/orders": { "GET": { authorizationType, apiKeyRequired } } }, where it is asked for. */
static struct doc *summary_of(struct call *c, struct span id)
{
    struct doc *summary = doc_map(&c->arena);
    struct doc *resources = doc_get(api_store_snapshot(c, api_id(c), id), "resources");

    for (size_t i = 0; i < doc_count(resources); i++) {
        struct doc *methods = doc_get(doc_at(resources, i), "resourceMethods"), *path = NULL;
        for (size_t k = 0; k < doc_count(methods); k++) {
            const struct doc_member *m = &methods->map.members[k];
            struct doc *told = doc_map(&c->arena);
            if (!path) doc_put_span(summary, doc_get_str(doc_at(resources, i), "path"), path = doc_map(&c->arena));
            doc_put_str(told, "authorizationType", doc_get_str(m->value, "authorizationType"));
            doc_put_bool(told, "apiKeyRequired", doc_get_bool(m->value, "apiKeyRequired", false));
            doc_put_span(path, m->name, told);
        }
    }
    return summary;
}

static void embed(struct call *c, struct doc *deployment)
{
    if (span_is(doc_text(doc_at(doc_get(c->in, "embed"), 0)), "apisummary"))
        doc_put(deployment, "apiSummary", summary_of(c, doc_get_str(deployment, "id")));
}

int api_get_deployment(struct call *c)
{
    if (api_noun_require(c, &api_noun_deployment, &c->out)) return -1;
    embed(c, c->out);
    return 0;
}

int api_get_deployments(struct call *c)
{
    struct doc *items;

    if (api_noun_list(c, &api_noun_deployment)) return -1;
    items = doc_get(c->out, "items");
    for (size_t i = 0; i < doc_count(items); i++) embed(c, doc_at(items, i));
    return 0;
}

int api_update_deployment(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/description", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };

    return api_patch_noun(c, &api_noun_deployment, &rules);
}

int api_delete_deployment(struct call *c)
{
    struct span id = doc_get_str(c->in, "deploymentId");
    struct doc *stages = api_noun_all(c, &api_noun_stage);

    for (size_t i = 0; i < doc_count(stages); i++) {
        struct doc *stage = doc_at(stages, i);
        if (span_eq(doc_get_str(stage, "deploymentId"), id) ||
            span_eq(doc_get_str(doc_get(stage, "canarySettings"), "deploymentId"), id))
            return fault(c, &apigateway_bad_request,
                         "Active stages pointing to this deployment must be moved or deleted");
    }
    if (api_noun_delete(c, &api_noun_deployment)) return -1;
    api_store_snapshot_delete(c, api_id(c), id);
    return 0;
}
