/* SNS's shapes. https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
#include "emulator/services/sns/sns_shapes.h"

static const struct shape TagKey = STRING_OF(1, 128);
static const struct shape TagValue = STRING_OF(0, 256);
static const struct member Tag_members[] = { { "Key", &TagKey, REQUIRED }, { "Value", &TagValue, REQUIRED }, { 0 } };
static const struct shape Tag = STRUCTURE(Tag_members);
static const struct shape TagList = LIST_OF(&Tag);

static const struct member CreateTopicInput_members[] = {
    { "Name", &String, REQUIRED },
    { "Attributes", &StringMap },
    { "Tags", &TagList },
    { "DataProtectionPolicy", &String },
    { 0 },
};
const struct shape SnsCreateTopicInput = STRUCTURE(CreateTopicInput_members);

static const struct member TopicArnOutput_members[] = { { "TopicArn", &String }, { 0 } };
const struct shape SnsTopicArnOutput = STRUCTURE(TopicArnOutput_members);

static const struct member TopicInput_members[] = { { "TopicArn", &String, REQUIRED }, { 0 } };
const struct shape SnsTopicInput = STRUCTURE(TopicInput_members);

static const struct member ListTopicsInput_members[] = { { "NextToken", &String }, { 0 } };
const struct shape SnsListTopicsInput = STRUCTURE(ListTopicsInput_members);

static const struct shape TopicList = LIST_OF(&SnsTopicArnOutput);
static const struct member ListTopicsOutput_members[] = { { "Topics", &TopicList }, { "NextToken", &String }, { 0 } };
const struct shape SnsListTopicsOutput = STRUCTURE(ListTopicsOutput_members);

static const struct member AttributesOutput_members[] = { { "Attributes", &StringMap }, { 0 } };
const struct shape SnsAttributesOutput = STRUCTURE(AttributesOutput_members);

static const struct member SubscribeInput_members[] = {
    { "TopicArn", &String, REQUIRED }, { "Protocol", &String, REQUIRED },     { "Endpoint", &String },
    { "Attributes", &StringMap },      { "ReturnSubscriptionArn", &Boolean }, { 0 },
};
const struct shape SnsSubscribeInput = STRUCTURE(SubscribeInput_members);

static const struct member SubscriptionArnOutput_members[] = { { "SubscriptionArn", &String }, { 0 } };
const struct shape SnsSubscriptionArnOutput = STRUCTURE(SubscriptionArnOutput_members);

static const struct member ConfirmSubscriptionInput_members[] = {
    { "TopicArn", &String, REQUIRED },
    { "Token", &String, REQUIRED },
    { "AuthenticateOnUnsubscribe", &String },
    { 0 },
};
const struct shape SnsConfirmSubscriptionInput = STRUCTURE(ConfirmSubscriptionInput_members);

static const struct member ListSubscriptionsByTopicInput_members[] = {
    { "TopicArn", &String, REQUIRED },
    { "NextToken", &String },
    { 0 },
};
const struct shape SnsListSubscriptionsByTopicInput = STRUCTURE(ListSubscriptionsByTopicInput_members);

static const struct member Subscription_members[] = {
    { "SubscriptionArn", &String }, { "Owner", &String },    { "Protocol", &String },
    { "Endpoint", &String },        { "TopicArn", &String }, { 0 },
};
static const struct shape Subscription = STRUCTURE(Subscription_members);
static const struct shape SubscriptionList = LIST_OF(&Subscription);
static const struct member ListSubscriptionsOutput_members[] = {
    { "Subscriptions", &SubscriptionList },
    { "NextToken", &String },
    { 0 },
};
const struct shape SnsListSubscriptionsOutput = STRUCTURE(ListSubscriptionsOutput_members);

/* Required, but SNS has its own words where it is missing. */
static const struct member SubscriptionInput_members[] = { { "SubscriptionArn", &String }, { 0 } };
const struct shape SnsSubscriptionInput = STRUCTURE(SubscriptionInput_members);

static const struct member MessageAttributeValue_members[] = {
    { "DataType", &String, REQUIRED },
    { "StringValue", &String },
    { "BinaryValue", &Blob },
    { 0 },
};
static const struct shape MessageAttributeValue = STRUCTURE(MessageAttributeValue_members);
static const struct shape MessageAttributeMap = {
    .type = T_MAP, .element = &MessageAttributeValue, .key_name = "Name", .value_name = "Value"
};

static const struct member PublishInput_members[] = {
    { "TopicArn", &String },
    { "TargetArn", &String },
    { "PhoneNumber", &String },
    { "Message", &String, REQUIRED },
    { "Subject", &String },
    { "MessageStructure", &String },
    { "MessageAttributes", &MessageAttributeMap },
    { "MessageDeduplicationId", &String },
    { "MessageGroupId", &String },
    { 0 },
};
const struct shape SnsPublishInput = STRUCTURE(PublishInput_members);

static const struct member PublishOutput_members[] = { { "MessageId", &String }, { "SequenceNumber", &String }, { 0 } };
const struct shape SnsPublishOutput = STRUCTURE(PublishOutput_members);

/* --- batches ------------------------------------------------------------------------------------------------------ */

