/* The REST API: four routes and their preflights, all answered by the function app-server. */
#include <stdio.h>

#include "app/deploy/deploy.h"

static const struct {
    const char *method;
    const char *path;
} api_routes[] = {
    { "GET", "/health" },     { "OPTIONS", "/health" },  { "GET", "/orders" },          { "POST", "/orders" },
    { "OPTIONS", "/orders" }, { "GET", "/orders/{id}" }, { "OPTIONS", "/orders/{id}" },
};

static int api_deploy_route(struct deploy *deploy, const char *http_method, const char *path)
{
    char resource_id[APIGATEWAY_ID_SIZE];
    struct apigateway_method method = { deploy->api_id, resource_id, http_method, deploy->server_arn };

    if (apigateway_ensure_resource(deploy->client, deploy->api_id, path, resource_id, &deploy->error)) return -1;
    return apigateway_ensure_method(deploy->client, &method, &deploy->error);
}

/* Lets this API, any stage and route of it, call the function. */
static int api_allow_invocation(struct deploy *deploy)
{
    char source[512], resource[APIGATEWAY_ID_SIZE + 8], statement[APIGATEWAY_ID_SIZE + 16];
    struct lambda_permission permission = { DEPLOY_SERVER, statement, "apigateway.amazonaws.com", source };

    snprintf(resource, sizeof resource, "%s/*/*", deploy->api_id);
    snprintf(statement, sizeof statement, "api-%s", deploy->api_id);
    deploy_arn(deploy, "execute-api", resource, source, sizeof source);
    return lambda_ensure_permission(deploy->client, &permission, &deploy->error);
}

int deploy_api(struct deploy *deploy)
{
    size_t i;

    if (apigateway_ensure_api(deploy->client, DEPLOY_API, deploy->api_id, &deploy->error)) return -1;
    for (i = 0; i < sizeof api_routes / sizeof *api_routes; i++)
        if (api_deploy_route(deploy, api_routes[i].method, api_routes[i].path)) return -1;
    if (api_allow_invocation(deploy)) return -1;
    return apigateway_deploy(deploy->client, deploy->api_id, DEPLOY_STAGE, &deploy->error);
}
