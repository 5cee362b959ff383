/* Amazon API Gateway, HTTP APIs (v2): the API, and the stages themselves. WebSocket APIs are not here.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/ */
#include "emulator/core/service.h"
#include "emulator/services/apigatewayv2/apigatewayv2_shapes.h"
#include "emulator/services/apigatewayv2/httpapi_apis.h"
#include "emulator/services/apigatewayv2/httpapi_asks.h"
#include "emulator/services/apigatewayv2/httpapi_authorize_function.h"
#include "emulator/services/apigatewayv2/httpapi_deployments.h"
#include "emulator/services/apigatewayv2/httpapi_domain_names.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_import.h"
#include "emulator/services/apigatewayv2/httpapi_live.h"
#include "emulator/services/apigatewayv2/httpapi_mappings.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"
#include "emulator/services/apigatewayv2/httpapi_plane.h"
#include "emulator/services/apigatewayv2/httpapi_stages.h"
#include "emulator/wire/codecs.h"

#define APIS     "/v2/apis"
#define API      APIS "/{apiId}"
#define STAGE    API "/stages/{stageName}"
#define TAGS     "/v2/tags/{resource-arn}"

#define DOMAINS  "/v2/domainnames"
#define DOMAIN   DOMAINS "/{domainName}"
#define MAPPINGS DOMAIN "/apimappings"
#define MAPPING  MAPPINGS "/{apiMappingId}"

