/* Amazon SQS. */
#ifndef APP_SDK_SQS_CLIENT_H
#define APP_SDK_SQS_CLIENT_H

#include "app/sdk/aws_client.h"

struct cJSON;

enum { SQS_URL_SIZE = 1024, SQS_RECEIPT_SIZE = 2048 };

int sqs_send_message(struct aws_client *client, const char *queue_url, const char *body, struct aws_error *error);

/* Waits up to `wait_seconds` for a message. `*body` is "" where none came; it must be initialised. */
int sqs_receive_message(struct aws_client *client, const char *queue_url, int wait_seconds, struct text *body,
                        char receipt[SQS_RECEIPT_SIZE], struct aws_error *error);
int sqs_delete_message(struct aws_client *client, const char *queue_url, const char *receipt, struct aws_error *error);

#endif
