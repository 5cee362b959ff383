/* Sending, alone and in batches. */
#include <inttypes.h>
#include <limits.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/services/sqs/sqs_batch.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_messages.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_rules.h"

static int body_check(struct call *c, const struct sqs_queue *q, struct span body, const struct doc *attributes)
{
    int64_t max = sqs_attribute_int(q->attributes, "MaximumMessageSize");

    if (!body.size) return fault(c, &sqs_missing_parameter, "The request must contain the parameter MessageBody.");
    if (!sqs_body_is_valid(body))
        return fault(
            c, &sqs_invalid_message_contents,
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | "
            "#x10000 to #x10FFFF");
    if ((int64_t)(body.size + sqs_attributes_size(attributes)) > max)
        return fault(c, &sqs_invalid_parameter_value,
                     "One or more parameters are invalid. Reason: Message must be shorter than %" PRId64 " bytes.",
                     max);
    return 0;
}

/* Reads and checks a SendMessage input, or a batch's entry. */
static int message_from_input(struct call *c, const struct sqs_queue *q, const struct doc *in, struct sqs_message *m)
{
    int64_t delay = doc_get_int(in, "DelaySeconds", sqs_attribute_int(q->attributes, "DelaySeconds"));
    char *id = arena_alloc(&c->arena, 37);

    *m = (struct sqs_message){ .body = doc_get_str(in, "MessageBody"),
                               .attributes = doc_get(in, "MessageAttributes"),
                               .system = doc_get(in, "MessageSystemAttributes"),
                               .group = doc_get_str(in, "MessageGroupId"),
                               .sender = span_of(c->who.user_id),
                               .sent_ms = c->now_ms,
                               .visible_ms = c->now_ms + delay * 1000 };
    if (doc_get(in, "MessageDeduplicationId"))
        return fault(c, &sqs_invalid_parameter_value,
                     "The request include parameter MessageDeduplicationId which is not valid for this queue type");
    if (delay < 0 || delay > 900)
        return fault(c, &sqs_invalid_parameter_value,
                     "Value %" PRId64
                     " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
                     delay);
    if (sqs_message_attributes_check(c, m->attributes) || body_check(c, q, m->body, m->attributes)) return -1;
    uuid_new(id);
    m->id = span_of(id);
    return 0;
}

/* A message that is visible now wakes one receiver; a delayed one wakes all, so that each knows the new time to look again. */
static void send(struct call *c, const struct sqs_queue *q, struct sqs_message *m, struct doc *out)
{
    char *attributes_md5 = sqs_attributes_md5(&c->arena, m->attributes),
         *system_md5 = sqs_attributes_md5(&c->arena, m->system);

    sqs_store_message_insert(c, q->box, m);
    call_wake(c, sqs_queue_key(c, q), m->visible_ms > c->now_ms ? INT_MAX : 1);
    doc_put_str(out, "MessageId", m->id);
    doc_put_cstr(out, "MD5OfMessageBody", md5_hex(&c->arena, m->body));
    if (attributes_md5) doc_put_cstr(out, "MD5OfMessageAttributes", attributes_md5);
    if (system_md5) doc_put_cstr(out, "MD5OfMessageSystemAttributes", system_md5);
}

int sqs_send_message(struct call *c)
{
    struct sqs_queue q;
    struct sqs_message m;

    if (sqs_queue_require(c, &q) || message_from_input(c, &q, c->in, &m)) return -1;
    send(c, &q, &m, c->out);
    return 0;
}

static int send_entry(struct call *c, const struct sqs_queue *q, const struct doc *entry, struct doc *out)
{
    struct sqs_message m;

    if (message_from_input(c, q, entry, &m)) return -1;
    send(c, q, &m, out);
    return 0;
}

static int total_check(struct call *c)
{
    struct doc *entries = doc_get(c->in, "Entries");
    size_t total = 0;

    for (size_t i = 0; i < doc_count(entries); i++)
        total += doc_get_str(doc_at(entries, i), "MessageBody").size +
                 sqs_attributes_size(doc_get(doc_at(entries, i), "MessageAttributes"));
    if (total <= 1048576) return 0;
    return fault(c, &sqs_batch_too_long, "Batch requests cannot be longer than 1048576 bytes. You have sent %zu bytes.",
                 total);
}

int sqs_send_message_batch(struct call *c)
{
    struct sqs_queue q;

    if (sqs_queue_require(c, &q) || sqs_batch_check(c, "SendMessageBatchRequestEntry") || total_check(c)) return -1;
    sqs_batch_run(c, &q, send_entry);
    return 0;
}
