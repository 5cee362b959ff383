/* SQS's shapes. One set for both protocols: in the Query protocol lists and maps are flattened under names of their
 * own. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
#include "emulator/services/sqs/sqs_shapes.h"

static const struct shape AttributeMap = {
    .type = T_MAP, .element = &String, .key_name = "Name", .value_name = "Value"
};
static const struct shape TagMap = { .type = T_MAP, .element = &String, .key_name = "Key", .value_name = "Value" };

static const struct shape BlobList = LIST_OF(&Blob);

static const struct member MessageAttributeValue_members[] = {
    { "DataType", &String },
    { "StringValue", &String },
    { "BinaryValue", &Blob },
    { "StringListValues", &StringList, FLATTENED, "StringListValue" },
    { "BinaryListValues", &BlobList, FLATTENED, "BinaryListValue" },
    { 0 },
};
static const struct shape MessageAttributeValue = STRUCTURE(MessageAttributeValue_members);
static const struct shape MessageAttributeMap = {
    .type = T_MAP, .element = &MessageAttributeValue, .key_name = "Name", .value_name = "Value"
};

static const struct member CreateQueueInput_members[] = {
    { "QueueName", &String, REQUIRED },
    { "Attributes", &AttributeMap, FLATTENED, "Attribute" },
    { "tags", &TagMap, FLATTENED, "Tag" },
    { 0 },
};
const struct shape SqsCreateQueueInput = STRUCTURE(CreateQueueInput_members);

static const struct member QueueUrl_members[] = { { "QueueUrl", &String, REQUIRED }, { 0 } };
const struct shape SqsCreateQueueOutput = STRUCTURE(QueueUrl_members);
const struct shape SqsGetQueueUrlOutput = STRUCTURE(QueueUrl_members);
const struct shape SqsQueueInput = STRUCTURE(QueueUrl_members);

static const struct member GetQueueUrlInput_members[] = {
    { "QueueName", &String, REQUIRED },
    { "QueueOwnerAWSAccountId", &String },
    { 0 },
};
const struct shape SqsGetQueueUrlInput = STRUCTURE(GetQueueUrlInput_members);

static const struct member ListQueuesInput_members[] = {
    { "QueueNamePrefix", &String },
    { "NextToken", &String },
    { "MaxResults", &Integer },
    { 0 },
};
const struct shape SqsListQueuesInput = STRUCTURE(ListQueuesInput_members);

static const struct member ListQueuesOutput_members[] = {
    { "QueueUrls", &StringList, FLATTENED, "QueueUrl" },
    { "NextToken", &String },
    { 0 },
};
const struct shape SqsListQueuesOutput = STRUCTURE(ListQueuesOutput_members);

static const struct member GetQueueAttributesInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "AttributeNames", &StringList, FLATTENED, "AttributeName" },
    { 0 },
};
const struct shape SqsGetQueueAttributesInput = STRUCTURE(GetQueueAttributesInput_members);

static const struct member GetQueueAttributesOutput_members[] = {
    { "Attributes", &AttributeMap, FLATTENED, "Attribute" }, { 0 }
};
const struct shape SqsGetQueueAttributesOutput = STRUCTURE(GetQueueAttributesOutput_members);

static const struct member SetQueueAttributesInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "Attributes", &AttributeMap, REQUIRED | FLATTENED, "Attribute" },
    { 0 },
};
const struct shape SqsSetQueueAttributesInput = STRUCTURE(SetQueueAttributesInput_members);

/* --- messages ----------------------------------------------------------------------------------------------------- */

/* What is sent, alone and as a batch's entry. The body's absence is for the handler: in a batch it is the entry's
 * own failure. */
#define OUTGOING_MEMBERS                                                                          \
    { "MessageBody", &String }, { "DelaySeconds", &Integer },                                     \
        { "MessageAttributes", &MessageAttributeMap, FLATTENED, "MessageAttribute" },             \
        { "MessageSystemAttributes", &MessageAttributeMap, FLATTENED, "MessageSystemAttribute" }, \
        { "MessageDeduplicationId", &String },                                                    \
    {                                                                                             \
        "MessageGroupId", &String                                                                 \
    }

#define SENT_MEMBERS                                                                                  \
    { "MessageId", &String }, { "MD5OfMessageBody", &String }, { "MD5OfMessageAttributes", &String }, \
        { "MD5OfMessageSystemAttributes", &String },                                                  \
    {                                                                                                 \
        "SequenceNumber", &String                                                                     \
    }

