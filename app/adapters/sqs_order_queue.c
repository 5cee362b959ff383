/* The order queue over SQS. */
#include "app/adapters/sqs_order_queue.h"

#include <stdio.h>

#include "app/adapters/json_log.h"
#include "app/sdk/sqs_client.h"

static bool queue_send(void *self, const char *order_id)
{
    const struct sqs_order_queue *queue = self;
    char body[ORDER_ID_SIZE + 32];
    struct aws_error error;

    snprintf(body, sizeof body, "{\"orderId\":\"%s\"}", order_id);
    if (!sqs_send_message(queue->client, queue->url, body, &error)) return true;
    json_log_error("SQS failed", "operation", "SendMessage", "orderId", order_id, "code", error.code, "cause",
                   error.message, NULL);
    return false;
}

struct order_queue sqs_order_queue_port(struct sqs_order_queue *self)
{
    return (struct order_queue){ self, queue_send };
}