static const struct operation operations[] = {
    { "CreateApi", &HttpApiCreateApiRequest, &HttpApiCreateApiResponse, httpapi_create_api, WRITES,
      .rest = { "POST", APIS, 201 }, .asks = httpapi_ask_path },
    { "GetApi", &HttpApiGetApiRequest, &HttpApiGetApiResponse, httpapi_get, 0, .rest = { "GET", API },
      .asks = httpapi_ask_path },
    { "GetApis", &HttpApiGetApisRequest, &HttpApiGetApisResponse, httpapi_list, 0, .rest = { "GET", APIS },
      .asks = httpapi_ask_path },
    { "UpdateApi", &HttpApiUpdateApiRequest, &HttpApiUpdateApiResponse, httpapi_update_api, WRITES,
      .rest = { "PATCH", API }, .asks = httpapi_ask_path },
    { "DeleteApi", &HttpApiDeleteApiRequest, &Nothing, httpapi_delete, WRITES, .rest = { "DELETE", API, 204 },
      .asks = httpapi_ask_path },
    { "CreateRoute", &HttpApiCreateRouteRequest, &HttpApiCreateRouteResult, httpapi_create, WRITES,
      .rest = { "POST", API "/routes", 201 }, .asks = httpapi_ask_path },
    { "GetRoute", &HttpApiGetRouteRequest, &HttpApiGetRouteResult, httpapi_get, 0,
      .rest = { "GET", API "/routes/{routeId}" }, .asks = httpapi_ask_path },
    { "GetRoutes", &HttpApiGetRoutesRequest, &HttpApiGetRoutesResponse, httpapi_list, 0,
      .rest = { "GET", API "/routes" }, .asks = httpapi_ask_path },
    { "UpdateRoute", &HttpApiUpdateRouteRequest, &HttpApiUpdateRouteResult, httpapi_update, WRITES,
      .rest = { "PATCH", API "/routes/{routeId}" }, .asks = httpapi_ask_path },
    { "DeleteRoute", &HttpApiDeleteRouteRequest, &Nothing, httpapi_delete, WRITES,
      .rest = { "DELETE", API "/routes/{routeId}", 204 }, .asks = httpapi_ask_path },
    { "CreateIntegration", &HttpApiCreateIntegrationRequest, &HttpApiCreateIntegrationResult, httpapi_create, WRITES,
      .rest = { "POST", API "/integrations", 201 }, .asks = httpapi_ask_path },
    { "GetIntegration", &HttpApiGetIntegrationRequest, &HttpApiGetIntegrationResult, httpapi_get, 0,
      .rest = { "GET", API "/integrations/{integrationId}" }, .asks = httpapi_ask_path },
    { "GetIntegrations", &HttpApiGetIntegrationsRequest, &HttpApiGetIntegrationsResponse, httpapi_list, 0,
      .rest = { "GET", API "/integrations" }, .asks = httpapi_ask_path },
    { "UpdateIntegration", &HttpApiUpdateIntegrationRequest, &HttpApiUpdateIntegrationResult, httpapi_update, WRITES,
      .rest = { "PATCH", API "/integrations/{integrationId}" }, .asks = httpapi_ask_path },
    { "DeleteIntegration", &HttpApiDeleteIntegrationRequest, &Nothing, httpapi_delete, WRITES,
      .rest = { "DELETE", API "/integrations/{integrationId}", 204 }, .asks = httpapi_ask_path },
    { "CreateAuthorizer", &HttpApiCreateAuthorizerRequest, &HttpApiCreateAuthorizerResponse, httpapi_create, WRITES,
      .rest = { "POST", API "/authorizers", 201 }, .asks = httpapi_ask_path },
    { "GetAuthorizer", &HttpApiGetAuthorizerRequest, &HttpApiGetAuthorizerResponse, httpapi_get, 0,
      .rest = { "GET", API "/authorizers/{authorizerId}" }, .asks = httpapi_ask_path },
    { "GetAuthorizers", &HttpApiGetAuthorizersRequest, &HttpApiGetAuthorizersResponse, httpapi_list, 0,
      .rest = { "GET", API "/authorizers" }, .asks = httpapi_ask_path },
    { "UpdateAuthorizer", &HttpApiUpdateAuthorizerRequest, &HttpApiUpdateAuthorizerResponse, httpapi_update, WRITES,
      .rest = { "PATCH", API "/authorizers/{authorizerId}" }, .asks = httpapi_ask_path },
    { "DeleteAuthorizer", &HttpApiDeleteAuthorizerRequest, &Nothing, httpapi_delete, WRITES,
      .rest = { "DELETE", API "/authorizers/{authorizerId}", 204 }, .asks = httpapi_ask_path },
    { "CreateStage", &HttpApiCreateStageRequest, &HttpApiCreateStageResponse, httpapi_create, WRITES,
      .rest = { "POST", API "/stages", 201 }, .asks = httpapi_ask_path },
    { "GetStage", &HttpApiGetStageRequest, &HttpApiGetStageResponse, httpapi_get, 0, .rest = { "GET", STAGE },
      .asks = httpapi_ask_path },
    { "GetStages", &HttpApiGetStagesRequest, &HttpApiGetStagesResponse, httpapi_list, 0,
      .rest = { "GET", API "/stages" }, .asks = httpapi_ask_path },
    { "UpdateStage", &HttpApiUpdateStageRequest, &HttpApiUpdateStageResponse, httpapi_update, WRITES,
      .rest = { "PATCH", STAGE }, .asks = httpapi_ask_path },
    { "DeleteStage", &HttpApiDeleteStageRequest, &Nothing, httpapi_delete, WRITES, .rest = { "DELETE", STAGE, 204 },
      .asks = httpapi_ask_path },
    { "CreateDeployment", &HttpApiCreateDeploymentRequest, &HttpApiCreateDeploymentResponse, httpapi_create_deployment,
      WRITES, .rest = { "POST", API "/deployments", 201 }, .asks = httpapi_ask_path },
    { "GetDeployment", &HttpApiGetDeploymentRequest, &HttpApiGetDeploymentResponse, httpapi_get, 0,
      .rest = { "GET", API "/deployments/{deploymentId}" }, .asks = httpapi_ask_path },
    { "GetDeployments", &HttpApiGetDeploymentsRequest, &HttpApiGetDeploymentsResponse, httpapi_list, 0,
      .rest = { "GET", API "/deployments" }, .asks = httpapi_ask_path },
    { "UpdateDeployment", &HttpApiUpdateDeploymentRequest, &HttpApiUpdateDeploymentResponse, httpapi_update, WRITES,
      .rest = { "PATCH", API "/deployments/{deploymentId}" }, .asks = httpapi_ask_path },
    { "DeleteDeployment", &HttpApiDeleteDeploymentRequest, &Nothing, httpapi_delete, WRITES,
      .rest = { "DELETE", API "/deployments/{deploymentId}", 204 }, .asks = httpapi_ask_path },
    { "DeleteCorsConfiguration", &HttpApiDeleteCorsConfigurationRequest, &Nothing, httpapi_delete_cors_configuration,
      WRITES, .rest = { "DELETE", API "/cors", 204 }, .asks = httpapi_ask_path },
    { "DeleteRouteSettings", &HttpApiDeleteRouteSettingsRequest, &Nothing, httpapi_delete_route_settings, WRITES,
      .rest = { "DELETE", STAGE "/routesettings/{routeKey}", 204 }, .asks = httpapi_ask_path },
    { "DeleteAccessLogSettings", &HttpApiDeleteAccessLogSettingsRequest, &Nothing, httpapi_delete_access_log_settings,
      WRITES, .rest = { "DELETE", STAGE "/accesslogsettings", 204 }, .asks = httpapi_ask_path },
    { "ResetAuthorizersCache", &HttpApiResetAuthorizersCacheRequest, &Nothing, httpapi_reset_authorizers_cache, WRITES,
      .rest = { "DELETE", STAGE "/cache/authorizers", 204 }, .asks = httpapi_ask_path },
    { "TagResource", &HttpApiTagResourceRequest, &HttpApiTagResourceResponse, httpapi_tag_resource, WRITES,
      .rest = { "POST", TAGS, 201 }, .asks = httpapi_ask_path },
    { "UntagResource", &HttpApiUntagResourceRequest, &Nothing, httpapi_untag_resource, WRITES,
      .rest = { "DELETE", TAGS, 204 }, .asks = httpapi_ask_path },
    { "GetTags", &HttpApiGetTagsRequest, &HttpApiGetTagsResponse, httpapi_get_tags, 0, .rest = { "GET", TAGS },
      .asks = httpapi_ask_path },
    { "ImportApi", &HttpApiImportApiRequest, &HttpApiImportApiResponse, httpapi_import_api, WRITES,
      .rest = { "PUT", APIS, 201 }, .asks = httpapi_ask_path },
    { "ReimportApi", &HttpApiReimportApiRequest, &HttpApiReimportApiResponse, httpapi_reimport_api, WRITES,
      .rest = { "PUT", API, 201 }, .asks = httpapi_ask_path },
    { "ExportApi", &HttpApiExportApiRequest, &HttpApiExportApiResponse, httpapi_export_api, 0,
      .rest = { "GET", API "/exports/{specification}" }, .asks = httpapi_ask_path },
    { "CreateDomainName", &HttpApiCreateDomainNameRequest, &HttpApiCreateDomainNameResponse, httpapi_create_domain_name,
      WRITES, .rest = { "POST", DOMAINS, 201 }, .asks = httpapi_ask_path },
    { "GetDomainName", &HttpApiGetDomainNameRequest, &HttpApiGetDomainNameResponse, httpapi_get_domain_name, 0,
      .rest = { "GET", DOMAIN }, .asks = httpapi_ask_path },
    { "GetDomainNames", &HttpApiGetDomainNamesRequest, &HttpApiGetDomainNamesResponse, httpapi_get_domain_names, 0,
      .rest = { "GET", DOMAINS }, .asks = httpapi_ask_path },
    { "UpdateDomainName", &HttpApiUpdateDomainNameRequest, &HttpApiUpdateDomainNameResponse, httpapi_update_domain_name,
      WRITES, .rest = { "PATCH", DOMAIN }, .asks = httpapi_ask_path },
    { "DeleteDomainName", &HttpApiDeleteDomainNameRequest, &Nothing, httpapi_delete_domain_name, WRITES,
      .rest = { "DELETE", DOMAIN, 204 }, .asks = httpapi_ask_path },
    { "CreateApiMapping", &HttpApiCreateApiMappingRequest, &HttpApiCreateApiMappingResponse, httpapi_create_api_mapping,
      WRITES, .rest = { "POST", MAPPINGS, 201 }, .asks = httpapi_ask_path },
    { "GetApiMapping", &HttpApiGetApiMappingRequest, &HttpApiGetApiMappingResponse, httpapi_get_api_mapping, 0,
      .rest = { "GET", MAPPING }, .asks = httpapi_ask_path },
    { "GetApiMappings", &HttpApiGetApiMappingsRequest, &HttpApiGetApiMappingsResponse, httpapi_get_api_mappings, 0,
      .rest = { "GET", MAPPINGS }, .asks = httpapi_ask_path },
    { "UpdateApiMapping", &HttpApiUpdateApiMappingRequest, &HttpApiUpdateApiMappingResponse, httpapi_update_api_mapping,
      WRITES, .rest = { "PATCH", MAPPING }, .asks = httpapi_ask_path },
    { "DeleteApiMapping", &HttpApiDeleteApiMappingRequest, &Nothing, httpapi_delete_api_mapping, WRITES,
      .rest = { "DELETE", MAPPING, 204 }, .asks = httpapi_ask_path },
    { 0 },
};

