/* Handlers of message move tasks: from a dead-letter queue back to where its messages came from, or elsewhere. */
#ifndef NUBE_SQS_MOVES_H
#define NUBE_SQS_MOVES_H

#include "emulator/core/call.h"

int sqs_start_message_move_task(struct call *c);
int sqs_list_message_move_tasks(struct call *c);
int sqs_cancel_message_move_task(struct call *c);

/* The task and the source queue that a TaskHandle stands for, in the arena; false when it is none. */
bool sqs_task_handle_parse(struct arena *a, struct span handle, struct span *id, struct span *source_arn);

#endif
