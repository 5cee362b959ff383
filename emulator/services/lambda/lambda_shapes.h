/* The inputs and outputs of AWS Lambda's operations. Written by emulator/tools/rest_shapes.mjs. */
#ifndef NUBE_LAMBDA_SHAPES_H
#define NUBE_LAMBDA_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape LambdaAddPermissionRequest, LambdaAddPermissionResponse, LambdaCreateAliasRequest,
    LambdaAliasConfiguration, LambdaCreateFunctionRequest, LambdaFunctionConfiguration, LambdaDeleteAliasRequest,
    LambdaDeleteFunctionRequest, LambdaDeleteFunctionResponse, LambdaDeleteFunctionEventInvokeConfigRequest,
    LambdaGetAliasRequest, LambdaGetFunctionRequest, LambdaGetFunctionResponse, LambdaGetFunctionConfigurationRequest,
    LambdaGetFunctionEventInvokeConfigRequest, LambdaFunctionEventInvokeConfig, LambdaGetPolicyRequest,
    LambdaGetPolicyResponse, LambdaInvocationRequest, LambdaInvocationResponse, LambdaListAliasesRequest,
    LambdaListAliasesResponse, LambdaListFunctionEventInvokeConfigsRequest,
    LambdaListFunctionEventInvokeConfigsResponse, LambdaListFunctionsRequest, LambdaListFunctionsResponse,
    LambdaListVersionsByFunctionRequest, LambdaListVersionsByFunctionResponse, LambdaPublishVersionRequest,
    LambdaPutFunctionEventInvokeConfigRequest, LambdaRemovePermissionRequest, LambdaUpdateAliasRequest,
    LambdaUpdateFunctionCodeRequest, LambdaUpdateFunctionConfigurationRequest,
    LambdaUpdateFunctionEventInvokeConfigRequest;

#endif
