/* Receiving, and what a receiver does with a message: delete it, or change how long it stays hidden. */
#include <inttypes.h>
#include <limits.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/services/sqs/sqs_batch.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_messages.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_rules.h"

#define VISIBILITY_MAX 43200
#define RECEIVE_MAX    10

/* --- receiving ---------------------------------------------------------------------------------------------------- */

struct receive {
    int64_t count, visibility_seconds, wait_seconds;
    bool has_redrive;
    struct span dead_letter_arn;
    int64_t max_receive_count;
};

static int out_of_range(struct call *c, const char *name, int64_t value, const char *range)
{
    return fault(c, &sqs_invalid_parameter_value,
                 "Value %" PRId64 " for parameter %s is invalid. Reason: Must be %s, if provided.", value, name, range);
}

static int receive_from_input(struct call *c, const struct sqs_queue *q, struct receive *r)
{
    r->count = doc_get_int(c->in, "MaxNumberOfMessages", 1);
    r->wait_seconds =
        doc_get_int(c->in, "WaitTimeSeconds", sqs_attribute_int(q->attributes, "ReceiveMessageWaitTimeSeconds"));
    r->visibility_seconds =
        doc_get_int(c->in, "VisibilityTimeout", sqs_attribute_int(q->attributes, "VisibilityTimeout"));
    if (r->count < 1 || r->count > RECEIVE_MAX)
        return out_of_range(c, "MaxNumberOfMessages", r->count, "between 1 and 10");
    if (r->wait_seconds < 0 || r->wait_seconds > 20)
        return out_of_range(c, "WaitTimeSeconds", r->wait_seconds, ">= 0 and <= 20");
    if (r->visibility_seconds < 0 || r->visibility_seconds > VISIBILITY_MAX)
        return out_of_range(c, "VisibilityTimeout", r->visibility_seconds, "between 0 and 43200");
    r->has_redrive = sqs_redrive_parse(&c->arena, doc_get_str(q->attributes, "RedrivePolicy"), &r->dead_letter_arn,
                                       &r->max_receive_count);
    return 0;
}

/* Moves a message that was received too often. False when its dead-letter queue is gone: it is then received once more. */
static bool redrive(struct call *c, const struct sqs_queue *q, const struct receive *r, struct sqs_message *m)
{
    struct sqs_queue target;

    if (!r->has_redrive || m->receive_count < r->max_receive_count) return false;
    if (!sqs_queue_by_arn(c, r->dead_letter_arn, &target)) return false;
    m->dead_letter_source = q->arn;
    sqs_store_message_move(c, m, target.box);
    call_wake(c, sqs_queue_key(c, &target), 1);
    return true;
}

static void put_system_attributes(struct call *c, const struct sqs_message *m, struct doc *out)
{
    struct doc *all = doc_map(&c->arena), *wanted = doc_map(&c->arena);

    doc_put_str(all, "SenderId", m->sender);
    doc_put_format(all, "ApproximateFirstReceiveTimestamp", "%" PRId64, m->first_received_ms);
    doc_put_format(all, "ApproximateReceiveCount", "%" PRId64, m->receive_count);
    doc_put_format(all, "SentTimestamp", "%" PRId64, m->sent_ms);
    doc_put_str(all, "DeadLetterQueueSourceArn", m->dead_letter_source);
    doc_put_str(all, "MessageGroupId", m->group);
    doc_put_str(all, "AWSTraceHeader", doc_get_str(doc_get(m->system, "AWSTraceHeader"), "StringValue"));
    for (uint32_t i = 0; i < all->map.count; i++) {
        struct doc_member *a = &all->map.members[i];
        if (sqs_name_is_wanted(doc_get(c->in, "AttributeNames"), a->name) ||
            sqs_name_is_wanted(doc_get(c->in, "MessageSystemAttributeNames"), a->name))
            doc_put_span(wanted, a->name, a->value);
    }
    if (doc_count(wanted)) doc_put(out, "Attributes", wanted);
}

/* A stored binary value is base64 text in JSON: bytes again. */
static struct doc *attribute_restore(struct call *c, struct doc *value)
{
    struct span text = doc_get_str(value, "BinaryValue"), bytes;

    if (text.data && base64_decode(&c->arena, text, &bytes)) doc_put(value, "BinaryValue", doc_blob(&c->arena, bytes));
    return value;
}

static void put_message_attributes(struct call *c, const struct sqs_message *m, struct doc *out)
{
    struct doc *wanted = doc_map(&c->arena);

    for (size_t i = 0; i < doc_count(m->attributes); i++) {
        struct doc_member *a = &m->attributes->map.members[i];
        if (sqs_name_is_wanted(doc_get(c->in, "MessageAttributeNames"), a->name))
            doc_put_span(wanted, a->name, attribute_restore(c, a->value));
    }
    if (!doc_count(wanted)) return;
    doc_put_cstr(out, "MD5OfMessageAttributes", sqs_attributes_md5(&c->arena, wanted));
    doc_put(out, "MessageAttributes", wanted);
}

static void put_message(struct call *c, const struct sqs_queue *q, const struct sqs_message *m)
{
    struct doc *messages = doc_get(c->out, "Messages");
    struct doc *out = doc_append_map(messages ? messages : doc_put_list(c->out, "Messages"));

    doc_put_str(out, "MessageId", m->id);
    doc_put_str(out, "ReceiptHandle", sqs_handle_make(&c->arena, m->row, m->nonce, q->arn));
    doc_put_cstr(out, "MD5OfBody", md5_hex(&c->arena, m->body));
    doc_put_str(out, "Body", m->body);
    put_system_attributes(c, m, out);
    put_message_attributes(c, m, out);
}

