/* Amazon API Gateway, REST APIs (v1): enough of the control plane for routes with Lambda proxy integrations, and the
 * stages themselves. https://docs.aws.amazon.com/apigateway/latest/api/ */
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_asks.h"
#include "emulator/services/apigateway/apigateway_apis.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_live.h"
#include "emulator/services/apigateway/apigateway_plane.h"
#include "emulator/services/apigateway/apigateway_shapes.h"
#include "emulator/wire/codecs.h"

#define API      "/restapis/{restapi_id}"
#define RESOURCE API "/resources/{resource_id}"
#define METHOD   RESOURCE "/methods/{http_method}"

static const struct operation operations[] = {
    { "CreateRestApi", &ApiCreateRestApiRequest, &ApiRestApi, api_create_rest_api, WRITES,
      .rest = { "POST", "/restapis", 201 }, .asks = api_ask_path },
    { "GetRestApis", &ApiGetRestApisRequest, &ApiRestApis, api_get_rest_apis, 0, .rest = { "GET", "/restapis" },
      .asks = api_ask_path },
    { "GetRestApi", &ApiGetRestApiRequest, &ApiRestApi, api_get_rest_api, 0, .rest = { "GET", API },
      .asks = api_ask_path },
    { "DeleteRestApi", &ApiDeleteRestApiRequest, &Nothing, api_delete_rest_api, WRITES, .rest = { "DELETE", API, 202 },
      .asks = api_ask_path },
    { "GetResources", &ApiGetResourcesRequest, &ApiResources, api_get_resources, 0, .rest = { "GET", API "/resources" },
      .asks = api_ask_path },
    { "CreateResource", &ApiCreateResourceRequest, &ApiResource, api_create_resource, WRITES,
      .rest = { "POST", API "/resources/{parent_id}", 201 }, .asks = api_ask_path },
    { "GetResource", &ApiGetResourceRequest, &ApiResource, api_get_resource, 0, .rest = { "GET", RESOURCE },
      .asks = api_ask_path },
    { "DeleteResource", &ApiDeleteResourceRequest, &Nothing, api_delete_resource, WRITES,
      .rest = { "DELETE", RESOURCE, 202 }, .asks = api_ask_path },
    { "PutMethod", &ApiPutMethodRequest, &ApiMethod, api_put_method, WRITES, .rest = { "PUT", METHOD, 201 },
      .asks = api_ask_path },
    { "GetMethod", &ApiGetMethodRequest, &ApiMethod, api_get_method, 0, .rest = { "GET", METHOD },
      .asks = api_ask_path },
    { "PutIntegration", &ApiPutIntegrationRequest, &ApiIntegration, api_put_integration, WRITES,
      .rest = { "PUT", METHOD "/integration", 201 }, .asks = api_ask_path },
    { "GetIntegration", &ApiGetIntegrationRequest, &ApiIntegration, api_get_integration, 0,
      .rest = { "GET", METHOD "/integration" }, .asks = api_ask_path },
    { "CreateDeployment", &ApiCreateDeploymentRequest, &ApiDeployment, api_create_deployment, WRITES,
      .rest = { "POST", API "/deployments", 201 }, .asks = api_ask_path },
    { "GetDeployments", &ApiGetDeploymentsRequest, &ApiDeployments, api_get_deployments, 0,
      .rest = { "GET", API "/deployments" }, .asks = api_ask_path },
    { "CreateStage", &ApiCreateStageRequest, &ApiStage, api_create_stage, WRITES,
      .rest = { "POST", API "/stages", 201 }, .asks = api_ask_path },
    { "GetStages", &ApiGetStagesRequest, &ApiStages, api_get_stages, 0, .rest = { "GET", API "/stages" },
      .asks = api_ask_path },
    { "GetStage", &ApiGetStageRequest, &ApiStage, api_get_stage, 0, .rest = { "GET", API "/stages/{stage_name}" },
      .asks = api_ask_path },
    { "DeleteStage", &ApiDeleteStageRequest, &Nothing, api_delete_stage, WRITES,
      .rest = { "DELETE", API "/stages/{stage_name}", 202 }, .asks = api_ask_path },
    { 0 },
};

static const struct service_faults faults = { .validation = &apigateway_bad_request };

static const struct plane planes[] = {
    { "execute-api",
      api_plane_matches,
      { "Invoke", &Nothing, &Nothing, api_invoke, NO_DATABASE, .action = "execute-api:Invoke", .asks = api_ask_invoke },
      api_invoke_refuse },
    { 0 },
};

static int start(void)
{
    api_live_start();
    return 0;
}

const struct service apigateway_service = {
    .name = "apigateway",
    .title = "Amazon API Gateway",
    .actions_are_methods = true,
    .codecs = CODECS(&rest_json),
    .body_bytes_max = 12 * 1024 * 1024,
    .operations = operations,
    .faults = &faults,
    .schema = api_schema,
    .resource_tags = api_resource_tags,
    .planes = planes,
    .start = start,
    .reset = api_plane_reset,
};
