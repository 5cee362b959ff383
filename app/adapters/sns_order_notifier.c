/* The notifier over SNS. */
#include "app/adapters/sns_order_notifier.h"

#include "app/adapters/json_log.h"
#include "app/sdk/sns_client.h"

static bool notifier_publish(void *self, const struct order *order, const char *subject, const char *body,
                             char id[ORDER_CODE_SIZE])
{
    const struct sns_order_notifier *notifier = self;
    char message_id[SNS_MESSAGE_ID_SIZE];
    struct aws_error error;
    struct sns_message message = {
        .topic_arn = notifier->topic_arn,
        .subject = subject,
        .body = body,
        .attributes = { { "orderId", order->id }, { "customerEmail", order->customer_email } },
    };

    if (!sns_publish(notifier->client, &message, message_id, &error)) return text_copy(id, ORDER_CODE_SIZE, message_id);
    json_log_error("SNS failed", "operation", "Publish", "orderId", order->id, "code", error.code, "cause",
                   error.message, NULL);
    return false;
}

struct order_notifier sns_order_notifier_port(struct sns_order_notifier *self)
{
    return (struct order_notifier){ self, notifier_publish };
}
