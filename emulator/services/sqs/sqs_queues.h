/* Handlers of queues, and finding one. */
#ifndef NUBE_SQS_QUEUES_H
#define NUBE_SQS_QUEUES_H

#include "emulator/services/sqs/sqs_store.h"

/* The queue that the input's QueueUrl names. 0, or -1 with QueueDoesNotExist or its like. */
int sqs_queue_require(struct call *c, struct sqs_queue *q);

/* The queue of an ARN; false when there is none. */
bool sqs_queue_by_arn(struct call *c, struct span arn, struct sqs_queue *q);

int sqs_create_queue(struct call *c);
int sqs_get_queue_url(struct call *c);
int sqs_list_queues(struct call *c);
int sqs_list_dead_letter_source_queues(struct call *c);
int sqs_get_queue_attributes(struct call *c);
int sqs_set_queue_attributes(struct call *c);
int sqs_delete_queue(struct call *c);
int sqs_purge_queue(struct call *c);

/* See struct service. */
struct span sqs_queue_policy(struct call *c, struct span arn);
struct doc *sqs_queue_tags(struct call *c, struct span arn);

#endif