static const struct member SendMessageInput_members[] = { { "QueueUrl", &String, REQUIRED }, OUTGOING_MEMBERS, { 0 } };
const struct shape SqsSendMessageInput = STRUCTURE(SendMessageInput_members);
static const struct member SendMessageOutput_members[] = { SENT_MEMBERS, { 0 } };
const struct shape SqsSendMessageOutput = STRUCTURE(SendMessageOutput_members);

static const struct member ReceiveMessageInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "AttributeNames", &StringList, FLATTENED, "AttributeName" },
    { "MessageSystemAttributeNames", &StringList, FLATTENED, "MessageSystemAttributeName" },
    { "MessageAttributeNames", &StringList, FLATTENED, "MessageAttributeName" },
    { "MaxNumberOfMessages", &Integer },
    { "VisibilityTimeout", &Integer },
    { "WaitTimeSeconds", &Integer },
    { "ReceiveRequestAttemptId", &String },
    { 0 },
};
const struct shape SqsReceiveMessageInput = STRUCTURE(ReceiveMessageInput_members);

static const struct member Message_members[] = {
    { "MessageId", &String },
    { "ReceiptHandle", &String },
    { "MD5OfBody", &String },
    { "Body", &String },
    { "Attributes", &AttributeMap, FLATTENED, "Attribute" },
    { "MD5OfMessageAttributes", &String },
    { "MessageAttributes", &MessageAttributeMap, FLATTENED, "MessageAttribute" },
    { 0 },
};
static const struct shape Message = STRUCTURE(Message_members);
static const struct shape MessageList = LIST_OF(&Message);
static const struct member ReceiveMessageOutput_members[] = { { "Messages", &MessageList, FLATTENED, "Message" },
                                                              { 0 } };
const struct shape SqsReceiveMessageOutput = STRUCTURE(ReceiveMessageOutput_members);

static const struct member DeleteMessageInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "ReceiptHandle", &String, REQUIRED },
    { 0 },
};
const struct shape SqsDeleteMessageInput = STRUCTURE(DeleteMessageInput_members);

static const struct member ChangeMessageVisibilityInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "ReceiptHandle", &String, REQUIRED },
    { "VisibilityTimeout", &Integer, REQUIRED },
    { 0 },
};
const struct shape SqsChangeMessageVisibilityInput = STRUCTURE(ChangeMessageVisibilityInput_members);

/* --- batches ------------------------------------------------------------------------------------------------------ */

/* A batch operation's input and output: entries by that name in the Query protocol, and what became of each. A list
 * without entries is absent there, so the handler says what it lacks. */
#define BATCH(name, result)                                                           \
    static const struct shape name##Request = STRUCTURE(name##RequestEntry_members);  \
    static const struct shape name##RequestList = LIST_OF(&name##Request);            \
    static const struct member name##Input_members[] = {                              \
        { "QueueUrl", &String, REQUIRED },                                            \
        { "Entries", &name##RequestList, FLATTENED, #name "RequestEntry" },           \
        { 0 },                                                                        \
    };                                                                                \
    const struct shape Sqs##name##Input = STRUCTURE(name##Input_members);             \
    static const struct member name##Output_members[] = {                             \
        { "Successful", &result, FLATTENED, #name "ResultEntry" },                    \
        { "Failed", &BatchResultErrorEntryList, FLATTENED, "BatchResultErrorEntry" }, \
        { 0 },                                                                        \
    };                                                                                \
    const struct shape Sqs##name##Output = STRUCTURE(name##Output_members)

static const struct member BatchResultErrorEntry_members[] = {
    { "Id", &String }, { "SenderFault", &Boolean }, { "Code", &String }, { "Message", &String }, { 0 },
};
static const struct shape BatchResultErrorEntry = STRUCTURE(BatchResultErrorEntry_members);
static const struct shape BatchResultErrorEntryList = LIST_OF(&BatchResultErrorEntry);

static const struct member SentEntry_members[] = { { "Id", &String }, SENT_MEMBERS, { 0 } };
static const struct shape SentEntry = STRUCTURE(SentEntry_members);
static const struct shape SentEntryList = LIST_OF(&SentEntry);
static const struct member IdEntry_members[] = { { "Id", &String }, { 0 } };
static const struct shape IdEntry = STRUCTURE(IdEntry_members);
static const struct shape IdEntryList = LIST_OF(&IdEntry);

static const struct member SendMessageBatchRequestEntry_members[] = { { "Id", &String }, OUTGOING_MEMBERS, { 0 } };
BATCH(SendMessageBatch, SentEntryList);

static const struct member DeleteMessageBatchRequestEntry_members[] = { { "Id", &String },
                                                                        { "ReceiptHandle", &String },
                                                                        { 0 } };
