/* Amazon SQS over AWS JSON 1.0. */
#include "app/sdk/sqs_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_protocol.h"
#include "app/sdk/aws_services.h"

enum { SQS_POLL_MARGIN_MS = 5000 };

static cJSON *sqs_call(struct aws_client *client, const char *operation, cJSON *input, long timeout_ms,
                       struct aws_error *error)
{
    char target[64];

    snprintf(target, sizeof target, "AmazonSQS.%s", operation);
    return aws_json_call(client, &aws_sqs, target, input, timeout_ms, error);
}

static int sqs_do(struct aws_client *client, const char *operation, cJSON *input, struct aws_error *error)
{
    cJSON *output = sqs_call(client, operation, input, 0, error);

    cJSON_Delete(output);
    return output ? 0 : -1;
}

static cJSON *sqs_input(const char *name, const char *value)
{
    cJSON *input = cJSON_CreateObject();

    cJSON_AddStringToObject(input, name, value);
    return input;
}

/* An answer that lacks what it must have. */
static int sqs_unreadable(struct aws_error *error, const char *operation)
{
    aws_error_set(error, AWS_ERROR_CLIENT, "SQS answered %s with something unreadable", operation);
    return -1;
}

int sqs_send_message(struct aws_client *client, const char *queue_url, const char *body, struct aws_error *error)
{
    cJSON *input = sqs_input("QueueUrl", queue_url);

    cJSON_AddStringToObject(input, "MessageBody", body);
    return sqs_do(client, "SendMessage", input, error);
}

int sqs_receive_message(struct aws_client *client, const char *queue_url, int wait_seconds, struct text *body,
                        char receipt[SQS_RECEIPT_SIZE], struct aws_error *error)
{
    cJSON *input = sqs_input("QueueUrl", queue_url), *output;
    const cJSON *message;

    cJSON_AddNumberToObject(input, "WaitTimeSeconds", wait_seconds);
    cJSON_AddNumberToObject(input, "MaxNumberOfMessages", 1);
    output = sqs_call(client, "ReceiveMessage", input, wait_seconds * 1000L + SQS_POLL_MARGIN_MS, error);
    if (!output) return -1;

    text_clear(body);
    receipt[0] = '\0';
    message = cJSON_GetArrayItem(aws_json_member(output, "Messages"), 0);
    if (message) {
        const char *content = aws_json_string(message, "Body");

        text_put(body, content ? content : "");
        text_copy(receipt, SQS_RECEIPT_SIZE, aws_json_string(message, "ReceiptHandle"));
    }
    cJSON_Delete(output);
    return message && !*receipt ? sqs_unreadable(error, "ReceiveMessage") : 0;
}

int sqs_delete_message(struct aws_client *client, const char *queue_url, const char *receipt, struct aws_error *error)
{
    cJSON *input = sqs_input("QueueUrl", queue_url);

    cJSON_AddStringToObject(input, "ReceiptHandle", receipt);
    return sqs_do(client, "DeleteMessage", input, error);
}
