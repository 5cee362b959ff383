/* AWS::SNS::Topic, and AWS::SNS::Subscription of an operator by e-mail.
 *
 * A subscription has no tags, and the customers' stand beside it. So the topic's tag order-application-operator says
 * whose address the deployment has subscribed: when that is another one, or nobody, the old subscription goes. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_xml.h"
#include "app/sdk/sns_client.h"

#define TOPIC_OPERATOR DEPLOY_TAG "-operator"

enum { TOPIC_VALUE_SIZE = 512 };

static const char topic_version[] = "2010-03-31";

static int topic_query(struct deploy *deploy, const char *action, const char *const parameters[][2], struct text *xml)
{
    return kind_query(deploy, &aws_sns, topic_version, action, parameters, xml);
}

/* A tag of the topic; "" where it has none. */
static int topic_tag(struct deploy *deploy, const char *arn, const char *key, char *value, size_t size)
{
    struct text xml;
    int failed;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    failed =
        topic_query(deploy, "ListTagsForResource", (const char *const[][2]){ { "ResourceArn", arn }, { 0 } }, &xml);
    if (!failed) kind_xml_pair(text_string(&xml), "Key", "Value", key, value, size);
    text_release(&xml);
    return failed;
}

/* --- topic ---------------------------------------------------------------------------------------------------- */

static int topic_read(struct deploy *deploy, struct resource *r)
{
    const char *name = aws_json_string(r->wanted, "TopicName");
    char arn[DEPLOY_ARN_SIZE], display_name[TOPIC_VALUE_SIZE];
    struct text xml;
    int failed;

    kind_arn(deploy, "sns", name, arn, sizeof arn);
    text_init(&xml, AWS_HTTP_BODY_MAX);
    failed = topic_query(deploy, "GetTopicAttributes", (const char *const[][2]){ { "TopicArn", arn }, { 0 } }, &xml);
    if (!failed) {
        kind_xml_pair(text_string(&xml), "key", "value", "DisplayName", display_name, sizeof display_name);
        r->found = kind_object("TopicName", name);
        cJSON_AddStringToObject(r->found, "DisplayName", display_name);
        text_copy(r->reference, sizeof r->reference, arn);
        text_copy(r->arn, sizeof r->arn, arn);
    }
    text_release(&xml);
    if (failed) return kind_error_is(deploy, "NotFound") ? 0 : -1;
    return topic_tag(deploy, arn, DEPLOY_TAG, r->owner, sizeof r->owner);
}

static int topic_create(struct deploy *deploy, struct resource *r)
{
    return topic_query(deploy, "CreateTopic",
                       (const char *const[][2]){ { "Name", aws_json_string(r->wanted, "TopicName") },
                                                 { "Tags.member.1.Key", DEPLOY_TAG },
                                                 { "Tags.member.1.Value", deploy->options.name },
                                                 { 0 } },
                       NULL);
}

static int topic_update(struct deploy *deploy, struct resource *r, const char *where)
{
    return topic_query(deploy, "SetTopicAttributes",
                       (const char *const[][2]){ { "TopicArn", r->reference },
                                                 { "AttributeName", where },
                                                 { "AttributeValue", aws_json_string(r->wanted, where) },
                                                 { 0 } },
                       NULL);
}

static int topic_remove(struct deploy *deploy, struct resource *r)
{
    return topic_query(deploy, "DeleteTopic", (const char *const[][2]){ { "TopicArn", r->reference }, { 0 } }, NULL);
}

const struct resource_kind kind_topic = {
    .type = "AWS::SNS::Topic",
    .label = "topic",
    .name = "TopicName",
    .has_tags = true,
    .read = topic_read,
    .create = topic_create,
    .update = topic_update,
    .remove = topic_remove,
};

/* --- subscription --------------------------------------------------------------------------------------------- */

