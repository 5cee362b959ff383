/* The inputs and outputs of API Gateway v2's operations. Written by emulator/tools/rest_shapes.mjs. */
#ifndef NUBE_APIGATEWAYV2_SHAPES_H
#define NUBE_APIGATEWAYV2_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape HttpApiCreateApiRequest, HttpApiCreateApiResponse, HttpApiCreateAuthorizerRequest,
    HttpApiCreateAuthorizerResponse, HttpApiCreateDeploymentRequest, HttpApiCreateDeploymentResponse,
    HttpApiCreateIntegrationRequest, HttpApiCreateIntegrationResult, HttpApiCreateRouteRequest,
    HttpApiCreateRouteResult, HttpApiCreateStageRequest, HttpApiCreateStageResponse,
    HttpApiDeleteAccessLogSettingsRequest, HttpApiDeleteApiRequest, HttpApiDeleteAuthorizerRequest,
    HttpApiDeleteCorsConfigurationRequest, HttpApiDeleteDeploymentRequest, HttpApiDeleteIntegrationRequest,
    HttpApiDeleteRouteRequest, HttpApiDeleteRouteSettingsRequest, HttpApiDeleteStageRequest, HttpApiExportApiRequest,
    HttpApiExportApiResponse, HttpApiResetAuthorizersCacheRequest, HttpApiGetApiRequest, HttpApiGetApiResponse,
    HttpApiGetApisRequest, HttpApiGetApisResponse, HttpApiGetAuthorizerRequest, HttpApiGetAuthorizerResponse,
    HttpApiGetAuthorizersRequest, HttpApiGetAuthorizersResponse, HttpApiGetDeploymentRequest,
    HttpApiGetDeploymentResponse, HttpApiGetDeploymentsRequest, HttpApiGetDeploymentsResponse,
    HttpApiGetIntegrationRequest, HttpApiGetIntegrationResult, HttpApiGetIntegrationsRequest,
    HttpApiGetIntegrationsResponse, HttpApiGetRouteRequest, HttpApiGetRouteResult, HttpApiGetRoutesRequest,
    HttpApiGetRoutesResponse, HttpApiGetStageRequest, HttpApiGetStageResponse, HttpApiGetStagesRequest,
    HttpApiGetStagesResponse, HttpApiGetTagsRequest, HttpApiGetTagsResponse, HttpApiImportApiRequest,
    HttpApiImportApiResponse, HttpApiReimportApiRequest, HttpApiReimportApiResponse, HttpApiTagResourceRequest,
    HttpApiTagResourceResponse, HttpApiUntagResourceRequest, HttpApiUpdateApiRequest, HttpApiUpdateApiResponse,
    HttpApiUpdateAuthorizerRequest, HttpApiUpdateAuthorizerResponse, HttpApiUpdateDeploymentRequest,
    HttpApiUpdateDeploymentResponse, HttpApiUpdateIntegrationRequest, HttpApiUpdateIntegrationResult,
    HttpApiUpdateRouteRequest, HttpApiUpdateRouteResult, HttpApiUpdateStageRequest, HttpApiUpdateStageResponse;

#endif
