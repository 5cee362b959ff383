/* Amazon SNS: topics, subscriptions and what they deliver. https://docs.aws.amazon.com/sns/latest/api/ */
#include "emulator/core/service.h"
#include "emulator/http/http_client.h"
#include "emulator/services/sns/sns_asks.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_mail.h"
#include "emulator/services/sns/sns_outbox.h"
#include "emulator/services/sns/sns_pages.h"
#include "emulator/services/sns/sns_pending.h"
#include "emulator/services/sns/sns_platform.h"
#include "emulator/services/sns/sns_publish.h"
#include "emulator/services/sns/sns_recorder.h"
#include "emulator/services/sns/sns_resources.h"
#include "emulator/services/sns/sns_shapes.h"
#include "emulator/services/sns/sns_signing.h"
#include "emulator/services/sns/sns_sms.h"
#include "emulator/services/sns/sns_subscriptions.h"
#include "emulator/services/sns/sns_topics.h"
#include "emulator/wire/codecs.h"

static const struct operation operations[] = {
    { "CreateTopic", &SnsCreateTopicInput, &SnsTopicArnOutput, sns_create_topic, WRITES, .asks = sns_ask_named },
    { "DeleteTopic", &SnsTopicInput, &Nothing, sns_delete_topic, WRITES, .asks = sns_ask_topic },
    { "ListTopics", &SnsListTopicsInput, &SnsListTopicsOutput, sns_list_topics, .asks = sns_ask_all },
    { "GetTopicAttributes", &SnsTopicInput, &SnsAttributesOutput, sns_get_topic_attributes, .asks = sns_ask_topic },
    { "SetTopicAttributes", &SnsSetTopicAttributesInput, &Nothing, sns_set_topic_attributes, WRITES,
      .asks = sns_ask_topic },
    { "AddPermission", &SnsAddPermissionInput, &Nothing, sns_add_permission, WRITES, .asks = sns_ask_topic },
    { "RemovePermission", &SnsRemovePermissionInput, &Nothing, sns_remove_permission, WRITES, .asks = sns_ask_topic },
    { "TagResource", &SnsTagResourceInput, &SnsEmptyOutput, sns_tag_resource, WRITES, .asks = sns_ask_resource },
    { "UntagResource", &SnsUntagResourceInput, &SnsEmptyOutput, sns_untag_resource, WRITES, .asks = sns_ask_resource },
    { "ListTagsForResource", &SnsResourceInput, &SnsTagsOutput, sns_list_tags_for_resource, .asks = sns_ask_resource },
    { "PutDataProtectionPolicy", &SnsPutDataProtectionPolicyInput, &Nothing, sns_put_data_protection_policy, WRITES,
      .asks = sns_ask_resource },
    { "GetDataProtectionPolicy", &SnsResourceInput, &SnsDataProtectionPolicyOutput, sns_get_data_protection_policy,
      .asks = sns_ask_resource },

    { "Subscribe", &SnsSubscribeInput, &SnsSubscriptionArnOutput, sns_subscribe, WRITES,
      .prepare = sns_subscribe_prepare, .asks = sns_ask_topic },
    { "ConfirmSubscription", &SnsConfirmSubscriptionInput, &SnsSubscriptionArnOutput, sns_confirm_subscription,
      WRITES | PUBLIC, .asks = sns_ask_topic },
    { "Unsubscribe", &SnsSubscriptionInput, &Nothing, sns_unsubscribe, WRITES | PUBLIC, .asks = sns_ask_subscription },
    { "ListSubscriptions", &SnsListTopicsInput, &SnsListSubscriptionsOutput, sns_list_subscriptions,
      .asks = sns_ask_all },
    { "ListSubscriptionsByTopic", &SnsListSubscriptionsByTopicInput, &SnsListSubscriptionsOutput,
      sns_list_subscriptions_by_topic, .asks = sns_ask_topic },
    { "GetSubscriptionAttributes", &SnsSubscriptionInput, &SnsAttributesOutput, sns_get_subscription_attributes,
      .asks = sns_ask_subscription },
    { "SetSubscriptionAttributes", &SnsSetSubscriptionAttributesInput, &Nothing, sns_set_subscription_attributes,
      WRITES, .asks = sns_ask_subscription },

    { "Publish", &SnsPublishInput, &SnsPublishOutput, sns_publish, WRITES, .prepare = sns_publish_prepare,
      .asks = sns_ask_publish },
    { "PublishBatch", &SnsPublishBatchInput, &SnsPublishBatchOutput, sns_publish_batch, WRITES,
      .prepare = sns_publish_batch_prepare, .asks = sns_ask_topic, .action = "sns:Publish" },

    { "SetSMSAttributes", &SnsSetSMSAttributesInput, &SnsEmptyOutput, sns_set_sms_attributes, WRITES },
    { "GetSMSAttributes", &SnsGetSMSAttributesInput, &SnsGetSMSAttributesOutput, sns_get_sms_attributes },
    { "CheckIfPhoneNumberIsOptedOut", &SnsPhoneNumberInput, &SnsIsOptedOutOutput,
      sns_check_if_phone_number_is_opted_out },
    { "ListPhoneNumbersOptedOut", &SnsListPhoneNumbersOptedOutInput, &SnsListPhoneNumbersOptedOutOutput,
      sns_list_phone_numbers_opted_out },
    { "OptInPhoneNumber", &SnsPhoneNumberInput, &SnsEmptyOutput, sns_opt_in_phone_number, WRITES },
    { "CreateSMSSandboxPhoneNumber", &SnsCreateSandboxNumberInput, &SnsEmptyOutput, sns_create_sms_sandbox_phone_number,
      WRITES },
    { "DeleteSMSSandboxPhoneNumber", &SnsSandboxNumberInput, &SnsEmptyOutput, sns_delete_sms_sandbox_phone_number,
      WRITES },
    { "VerifySMSSandboxPhoneNumber", &SnsVerifySandboxNumberInput, &SnsEmptyOutput, sns_verify_sms_sandbox_phone_number,
      WRITES },
    { "ListSMSSandboxPhoneNumbers", &SnsListSandboxNumbersInput, &SnsListSandboxNumbersOutput,
      sns_list_sms_sandbox_phone_numbers },
    { "GetSMSSandboxAccountStatus", &Nothing, &SnsSandboxStatusOutput, sns_get_sms_sandbox_account_status },
    { "ListOriginationNumbers", &SnsListOriginationNumbersInput, &SnsListOriginationNumbersOutput,
      sns_list_origination_numbers },

    { "CreatePlatformApplication", &SnsCreatePlatformApplicationInput, &SnsPlatformApplicationArnOutput,
      sns_create_platform_application, WRITES, .asks = sns_ask_named_application },
    { "DeletePlatformApplication", &SnsPlatformApplicationInput, &Nothing, sns_delete_platform_application, WRITES,
      .asks = sns_ask_application },
    { "GetPlatformApplicationAttributes", &SnsPlatformApplicationInput, &SnsAttributesOutput,
      sns_get_platform_application_attributes, .asks = sns_ask_application },
    { "SetPlatformApplicationAttributes", &SnsSetPlatformApplicationAttributesInput, &Nothing,
      sns_set_platform_application_attributes, WRITES, .asks = sns_ask_application },
    { "ListPlatformApplications", &SnsListPlatformApplicationsInput, &SnsListPlatformApplicationsOutput,
      sns_list_platform_applications, .asks = sns_ask_all },
    { "CreatePlatformEndpoint", &SnsCreatePlatformEndpointInput, &SnsEndpointArnOutput, sns_create_platform_endpoint,
      WRITES, .asks = sns_ask_application },
    { "DeleteEndpoint", &SnsEndpointInput, &Nothing, sns_delete_endpoint, WRITES, .asks = sns_ask_endpoint },
    { "GetEndpointAttributes", &SnsEndpointInput, &SnsAttributesOutput, sns_get_endpoint_attributes,
      .asks = sns_ask_endpoint },
    { "SetEndpointAttributes", &SnsSetEndpointAttributesInput, &Nothing, sns_set_endpoint_attributes, WRITES,
      .asks = sns_ask_endpoint },
    { "ListEndpointsByPlatformApplication", &SnsListEndpointsInput, &SnsListEndpointsOutput,
      sns_list_endpoints_by_platform_application, .asks = sns_ask_application },
    { 0 },
};