/* The ARN of the endpoint's subscription; "" where there is none or it waits for its confirmation. */
static int subscription_find(struct deploy *deploy, const char *topic, const char *endpoint, char *arn, size_t size)
{
    struct aws_pages pages = { 0 };
    struct text xml, token;
    int failed = 0;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    text_init(&token, AWS_PAGES_TOKEN_SIZE - 1);
    arn[0] = '\0';
    while (!failed && !*arn && aws_pages_next(&pages)) {
        failed = topic_query(deploy, "ListSubscriptionsByTopic",
                             (const char *const[][2]){
                                 { "TopicArn", topic }, { *pages.token ? "NextToken" : NULL, pages.token }, { 0 } },
                             &xml);
        for (const char *at = text_string(&xml); !failed && at && !*arn; at = aws_xml_after(at, "member")) {
            char of[TOPIC_VALUE_SIZE];
            struct text value;

            text_init(&value, DEPLOY_ARN_SIZE);
            if (aws_xml_text(at, "Endpoint", &value) && text_copy(of, sizeof of, text_string(&value)) &&
                !strcmp(of, endpoint)) {
                text_clear(&value);
                if (aws_xml_text(at, "SubscriptionArn", &value) && !strncmp(text_string(&value), "arn:", 4))
                    text_copy(arn, size, text_string(&value));
            }
            text_release(&value);
        }
        text_clear(&token);
        aws_pages_advance(&pages, aws_xml_text(text_string(&xml), "NextToken", &token) ? text_string(&token) : NULL);
    }
    text_release(&token);
    text_release(&xml);
    return failed;
}

static int subscription_read(struct deploy *deploy, struct resource *r)
{
    const char *topic = aws_json_string(r->wanted, "TopicArn");
    char operator_address[TOPIC_VALUE_SIZE];

    if (!*topic) return 0; /* the topic is not there */
    if (topic_tag(deploy, topic, TOPIC_OPERATOR, operator_address, sizeof operator_address))
        return kind_error_is(deploy, "ResourceNotFound") ? 0 : -1;
    if (!*operator_address) return 0;
    r->found = kind_object("TopicArn", topic);
    cJSON_AddStringToObject(r->found, "Protocol", "email");
    cJSON_AddStringToObject(r->found, "Endpoint", operator_address);
    text_copy(r->reference, sizeof r->reference, topic);
    return 0;
}

static int subscription_create(struct deploy *deploy, struct resource *r)
{
    const char *topic = aws_json_string(r->wanted, "TopicArn"), *endpoint = aws_json_string(r->wanted, "Endpoint");

    if (sns_ensure_subscription(deploy->client, topic, aws_json_string(r->wanted, "Protocol"), endpoint,
                                &deploy->error))
        return -1;
    return topic_query(deploy, "TagResource",
                       (const char *const[][2]){ { "ResourceArn", topic },
                                                 { "Tags.member.1.Key", TOPIC_OPERATOR },
                                                 { "Tags.member.1.Value", endpoint },
                                                 { 0 } },
                       NULL);
}

/* AWS: a subscription that waits for its confirmation cannot be taken back; it goes by itself after a while. */
static int subscription_end(struct deploy *deploy, const struct resource *r)
{
    const char *topic = aws_json_string(r->found, "TopicArn");
    char arn[DEPLOY_ARN_SIZE];

    if (subscription_find(deploy, topic, aws_json_string(r->found, "Endpoint"), arn, sizeof arn)) return -1;
    if (!*arn) return 0;
    return topic_query(deploy, "Unsubscribe", (const char *const[][2]){ { "SubscriptionArn", arn }, { 0 } }, NULL);
}

static int subscription_update(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)where;
    return subscription_end(deploy, r) || subscription_create(deploy, r) ? -1 : 0;
}

static int subscription_remove(struct deploy *deploy, struct resource *r)
{
    if (subscription_end(deploy, r)) return -1;
    return topic_query(deploy, "UntagResource",
                       (const char *const[][2]){ { "ResourceArn", aws_json_string(r->found, "TopicArn") },
                                                 { "TagKeys.member.1", TOPIC_OPERATOR },
                                                 { 0 } },
                       NULL);
}

const struct resource_kind kind_subscription = {
    .type = "AWS::SNS::Subscription",
    .label = "subscription",
    .name = "Endpoint",
    .read = subscription_read,
    .create = subscription_create,
    .update = subscription_update,
    .remove = subscription_remove,
};
