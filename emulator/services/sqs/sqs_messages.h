/* Handlers of messages. */
#ifndef NUBE_SQS_MESSAGES_H
#define NUBE_SQS_MESSAGES_H

#include "emulator/services/sqs/sqs_store.h"

/* Before SendMessage and SendMessageBatch, on the caller's thread: checks what needs no queue and works out the
 * digests. Always 0: what is wrong is told once the queue is found. */
int sqs_send_prepare(struct call *c);

int sqs_send_message(struct call *c);
int sqs_send_message_batch(struct call *c);
int sqs_receive_message(struct call *c);
int sqs_delete_message(struct call *c);
int sqs_delete_message_batch(struct call *c);
int sqs_change_message_visibility(struct call *c);
int sqs_change_message_visibility_batch(struct call *c);

/* Puts a message as a receiver sees it at the end of the list, with those of its attributes that the call wants. */
struct doc *sqs_message_put(struct call *c, struct doc *list, const struct sqs_queue *q, const struct sqs_message *m);

/* After a message was put into a FIFO queue: its group has it, and who waits is woken, or will be when its delay is
 * over. In a group that is blocked nobody is. */
void sqs_group_joined(struct call *c, const struct sqs_queue *q, const struct sqs_message *m);

/* After messages of the FIFO queue's group went or became visible: who waits is woken, or will be when the group is
 * ready. */
void sqs_group_changed(struct call *c, const struct sqs_queue *q, struct span group);

#endif
