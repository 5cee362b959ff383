/* SQS's shapes. */
#ifndef NUBE_SQS_SHAPES_H
#define NUBE_SQS_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape SqsCreateQueueInput, SqsCreateQueueOutput, SqsGetQueueUrlInput, SqsGetQueueUrlOutput,
    SqsListQueuesInput, SqsListQueuesOutput, SqsQueueInput, SqsGetQueueAttributesInput, SqsGetQueueAttributesOutput,
    SqsSetQueueAttributesInput, SqsSendMessageInput, SqsSendMessageOutput, SqsReceiveMessageInput,
    SqsReceiveMessageOutput, SqsDeleteMessageInput, SqsChangeMessageVisibilityInput, SqsSendMessageBatchInput,
    SqsSendMessageBatchOutput, SqsDeleteMessageBatchInput, SqsDeleteMessageBatchOutput,
    SqsChangeMessageVisibilityBatchInput, SqsChangeMessageVisibilityBatchOutput, SqsTagQueueInput, SqsUntagQueueInput,
    SqsListQueueTagsOutput, SqsAddPermissionInput, SqsRemovePermissionInput, SqsListDeadLetterSourceQueuesInput,
    SqsListDeadLetterSourceQueuesOutput, SqsStartMessageMoveTaskInput, SqsTaskHandle, SqsListMessageMoveTasksInput,
    SqsListMessageMoveTasksOutput, SqsCancelMessageMoveTaskOutput;

#endif
