/* The table, the queue with its dead-letter queue, and the topic. */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/deploy/deploy.h"
#include "app/sdk/dynamodb_client.h"

/* --- table ---------------------------------------------------------------------------------------------------- */

static void table_add_attribute(cJSON *attributes, const char *name)
{
    cJSON *attribute = cJSON_CreateObject();

    cJSON_AddStringToObject(attribute, "AttributeName", name);
    cJSON_AddStringToObject(attribute, "AttributeType", "S");
    cJSON_AddItemToArray(attributes, attribute);
}

static void table_add_key(cJSON *schema, const char *name, const char *type)
{
    cJSON *key = cJSON_CreateObject();

    cJSON_AddStringToObject(key, "AttributeName", name);
    cJSON_AddStringToObject(key, "KeyType", type);
    cJSON_AddItemToArray(schema, key);
}

static void table_add_throughput(cJSON *object)
{
    cJSON *throughput = cJSON_AddObjectToObject(object, "ProvisionedThroughput");

    cJSON_AddNumberToObject(throughput, "ReadCapacityUnits", 5);
    cJSON_AddNumberToObject(throughput, "WriteCapacityUnits", 5);
}

/* One customer's orders by date. */
static cJSON *table_index_new(void)
{
    cJSON *index = cJSON_CreateObject(), *schema;

    cJSON_AddStringToObject(index, "IndexName", DEPLOY_CUSTOMER_INDEX);
    schema = cJSON_AddArrayToObject(index, "KeySchema");
    table_add_key(schema, "customerId", "HASH");
    table_add_key(schema, "orderDate", "RANGE");
    cJSON_AddStringToObject(cJSON_AddObjectToObject(index, "Projection"), "ProjectionType", "ALL");
    table_add_throughput(index);
    return index;
}

static cJSON *table_input_new(void)
{
    cJSON *input = cJSON_CreateObject(), *attributes;

    cJSON_AddStringToObject(input, "TableName", DEPLOY_TABLE);
    attributes = cJSON_AddArrayToObject(input, "AttributeDefinitions");
    table_add_attribute(attributes, "orderId");
    table_add_attribute(attributes, "customerId");
    table_add_attribute(attributes, "orderDate");
    table_add_key(cJSON_AddArrayToObject(input, "KeySchema"), "orderId", "HASH");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(input, "GlobalSecondaryIndexes"), table_index_new());
    cJSON_AddStringToObject(input, "BillingMode", "PROVISIONED");
    table_add_throughput(input);
    return input;
}

int deploy_table(struct deploy *deploy)
{
    if (dynamodb_create_table(deploy->client, table_input_new(), &deploy->error) &&
        !aws_error_is(&deploy->error, "ResourceInUseException")) /* it is there */
        return -1;
    return dynamodb_wait_table(deploy->client, DEPLOY_TABLE, &deploy->error);
}

/* --- queue ---------------------------------------------------------------------------------------------------- */

static int queue_create_dead_letter(struct deploy *deploy, char arn[SQS_ARN_SIZE])
{
    cJSON *attributes = cJSON_CreateObject();
    char url[SQS_URL_SIZE];

    cJSON_AddStringToObject(attributes, "MessageRetentionPeriod", "1209600");
    return sqs_ensure_queue(deploy->client, DEPLOY_DEAD_QUEUE, attributes, url, &deploy->error) ||
                   sqs_queue_arn(deploy->client, url, arn, &deploy->error)
               ? -1
               : 0;
}

/* The visibility timeout outlasts the start of an execution many times; after five receptions a message is set
 * aside. */
static cJSON *queue_attributes_new(const char *dead_letter_arn)
{
    cJSON *attributes = cJSON_CreateObject();
    char redrive[SQS_ARN_SIZE + 64];

    snprintf(redrive, sizeof redrive, "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"5\"}", dead_letter_arn);
    cJSON_AddStringToObject(attributes, "VisibilityTimeout", "300");
    cJSON_AddStringToObject(attributes, "MessageRetentionPeriod", "1209600");
    cJSON_AddStringToObject(attributes, "ReceiveMessageWaitTimeSeconds", "20");
    cJSON_AddStringToObject(attributes, "RedrivePolicy", redrive);
    return attributes;
}

int deploy_queue(struct deploy *deploy)
{
    char dead_letter_arn[SQS_ARN_SIZE];

    if (queue_create_dead_letter(deploy, dead_letter_arn)) return -1;
    if (sqs_ensure_queue(deploy->client, DEPLOY_QUEUE, queue_attributes_new(dead_letter_arn), deploy->queue_url,
                         &deploy->error))
        return -1;
    return sqs_queue_arn(deploy->client, deploy->queue_url, deploy->queue_arn, &deploy->error);
}

/* --- topic ---------------------------------------------------------------------------------------------------- */

int deploy_topic(struct deploy *deploy)
{
    if (sns_create_topic(deploy->client, DEPLOY_TOPIC, deploy->topic_arn, &deploy->error)) return -1;
    return sns_ensure_subscription(deploy->client, deploy->topic_arn, "email", deploy->options.notify_email,
                                   &deploy->error);
}
