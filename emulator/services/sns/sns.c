/* Amazon SNS: topics, subscriptions and what they deliver. https://docs.aws.amazon.com/sns/latest/api/ */
#include "emulator/core/service.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_mail.h"
#include "emulator/services/sns/sns_pages.h"
#include "emulator/services/sns/sns_publish.h"
#include "emulator/services/sns/sns_shapes.h"
#include "emulator/services/sns/sns_subscriptions.h"
#include "emulator/services/sns/sns_topics.h"

static const struct operation operations[] = {
    { "CreateTopic", &SnsCreateTopicInput, &SnsTopicArnOutput, sns_create_topic, WRITES },
    { "DeleteTopic", &SnsTopicInput, &Nothing, sns_delete_topic, WRITES },
    { "ListTopics", &SnsListTopicsInput, &SnsListTopicsOutput, sns_list_topics },
    { "GetTopicAttributes", &SnsTopicInput, &SnsAttributesOutput, sns_get_topic_attributes },
    { "Subscribe", &SnsSubscribeInput, &SnsSubscriptionArnOutput, sns_subscribe, WRITES },
    { "ConfirmSubscription", &SnsConfirmSubscriptionInput, &SnsSubscriptionArnOutput, sns_confirm_subscription,
      WRITES | PUBLIC },
    { "Unsubscribe", &SnsSubscriptionInput, &Nothing, sns_unsubscribe, WRITES | PUBLIC },
    { "ListSubscriptionsByTopic", &SnsListSubscriptionsByTopicInput, &SnsListSubscriptionsOutput,
      sns_list_subscriptions_by_topic },
    { "GetSubscriptionAttributes", &SnsSubscriptionInput, &SnsAttributesOutput, sns_get_subscription_attributes },
    { "Publish", &SnsPublishInput, &SnsPublishOutput, sns_publish, WRITES },
    { 0 },
};

static const char *const known_operations[] = {
    "AddPermission",
    "CheckIfPhoneNumberIsOptedOut",
    "CreatePlatformApplication",
    "CreatePlatformEndpoint",
    "CreateSMSSandboxPhoneNumber",
    "DeleteEndpoint",
    "DeletePlatformApplication",
    "DeleteSMSSandboxPhoneNumber",
    "GetDataProtectionPolicy",
    "GetEndpointAttributes",
    "GetPlatformApplicationAttributes",
    "GetSMSAttributes",
    "GetSMSSandboxAccountStatus",
    "ListEndpointsByPlatformApplication",
    "ListOriginationNumbers",
    "ListPhoneNumbersOptedOut",
    "ListPlatformApplications",
    "ListSMSSandboxPhoneNumbers",
    "ListSubscriptions",
    "ListTagsForResource",
    "OptInPhoneNumber",
    "PublishBatch",
    "PutDataProtectionPolicy",
    "RemovePermission",
    "SetEndpointAttributes",
    "SetPlatformApplicationAttributes",
    "SetSMSAttributes",
    "SetSubscriptionAttributes",
    "SetTopicAttributes",
    "TagResource",
    "UntagResource",
    "VerifySMSSandboxPhoneNumber",
    NULL,
};

static const struct service_faults faults = { .validation = &sns_validation };

static int start(void)
{
    sns_mail_start();
    return 0;
}

static bool serve(const struct http_request *request, struct http_response *response)
{
    return sns_mail_serve(request, response) || sns_pages_serve(request, response);
}

const struct service sns_service = {
    .name = "sns",
    .title = "Amazon SNS",
    .api_version = "2010-03-31",
    .xml_namespace = "http://sns.amazonaws.com/doc/2010-03-31/",
    .protocols = AWS_QUERY,
    .operations = operations,
    .known_operations = known_operations,
    .faults = &faults,
    .schema = sns_schema,
    .start = start,
    .stop = sns_mail_stop,
    .serve = serve,
};
