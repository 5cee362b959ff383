/* Lambda's shapes. */
#ifndef NUBE_LAMBDA_SHAPES_H
#define NUBE_LAMBDA_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape LambdaCreateFunctionInput, LambdaFunctionConfiguration, LambdaFunctionInput,
    LambdaGetFunctionOutput, LambdaListFunctionsInput, LambdaListFunctionsOutput, LambdaUpdateFunctionCodeInput,
    LambdaUpdateFunctionConfigurationInput, LambdaInvokeInput, LambdaInvokeOutput, LambdaAddPermissionInput,
    LambdaAddPermissionOutput, LambdaGetPolicyOutput, LambdaRemovePermissionInput, LambdaEventInvokeConfigInput,
    LambdaEventInvokeConfigNameInput, LambdaEventInvokeConfig, LambdaListEventInvokeConfigsInput,
    LambdaListEventInvokeConfigsOutput;

#endif
