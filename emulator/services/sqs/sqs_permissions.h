/* Handlers of tags, and of the permissions that AddPermission writes into a queue's policy. */
#ifndef NUBE_SQS_PERMISSIONS_H
#define NUBE_SQS_PERMISSIONS_H

#include "emulator/core/call.h"

int sqs_tag_queue(struct call *c);
int sqs_untag_queue(struct call *c);
int sqs_list_queue_tags(struct call *c);
int sqs_add_permission(struct call *c);
int sqs_remove_permission(struct call *c);

#endif
