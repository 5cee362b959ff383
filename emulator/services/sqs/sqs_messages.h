/* Handlers of messages. */
#ifndef NUBE_SQS_MESSAGES_H
#define NUBE_SQS_MESSAGES_H

#include "emulator/core/call.h"

int sqs_send_message(struct call *c);
int sqs_send_message_batch(struct call *c);
int sqs_receive_message(struct call *c);
int sqs_delete_message(struct call *c);
int sqs_delete_message_batch(struct call *c);
int sqs_change_message_visibility(struct call *c);
int sqs_change_message_visibility_batch(struct call *c);

#endif
