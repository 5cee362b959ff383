/* Amazon API Gateway, REST APIs (v1): enough of the control plane for routes with Lambda proxy integrations, and the stages themselves.
 * https://docs.aws.amazon.com/apigateway/latest/api/ */
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_apis.h"
#include "emulator/services/apigateway/apigateway_plane.h"
#include "emulator/services/apigateway/apigateway_shapes.h"
#include "emulator/wire/codecs.h"

#define API      "/restapis/{restapi_id}"
#define RESOURCE API "/resources/{resource_id}"
#define METHOD   RESOURCE "/methods/{http_method}"

static const struct operation operations[] = {
    { "CreateRestApi", &ApiCreateRestApiInput, &ApiRestApi, api_create_rest_api, WRITES,
      .rest = { "POST", "/restapis", 201 } },
    { "GetRestApis", &ApiPageInput, &ApiRestApis, api_get_rest_apis, 0, .rest = { "GET", "/restapis" } },
    { "GetRestApi", &ApiRestApiInput, &ApiRestApi, api_get_rest_api, 0, .rest = { "GET", API } },
    { "DeleteRestApi", &ApiRestApiInput, &Nothing, api_delete_rest_api, WRITES, .rest = { "DELETE", API, 202 } },
    { "GetResources", &ApiResourcesInput, &ApiResources, api_get_resources, 0, .rest = { "GET", API "/resources" } },
    { "CreateResource", &ApiCreateResourceInput, &ApiResource, api_create_resource, WRITES,
      .rest = { "POST", API "/resources/{parent_id}", 201 } },
    { "GetResource", &ApiResourceInput, &ApiResource, api_get_resource, 0, .rest = { "GET", RESOURCE } },
    { "DeleteResource", &ApiResourceInput, &Nothing, api_delete_resource, WRITES, .rest = { "DELETE", RESOURCE, 202 } },
    { "PutMethod", &ApiPutMethodInput, &ApiMethod, api_put_method, WRITES, .rest = { "PUT", METHOD, 201 } },
    { "GetMethod", &ApiMethodInput, &ApiMethod, api_get_method, 0, .rest = { "GET", METHOD } },
    { "PutIntegration", &ApiPutIntegrationInput, &ApiIntegration, api_put_integration, WRITES,
      .rest = { "PUT", METHOD "/integration", 201 } },
    { "GetIntegration", &ApiMethodInput, &ApiIntegration, api_get_integration, 0,
      .rest = { "GET", METHOD "/integration" } },
    { "CreateDeployment", &ApiCreateDeploymentInput, &ApiDeployment, api_create_deployment, WRITES,
      .rest = { "POST", API "/deployments", 201 } },
    { "GetDeployments", &ApiRestApiInput, &ApiDeployments, api_get_deployments, 0,
      .rest = { "GET", API "/deployments" } },
    { "CreateStage", &ApiCreateStageInput, &ApiStage, api_create_stage, WRITES,
      .rest = { "POST", API "/stages", 201 } },
    { "GetStages", &ApiRestApiInput, &ApiStages, api_get_stages, 0, .rest = { "GET", API "/stages" } },
    { "GetStage", &ApiStageInput, &ApiStage, api_get_stage, 0, .rest = { "GET", API "/stages/{stage_name}" } },
    { "DeleteStage", &ApiStageInput, &Nothing, api_delete_stage, WRITES,
      .rest = { "DELETE", API "/stages/{stage_name}", 202 } },
    { 0 },
};

static const struct service_faults faults = { .validation = &apigateway_bad_request };

static const struct plane planes[] = { { "execute-api", api_plane_matches, api_plane_serve }, { 0 } };

const struct service apigateway_service = {
    .name = "apigateway",
    .title = "Amazon API Gateway",
    .codecs = CODECS(&rest_json),
    .operations = operations,
    .faults = &faults,
    .schema = api_schema,
    .planes = planes,
};
