/* Amazon API Gateway, REST APIs (v1): the contents page of its API, and the stages themselves.
 * https://docs.aws.amazon.com/apigateway/latest/api/ */
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_account.h"
#include "emulator/services/apigateway/apigateway_api_keys.h"
#include "emulator/services/apigateway/apigateway_apis.h"
#include "emulator/services/apigateway/apigateway_asks.h"
#include "emulator/services/apigateway/apigateway_authorizers.h"
#include "emulator/services/apigateway/apigateway_deployments.h"
#include "emulator/services/apigateway/apigateway_documentation.h"
#include "emulator/services/apigateway/apigateway_domain_names.h"
#include "emulator/services/apigateway/apigateway_domains.h"
#include "emulator/services/apigateway/apigateway_export.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_gateway_responses.h"
#include "emulator/services/apigateway/apigateway_import.h"
#include "emulator/services/apigateway/apigateway_integrations.h"
#include "emulator/services/apigateway/apigateway_live.h"
#include "emulator/services/apigateway/apigateway_methods.h"
#include "emulator/services/apigateway/apigateway_models.h"
#include "emulator/services/apigateway/apigateway_plane.h"
#include "emulator/services/apigateway/apigateway_resources.h"
#include "emulator/services/apigateway/apigateway_shapes.h"
#include "emulator/services/apigateway/apigateway_stages.h"
#include "emulator/services/apigateway/apigateway_store.h"
#include "emulator/services/apigateway/apigateway_test_invoke.h"
#include "emulator/services/apigateway/apigateway_usage_plans.h"
#include "emulator/services/apigateway/apigateway_usage_reports.h"
#include "emulator/services/apigateway/apigateway_vpc_links.h"
#include "emulator/wire/codecs.h"

#define API         "/restapis/{restapi_id}"
#define RESOURCE    API "/resources/{resource_id}"
#define METHOD      RESOURCE "/methods/{http_method}"
#define USAGE_PLAN  "/usageplans/{usageplanId}"
#define DOMAIN_NAME "/domainnames/{domain_name}"

