/* What calls to SNS ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
#ifndef NUBE_SNS_ASKS_H
#define NUBE_SNS_ASKS_H

#include "emulator/core/call.h"

/* The topic, or what else the input names by TopicArn, ResourceArn, or, of a topic to be made, by Name. */
void sns_ask_topic(struct call *c);
void sns_ask_resource(struct call *c);
void sns_ask_named(struct call *c);

/* The topic of the subscription that SubscriptionArn names. */
void sns_ask_subscription(struct call *c);

/* Publish: the topic, or the endpoint; "*" for a phone number. */
void sns_ask_publish(struct call *c);

/* A platform application or one of its endpoints; of an application to be made, by Platform and Name. */
void sns_ask_application(struct call *c);
void sns_ask_endpoint(struct call *c);
void sns_ask_named_application(struct call *c);

/* ListTopics and its like: "arn:aws:sns:us-east-1:123456789012:*". */
void sns_ask_all(struct call *c);

/* Tells the condition keys of Subscribe: "sns:Protocol" and "sns:Endpoint". */
void sns_condition_keys(struct call *c);

#endif
