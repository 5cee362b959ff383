/* Amazon SNS over the Query protocol. */
#include "app/sdk/sns_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_protocol.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_xml.h"

static const char sns_version[] = "2010-03-31";

enum { SNS_XML_MAX = AWS_HTTP_BODY_MAX };

/* Calls and copies one element of the answer; "" where it is missing. */
static int sns_call_for(struct aws_client *client, struct aws_query *query, const char *element, char *value,
                        size_t size, struct aws_error *error)
{
    struct text xml, text;
    int failed;

    text_init(&xml, SNS_XML_MAX);
    text_init(&text, size - 1);
    failed = aws_query_call(client, &aws_sns, query, &xml, error);
    if (!failed && (!aws_xml_text(text_string(&xml), element, &text) || !text_copy(value, size, text_string(&text)))) {
        aws_error_set(error, AWS_ERROR_CLIENT, "SNS answered without a %s", element);
        failed = -1;
    }
    text_release(&text);
    text_release(&xml);
    return failed;
}

/* The message as JSON with a text for each protocol that wants its own. */
static void sns_add_structured(struct aws_query *query, const struct sns_message *message)
{
    cJSON *texts = cJSON_CreateObject();
    struct text json;

    text_init(&json, SNS_XML_MAX);
    cJSON_AddStringToObject(texts, "default", message->body);
    cJSON_AddStringToObject(texts, "sms", message->sms);
    aws_json_print(texts, &json);
    cJSON_Delete(texts);
    aws_query_add(query, "Message", text_string(&json));
    aws_query_add(query, "MessageStructure", "json");
    text_release(&json);
}

int sns_publish(struct aws_client *client, const struct sns_message *message, char message_id[SNS_MESSAGE_ID_SIZE],
                struct aws_error *error)
{
    struct aws_query query;
    size_t i;

    aws_query_begin(&query, "Publish", sns_version);
    aws_query_add(&query, "TopicArn", message->topic_arn);
    if (message->sms) sns_add_structured(&query, message);
    else aws_query_add(&query, "Message", message->body);
    if (message->subject) aws_query_add(&query, "Subject", message->subject);
    for (i = 0; i < SNS_ATTRIBUTES_MAX && message->attributes[i].name; i++) {
        char name[64];
        int length = snprintf(name, sizeof name, "MessageAttributes.entry.%zu.", i + 1);

        snprintf(name + length, sizeof name - (size_t)length, "Name");
        aws_query_add(&query, name, message->attributes[i].name);
        snprintf(name + length, sizeof name - (size_t)length, "Value.DataType");
        aws_query_add(&query, name, "String");
        snprintf(name + length, sizeof name - (size_t)length, "Value.StringValue");
        aws_query_add(&query, name, message->attributes[i].value);
    }
    return sns_call_for(client, &query, "MessageId", message_id, SNS_MESSAGE_ID_SIZE, error);
}

/* Is there a <member> with this protocol and endpoint on the page? */
static bool sns_page_has(const char *xml, const char *protocol, const char *endpoint)
{
    struct text member_protocol, member_endpoint;
    bool found = false;
    const char *next;

    text_init(&member_protocol, SNS_XML_MAX);
    text_init(&member_endpoint, SNS_XML_MAX);
    for (; !found && (next = aws_xml_after(xml, "member")); xml = next) {
        text_clear(&member_protocol);
        text_clear(&member_endpoint);
        aws_xml_text(xml, "Protocol", &member_protocol);
        aws_xml_text(xml, "Endpoint", &member_endpoint);
        found = !strcmp(text_string(&member_protocol), protocol) && !strcmp(text_string(&member_endpoint), endpoint);
    }
    text_release(&member_endpoint);
    text_release(&member_protocol);
    return found;
}

static int sns_is_subscribed(struct aws_client *client, const char *topic_arn, const char *protocol,
                             const char *endpoint, bool *is_subscribed, struct aws_error *error)
{
    struct aws_pages pages = { 0 };
    struct text xml, token;
    int failed = 0;

    text_init(&xml, SNS_XML_MAX);
    text_init(&token, AWS_PAGES_TOKEN_SIZE - 1);
    *is_subscribed = false;
    while (!failed && !*is_subscribed && aws_pages_next(&pages)) {
        struct aws_query query;

        aws_query_begin(&query, "ListSubscriptionsByTopic", sns_version);
        aws_query_add(&query, "TopicArn", topic_arn);
        if (*pages.token) aws_query_add(&query, "NextToken", pages.token);
        text_clear(&xml);
        text_clear(&token);
        failed = aws_query_call(client, &aws_sns, &query, &xml, error);
        *is_subscribed = !failed && sns_page_has(text_string(&xml), protocol, endpoint);
        aws_pages_advance(&pages, aws_xml_text(text_string(&xml), "NextToken", &token) ? text_string(&token) : NULL);
    }
    text_release(&token);
    text_release(&xml);
    return failed;
}

int sns_ensure_subscription(struct aws_client *client, const char *topic_arn, const char *protocol,
                            const char *endpoint, struct aws_error *error)
{
    char arn[SNS_ARN_SIZE];
    struct aws_query query;
    bool is_subscribed;

    if (sns_is_subscribed(client, topic_arn, protocol, endpoint, &is_subscribed, error)) return -1;
    if (is_subscribed) return 0;
    aws_query_begin(&query, "Subscribe", sns_version);
    aws_query_add(&query, "TopicArn", topic_arn);
    aws_query_add(&query, "Protocol", protocol);
    aws_query_add(&query, "Endpoint", endpoint);
    return sns_call_for(client, &query, "SubscriptionArn", arn, sizeof arn, error);
}

int sns_subscribe(struct aws_client *client, const char *topic_arn, const char *protocol, const char *endpoint,
                  const char *filter_policy, struct aws_error *error)
{
    char arn[SNS_ARN_SIZE];
    struct aws_query query;

    aws_query_begin(&query, "Subscribe", sns_version);
    aws_query_add(&query, "TopicArn", topic_arn);
    aws_query_add(&query, "Protocol", protocol);
    aws_query_add(&query, "Endpoint", endpoint);
    aws_query_add(&query, "Attributes.entry.1.key", "FilterPolicy");
    aws_query_add(&query, "Attributes.entry.1.value", filter_policy);
    return sns_call_for(client, &query, "SubscriptionArn", arn, sizeof arn, error);
}
