/* Sending to queues: the service itself does, through the door, in the queue's account and region. */
#include "emulator/services/sns/sns_queues.h"

#include <stdio.h>

#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/core/door.h"
#include "emulator/services/sns/sns_rules.h"

static void service_become(struct identity *who, const struct sns_target *queue)
{
    *who = (struct identity){ .kind = IDENTITY_SERVICE, .arn = "sns.amazonaws.com", .user_id = "sns.amazonaws.com" };
    snprintf(who->region, sizeof who->region, "%.*s", SPAN_ARG(queue->region));
    snprintf(who->account, sizeof who->account, "%.*s", SPAN_ARG(queue->account));
}

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

int sns_queue_send(struct call *c, struct span queue_arn, const struct sns_letter *letter, struct sns_failure *failure)
{
    struct identity who;
    struct sns_target queue;
    struct call *send;
    int rc;

    *failure = (struct sns_failure){ 400, SPAN("The queue's ARN is not valid") };
    if (!sns_target_parse(queue_arn, &queue)) return -1;
    service_become(&who, &queue);
    send = door_open("sqs", "SendMessage", &who, c->endpoint);
    if (!send) return -1;
    letter_put(send, queue.resource, letter);
    rc = door_call_within(c, send);
    if (rc)
        *failure =
            (struct sns_failure){ send->fault.kind->status, arena_span(&c->arena, span_of(send->fault.message)) };
    call_free(send);
    return rc;
}

static void put_attribute(struct doc *attributes, const char *name, struct span value)
{
    struct doc *a = doc_put_map(attributes, name);

    doc_put_cstr(a, "DataType", "String");
    doc_put_str(a, "StringValue", value);
}

/* AWS: three attributes tell why it is there. */
void sns_redrive(struct call *c, const struct sns_subscription *s, const struct sns_letter *letter,
                 const struct sns_failure *failure)
{
    struct span policy = doc_get_str(s->attributes, "RedrivePolicy"), target;
    struct sns_letter dead = *letter;
    struct sns_failure again;

    if (!policy.size) return;
    target = doc_get_str(json_parse(&c->arena, policy, NULL), "deadLetterTargetArn");
    dead.attributes = letter->attributes ? doc_shallow(&c->arena, letter->attributes) : doc_map(&c->arena);
    put_attribute(dead.attributes, "RequestID", span_of(c->request_id));
    put_attribute(dead.attributes, "ErrorCode", arena_format(&c->arena, "%d", failure->status));
    put_attribute(dead.attributes, "ErrorMessage",
                  failure->words.size ? span_sub(failure->words, 0, 1024) : SPAN("Delivery failed"));
    if (sns_queue_send(c, target, &dead, &again))
        log_debug("sns: the dead-letter queue %.*s: %.*s", SPAN_ARG(target), SPAN_ARG(again.words));
}
