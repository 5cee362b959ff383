/* Sending to queues: the service itself does, through the door, in the queue's account and region. */
#include "emulator/services/sns/sns_queues.h"

#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/services/sns/sns_rules.h"

/* AWS: only FIFO queues know deduplication ids, so others don't get one. */
static void letter_put(struct call *send, struct span queue_name, const struct sns_letter *letter)
{
    doc_put_format(send->in, "QueueUrl", "%.*s/%s/%.*s", SPAN_ARG(send->endpoint), send->who.account,
                   SPAN_ARG(queue_name));
    doc_put_str(send->in, "MessageBody", letter->body);
    if (doc_count(letter->attributes)) doc_put(send->in, "MessageAttributes", letter->attributes);
    doc_put_str(send->in, "MessageGroupId", letter->group);
    if (span_ends(queue_name, ".fifo")) doc_put_str(send->in, "MessageDeduplicationId", letter->deduplication);
}

int sns_queue_send(struct call *c, struct span queue_arn, struct span topic_arn, const struct sns_letter *letter)
{
    struct identity who;
    struct arn queue;
    struct call *send;
    int rc;

    if (!arn_parse(queue_arn, &queue)) return -1;
    identity_of_service("sns", queue.account, queue.region, topic_arn, &who);
    send = door_open("sqs", "SendMessage", &who, c->endpoint);
    if (!send) return -1;
    letter_put(send, queue.resource, letter);
    rc = door_call_within(c, send);
    if (rc) log_debug("sns: %.*s: %s", SPAN_ARG(queue_arn), send->fault.message);
    call_free(send);
    return rc;
}

void sns_redrive(struct call *c, const struct sns_subscription *s, const struct sns_letter *letter)
{
    struct span policy = doc_get_str(s->attributes, "RedrivePolicy");

    if (policy.size)
        sns_queue_send(c, doc_get_str(json_parse(&c->arena, policy, NULL), "deadLetterTargetArn"), s->topic_arn,
                       letter);
}