static const struct service_faults faults = { .validation = &sns_validation,
                                              .denied = &sns_authorization_error,
                                              .denied_action = ACTION_SERVICE_UPPER };
static const char *const policy_tables[] = { "sns_topic", NULL };

static int start(void)
{
    sns_signing_forget();
    return 0;
}

#define RECORDS(root)                                                                                           \
    { "GET", root "platform-endpoint-messages", sns_records_show },                                             \
        { "DELETE", root "platform-endpoint-messages", sns_records_clear },                                     \
        { "GET", root "sms-messages", sns_records_show }, { "DELETE", root "sms-messages", sns_records_clear }, \
        { "GET", root "subscription-tokens/*", sns_subscription_token_show },                                   \
    {                                                                                                           \
        "POST", root "phone-opt-outs", sns_phone_opt_out                                                        \
    }

static const struct page pages[] = {
    { "GET", "/_nube/mail", sns_mail_show },
    { "DELETE", "/_nube/mail", sns_mail_clear },
    RECORDS("/_nube/sns/"),
    RECORDS("/_aws/sns/"),
    { 0 },
};

/* Links in e-mails and notifications: whoever has one may follow it. */
#define LINK(name, handler)                                            \
    {                                                                  \
        name, &Nothing, &Nothing, handler, NO_DATABASE | NO_PERMISSION \
    }

static const struct plane planes[] = {
    { NULL, sns_confirmation_matches, LINK("OpenConfirmation", sns_open_confirmation) },
    { NULL, sns_unsubscribe_matches, LINK("OpenUnsubscribe", sns_open_unsubscribe) },
    { NULL, sns_certificate_matches, LINK("GetCertificate", sns_get_certificate) },
    { 0 },
};

const struct service sns_service = {
    .name = "sns",
    .title = "Amazon SNS",
    .api_version = "2010-03-31",
    .xml_namespace = "http://sns.amazonaws.com/doc/2010-03-31/",
    .codecs = CODECS(&aws_query),
    .body_bytes_max = 4 * 1024 * 1024,
    .operations = operations,
    .faults = &faults,
    .resource_policy = sns_topic_policy,
    .policy_tables = policy_tables,
    .takes_anonymous = true,
    .resource_tags = sns_topic_tags,
    .condition_keys = sns_condition_keys,
    .schema = sns_schema,
    .start = start,
    .stop = http_client_stop,
    .reset = http_client_stop,
    .chores = CHORES({ &sns_pending_sweep, sns_pending_sweep_step }),
    .deliveries = DELIVERIES(&sns_http_delivery, &sns_lambda_delivery, &sns_mail_delivery),
    .pages = pages,
    .planes = planes,
};
