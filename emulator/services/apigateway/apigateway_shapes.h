/* The inputs and outputs of API Gateway's operations. Written by emulator/tools/rest_shapes.mjs. */
#ifndef NUBE_APIGATEWAY_SHAPES_H
#define NUBE_APIGATEWAY_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape ApiCreateDeploymentRequest, ApiDeployment, ApiCreateResourceRequest, ApiIntegration,
    ApiMethod, ApiResource, ApiCreateRestApiRequest, ApiRestApi, ApiCreateStageRequest, ApiStage,
    ApiDeleteResourceRequest, ApiDeleteRestApiRequest, ApiDeleteStageRequest, ApiGetDeploymentsRequest, ApiDeployments,
    ApiGetIntegrationRequest, ApiGetMethodRequest, ApiGetResourceRequest, ApiGetResourcesRequest, ApiResources,
    ApiGetRestApiRequest, ApiGetRestApisRequest, ApiRestApis, ApiGetStageRequest, ApiGetStagesRequest, ApiStages,
    ApiPutIntegrationRequest, ApiPutMethodRequest;

#endif