static const struct member PublishBatchRequestEntry_members[] = {
    { "Id", &String, REQUIRED },
    { "Message", &String, REQUIRED },
    { "Subject", &String },
    { "MessageStructure", &String },
    { "MessageAttributes", &MessageAttributeMap },
    { "MessageDeduplicationId", &String },
    { "MessageGroupId", &String },
    { 0 },
};
static const struct shape PublishBatchRequestEntry = STRUCTURE(PublishBatchRequestEntry_members);
static const struct shape PublishBatchRequestEntryList = LIST_OF(&PublishBatchRequestEntry);
static const struct member PublishBatchInput_members[] = {
    { "TopicArn", &String, REQUIRED },
    { "PublishBatchRequestEntries", &PublishBatchRequestEntryList, REQUIRED },
    { 0 },
};
const struct shape SnsPublishBatchInput = STRUCTURE(PublishBatchInput_members);

static const struct member PublishBatchResultEntry_members[] = {
    { "Id", &String },
    { "MessageId", &String },
    { "SequenceNumber", &String },
    { 0 },
};
static const struct shape PublishBatchResultEntry = STRUCTURE(PublishBatchResultEntry_members);
static const struct shape PublishBatchResultEntryList = LIST_OF(&PublishBatchResultEntry);
static const struct member BatchResultErrorEntry_members[] = {
    { "Id", &String, REQUIRED },
    { "Code", &String, REQUIRED },
    { "Message", &String },
    { "SenderFault", &Boolean, REQUIRED },
    { 0 },
};
static const struct shape BatchResultErrorEntry = STRUCTURE(BatchResultErrorEntry_members);
static const struct shape BatchResultErrorEntryList = LIST_OF(&BatchResultErrorEntry);
static const struct member PublishBatchOutput_members[] = {
    { "Successful", &PublishBatchResultEntryList },
    { "Failed", &BatchResultErrorEntryList },
    { 0 },
};
const struct shape SnsPublishBatchOutput = STRUCTURE(PublishBatchOutput_members);

/* --- attributes, permissions, tags, policies ---------------------------------------------------------------------- */

static const struct member SetTopicAttributesInput_members[] = {
    { "TopicArn", &String, REQUIRED },
    { "AttributeName", &String, REQUIRED },
    { "AttributeValue", &String },
    { 0 },
};
const struct shape SnsSetTopicAttributesInput = STRUCTURE(SetTopicAttributesInput_members);

static const struct member SetSubscriptionAttributesInput_members[] = {
    { "SubscriptionArn", &String, REQUIRED },
    { "AttributeName", &String, REQUIRED },
    { "AttributeValue", &String },
    { 0 },
};
const struct shape SnsSetSubscriptionAttributesInput = STRUCTURE(SetSubscriptionAttributesInput_members);

static const struct member AddPermissionInput_members[] = {
    { "TopicArn", &String, REQUIRED },
    { "Label", &String, REQUIRED },
    { "AWSAccountId", &StringList, REQUIRED },
    { "ActionName", &StringList, REQUIRED },
    { 0 },
};
const struct shape SnsAddPermissionInput = STRUCTURE(AddPermissionInput_members);

static const struct member RemovePermissionInput_members[] = {
    { "TopicArn", &String, REQUIRED },
    { "Label", &String, REQUIRED },
    { 0 },
};
const struct shape SnsRemovePermissionInput = STRUCTURE(RemovePermissionInput_members);

static const struct shape ResourceArn = STRING_OF(1, 1011);
static const struct member TagResourceInput_members[] = {
    { "ResourceArn", &ResourceArn, REQUIRED },
    { "Tags", &TagList, REQUIRED },
    { 0 },
};
const struct shape SnsTagResourceInput = STRUCTURE(TagResourceInput_members);

static const struct shape TagKeyList = LIST_OF(&TagKey);
static const struct member UntagResourceInput_members[] = {
    { "ResourceArn", &ResourceArn, REQUIRED },
    { "TagKeys", &TagKeyList, REQUIRED },
    { 0 },
};
const struct shape SnsUntagResourceInput = STRUCTURE(UntagResourceInput_members);

static const struct member ResourceInput_members[] = { { "ResourceArn", &ResourceArn, REQUIRED }, { 0 } };
const struct shape SnsResourceInput = STRUCTURE(ResourceInput_members);

static const struct member TagsOutput_members[] = { { "Tags", &TagList }, { 0 } };
const struct shape SnsTagsOutput = STRUCTURE(TagsOutput_members);

static const struct member EmptyOutput_members[] = { { 0 } };
const struct shape SnsEmptyOutput = STRUCTURE(EmptyOutput_members);

static const struct member PutDataProtectionPolicyInput_members[] = {
    { "ResourceArn", &String, REQUIRED },
    { "DataProtectionPolicy", &String, REQUIRED },
    { 0 },
};
const struct shape SnsPutDataProtectionPolicyInput = STRUCTURE(PutDataProtectionPolicyInput_members);

static const struct member DataProtectionPolicyOutput_members[] = { { "DataProtectionPolicy", &String }, { 0 } };
const struct shape SnsDataProtectionPolicyOutput = STRUCTURE(DataProtectionPolicyOutput_members);