static const struct httpapi_noun *const nouns[] = {
    &httpapi_apis, &httpapi_routes, &httpapi_integrations, &httpapi_authorizers, &httpapi_stages, &httpapi_deployments,
    NULL
};

static int configure(void)
{
    httpapi_nouns_register(nouns);
    return 0;
}

static const struct service_faults faults = { .validation = &httpapi_bad_request };

static const struct plane planes[] = {
    { "execute-api",
      httpapi_plane_matches,
      { "Invoke", &Nothing, &Nothing, httpapi_invoke, NO_DATABASE | ASKS_ITSELF, .action = "execute-api:Invoke" },
      httpapi_invoke_refuse },
    { 0 },
};

static int start(void)
{
    httpapi_live_start();
    return 0;
}

const struct service apigatewayv2_service = {
    .name = "apigatewayv2",
    .skew_minutes = 5, /* AWS: as REST APIs */
    .title = "Amazon API Gateway, HTTP APIs",
    .signing_name = "apigateway",
    .action_prefix = "apigateway",
    .actions_are_methods = true,
    .codecs = CODECS(&rest_json),
    .body_bytes_max = 12 * 1024 * 1024,
    .operations = operations,
    .faults = &faults,
    .schema = httpapi_schema,
    .resource_tags = httpapi_resource_tags,
    .configure = configure,
    .planes = planes,
    .start = start,
    .reset = httpapi_authorize_function_reset,
};