BATCH(DeleteMessageBatch, IdEntryList);

static const struct member ChangeMessageVisibilityBatchRequestEntry_members[] = {
    { "Id", &String }, { "ReceiptHandle", &String }, { "VisibilityTimeout", &Integer }, { 0 }
};
BATCH(ChangeMessageVisibilityBatch, IdEntryList);

/* --- tags, permissions, dead-letter queues, move tasks ------------------------------------------------------------ */

static const struct member TagQueueInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "Tags", &TagMap, REQUIRED | FLATTENED, "Tag" },
    { 0 },
};
const struct shape SqsTagQueueInput = STRUCTURE(TagQueueInput_members);

static const struct member UntagQueueInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "TagKeys", &StringList, REQUIRED | FLATTENED, "TagKey" },
    { 0 },
};
const struct shape SqsUntagQueueInput = STRUCTURE(UntagQueueInput_members);

static const struct member ListQueueTagsOutput_members[] = { { "Tags", &TagMap, FLATTENED, "Tag" }, { 0 } };
const struct shape SqsListQueueTagsOutput = STRUCTURE(ListQueueTagsOutput_members);

static const struct member AddPermissionInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "Label", &String, REQUIRED },
    { "AWSAccountIds", &StringList, REQUIRED | FLATTENED, "AWSAccountId" },
    { "Actions", &StringList, REQUIRED | FLATTENED, "ActionName" },
    { 0 },
};
const struct shape SqsAddPermissionInput = STRUCTURE(AddPermissionInput_members);

static const struct member RemovePermissionInput_members[] = { { "QueueUrl", &String, REQUIRED },
                                                               { "Label", &String, REQUIRED },
                                                               { 0 } };
const struct shape SqsRemovePermissionInput = STRUCTURE(RemovePermissionInput_members);

static const struct member ListDeadLetterSourceQueuesInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "NextToken", &String },
    { "MaxResults", &Integer },
    { 0 },
};
const struct shape SqsListDeadLetterSourceQueuesInput = STRUCTURE(ListDeadLetterSourceQueuesInput_members);

/* AWS: this one list is spelt with a small letter. */
static const struct member ListDeadLetterSourceQueuesOutput_members[] = {
    { "queueUrls", &StringList, FLATTENED, "QueueUrl" },
    { "NextToken", &String },
    { 0 },
};
const struct shape SqsListDeadLetterSourceQueuesOutput = STRUCTURE(ListDeadLetterSourceQueuesOutput_members);

static const struct member StartMessageMoveTaskInput_members[] = {
    { "SourceArn", &String, REQUIRED },
    { "DestinationArn", &String },
    { "MaxNumberOfMessagesPerSecond", &Integer },
    { 0 },
};
const struct shape SqsStartMessageMoveTaskInput = STRUCTURE(StartMessageMoveTaskInput_members);

static const struct member TaskHandle_members[] = { { "TaskHandle", &String, REQUIRED }, { 0 } };
const struct shape SqsTaskHandle = STRUCTURE(TaskHandle_members);

static const struct member CancelMessageMoveTaskOutput_members[] = { { "ApproximateNumberOfMessagesMoved", &Long },
                                                                     { 0 } };
const struct shape SqsCancelMessageMoveTaskOutput = STRUCTURE(CancelMessageMoveTaskOutput_members);

static const struct member ListMessageMoveTasksInput_members[] = { { "SourceArn", &String, REQUIRED },
                                                                   { "MaxResults", &Integer },
                                                                   { 0 } };
const struct shape SqsListMessageMoveTasksInput = STRUCTURE(ListMessageMoveTasksInput_members);

static const struct member MoveTask_members[] = {
    { "TaskHandle", &String },
    { "Status", &String },
    { "SourceArn", &String },
    { "DestinationArn", &String },
    { "MaxNumberOfMessagesPerSecond", &Integer },
    { "ApproximateNumberOfMessagesMoved", &Long },
    { "ApproximateNumberOfMessagesToMove", &Long },
    { "FailureReason", &String },
    { "StartedTimestamp", &Long },
    { 0 },
};
static const struct shape MoveTask = STRUCTURE(MoveTask_members);
static const struct shape MoveTaskList = LIST_OF(&MoveTask);
static const struct member ListMessageMoveTasksOutput_members[] = {
    { "Results", &MoveTaskList, FLATTENED, "ListMessageMoveTasksResultEntry" }, { 0 }
};
const struct shape SqsListMessageMoveTasksOutput = STRUCTURE(ListMessageMoveTasksOutput_members);
