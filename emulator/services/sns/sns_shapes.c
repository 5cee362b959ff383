/* SNS's shapes. https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
#include "emulator/services/sns/sns_shapes.h"

static const struct member Tag_members[] = { { "Key", &String, REQUIRED }, { "Value", &String, REQUIRED }, { 0 } };
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

static const struct member SubscriptionInput_members[] = { { "SubscriptionArn", &String, REQUIRED }, { 0 } };
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
