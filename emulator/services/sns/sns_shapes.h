/* SNS's shapes. */
#ifndef NUBE_SNS_SHAPES_H
#define NUBE_SNS_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape SnsCreateTopicInput, SnsTopicArnOutput, SnsTopicInput, SnsListTopicsInput,
    SnsListTopicsOutput, SnsAttributesOutput, SnsSubscribeInput, SnsSubscriptionArnOutput, SnsConfirmSubscriptionInput,
    SnsListSubscriptionsByTopicInput, SnsListSubscriptionsOutput, SnsSubscriptionInput, SnsPublishInput,
    SnsPublishOutput;

#endif
