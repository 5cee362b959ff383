/* API Gateway's shapes and faults. */
#ifndef NUBE_APIGATEWAY_SHAPES_H
#define NUBE_APIGATEWAY_SHAPES_H

#include "emulator/core/fault.h"
#include "emulator/core/shape.h"

extern const struct fault_kind apigateway_not_found, apigateway_conflict, apigateway_bad_request;

extern const struct shape ApiCreateRestApiInput, ApiRestApi, ApiRestApiInput, ApiPageInput, ApiRestApis,
    ApiResourcesInput, ApiResources, ApiCreateResourceInput, ApiResource, ApiResourceInput, ApiPutMethodInput,
    ApiMethod, ApiMethodInput, ApiPutIntegrationInput, ApiIntegration, ApiCreateDeploymentInput, ApiDeployment,
    ApiDeployments, ApiCreateStageInput, ApiStage, ApiStageInput, ApiStages;

#endif
