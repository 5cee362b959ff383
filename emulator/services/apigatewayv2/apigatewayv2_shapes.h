/* The inputs and outputs of API Gateway v2's operations. Written by emulator/tools/rest_shapes.mjs. */
#ifndef NUBE_APIGATEWAYV2_SHAPES_H
#define NUBE_APIGATEWAYV2_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape HttpApiCreateApiRequest, HttpApiCreateApiResponse, HttpApiCreateApiMappingRequest,
    HttpApiCreateApiMappingResponse, HttpApiCreateAuthorizerRequest, HttpApiCreateAuthorizerResponse,
    HttpApiCreateDeploymentRequest, HttpApiCreateDeploymentResponse, HttpApiCreateDomainNameRequest,
    HttpApiCreateDomainNameResponse, HttpApiCreateIntegrationRequest, HttpApiCreateIntegrationResult,
    HttpApiCreateRouteRequest, HttpApiCreateRouteResult, HttpApiCreateStageRequest, HttpApiCreateStageResponse,
    HttpApiDeleteAccessLogSettingsRequest, HttpApiDeleteApiRequest, HttpApiDeleteApiMappingRequest,
    HttpApiDeleteAuthorizerRequest, HttpApiDeleteCorsConfigurationRequest, HttpApiDeleteDeploymentRequest,
    HttpApiDeleteDomainNameRequest, HttpApiDeleteIntegrationRequest, HttpApiDeleteRouteRequest,
    HttpApiDeleteRouteSettingsRequest, HttpApiDeleteStageRequest, HttpApiExportApiRequest, HttpApiExportApiResponse,
    HttpApiResetAuthorizersCacheRequest, HttpApiGetApiRequest, HttpApiGetApiResponse, HttpApiGetApiMappingRequest,
    HttpApiGetApiMappingResponse, HttpApiGetApiMappingsRequest, HttpApiGetApiMappingsResponse, HttpApiGetApisRequest,
    HttpApiGetApisResponse, HttpApiGetAuthorizerRequest, HttpApiGetAuthorizerResponse, HttpApiGetAuthorizersRequest,
    HttpApiGetAuthorizersResponse, HttpApiGetDeploymentRequest, HttpApiGetDeploymentResponse,
    HttpApiGetDeploymentsRequest, HttpApiGetDeploymentsResponse, HttpApiGetDomainNameRequest,
    HttpApiGetDomainNameResponse, HttpApiGetDomainNamesRequest, HttpApiGetDomainNamesResponse,
    HttpApiGetIntegrationRequest, HttpApiGetIntegrationResult, HttpApiGetIntegrationsRequest,
    HttpApiGetIntegrationsResponse, HttpApiGetRouteRequest, HttpApiGetRouteResult, HttpApiGetRoutesRequest,
    HttpApiGetRoutesResponse, HttpApiGetStageRequest, HttpApiGetStageResponse, HttpApiGetStagesRequest,
    HttpApiGetStagesResponse, HttpApiGetTagsRequest, HttpApiGetTagsResponse, HttpApiImportApiRequest,
    HttpApiImportApiResponse, HttpApiReimportApiRequest, HttpApiReimportApiResponse, HttpApiTagResourceRequest,
    HttpApiTagResourceResponse, HttpApiUntagResourceRequest, HttpApiUpdateApiRequest, HttpApiUpdateApiResponse,
    HttpApiUpdateApiMappingRequest, HttpApiUpdateApiMappingResponse, HttpApiUpdateAuthorizerRequest,
    HttpApiUpdateAuthorizerResponse, HttpApiUpdateDeploymentRequest, HttpApiUpdateDeploymentResponse,
    HttpApiUpdateDomainNameRequest, HttpApiUpdateDomainNameResponse, HttpApiUpdateIntegrationRequest,
    HttpApiUpdateIntegrationResult, HttpApiUpdateRouteRequest, HttpApiUpdateRouteResult, HttpApiUpdateStageRequest,
    HttpApiUpdateStageResponse;

#endif
