/* Amazon SNS. */
#ifndef APP_SDK_SNS_CLIENT_H
#define APP_SDK_SNS_CLIENT_H

#include "app/sdk/aws_client.h"

enum { SNS_ARN_SIZE = 512, SNS_MESSAGE_ID_SIZE = 128, SNS_ATTRIBUTES_MAX = 10 };

/* A message attribute of type String. */
struct sns_attribute {
    const char *name;
    const char *value;
};

struct sns_message {
    const char *topic_arn;
    const char *subject; /* NULL: none */
    const char *body;
    const char *sms; /* what text messages say in place of the body; NULL: the same */
    struct sns_attribute attributes[SNS_ATTRIBUTES_MAX]; /* up to the first without a name */
};

int sns_publish(struct aws_client *client, const struct sns_message *message, char message_id[SNS_MESSAGE_ID_SIZE],
                struct aws_error *error);

/* Subscribes unless the endpoint already is, pending or confirmed, so that nobody is asked to confirm twice. */
int sns_ensure_subscription(struct aws_client *client, const char *topic_arn, const char *protocol,
                            const char *endpoint, struct aws_error *error);

/* Subscribes an endpoint to the messages that the filter policy lets through. AWS answers with the subscription that
 * there is where one has the same attributes, and refuses with InvalidParameter where it has others. */
int sns_subscribe(struct aws_client *client, const char *topic_arn, const char *protocol, const char *endpoint,
                  const char *filter_policy, struct aws_error *error);

#endif