static const struct operation operations[] = {
    /* APIs */
    { "CreateRestApi", &ApiCreateRestApiRequest, &ApiRestApi, api_create_rest_api, WRITES,
      .rest = { "POST", "/restapis", 201 }, .asks = api_ask_path },
    { "GetRestApi", &ApiGetRestApiRequest, &ApiRestApi, api_get_rest_api, 0, .rest = { "GET", API },
      .asks = api_ask_path },
    { "GetRestApis", &ApiGetRestApisRequest, &ApiRestApis, api_get_rest_apis, 0, .rest = { "GET", "/restapis" },
      .asks = api_ask_path },
    { "UpdateRestApi", &ApiUpdateRestApiRequest, &ApiRestApi, api_update_rest_api, WRITES, .rest = { "PATCH", API },
      .asks = api_ask_path },
    { "DeleteRestApi", &ApiDeleteRestApiRequest, &Nothing, api_delete_rest_api, WRITES, .rest = { "DELETE", API, 202 },
      .asks = api_ask_path },
    { "ImportRestApi", &ApiImportRestApiRequest, &ApiRestApi, api_import_rest_api, WRITES,
      .rest = { "POST", "/restapis?mode=import", 201 }, .asks = api_ask_import, .prepare = api_import_prepare },
    { "PutRestApi", &ApiPutRestApiRequest, &ApiRestApi, api_put_rest_api, WRITES, .rest = { "PUT", API },
      .asks = api_ask_import, .prepare = api_import_prepare },
    { "GetExport", &ApiGetExportRequest, &ApiExportResponse, api_get_export, 0,
      .rest = { "GET", API "/stages/{stage_name}/exports/{export_type}" }, .asks = api_ask_path },
    /* Resources */
    { "CreateResource", &ApiCreateResourceRequest, &ApiResource, api_create_resource, WRITES,
      .rest = { "POST", API "/resources/{parent_id}", 201 }, .asks = api_ask_path },
    { "GetResource", &ApiGetResourceRequest, &ApiResource, api_get_resource, 0, .rest = { "GET", RESOURCE },
      .asks = api_ask_path },
    { "GetResources", &ApiGetResourcesRequest, &ApiResources, api_get_resources, 0, .rest = { "GET", API "/resources" },
      .asks = api_ask_path },
    { "UpdateResource", &ApiUpdateResourceRequest, &ApiResource, api_update_resource, WRITES,
      .rest = { "PATCH", RESOURCE }, .asks = api_ask_path },
    { "DeleteResource", &ApiDeleteResourceRequest, &Nothing, api_delete_resource, WRITES,
      .rest = { "DELETE", RESOURCE, 202 }, .asks = api_ask_path },
    /* Methods */
    { "TestInvokeMethod", &ApiTestInvokeMethodRequest, &ApiTestInvokeMethodResponse, api_test_invoke_method, ASYNC,
      .rest = { "POST", METHOD }, .asks = api_ask_path },
    { "TestInvokeAuthorizer", &ApiTestInvokeAuthorizerRequest, &ApiTestInvokeAuthorizerResponse,
      api_test_invoke_authorizer, ASYNC, .rest = { "POST", API "/authorizers/{authorizer_id}" }, .asks = api_ask_path },
    { "PutMethod", &ApiPutMethodRequest, &ApiMethod, api_put_method, WRITES, .rest = { "PUT", METHOD, 201 },
      .asks = api_ask_path },
    { "PutMethodResponse", &ApiPutMethodResponseRequest, &ApiMethodResponse, api_put_method_response, WRITES,
      .rest = { "PUT", METHOD "/responses/{status_code}", 201 }, .asks = api_ask_path },
    { "GetMethod", &ApiGetMethodRequest, &ApiMethod, api_get_method, 0, .rest = { "GET", METHOD },
      .asks = api_ask_path },
    { "GetMethodResponse", &ApiGetMethodResponseRequest, &ApiMethodResponse, api_get_method_response, 0,
      .rest = { "GET", METHOD "/responses/{status_code}" }, .asks = api_ask_path },
    { "UpdateMethod", &ApiUpdateMethodRequest, &ApiMethod, api_update_method, WRITES, .rest = { "PATCH", METHOD },
      .asks = api_ask_path },
    { "UpdateMethodResponse", &ApiUpdateMethodResponseRequest, &ApiMethodResponse, api_update_method_response, WRITES,
      .rest = { "PATCH", METHOD "/responses/{status_code}", 201 }, .asks = api_ask_path },
    { "DeleteMethod", &ApiDeleteMethodRequest, &Nothing, api_delete_method, WRITES, .rest = { "DELETE", METHOD, 204 },
      .asks = api_ask_path },
    { "DeleteMethodResponse", &ApiDeleteMethodResponseRequest, &Nothing, api_delete_method_response, WRITES,
      .rest = { "DELETE", METHOD "/responses/{status_code}", 204 }, .asks = api_ask_path },
    /* Integrations */
    { "PutIntegration", &ApiPutIntegrationRequest, &ApiIntegration, api_put_integration, WRITES,
      .rest = { "PUT", METHOD "/integration", 201 }, .asks = api_ask_path },
    { "PutIntegrationResponse", &ApiPutIntegrationResponseRequest, &ApiIntegrationResponse,
      api_put_integration_response, WRITES, .rest = { "PUT", METHOD "/integration/responses/{status_code}", 201 },
      .asks = api_ask_path },
    { "GetIntegration", &ApiGetIntegrationRequest, &ApiIntegration, api_get_integration, 0,
      .rest = { "GET", METHOD "/integration" }, .asks = api_ask_path },
    { "GetIntegrationResponse", &ApiGetIntegrationResponseRequest, &ApiIntegrationResponse,
      api_get_integration_response, 0, .rest = { "GET", METHOD "/integration/responses/{status_code}" },
      .asks = api_ask_path },
    { "UpdateIntegration", &ApiUpdateIntegrationRequest, &ApiIntegration, api_update_integration, WRITES,
      .rest = { "PATCH", METHOD "/integration" }, .asks = api_ask_path },
    { "UpdateIntegrationResponse", &ApiUpdateIntegrationResponseRequest, &ApiIntegrationResponse,
      api_update_integration_response, WRITES, .rest = { "PATCH", METHOD "/integration/responses/{status_code}" },
      .asks = api_ask_path },
    { "DeleteIntegration", &ApiDeleteIntegrationRequest, &Nothing, api_delete_integration, WRITES,
      .rest = { "DELETE", METHOD "/integration", 204 }, .asks = api_ask_path },
    { "DeleteIntegrationResponse", &ApiDeleteIntegrationResponseRequest, &Nothing, api_delete_integration_response,
      WRITES, .rest = { "DELETE", METHOD "/integration/responses/{status_code}", 204 }, .asks = api_ask_path },
    /* Models */
    { "CreateModel", &ApiCreateModelRequest, &ApiModel, api_create_model, WRITES,
      .rest = { "POST", API "/models", 201 }, .asks = api_ask_path },
    { "GetModel", &ApiGetModelRequest, &ApiModel, api_get_model, 0, .rest = { "GET", API "/models/{model_name}" },
      .asks = api_ask_path },
    { "GetModels", &ApiGetModelsRequest, &ApiModels, api_get_models, 0, .rest = { "GET", API "/models" },
      .asks = api_ask_path },
    { "UpdateModel", &ApiUpdateModelRequest, &ApiModel, api_update_model, WRITES,
      .rest = { "PATCH", API "/models/{model_name}" }, .asks = api_ask_path },
    { "DeleteModel", &ApiDeleteModelRequest, &Nothing, api_delete_model, WRITES,
      .rest = { "DELETE", API "/models/{model_name}", 202 }, .asks = api_ask_path },
    { "GetModelTemplate", &ApiGetModelTemplateRequest, &ApiTemplate, api_get_model_template, 0,
      .rest = { "GET", API "/models/{model_name}/default_template" }, .asks = api_ask_path },
    /* Authorizers and request validators */
    { "CreateAuthorizer", &ApiCreateAuthorizerRequest, &ApiAuthorizer, api_create_authorizer, WRITES,
      .rest = { "POST", API "/authorizers", 201 }, .asks = api_ask_path, .prepare = api_authorizer_prepare },
    { "GetAuthorizer", &ApiGetAuthorizerRequest, &ApiAuthorizer, api_get_authorizer, 0,
      .rest = { "GET", API "/authorizers/{authorizer_id}" }, .asks = api_ask_path },
    { "GetAuthorizers", &ApiGetAuthorizersRequest, &ApiAuthorizers, api_get_authorizers, 0,
      .rest = { "GET", API "/authorizers" }, .asks = api_ask_path },
    { "UpdateAuthorizer", &ApiUpdateAuthorizerRequest, &ApiAuthorizer, api_update_authorizer, WRITES,
      .rest = { "PATCH", API "/authorizers/{authorizer_id}" }, .asks = api_ask_path },
    { "DeleteAuthorizer", &ApiDeleteAuthorizerRequest, &Nothing, api_delete_authorizer, WRITES,
      .rest = { "DELETE", API "/authorizers/{authorizer_id}", 202 }, .asks = api_ask_path },
    { "CreateRequestValidator", &ApiCreateRequestValidatorRequest, &ApiRequestValidator, api_create_request_validator,
      WRITES, .rest = { "POST", API "/requestvalidators", 201 }, .asks = api_ask_path },
    { "GetRequestValidator", &ApiGetRequestValidatorRequest, &ApiRequestValidator, api_get_request_validator, 0,
      .rest = { "GET", API "/requestvalidators/{requestvalidator_id}" }, .asks = api_ask_path },
    { "GetRequestValidators", &ApiGetRequestValidatorsRequest, &ApiRequestValidators, api_get_request_validators, 0,
      .rest = { "GET", API "/requestvalidators" }, .asks = api_ask_path },
    { "UpdateRequestValidator", &ApiUpdateRequestValidatorRequest, &ApiRequestValidator, api_update_request_validator,
      WRITES, .rest = { "PATCH", API "/requestvalidators/{requestvalidator_id}" }, .asks = api_ask_path },
    { "DeleteRequestValidator", &ApiDeleteRequestValidatorRequest, &Nothing, api_delete_request_validator, WRITES,
      .rest = { "DELETE", API "/requestvalidators/{requestvalidator_id}", 202 }, .asks = api_ask_path },
    /* Gateway responses */
    { "PutGatewayResponse", &ApiPutGatewayResponseRequest, &ApiGatewayResponse, api_put_gateway_response, WRITES,
      .rest = { "PUT", API "/gatewayresponses/{response_type}", 201 }, .asks = api_ask_path },
    { "GetGatewayResponse", &ApiGetGatewayResponseRequest, &ApiGatewayResponse, api_get_gateway_response, 0,
      .rest = { "GET", API "/gatewayresponses/{response_type}" }, .asks = api_ask_path },
    { "GetGatewayResponses", &ApiGetGatewayResponsesRequest, &ApiGatewayResponses, api_get_gateway_responses, 0,
      .rest = { "GET", API "/gatewayresponses" }, .asks = api_ask_path },
    { "UpdateGatewayResponse", &ApiUpdateGatewayResponseRequest, &ApiGatewayResponse, api_update_gateway_response,
      WRITES, .rest = { "PATCH", API "/gatewayresponses/{response_type}" }, .asks = api_ask_path },
    { "DeleteGatewayResponse", &ApiDeleteGatewayResponseRequest, &Nothing, api_delete_gateway_response, WRITES,
      .rest = { "DELETE", API "/gatewayresponses/{response_type}", 202 }, .asks = api_ask_path },
    /* Documentation */
    { "CreateDocumentationPart", &ApiCreateDocumentationPartRequest, &ApiDocumentationPart,
      api_create_documentation_part, WRITES, .rest = { "POST", API "/documentation/parts", 201 },
      .asks = api_ask_path },
    { "GetDocumentationPart", &ApiGetDocumentationPartRequest, &ApiDocumentationPart, api_get_documentation_part, 0,
      .rest = { "GET", API "/documentation/parts/{part_id}" }, .asks = api_ask_path },
    { "GetDocumentationParts", &ApiGetDocumentationPartsRequest, &ApiDocumentationParts, api_get_documentation_parts, 0,
      .rest = { "GET", API "/documentation/parts" }, .asks = api_ask_path },
    { "UpdateDocumentationPart", &ApiUpdateDocumentationPartRequest, &ApiDocumentationPart,
      api_update_documentation_part, WRITES, .rest = { "PATCH", API "/documentation/parts/{part_id}" },
      .asks = api_ask_path },
    { "DeleteDocumentationPart", &ApiDeleteDocumentationPartRequest, &Nothing, api_delete_documentation_part, WRITES,
      .rest = { "DELETE", API "/documentation/parts/{part_id}", 202 }, .asks = api_ask_path },
    { "ImportDocumentationParts", &ApiImportDocumentationPartsRequest, &ApiDocumentationPartIds,
      api_import_documentation_parts, WRITES, .rest = { "PUT", API "/documentation/parts" }, .asks = api_ask_import,
      .prepare = api_import_prepare },
    { "CreateDocumentationVersion", &ApiCreateDocumentationVersionRequest, &ApiDocumentationVersion,
      api_create_documentation_version, WRITES, .rest = { "POST", API "/documentation/versions", 201 },
      .asks = api_ask_path },
    { "GetDocumentationVersion", &ApiGetDocumentationVersionRequest, &ApiDocumentationVersion,
      api_get_documentation_version, 0, .rest = { "GET", API "/documentation/versions/{doc_version}" },
      .asks = api_ask_path },
    { "GetDocumentationVersions", &ApiGetDocumentationVersionsRequest, &ApiDocumentationVersions,
      api_get_documentation_versions, 0, .rest = { "GET", API "/documentation/versions" }, .asks = api_ask_path },
    { "UpdateDocumentationVersion", &ApiUpdateDocumentationVersionRequest, &ApiDocumentationVersion,
      api_update_documentation_version, WRITES, .rest = { "PATCH", API "/documentation/versions/{doc_version}" },
      .asks = api_ask_path },
    { "DeleteDocumentationVersion", &ApiDeleteDocumentationVersionRequest, &Nothing, api_delete_documentation_version,
      WRITES, .rest = { "DELETE", API "/documentation/versions/{doc_version}", 202 }, .asks = api_ask_path },
    /* Deployments and stages */
    { "CreateDeployment", &ApiCreateDeploymentRequest, &ApiDeployment, api_create_deployment, WRITES,
      .rest = { "POST", API "/deployments", 201 }, .asks = api_ask_path },
    { "GetDeployment", &ApiGetDeploymentRequest, &ApiDeployment, api_get_deployment, 0,
      .rest = { "GET", API "/deployments/{deployment_id}" }, .asks = api_ask_path },
    { "GetDeployments", &ApiGetDeploymentsRequest, &ApiDeployments, api_get_deployments, 0,
      .rest = { "GET", API "/deployments" }, .asks = api_ask_path },
    { "UpdateDeployment", &ApiUpdateDeploymentRequest, &ApiDeployment, api_update_deployment, WRITES,
      .rest = { "PATCH", API "/deployments/{deployment_id}" }, .asks = api_ask_path },
    { "DeleteDeployment", &ApiDeleteDeploymentRequest, &Nothing, api_delete_deployment, WRITES,
      .rest = { "DELETE", API "/deployments/{deployment_id}", 202 }, .asks = api_ask_path },
    { "CreateStage", &ApiCreateStageRequest, &ApiStage, api_create_stage, WRITES,
      .rest = { "POST", API "/stages", 201 }, .asks = api_ask_path },
    { "GetStage", &ApiGetStageRequest, &ApiStage, api_get_stage, 0, .rest = { "GET", API "/stages/{stage_name}" },
      .asks = api_ask_path },
    { "GetStages", &ApiGetStagesRequest, &ApiStages, api_get_stages, 0, .rest = { "GET", API "/stages" },
      .asks = api_ask_path },
    { "UpdateStage", &ApiUpdateStageRequest, &ApiStage, api_update_stage, WRITES,
      .rest = { "PATCH", API "/stages/{stage_name}" }, .asks = api_ask_path },
    { "DeleteStage", &ApiDeleteStageRequest, &Nothing, api_delete_stage, WRITES,
      .rest = { "DELETE", API "/stages/{stage_name}", 202 }, .asks = api_ask_path },
    { "FlushStageAuthorizersCache", &ApiFlushStageAuthorizersCacheRequest, &Nothing, api_flush_stage_authorizers_cache,
      WRITES, .rest = { "DELETE", API "/stages/{stage_name}/cache/authorizers", 202 }, .asks = api_ask_path },
    { "FlushStageCache", &ApiFlushStageCacheRequest, &Nothing, api_flush_stage_cache, WRITES,
      .rest = { "DELETE", API "/stages/{stage_name}/cache/data", 202 }, .asks = api_ask_path },
    /* API keys and usage plans */
    { "CreateApiKey", &ApiCreateApiKeyRequest, &ApiApiKey, api_create_api_key, WRITES,
      .rest = { "POST", "/apikeys", 201 }, .asks = api_ask_path },
    { "ImportApiKeys", &ApiImportApiKeysRequest, &ApiApiKeyIds, api_import_api_keys, WRITES,
      .rest = { "POST", "/apikeys?mode=import", 201 }, .asks = api_ask_path },
    { "GetApiKey", &ApiGetApiKeyRequest, &ApiApiKey, api_get_api_key, 0, .rest = { "GET", "/apikeys/{api_Key}" },
      .asks = api_ask_path },
    { "GetApiKeys", &ApiGetApiKeysRequest, &ApiApiKeys, api_get_api_keys, 0, .rest = { "GET", "/apikeys" },
      .asks = api_ask_path },
    { "UpdateApiKey", &ApiUpdateApiKeyRequest, &ApiApiKey, api_update_api_key, WRITES,
      .rest = { "PATCH", "/apikeys/{api_Key}" }, .asks = api_ask_path },
    { "DeleteApiKey", &ApiDeleteApiKeyRequest, &Nothing, api_delete_api_key, WRITES,
      .rest = { "DELETE", "/apikeys/{api_Key}", 202 }, .asks = api_ask_path },
    { "CreateUsagePlan", &ApiCreateUsagePlanRequest, &ApiUsagePlan, api_create_usage_plan, WRITES,
      .rest = { "POST", "/usageplans", 201 }, .asks = api_ask_path },
    { "GetUsagePlan", &ApiGetUsagePlanRequest, &ApiUsagePlan, api_get_usage_plan, 0, .rest = { "GET", USAGE_PLAN },
      .asks = api_ask_path },
    { "GetUsagePlans", &ApiGetUsagePlansRequest, &ApiUsagePlans, api_get_usage_plans, 0,
      .rest = { "GET", "/usageplans" }, .asks = api_ask_path },
    { "UpdateUsagePlan", &ApiUpdateUsagePlanRequest, &ApiUsagePlan, api_update_usage_plan, WRITES,
      .rest = { "PATCH", USAGE_PLAN }, .asks = api_ask_path },
    { "DeleteUsagePlan", &ApiDeleteUsagePlanRequest, &Nothing, api_delete_usage_plan, WRITES,
      .rest = { "DELETE", USAGE_PLAN, 202 }, .asks = api_ask_path },
    { "CreateUsagePlanKey", &ApiCreateUsagePlanKeyRequest, &ApiUsagePlanKey, api_create_usage_plan_key, WRITES,
      .rest = { "POST", USAGE_PLAN "/keys", 201 }, .asks = api_ask_path },
    { "GetUsagePlanKey", &ApiGetUsagePlanKeyRequest, &ApiUsagePlanKey, api_get_usage_plan_key, 0,
      .rest = { "GET", USAGE_PLAN "/keys/{keyId}" }, .asks = api_ask_path },
    { "GetUsagePlanKeys", &ApiGetUsagePlanKeysRequest, &ApiUsagePlanKeys, api_get_usage_plan_keys, 0,
      .rest = { "GET", USAGE_PLAN "/keys" }, .asks = api_ask_path },
    { "DeleteUsagePlanKey", &ApiDeleteUsagePlanKeyRequest, &Nothing, api_delete_usage_plan_key, WRITES,
      .rest = { "DELETE", USAGE_PLAN "/keys/{keyId}", 202 }, .asks = api_ask_path },
    { "GetUsage", &ApiGetUsageRequest, &ApiUsage, api_get_usage, 0, .rest = { "GET", USAGE_PLAN "/usage" },
      .asks = api_ask_path },
    { "UpdateUsage", &ApiUpdateUsageRequest, &ApiUsage, api_update_usage, WRITES,
      .rest = { "PATCH", USAGE_PLAN "/keys/{keyId}/usage" }, .asks = api_ask_path },
    /* Domain names */
    { "CreateDomainName", &ApiCreateDomainNameRequest, &ApiDomainName, api_create_domain_name, WRITES,
      .rest = { "POST", "/domainnames", 201 }, .asks = api_ask_path },
    { "GetDomainName", &ApiGetDomainNameRequest, &ApiDomainName, api_get_domain_name, 0, .rest = { "GET", DOMAIN_NAME },
      .asks = api_ask_path },
    { "GetDomainNames", &ApiGetDomainNamesRequest, &ApiDomainNames, api_get_domain_names, 0,
      .rest = { "GET", "/domainnames" }, .asks = api_ask_path },
    { "UpdateDomainName", &ApiUpdateDomainNameRequest, &ApiDomainName, api_update_domain_name, WRITES,
      .rest = { "PATCH", DOMAIN_NAME }, .asks = api_ask_path },
    { "DeleteDomainName", &ApiDeleteDomainNameRequest, &Nothing, api_delete_domain_name, WRITES,
      .rest = { "DELETE", DOMAIN_NAME, 202 }, .asks = api_ask_path },
    { "CreateBasePathMapping", &ApiCreateBasePathMappingRequest, &ApiBasePathMapping, api_create_base_path_mapping,
      WRITES, .rest = { "POST", DOMAIN_NAME "/basepathmappings", 201 }, .asks = api_ask_path },
    { "GetBasePathMapping", &ApiGetBasePathMappingRequest, &ApiBasePathMapping, api_get_base_path_mapping, 0,
      .rest = { "GET", DOMAIN_NAME "/basepathmappings/{base_path}" }, .asks = api_ask_path },
    { "GetBasePathMappings", &ApiGetBasePathMappingsRequest, &ApiBasePathMappings, api_get_base_path_mappings, 0,
      .rest = { "GET", DOMAIN_NAME "/basepathmappings" }, .asks = api_ask_path },
    { "UpdateBasePathMapping", &ApiUpdateBasePathMappingRequest, &ApiBasePathMapping, api_update_base_path_mapping,
      WRITES, .rest = { "PATCH", DOMAIN_NAME "/basepathmappings/{base_path}" }, .asks = api_ask_path },
    { "DeleteBasePathMapping", &ApiDeleteBasePathMappingRequest, &Nothing, api_delete_base_path_mapping, WRITES,
      .rest = { "DELETE", DOMAIN_NAME "/basepathmappings/{base_path}", 202 }, .asks = api_ask_path },
    /* The account */
    { "GenerateClientCertificate", &ApiGenerateClientCertificateRequest, &ApiClientCertificate,
      api_generate_client_certificate, WRITES, .rest = { "POST", "/clientcertificates", 201 }, .asks = api_ask_path,
      .prepare = api_client_certificate_prepare },
    { "GetAccount", &ApiGetAccountRequest, &ApiAccount, api_get_account, 0, .rest = { "GET", "/account" },
      .asks = api_ask_path },
    { "GetClientCertificate", &ApiGetClientCertificateRequest, &ApiClientCertificate, api_get_client_certificate, 0,
      .rest = { "GET", "/clientcertificates/{clientcertificate_id}" }, .asks = api_ask_path },
    { "UpdateAccount", &ApiUpdateAccountRequest, &ApiAccount, api_update_account, WRITES,
      .rest = { "PATCH", "/account" }, .asks = api_ask_path },
    { "UpdateClientCertificate", &ApiUpdateClientCertificateRequest, &ApiClientCertificate,
      api_update_client_certificate, WRITES, .rest = { "PATCH", "/clientcertificates/{clientcertificate_id}" },
      .asks = api_ask_path },
    { "DeleteClientCertificate", &ApiDeleteClientCertificateRequest, &Nothing, api_delete_client_certificate, WRITES,
      .rest = { "DELETE", "/clientcertificates/{clientcertificate_id}", 202 }, .asks = api_ask_path },
    { "GetClientCertificates", &ApiGetClientCertificatesRequest, &ApiClientCertificates, api_get_client_certificates, 0,
      .rest = { "GET", "/clientcertificates" }, .asks = api_ask_path },
    { "GetTags", &ApiGetTagsRequest, &ApiTags, api_get_tags, 0, .rest = { "GET", "/tags/{resource_arn}" },
      .asks = api_ask_path },
    { "TagResource", &ApiTagResourceRequest, &Nothing, api_tag_resource, WRITES,
      .rest = { "PUT", "/tags/{resource_arn}", 204 }, .asks = api_ask_path },
    { "UntagResource", &ApiUntagResourceRequest, &Nothing, api_untag_resource, WRITES,
      .rest = { "DELETE", "/tags/{resource_arn}", 204 }, .asks = api_ask_path },
    /* VPC links */
    { "CreateVpcLink", &ApiCreateVpcLinkRequest, &ApiVpcLink, api_create_vpc_link, WRITES,
      .rest = { "POST", "/vpclinks", 202 }, .asks = api_ask_path },
    { "DeleteVpcLink", &ApiDeleteVpcLinkRequest, &Nothing, api_delete_vpc_link, WRITES,
      .rest = { "DELETE", "/vpclinks/{vpclink_id}", 202 }, .asks = api_ask_path },
    { "GetVpcLink", &ApiGetVpcLinkRequest, &ApiVpcLink, api_get_vpc_link, 0,
      .rest = { "GET", "/vpclinks/{vpclink_id}" }, .asks = api_ask_path },
    { "GetVpcLinks", &ApiGetVpcLinksRequest, &ApiVpcLinks, api_get_vpc_links, 0, .rest = { "GET", "/vpclinks" },
      .asks = api_ask_path },
    { "UpdateVpcLink", &ApiUpdateVpcLinkRequest, &ApiVpcLink, api_update_vpc_link, WRITES,
      .rest = { "PATCH", "/vpclinks/{vpclink_id}" }, .asks = api_ask_path },
    { 0 },
};

static const struct service_faults faults = { .validation = &fault_validation, .names_input = true };

#define INVOKE                                                                                               \
    {                                                                                                        \
        "Invoke", &Nothing, &Nothing, api_invoke, NO_DATABASE | ASKS_ITSELF, .action = "execute-api:Invoke", \
                                                                             .asks = api_ask_invoke          \
    }

static const struct plane planes[] = {
    { "execute-api", api_plane_matches_host, INVOKE, api_invoke_refuse, .is_by_host = true },
    { "execute-api", api_plane_matches_path, INVOKE, api_invoke_refuse },
    { 0 },
};

static int start(void)
{
    api_live_start();
    api_domains_start();
    return 0;
}

const struct service apigateway_service = {
    .name = "apigateway",
    .skew_minutes = 5, /* AWS: measured at stages */
    .title = "Amazon API Gateway",
    .actions_are_methods = true,
    .wire = WIRE_BIG_NUMBER,
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
