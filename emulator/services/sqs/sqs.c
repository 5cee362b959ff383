/* Amazon SQS: queues. One set of handlers behind the JSON and the Query protocol.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/ */
#include "emulator/core/service.h"
#include "emulator/services/sqs/sqs_asks.h"
#include "emulator/services/sqs/sqs_alarm.h"
#include "emulator/services/sqs/sqs_chores.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_messages.h"
#include "emulator/services/sqs/sqs_mover.h"
#include "emulator/services/sqs/sqs_moves.h"
#include "emulator/services/sqs/sqs_pages.h"
#include "emulator/services/sqs/sqs_permissions.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_shapes.h"
#include "emulator/services/sqs/sqs_sweep.h"
#include "emulator/wire/codecs.h"

#include <ctype.h>

static const struct operation operations[] = {
    { "CreateQueue", &SqsCreateQueueInput, &SqsCreateQueueOutput, sqs_create_queue, WRITES, .asks = sqs_ask_named },
    { "GetQueueUrl", &SqsGetQueueUrlInput, &SqsGetQueueUrlOutput, sqs_get_queue_url, .asks = sqs_ask_named },
    { "ListQueues", &SqsListQueuesInput, &SqsListQueuesOutput, sqs_list_queues, .asks = sqs_ask_all },
    { "ListDeadLetterSourceQueues", &SqsListDeadLetterSourceQueuesInput, &SqsListDeadLetterSourceQueuesOutput,
      sqs_list_dead_letter_source_queues, .asks = sqs_ask_queue },
    { "GetQueueAttributes", &SqsGetQueueAttributesInput, &SqsGetQueueAttributesOutput, sqs_get_queue_attributes,
      .asks = sqs_ask_queue },
    { "SetQueueAttributes", &SqsSetQueueAttributesInput, &Nothing, sqs_set_queue_attributes, WRITES,
      .asks = sqs_ask_queue },
    { "DeleteQueue", &SqsQueueInput, &Nothing, sqs_delete_queue, WRITES, .asks = sqs_ask_queue },
    { "PurgeQueue", &SqsQueueInput, &Nothing, sqs_purge_queue, WRITES, .asks = sqs_ask_queue },
    { "TagQueue", &SqsTagQueueInput, &Nothing, sqs_tag_queue, WRITES, .asks = sqs_ask_queue },
    { "UntagQueue", &SqsUntagQueueInput, &Nothing, sqs_untag_queue, WRITES, .asks = sqs_ask_queue },
    { "ListQueueTags", &SqsQueueInput, &SqsListQueueTagsOutput, sqs_list_queue_tags, .asks = sqs_ask_queue },
    { "AddPermission", &SqsAddPermissionInput, &Nothing, sqs_add_permission, WRITES, .asks = sqs_ask_queue },
    { "RemovePermission", &SqsRemovePermissionInput, &Nothing, sqs_remove_permission, WRITES, .asks = sqs_ask_queue },
    { "SendMessage", &SqsSendMessageInput, &SqsSendMessageOutput, sqs_send_message, WRITES, .prepare = sqs_send_prepare,
      .asks = sqs_ask_queue },
    { "SendMessageBatch", &SqsSendMessageBatchInput, &SqsSendMessageBatchOutput, sqs_send_message_batch, WRITES,
      .action = "sqs:SendMessage", .prepare = sqs_send_prepare, .asks = sqs_ask_queue },
    { "ReceiveMessage", &SqsReceiveMessageInput, &SqsReceiveMessageOutput, sqs_receive_message, WRITES | MAY_WAIT,
      .asks = sqs_ask_queue },
    { "DeleteMessage", &SqsDeleteMessageInput, &Nothing, sqs_delete_message, WRITES, .asks = sqs_ask_queue },
    { "DeleteMessageBatch", &SqsDeleteMessageBatchInput, &SqsDeleteMessageBatchOutput, sqs_delete_message_batch, WRITES,
      .action = "sqs:DeleteMessage", .asks = sqs_ask_queue },
    { "ChangeMessageVisibility", &SqsChangeMessageVisibilityInput, &Nothing, sqs_change_message_visibility, WRITES,
      .asks = sqs_ask_queue },
    { "ChangeMessageVisibilityBatch", &SqsChangeMessageVisibilityBatchInput, &SqsChangeMessageVisibilityBatchOutput,
      sqs_change_message_visibility_batch, WRITES, .action = "sqs:ChangeMessageVisibility", .asks = sqs_ask_queue },
    { "StartMessageMoveTask", &SqsStartMessageMoveTaskInput, &SqsTaskHandle, sqs_start_message_move_task, WRITES,
      .asks = sqs_ask_source },
    { "ListMessageMoveTasks", &SqsListMessageMoveTasksInput, &SqsListMessageMoveTasksOutput,
      sqs_list_message_move_tasks, .asks = sqs_ask_source },
    { "CancelMessageMoveTask", &SqsTaskHandle, &SqsCancelMessageMoveTaskOutput, sqs_cancel_message_move_task, WRITES,
      .asks = sqs_ask_task },
    { 0 },
};

/* AWS: "The request must contain the parameter QueueName." */
static int missing(struct call *c, const char *path)
{
    return fault(c, &sqs_missing_parameter, "The request must contain the parameter %c%s.",
                 toupper((unsigned char)path[0]), path + 1);
}

static const struct service_faults faults = { .validation = &sqs_invalid_parameter_value,
                                              .denied = &sqs_access_denied,
                                              .denied_action = ACTION_LOWER,
                                              .missing = missing };
static const char *const policy_tables[] = { "sqs_queue", NULL };

/* Those of before a restart have lost their timers. */
static int start(void)
{
    sqs_alarm_clear();
    return 0;
}

/* A client that has one of them for its endpoint puts a slash behind it. */
static const struct page pages[] = {
    { "GET", "/_nube/sqs/messages", sqs_messages_show },
    { "POST", "/_nube/sqs/messages", sqs_messages_show },
    { "GET", "/_aws/sqs/messages", sqs_messages_show },
    { "POST", "/_aws/sqs/messages", sqs_messages_show },
    { "GET", "/_aws/sqs/messages/*", sqs_messages_show },
    { "POST", "/_aws/sqs/messages/*", sqs_messages_show },
    { 0 },
};

const struct service sqs_service = {
    .name = "sqs",
    .title = "Amazon SQS",
    .target_prefix = "AmazonSQS",
    .api_version = "2012-11-05",
    .xml_namespace = "http://queue.amazonaws.com/doc/2012-11-05/",
    .error_namespace = "com.amazonaws.sqs",
    .wire = WIRE_QUERY_ERROR | WIRE_QUEUE_URL | WIRE_DETAIL,
    .codecs = CODECS(&aws_json_1_0, &aws_query),
    .body_bytes_max = 4 * 1024 * 1024,
    .operations = operations,
    .faults = &faults,
    .resource_policy = sqs_queue_policy,
    .policy_tables = policy_tables,
    .takes_anonymous = true,
    .resource_tags = sqs_queue_tags,
    .schema = sqs_schema,
    .start = start,
    .reset = sqs_alarm_clear,
    .chores = CHORES({ &sqs_sweep, sqs_sweep_step }, { &sqs_mover, sqs_mover_step }),
    .pages = pages,
};
