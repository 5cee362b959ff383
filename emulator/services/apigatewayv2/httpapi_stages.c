/* Stages: by which name, with which settings a deployment is served. */
#include "emulator/services/apigatewayv2/httpapi_stages.h"

#include "emulator/services/apigateway/apigateway_domain_names.h"
#include "emulator/services/apigateway/apigateway_stage_parts.h"
#include "emulator/services/apigatewayv2/httpapi_authorize_function.h"
#include "emulator/services/apigatewayv2/httpapi_deployments.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"

#define STAGE_BYTES_MAX 128

static bool is_name(struct span name)
{
    if (span_is(name, "$default")) return true;
    for (size_t i = 0; i < name.size; i++) {
        char x = name.data[i];
        if (!((x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') || x == '_' || x == '-'))
            return false;
    }
    return name.size > 0 && name.size <= STAGE_BYTES_MAX;
}

static void complete(struct call *c, struct doc *stage)
{
    static const char *const maps[] = { "RouteSettings", "StageVariables", "Tags" };

    doc_put_int(stage, "CreatedDate", c->now_ms);
    doc_put_bool(stage, "AutoDeploy", doc_get_bool(stage, "AutoDeploy", false));
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        if (!doc_get(stage, maps[i])) doc_put_map(stage, maps[i]);
    if (!doc_get(stage, "DefaultRouteSettings")) doc_put_map(stage, "DefaultRouteSettings");
}

/* A burst without a rate, or a rate without a burst, stands for the account's. */
static int throttle_check(struct call *c, const struct doc *settings)
{
    double rate =
        doc_get(settings, "ThrottlingRateLimit") ? doc_as_double(doc_get(settings, "ThrottlingRateLimit")) : 0;

    if (rate < 0 || doc_get_int(settings, "ThrottlingBurstLimit", 0) < 0)
        return fault(c, &httpapi_bad_request, "Throttling limits cannot be negative");
    if (doc_get(settings, "LoggingLevel") && !span_is(doc_get_str(settings, "LoggingLevel"), "OFF"))
        return fault(c, &httpapi_bad_request, "Execution logs are not supported on protocolType HTTP");
    if (doc_get_bool(settings, "DataTraceEnabled", false))
        return fault(c, &httpapi_bad_request, "Execution logs are not supported on protocolType HTTP");
    return 0;
}

/* Each of them is a route's. */
static int settings_check(struct call *c, const struct doc *stage)
{
    const struct doc *settings = doc_get(stage, "RouteSettings");
    const struct doc *routes = httpapi_store_parts(c, HTTPAPI_ROUTE);

    if (throttle_check(c, doc_get(stage, "DefaultRouteSettings"))) return -1;
    for (size_t i = 0; i < doc_count(settings); i++) {
        const struct doc_member *m = &settings->map.members[i];
        bool is_there = false;
        for (size_t k = 0; k < doc_count(routes) && !is_there; k++)
            is_there = span_eq(doc_get_str(doc_at(routes, k), "RouteKey"), m->name);
        if (!is_there)
            return fault(c, &httpapi_not_found, "Unable to find Route by key %.*s within the provided RouteSettings",
                         SPAN_ARG(m->name));
        if (throttle_check(c, m->value)) return -1;
    }
    return 0;
}

/* AWS: with AutoDeploy the stage's deployments are the service's business. */
static int deployment_check(struct call *c, const struct doc *stage, const struct doc *before)
{
    struct span id = doc_get_str(c->in, "DeploymentId");

    if (!id.data) return 0;
    if (doc_get_bool(stage, "AutoDeploy", false) && !(before && span_eq(id, doc_get_str(before, "DeploymentId"))))
        return fault(c, &httpapi_bad_request, "Deployment ID cannot be set/updated on a Stage with AutoDeploy enabled");
    if (!httpapi_store_part(c, HTTPAPI_DEPLOYMENT, id))
        return fault(c, &httpapi_not_found, "Invalid Deployment identifier specified %.*s", SPAN_ARG(id));
    return 0;
}

static int name_check(struct call *c, struct span name)
{
    if (!is_name(name))
        return fault(c, &httpapi_bad_request, "Stage name only allows a-zA-Z0-9_- or the name '$default'");
    if (httpapi_store_part(c, HTTPAPI_STAGE, name)) return fault(c, &httpapi_conflict, "Stage already exists");
    return 0;
}

static int check(struct call *c, struct doc *stage, const struct doc *before)
{
    bool was_automatic = before && doc_get_bool(before, "AutoDeploy", false);

    if (!before) {
        doc_put_str(stage, "StageName", doc_get_str(c->in, "StageName"));
        if (name_check(c, doc_get_str(stage, "StageName"))) return -1;
        complete(c, stage);
    }
    if (deployment_check(c, stage, before) || settings_check(c, stage) ||
        api_stage_variables_check(c, doc_get(c->in, "StageVariables")))
        return -1;
    doc_put_int(stage, "LastUpdatedDate", c->now_ms);
    if (doc_get_bool(stage, "AutoDeploy", false) && !was_automatic) httpapi_deploy_to(c, stage, true);
    return 0;
}

static int release(struct call *c, const struct doc *stage)
{
    return api_unmapped_check(c, "stage", doc_get_str(c->in, "ApiId"), doc_get_str(stage, "StageName"));
}

static const char *const kept[] = { "AccessLogSettings",
                                    "AutoDeploy",
                                    "ClientCertificateId",
                                    "DefaultRouteSettings",
                                    "DeploymentId",
                                    "Description",
                                    "RouteSettings",
                                    "StageVariables",
                                    "Tags",
                                    NULL };

static const struct httpapi_limit limits[] = { { "Description", 0, 1024 }, { 0 } };

const struct httpapi_noun httpapi_stages = {
    .name = HTTPAPI_STAGE,
    .id_member = "StageName",
    .words = "stage",
    .is_of_api = true,
    .kept = kept,
    .limits = limits,
    .check = check,
    .release = release,
};

void httpapi_stage_quick(struct call *c)
{
    struct doc *stage = doc_map(&c->arena);

    doc_put_cstr(stage, "StageName", "$default");
    doc_put_bool(stage, "AutoDeploy", true);
    doc_put_bool(stage, "ApiGatewayManaged", true);
    complete(c, stage);
    httpapi_deploy_to(c, stage, true);
    httpapi_keep(c, &httpapi_stages, stage);
}

/* --- parts of them ------------------------------------------------------------------------------------------------ */

int httpapi_delete_route_settings(struct call *c)
{
    struct doc *stage, *settings;
    struct span key = doc_get_str(c->in, "RouteKey");

    if (httpapi_require(c, &httpapi_stages, &stage)) return -1;
    settings = doc_get(stage, "RouteSettings");
    if (!doc_get_span(settings, key))
        return fault(c, &httpapi_not_found, "Unable to find Route by key %.*s within the provided RouteSettings",
                     SPAN_ARG(key));
    doc_remove(settings, key);
    httpapi_keep(c, &httpapi_stages, stage);
    return 0;
}

int httpapi_delete_access_log_settings(struct call *c)
{
    struct doc *stage;

    if (httpapi_require(c, &httpapi_stages, &stage)) return -1;
    doc_remove(stage, SPAN("AccessLogSettings"));
    httpapi_keep(c, &httpapi_stages, stage);
    return 0;
}

int httpapi_reset_authorizers_cache(struct call *c)
{
    struct doc *stage;

    if (httpapi_require(c, &httpapi_stages, &stage)) return -1;
    httpapi_authorize_function_forget(doc_get_str(c->in, "ApiId"), doc_get_str(c->in, "StageName"));
    return 0;
}
