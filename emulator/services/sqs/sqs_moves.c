/* Handlers of message move tasks.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
#include "emulator/services/sqs/sqs_moves.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_chores.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_store_moves.h"

#define PER_SECOND_MAX 500
#define TASKS_MAX      10

/* The queue of an ARN in a parameter. 0, or -1 with a fault. */
static int queue_of(struct call *c, const char *parameter, struct span arn, struct sqs_queue *q)
{
    struct arn parts;

    if (!arn_parse(arn, &parts) || span_find(parts.resource, ':') < parts.resource.size)
        return fault(c, &sqs_invalid_parameter_value,
                     "You must use this format to specify the %s: "
                     "arn:<partition>:<service>:<region>:<account-id>:<resource-id>",
                     parameter);
    if (sqs_queue_by_arn(c, arn, q)) return 0;
    return fault(c, &sqs_resource_not_found, "The resource that you specified for the %s parameter doesn't exist.",
                 parameter);
}

/* --- the handle: {"taskId": …, "sourceArn": …} in base64 ---------------------------------------------------------- */

static struct span handle_make(struct call *c, const struct sqs_move_task *t)
{
    struct doc *d = doc_map(&c->arena);

    doc_put_str(d, "taskId", t->id);
    doc_put_str(d, "sourceArn", t->source_arn);
    return base64_text(&c->arena, json_text(&c->arena, d));
}

bool sqs_task_handle_parse(struct arena *a, struct span handle, struct span *id, struct span *source_arn)
{
    struct span text;
    struct doc *d = NULL;

    if (base64_decode(a, handle, &text)) d = json_parse(a, text, NULL);
    *id = doc_get_str(d, "taskId");
    *source_arn = doc_get_str(d, "sourceArn");
    return id->size && source_arn->size;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

static int destination_check(struct call *c, const struct sqs_queue *source)
{
    struct span arn = doc_get_str(c->in, "DestinationArn");
    struct sqs_queue destination;

    if (!arn.data) return 0;
    if (queue_of(c, "DestinationArn", arn, &destination)) return -1;
    if (destination.id == source->id)
        return fault(c, &sqs_invalid_parameter_value, "Source queue arn and destination queue arn cannot be the same.");
    if (destination.is_fifo != source->is_fifo)
        return fault(c, &sqs_invalid_parameter_value,
                     "The source queue and destination queue must be of the same queue type.");
    return 0;
}

static int rate_read(struct call *c, int64_t *per_second)
{
    *per_second = doc_get_int(c->in, "MaxNumberOfMessagesPerSecond", 0);
    if (!doc_get(c->in, "MaxNumberOfMessagesPerSecond") || (*per_second >= 1 && *per_second <= PER_SECOND_MAX))
        return 0;
    return fault(c, &sqs_invalid_parameter_value,
                 "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's "
                 "between 1 and %d.",
                 PER_SECOND_MAX);
}

static int idle_check(struct call *c, const struct sqs_queue *source)
{
    struct sqs_move_task latest;

    if (!sqs_store_is_dead_letter_queue(c, source))
        return fault(c, &sqs_invalid_parameter_value, "Source queue must be configured as a Dead Letter Queue.");
    if (!sqs_store_tasks_of(c, source->id, 1, &latest) || !sqs_store_task_is_active(&latest)) return 0;
    return fault(c, &sqs_invalid_parameter_value,
                 "There is already a task running. Only one active task is allowed for a source queue arn at a given "
                 "time.");
}

int sqs_start_message_move_task(struct call *c)
{
    char *id = arena_alloc(&c->arena, 37);
    struct sqs_move_task t = { .status = "RUNNING", .started_ms = c->now_ms };
    struct sqs_queue source;

    if (queue_of(c, "SourceArn", doc_get_str(c->in, "SourceArn"), &source) || rate_read(c, &t.per_second)) return -1;
    if (destination_check(c, &source) || idle_check(c, &source)) return -1;
    uuid_new(id);
    t.id = span_of(id);
    t.queue = source.id;
    t.source_arn = source.arn;
    t.destination_arn = doc_get_str(c->in, "DestinationArn");
    t.to_move = sqs_store_counts(c, &source, c->now_ms - sqs_retention_ms(&source), 0).visible;
    t.last_row = sqs_store_last_row(c, source.box);
    sqs_store_task_insert(c, &t);
    chore_wake(c, &sqs_mover);
    doc_put_str(c->out, "TaskHandle", handle_make(c, &t));
    return 0;
}

static void put_task(struct call *c, struct doc *out, const struct sqs_move_task *t)
{
    if (strcmp(t->status, "RUNNING") == 0) doc_put_str(out, "TaskHandle", handle_make(c, t));
    doc_put_cstr(out, "Status", t->status);
    doc_put_str(out, "SourceArn", t->source_arn);
    doc_put_str(out, "DestinationArn", t->destination_arn);
    if (t->per_second) doc_put_int(out, "MaxNumberOfMessagesPerSecond", t->per_second);
    doc_put_int(out, "ApproximateNumberOfMessagesMoved", t->moved);
    doc_put_int(out, "ApproximateNumberOfMessagesToMove", t->to_move);
    doc_put_str(out, "FailureReason", t->failure);
    doc_put_int(out, "StartedTimestamp", t->started_ms);
}

int sqs_list_message_move_tasks(struct call *c)
{
    int64_t most = doc_get_int(c->in, "MaxResults", 1);
    struct sqs_move_task t[TASKS_MAX];
    struct sqs_queue source;
    struct doc *results;
    int n;

    if (queue_of(c, "SourceArn", doc_get_str(c->in, "SourceArn"), &source)) return -1;
    if (most < 1 || most > TASKS_MAX)
        return fault(
            c, &sqs_invalid_parameter_value,
            "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and %d.",
            TASKS_MAX);
    n = sqs_store_tasks_of(c, source.id, (int)most, t);
    if (!n) return 0;
    results = doc_put_list(c->out, "Results");
    for (int i = 0; i < n; i++) put_task(c, doc_append_map(results), &t[i]);
    return 0;
}

int sqs_cancel_message_move_task(struct call *c)
{
    struct span id, source_arn;
    struct sqs_move_task t;
    struct sqs_queue source;

    if (!sqs_task_handle_parse(&c->arena, doc_get_str(c->in, "TaskHandle"), &id, &source_arn))
        return fault(c, &sqs_invalid_parameter_value, "Value for parameter TaskHandle is invalid.");
    if (queue_of(c, "SourceArn", source_arn, &source)) return -1;
    if (!sqs_store_task_find(c, id, &t) || t.queue != source.id)
        return fault(c, &sqs_resource_not_found, "Task does not exist.");
    if (strcmp(t.status, "RUNNING") != 0)
        return fault(c, &sqs_invalid_parameter_value, "Only active tasks can be cancelled.");
    t.status = "CANCELLING";
    sqs_store_task_update(c, &t);
    chore_wake(c, &sqs_mover);
    doc_put_int(c->out, "ApproximateNumberOfMessagesMoved", t.moved);
    return 0;
}
