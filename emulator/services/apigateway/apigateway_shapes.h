/* The inputs and outputs of API Gateway's operations. Written by emulator/tools/rest_shapes.mjs. */
#ifndef NUBE_APIGATEWAY_SHAPES_H
#define NUBE_APIGATEWAY_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape ApiCreateApiKeyRequest, ApiApiKey, ApiCreateAuthorizerRequest, ApiAuthorizer,
    ApiCreateBasePathMappingRequest, ApiBasePathMapping, ApiCreateDeploymentRequest, ApiDeployment,
    ApiCreateDocumentationPartRequest, ApiDocumentationPart, ApiCreateDocumentationVersionRequest,
    ApiDocumentationVersion, ApiCreateDomainNameRequest, ApiDomainName, ApiCreateModelRequest, ApiModel,
    ApiCreateRequestValidatorRequest, ApiRequestValidator, ApiCreateResourceRequest, ApiMethodResponse,
    ApiIntegrationResponse, ApiIntegration, ApiMethod, ApiResource, ApiCreateRestApiRequest, ApiRestApi,
    ApiCreateStageRequest, ApiStage, ApiCreateUsagePlanRequest, ApiUsagePlan, ApiCreateUsagePlanKeyRequest,
    ApiUsagePlanKey, ApiDeleteApiKeyRequest, ApiDeleteAuthorizerRequest, ApiDeleteBasePathMappingRequest,
    ApiCreateVpcLinkRequest, ApiDeleteClientCertificateRequest, ApiDeleteDeploymentRequest,
    ApiDeleteDocumentationPartRequest, ApiDeleteDocumentationVersionRequest, ApiDeleteDomainNameRequest,
    ApiDeleteGatewayResponseRequest, ApiDeleteIntegrationRequest, ApiDeleteIntegrationResponseRequest,
    ApiDeleteMethodRequest, ApiDeleteMethodResponseRequest, ApiDeleteModelRequest, ApiDeleteRequestValidatorRequest,
    ApiDeleteResourceRequest, ApiDeleteRestApiRequest, ApiDeleteStageRequest, ApiDeleteUsagePlanRequest,
    ApiDeleteUsagePlanKeyRequest, ApiDeleteVpcLinkRequest, ApiFlushStageAuthorizersCacheRequest,
    ApiFlushStageCacheRequest, ApiGenerateClientCertificateRequest, ApiClientCertificate, ApiGetAccountRequest,
    ApiAccount, ApiGetApiKeyRequest, ApiGetApiKeysRequest, ApiApiKeys, ApiGetAuthorizerRequest,
    ApiGetAuthorizersRequest, ApiAuthorizers, ApiGetBasePathMappingRequest, ApiGetBasePathMappingsRequest,
    ApiBasePathMappings, ApiGetClientCertificateRequest, ApiGetClientCertificatesRequest, ApiClientCertificates,
    ApiGetDeploymentRequest, ApiGetDeploymentsRequest, ApiDeployments, ApiGetDocumentationPartRequest,
    ApiGetDocumentationPartsRequest, ApiDocumentationParts, ApiGetDocumentationVersionRequest,
    ApiGetDocumentationVersionsRequest, ApiDocumentationVersions, ApiGetDomainNameRequest, ApiGetDomainNamesRequest,
    ApiDomainNames, ApiGetExportRequest, ApiExportResponse, ApiGetGatewayResponseRequest, ApiGatewayResponse,
    ApiGetGatewayResponsesRequest, ApiGatewayResponses, ApiGetIntegrationRequest, ApiGetIntegrationResponseRequest,
    ApiGetMethodRequest, ApiGetMethodResponseRequest, ApiGetModelRequest, ApiGetModelTemplateRequest, ApiTemplate,
    ApiGetModelsRequest, ApiModels, ApiGetRequestValidatorRequest, ApiGetRequestValidatorsRequest, ApiRequestValidators,
    ApiGetResourceRequest, ApiGetResourcesRequest, ApiResources, ApiGetRestApiRequest, ApiGetRestApisRequest,
    ApiRestApis, ApiGetStageRequest, ApiGetStagesRequest, ApiStages, ApiGetTagsRequest, ApiTags, ApiGetUsageRequest,
    ApiUsage, ApiGetUsagePlanRequest, ApiGetUsagePlanKeyRequest, ApiGetUsagePlanKeysRequest, ApiUsagePlanKeys,
    ApiGetUsagePlansRequest, ApiUsagePlans, ApiGetVpcLinkRequest, ApiVpcLink, ApiGetVpcLinksRequest, ApiVpcLinks,
    ApiImportApiKeysRequest, ApiApiKeyIds, ApiImportDocumentationPartsRequest, ApiDocumentationPartIds,
    ApiImportRestApiRequest, ApiPutGatewayResponseRequest, ApiPutIntegrationRequest, ApiPutIntegrationResponseRequest,
    ApiPutMethodRequest, ApiPutMethodResponseRequest, ApiPutRestApiRequest, ApiTagResourceRequest,
    ApiTestInvokeAuthorizerRequest, ApiTestInvokeAuthorizerResponse, ApiTestInvokeMethodRequest,
    ApiTestInvokeMethodResponse, ApiUntagResourceRequest, ApiUpdateAccountRequest, ApiUpdateApiKeyRequest,
    ApiUpdateAuthorizerRequest, ApiUpdateBasePathMappingRequest, ApiUpdateClientCertificateRequest,
    ApiUpdateDeploymentRequest, ApiUpdateDocumentationPartRequest, ApiUpdateDocumentationVersionRequest,
    ApiUpdateDomainNameRequest, ApiUpdateGatewayResponseRequest, ApiUpdateIntegrationRequest,
    ApiUpdateIntegrationResponseRequest, ApiUpdateMethodRequest, ApiUpdateMethodResponseRequest, ApiUpdateModelRequest,
    ApiUpdateRequestValidatorRequest, ApiUpdateResourceRequest, ApiUpdateRestApiRequest, ApiUpdateStageRequest,
    ApiUpdateUsageRequest, ApiUpdateUsagePlanRequest, ApiUpdateVpcLinkRequest;

#endif
