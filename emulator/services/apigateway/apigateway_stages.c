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
static int deployable_check(struct call *c, const struct api *api)
{
    struct doc *resources = doc_get(api->definition, "resources");
    size_t methods = 0;

    for (size_t i = 0; i < doc_count(resources); i++) {
        struct doc *here = doc_get(resources->map.members[i].value, "resourceMethods");
        for (size_t j = 0; j < doc_count(here); j++, methods++)
            if (!doc_get(here->map.members[j].value, "methodIntegration"))
                return fault(c, &apigateway_bad_request, "No integration defined for method");
    }
    return methods ? 0 : fault(c, &apigateway_bad_request, "The REST API doesn't contain any methods");
}

int api_create_deployment(struct call *c)
{
    struct span stage_name = doc_get_str(c->in, "stageName"), description = doc_get_str(c->in, "description");
    char *id = arena_alloc(&c->arena, 7);
    struct api_stage stage;
    struct api api;

    if (api_require(c, &api) || deployable_check(c, &api) || (stage_name.data && stage_name_check(c, stage_name)))
        return -1;
    random_text(id, 6, ALPHABET_LOWER);
    api_store_deployment_insert(c, &api, span_of(id), description);
    if (stage_name.data) {
        if (!api_store_stage_find(c, api.id, stage_name, &stage))
            stage = (struct api_stage){ .api_id = api.id, .name = stage_name, .created_ms = c->now_ms };
        stage.deployment_id = span_of(id);
        stage.updated_ms = c->now_ms;
        if (doc_get(c->in, "variables")) stage.variables = doc_get(c->in, "variables");
        if (doc_get(c->in, "stageDescription")) stage.description = doc_get_str(c->in, "stageDescription");
        api_store_stage_put(c, &stage);
    }
    doc_put_cstr(c->out, "id", id);
    doc_put_str(c->out, "description", description);
    doc_put_int(c->out, "createdDate", c->now_ms);
    return 0;
}

int api_get_deployments(struct call *c)
{
    struct api api;

    if (api_require(c, &api)) return -1;
    doc_put(c->out, "items", api_store_deployments(c, api.id));
    return 0;
}

static void put_stage(const struct api_stage *s, struct doc *out)
{
    doc_put_str(out, "deploymentId", s->deployment_id);
    doc_put_str(out, "stageName", s->name);
    doc_put_str(out, "description", s->description);
    doc_put_bool(out, "cacheClusterEnabled", false);
    doc_put_cstr(out, "cacheClusterStatus", "NOT_AVAILABLE");
    doc_put_map(out, "methodSettings");
    if (s->variables) doc_put(out, "variables", s->variables);
    doc_put_bool(out, "tracingEnabled", false);
    doc_put_int(out, "createdDate", s->created_ms);
    doc_put_int(out, "lastUpdatedDate", s->updated_ms);
}

int api_create_stage(struct call *c)
{
    struct api_stage s = { .name = doc_get_str(c->in, "stageName"),
                           .deployment_id = doc_get_str(c->in, "deploymentId"),
                           .description = doc_get_str(c->in, "description"),
                           .variables = doc_get(c->in, "variables"),
                           .created_ms = c->now_ms,
                           .updated_ms = c->now_ms },
                     old;
    struct api api;

    if (api_require(c, &api) || stage_name_check(c, s.name)) return -1;
    s.api_id = api.id;
    if (!api_store_deployment_exists(c, api.id, s.deployment_id))
        return fault(c, &apigateway_bad_request, "Deployment id does not exist");
    if (api_store_stage_find(c, api.id, s.name, &old)) return fault(c, &apigateway_conflict, "Stage already exists");
    api_store_stage_put(c, &s);
    put_stage(&s, c->out);
    return 0;
}

static int stage_require(struct call *c, struct api_stage *s)
{
    struct api api;

    if (api_require(c, &api)) return -1;
    if (api_store_stage_find(c, api.id, doc_get_str(c->in, "stageName"), s)) return 0;
    return fault(c, &apigateway_not_found, "Invalid stage identifier specified");
}

int api_get_stage(struct call *c)
{
    struct api_stage s;

    if (stage_require(c, &s)) return -1;
    put_stage(&s, c->out);
    return 0;
}

int api_get_stages(struct call *c)
{
    struct doc *items = doc_put_list(c->out, "item"), *names;
    struct api api;

    if (api_require(c, &api)) return -1;
    names = api_store_stage_names(c, api.id);
    for (size_t i = 0; i < doc_count(names); i++) {
        struct api_stage s;
        if (api_store_stage_find(c, api.id, doc_text(doc_at(names, i)), &s)) put_stage(&s, doc_append_map(items));
    }
    return 0;
}

int api_delete_stage(struct call *c)
{
    struct api_stage s;

    if (stage_require(c, &s)) return -1;
    api_store_stage_delete(c, s.api_id, s.name);
    return 0;
}
