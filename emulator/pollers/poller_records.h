/* Records of events as Lambda's functions and Pipes' targets get them. Pure logic, no I/O.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, with-ddb.html */
#ifndef NUBE_POLLER_RECORDS_H
#define NUBE_POLLER_RECORDS_H

#include "emulator/base/doc.h"

/* The record of a message as ReceiveMessage gives it. Shares what it can with the message. */
struct doc *poller_queue_record(struct arena *a, const struct doc *message, struct span queue_arn, struct span region);

/* The record of a change as DynamoDB's GetRecords gives it. */
struct doc *poller_stream_record(struct arena *a, const struct doc *change, struct span stream_arn);

/* A queue's record as filters and templates see it: its body read as JSON, where it is an object or a list. */
struct doc *poller_record_opened(struct arena *a, const struct doc *record);

#endif
