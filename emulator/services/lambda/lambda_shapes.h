/* The inputs and outputs of AWS Lambda's operations. Written by emulator/tools/rest_shapes.mjs. */
#ifndef NUBE_LAMBDA_SHAPES_H
#define NUBE_LAMBDA_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape LambdaAddPermissionRequest, LambdaAddPermissionResponse, LambdaCreateFunctionRequest,
    LambdaFunctionConfiguration, LambdaDeleteFunctionRequest, LambdaDeleteFunctionResponse,
    LambdaDeleteFunctionEventInvokeConfigRequest, LambdaGetFunctionRequest, LambdaGetFunctionResponse,
    LambdaGetFunctionConfigurationRequest, LambdaGetFunctionEventInvokeConfigRequest, LambdaFunctionEventInvokeConfig,
    LambdaGetPolicyRequest, LambdaGetPolicyResponse, LambdaInvocationRequest, LambdaInvocationResponse,
    LambdaListFunctionEventInvokeConfigsRequest, LambdaListFunctionEventInvokeConfigsResponse,
    LambdaListFunctionsRequest, LambdaListFunctionsResponse, LambdaPutFunctionEventInvokeConfigRequest,
    LambdaRemovePermissionRequest, LambdaUpdateFunctionCodeRequest, LambdaUpdateFunctionConfigurationRequest,
    LambdaUpdateFunctionEventInvokeConfigRequest;

#endif
