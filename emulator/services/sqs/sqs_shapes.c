/* SQS's shapes. One set for both protocols: in the Query protocol lists and maps are flattened under names of their own.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
#include "emulator/services/sqs/sqs_shapes.h"

static const struct shape AttributeMap = {
    .type = T_MAP, .element = &String, .key_name = "Name", .value_name = "Value"
};
static const struct shape TagMap = { .type = T_MAP, .element = &String, .key_name = "Key", .value_name = "Value" };

static const struct member MessageAttributeValue_members[] = {
    { "DataType", &String },
    { "StringValue", &String },
    { "BinaryValue", &Blob },
    { "StringListValues", &StringList, FLATTENED, "StringListValue" },
    { "BinaryListValues", &StringList, FLATTENED, "BinaryListValue" },
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

static const struct member SendMessageInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "MessageBody", &String, REQUIRED },
    { "DelaySeconds", &Integer },
    { "MessageAttributes", &MessageAttributeMap, FLATTENED, "MessageAttribute" },
    { "MessageSystemAttributes", &MessageAttributeMap, FLATTENED, "MessageSystemAttribute" },
    { "MessageDeduplicationId", &String },
    { "MessageGroupId", &String },
    { 0 },
};
const struct shape SqsSendMessageInput = STRUCTURE(SendMessageInput_members);

static const struct member SendMessageOutput_members[] = {
    { "MD5OfMessageBody", &String }, { "MD5OfMessageAttributes", &String }, { "MD5OfMessageSystemAttributes", &String },
    { "MessageId", &String },        { "SequenceNumber", &String },         { 0 },
};
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

static const struct member BatchResultErrorEntry_members[] = {
    { "Id", &String }, { "SenderFault", &Boolean }, { "Code", &String }, { "Message", &String }, { 0 },
};
static const struct shape BatchResultErrorEntry = STRUCTURE(BatchResultErrorEntry_members);
static const struct shape BatchResultErrorEntryList = LIST_OF(&BatchResultErrorEntry);

static const struct member SendMessageBatchRequestEntry_members[] = {
    { "Id", &String, REQUIRED },
    { "MessageBody", &String, REQUIRED },
    { "DelaySeconds", &Integer },
    { "MessageAttributes", &MessageAttributeMap, FLATTENED, "MessageAttribute" },
    { "MessageSystemAttributes", &MessageAttributeMap, FLATTENED, "MessageSystemAttribute" },
    { "MessageDeduplicationId", &String },
    { "MessageGroupId", &String },
    { 0 },
};
static const struct shape SendMessageBatchRequestEntry = STRUCTURE(SendMessageBatchRequestEntry_members);
static const struct shape SendMessageBatchRequestEntryList = LIST_OF(&SendMessageBatchRequestEntry);
static const struct member SendMessageBatchInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "Entries", &SendMessageBatchRequestEntryList, REQUIRED | FLATTENED, "SendMessageBatchRequestEntry" },
    { 0 },
};
const struct shape SqsSendMessageBatchInput = STRUCTURE(SendMessageBatchInput_members);

static const struct member SendMessageBatchResultEntry_members[] = {
    { "Id", &String },
    { "MessageId", &String },
    { "MD5OfMessageBody", &String },
    { "MD5OfMessageAttributes", &String },
    { "MD5OfMessageSystemAttributes", &String },
    { "SequenceNumber", &String },
    { 0 },
};
static const struct shape SendMessageBatchResultEntry = STRUCTURE(SendMessageBatchResultEntry_members);
static const struct shape SendMessageBatchResultEntryList = LIST_OF(&SendMessageBatchResultEntry);
static const struct member SendMessageBatchOutput_members[] = {
    { "Successful", &SendMessageBatchResultEntryList, FLATTENED, "SendMessageBatchResultEntry" },
    { "Failed", &BatchResultErrorEntryList, FLATTENED, "BatchResultErrorEntry" },
    { 0 },
};
const struct shape SqsSendMessageBatchOutput = STRUCTURE(SendMessageBatchOutput_members);

static const struct member IdEntry_members[] = { { "Id", &String }, { 0 } };
static const struct shape IdEntry = STRUCTURE(IdEntry_members);
static const struct shape IdEntryList = LIST_OF(&IdEntry);

static const struct member DeleteMessageBatchRequestEntry_members[] = {
    { "Id", &String, REQUIRED },
    { "ReceiptHandle", &String, REQUIRED },
    { 0 },
};
static const struct shape DeleteMessageBatchRequestEntry = STRUCTURE(DeleteMessageBatchRequestEntry_members);
static const struct shape DeleteMessageBatchRequestEntryList = LIST_OF(&DeleteMessageBatchRequestEntry);
static const struct member DeleteMessageBatchInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "Entries", &DeleteMessageBatchRequestEntryList, REQUIRED | FLATTENED, "DeleteMessageBatchRequestEntry" },
    { 0 },
};
const struct shape SqsDeleteMessageBatchInput = STRUCTURE(DeleteMessageBatchInput_members);
static const struct member DeleteMessageBatchOutput_members[] = {
    { "Successful", &IdEntryList, FLATTENED, "DeleteMessageBatchResultEntry" },
    { "Failed", &BatchResultErrorEntryList, FLATTENED, "BatchResultErrorEntry" },
    { 0 },
};
const struct shape SqsDeleteMessageBatchOutput = STRUCTURE(DeleteMessageBatchOutput_members);

static const struct member ChangeMessageVisibilityBatchRequestEntry_members[] = {
    { "Id", &String, REQUIRED },
    { "ReceiptHandle", &String, REQUIRED },
    { "VisibilityTimeout", &Integer },
    { 0 },
};
static const struct shape ChangeMessageVisibilityBatchRequestEntry =
    STRUCTURE(ChangeMessageVisibilityBatchRequestEntry_members);
static const struct shape ChangeMessageVisibilityBatchRequestEntryList =
    LIST_OF(&ChangeMessageVisibilityBatchRequestEntry);
static const struct member ChangeMessageVisibilityBatchInput_members[] = {
    { "QueueUrl", &String, REQUIRED },
    { "Entries", &ChangeMessageVisibilityBatchRequestEntryList, REQUIRED | FLATTENED,
      "ChangeMessageVisibilityBatchRequestEntry" },
    { 0 },
};
const struct shape SqsChangeMessageVisibilityBatchInput = STRUCTURE(ChangeMessageVisibilityBatchInput_members);
static const struct member ChangeMessageVisibilityBatchOutput_members[] = {
    { "Successful", &IdEntryList, FLATTENED, "ChangeMessageVisibilityBatchResultEntry" },
    { "Failed", &BatchResultErrorEntryList, FLATTENED, "BatchResultErrorEntry" },
    { 0 },
};
const struct shape SqsChangeMessageVisibilityBatchOutput = STRUCTURE(ChangeMessageVisibilityBatchOutput_members);
