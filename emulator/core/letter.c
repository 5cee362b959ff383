/* Through the door, as anybody's. */
#include "emulator/core/letter.h"

#include "emulator/base/log.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"

/* AWS: only FIFO queues know deduplication ids, so others don't get one. */
static void put(struct call *send, struct span queue_name, const struct letter *letter)
{
    doc_put_format(send->in, "QueueUrl", "%.*s/%s/%.*s", SPAN_ARG(send->endpoint), send->who.account,
                   SPAN_ARG(queue_name));
    doc_put_str(send->in, "MessageBody", letter->body);
    if (doc_count(letter->attributes)) doc_put(send->in, "MessageAttributes", letter->attributes);
    doc_put_str(send->in, "MessageGroupId", letter->group);
    if (span_ends(queue_name, ".fifo")) doc_put_str(send->in, "MessageDeduplicationId", letter->deduplication);
}

int letter_send(struct call *c, const char *service, struct span queue_arn, struct span source_arn,
                const struct letter *letter)
{
    struct identity who;
    struct arn queue;
    struct call *send;
    int rc;

    if (!arn_parse_of(queue_arn, "sqs", &queue)) return -1;
    identity_of_service(service, queue.account, queue.region, source_arn, &who);
    send = door_open("sqs", "SendMessage", &who, c->endpoint);
    if (!send) return -1;
    put(send, queue.resource, letter);
    rc = door_call_within(c, send);
    if (rc) log_debug("%s: %.*s: %s", service, SPAN_ARG(queue_arn), send->fault.message);
    call_free(send);
    return rc;
}
