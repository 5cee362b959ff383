/* What STS's operations take and give. */
#ifndef NUBE_STS_SHAPES_H
#define NUBE_STS_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape StsAssumeRoleInput, StsAssumeRoleOutput, StsAssumeRoleWithWebIdentityInput,
    StsAssumeRoleWithWebIdentityOutput, StsAssumeRoleWithSAMLInput, StsAssumeRoleWithSAMLOutput,
    StsGetSessionTokenInput, StsGetSessionTokenOutput, StsGetFederationTokenInput, StsGetFederationTokenOutput,
    StsGetAccessKeyInfoInput, StsGetAccessKeyInfoOutput, StsDecodeAuthorizationMessageInput,
    StsDecodeAuthorizationMessageOutput, StsGetCallerIdentityOutput;

#endif
