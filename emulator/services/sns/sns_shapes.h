/* SNS's shapes. */
#ifndef NUBE_SNS_SHAPES_H
#define NUBE_SNS_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape SnsCreateTopicInput, SnsTopicArnOutput, SnsTopicInput, SnsListTopicsInput,
    SnsListTopicsOutput, SnsAttributesOutput, SnsSubscribeInput, SnsSubscriptionArnOutput, SnsConfirmSubscriptionInput,
    SnsListSubscriptionsByTopicInput, SnsListSubscriptionsOutput, SnsSubscriptionInput, SnsPublishInput,
    SnsPublishOutput, SnsPublishBatchInput, SnsPublishBatchOutput, SnsSetTopicAttributesInput,
    SnsSetSubscriptionAttributesInput, SnsAddPermissionInput, SnsRemovePermissionInput, SnsTagResourceInput,
    SnsUntagResourceInput, SnsResourceInput, SnsTagsOutput, SnsEmptyOutput, SnsPutDataProtectionPolicyInput,
    SnsDataProtectionPolicyOutput, SnsSetSMSAttributesInput, SnsGetSMSAttributesInput, SnsGetSMSAttributesOutput,
    SnsPhoneNumberInput, SnsIsOptedOutOutput, SnsListPhoneNumbersOptedOutInput, SnsListPhoneNumbersOptedOutOutput,
    SnsCreateSandboxNumberInput, SnsSandboxNumberInput, SnsVerifySandboxNumberInput, SnsSandboxStatusOutput,
    SnsListSandboxNumbersInput, SnsListSandboxNumbersOutput, SnsListOriginationNumbersInput,
    SnsListOriginationNumbersOutput, SnsCreatePlatformApplicationInput, SnsPlatformApplicationInput,
    SnsPlatformApplicationArnOutput, SnsSetPlatformApplicationAttributesInput, SnsListPlatformApplicationsInput,
    SnsListPlatformApplicationsOutput, SnsCreatePlatformEndpointInput, SnsEndpointInput, SnsEndpointArnOutput,
    SnsSetEndpointAttributesInput, SnsListEndpointsInput, SnsListEndpointsOutput;

#endif