static bool is_expired(struct call *c, const struct sqs_queue *q, const struct sqs_message *m)
{
    return m->sent_ms + sqs_attribute_int(q->attributes, "MessageRetentionPeriod") * 1000 <= c->now_ms;
}

static void receive(struct call *c, const struct sqs_queue *q, const struct receive *r, struct sqs_message *m)
{
    m->nonce = (int64_t)(random_u64() >> 1) | 1;
    m->receive_count++;
    m->visible_ms = c->now_ms + r->visibility_seconds * 1000;
    if (!m->first_received_ms) m->first_received_ms = c->now_ms;
    sqs_store_message_received(c, m);
    put_message(c, q, m);
}

static bool is_among(const int64_t *rows, int64_t count, int64_t row)
{
    while (count--)
        if (rows[count] == row) return true;
    return false;
}

/* With a visibility timeout of 0 a message is visible again at once: each is still given out once a receive. Returns how many messages went
 * to the dead-letter queue. */
static int receive_all(struct call *c, const struct sqs_queue *q, const struct receive *r)
{
    struct sqs_message m = { .visible_ms = INT64_MIN };
    int64_t taken[RECEIVE_MAX], count = 0;
    int moved = 0;

    while (count < r->count && sqs_store_message_next(c, q->box, m.visible_ms, m.row, &m)) {
        struct sqs_message found = m;
        if (is_among(taken, count, m.row)) continue;
        if (is_expired(c, q, &m)) {
            sqs_store_message_delete(c, q->box, m.row, 0);
        } else if (redrive(c, q, r, &found)) {
            moved++;
        } else {
            receive(c, q, r, &found);
            taken[count++] = m.row;
        }
    }
    return moved;
}

/* A run that waits keeps nothing; so one that moved messages answers, though it is empty, and its caller polls again. */
int sqs_receive_message(struct call *c)
{
    struct sqs_queue q;
    struct receive r;
    int64_t deadline, next;
    int moved;

    if (sqs_queue_require(c, &q) || receive_from_input(c, &q, &r)) return -1;
    moved = receive_all(c, &q, &r);
    deadline = c->started_ms + r.wait_seconds * 1000;
    if (doc_count(c->out) || moved || c->now_ms >= deadline) return 0;
    next = sqs_store_next_visible(c, q.box, deadline);
    return call_wait(c, sqs_queue_key(c, &q), next < deadline ? next : deadline);
}

/* --- afterwards --------------------------------------------------------------------------------------------------- */

static int handle_read(struct call *c, const struct sqs_queue *q, const struct doc *in, int64_t *row, int64_t *nonce)
{
    struct span handle = doc_get_str(in, "ReceiptHandle");

    if (sqs_handle_parse(&c->arena, handle, q->arn, row, nonce)) return 0;
    return fault(c, &sqs_receipt_handle_is_invalid, "The input receipt handle \"%.*s\" is not a valid receipt handle.",
                 SPAN_ARG(handle));
}

static int delete_one(struct call *c, const struct sqs_queue *q, const struct doc *in, struct doc *out)
{
    int64_t row, nonce;

    (void)out;
    if (handle_read(c, q, in, &row, &nonce)) return -1;
    if (nonce) sqs_store_message_delete(c, q->box, row, nonce);
    return 0;
}

int sqs_delete_message(struct call *c)
{
    struct sqs_queue q;

    return sqs_queue_require(c, &q) || delete_one(c, &q, c->in, c->out) ? -1 : 0;
}

int sqs_delete_message_batch(struct call *c)
{
    struct sqs_queue q;

    if (sqs_queue_require(c, &q) || sqs_batch_check(c, "DeleteMessageBatchRequestEntry")) return -1;
    sqs_batch_run(c, &q, delete_one);
    return 0;
}

static int change_one(struct call *c, const struct sqs_queue *q, const struct doc *in, struct doc *out)
{
    int64_t row, nonce, visible_ms, seconds = doc_get_int(in, "VisibilityTimeout", 0);

    (void)out;
    if (seconds < 0 || seconds > VISIBILITY_MAX)
        return fault(c, &sqs_invalid_parameter_value,
                     "Value %" PRId64
                     " for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer "
                     "between 0 and 43200.",
                     seconds);
    if (handle_read(c, q, in, &row, &nonce)) return -1;
    if (!sqs_store_message_find(c, q->box, row, nonce, &visible_ms) || visible_ms <= c->now_ms)
        return fault(
            c, &sqs_message_not_inflight,
            "Value %.*s for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for "
            "visibility timeout change.",
            SPAN_ARG(doc_get_str(in, "ReceiptHandle")));
    sqs_store_message_show(c, row, c->now_ms + seconds * 1000);
    call_wake(c, sqs_queue_key(c, q), seconds ? INT_MAX : 1);
    return 0;
}

int sqs_change_message_visibility(struct call *c)
{
    struct sqs_queue q;

    return sqs_queue_require(c, &q) || change_one(c, &q, c->in, c->out) ? -1 : 0;
}

int sqs_change_message_visibility_batch(struct call *c)
{
    struct sqs_queue q;

    if (sqs_queue_require(c, &q) || sqs_batch_check(c, "ChangeMessageVisibilityBatchRequestEntry")) return -1;
    sqs_batch_run(c, &q, change_one);
    return 0;
}
