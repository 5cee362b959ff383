/* What calls to SQS ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
#ifndef NUBE_SQS_ASKS_H
#define NUBE_SQS_ASKS_H

#include "emulator/core/call.h"

/* The queue that the input names: by QueueUrl, by QueueName (and QueueOwnerAWSAccountId), by SourceArn, or by
 * TaskHandle. */
void sqs_ask_queue(struct call *c);
void sqs_ask_named(struct call *c);
void sqs_ask_source(struct call *c);
void sqs_ask_task(struct call *c);

/* ListQueues: every queue of the account. AWS: "arn:aws:sqs:us-east-1:123456789012:". */
void sqs_ask_all(struct call *c);

#endif
