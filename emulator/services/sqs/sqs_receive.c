/* Receiving.
 *
 * A standard queue gives its visible messages in the order they became so. A FIFO queue gives the messages of the
 * first ready group, in their order, then those of the next; a group whose head is in flight or delayed is not ready,
 * and one of which a later message is in flight is received up to that. */
#include <inttypes.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/sqs/sqs_alarm.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_message_rules.h"
#include "emulator/services/sqs/sqs_messages.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_rules.h"
#include "emulator/services/sqs/sqs_store_fifo.h"
#include "emulator/services/sqs/sqs_sweep.h"

#define VISIBILITY_MAX 43200
#define RECEIVE_MAX    10
#define LOOK_MAX       200    /* messages looked at in a receive: those beyond are for the next */
#define IN_FLIGHT_MAX  120000 /* AWS: of a standard queue, and of a FIFO queue since November 2024 */
#define ATTEMPT_MS     300000

struct receive {
    int count, taken, looked;
    int64_t visibility_ms, wait_ms;
    struct span attempt_id;
    bool has_redrive;
    struct sqs_redrive redrive;
    struct sqs_queue target;   /* of the redrive */
    int moved;                 /* messages that went to the dead-letter queue, or were past their time */
    int64_t rows[RECEIVE_MAX]; /* those given */
    struct doc *left;          /* for the attempt: how each was left */
};

/* --- the answer --------------------------------------------------------------------------------------------------- */

static void put_system_attributes(struct call *c, const struct sqs_queue *q, const struct sqs_message *m,
                                  struct doc *out)
{
    struct doc *all = doc_map(&c->arena), *wanted = doc_map(&c->arena);
    const struct doc *names = doc_get(c->in, "AttributeNames"), *more = doc_get(c->in, "MessageSystemAttributeNames");

    if (!doc_count(names) && !doc_count(more)) return;
    doc_put_str(all, "SenderId", m->sender);
    doc_put_format(all, "ApproximateFirstReceiveTimestamp", "%" PRId64, m->first_received_ms);
    doc_put_format(all, "ApproximateReceiveCount", "%" PRId64, m->receive_count);
    doc_put_format(all, "SentTimestamp", "%" PRId64, m->sent_ms);
    if (q->is_fifo) doc_put_str(all, "SequenceNumber", sqs_sequence_number(&c->arena, m->row));
    doc_put_str(all, "MessageDeduplicationId", m->deduplication_id);
    doc_put_str(all, "MessageGroupId", m->group);
    doc_put_str(all, "DeadLetterQueueSourceArn", m->dead_letter_source);
    if (m->system.data)
        doc_put_str(all, "AWSTraceHeader",
                    doc_get_str(doc_get(json_parse(&c->arena, m->system, NULL), "AWSTraceHeader"), "StringValue"));
    for (uint32_t i = 0; i < all->map.count; i++) {
        struct doc_member *a = &all->map.members[i];
        if (sqs_name_is_wanted(names, a->name) || sqs_name_is_wanted(more, a->name))
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
    const struct doc *names = doc_get(c->in, "MessageAttributeNames"), *all;
    struct doc *wanted = doc_map(&c->arena);

    if (!m->attributes.data || !doc_count(names)) return;
    all = json_parse(&c->arena, m->attributes, NULL);
    for (size_t i = 0; i < doc_count(all); i++) {
        struct doc_member *a = &all->map.members[i];
        if (sqs_name_is_wanted(names, a->name)) doc_put_span(wanted, a->name, attribute_restore(c, a->value));
    }
    if (!doc_count(wanted)) return;
    doc_put_cstr(out, "MD5OfMessageAttributes", sqs_attributes_md5(&c->arena, wanted));
    doc_put(out, "MessageAttributes", wanted);
}

struct doc *sqs_message_put(struct call *c, struct doc *list, const struct sqs_queue *q, const struct sqs_message *m)
{
    struct doc *out = doc_append_map(list);

    doc_put(out, "MessageId", doc_string(&c->arena, m->id));
    doc_put(out, "ReceiptHandle", doc_string(&c->arena, sqs_handle_make(&c->arena, m->row, m->nonce, q->arn)));
    doc_put(out, "MD5OfBody",
            doc_string(&c->arena, m->body_md5.data ? m->body_md5 : span_of(md5_hex(&c->arena, m->body))));
    doc_put(out, "Body", doc_string(&c->arena, m->body));
    put_system_attributes(c, q, m, out);
    put_message_attributes(c, m, out);
    return out;
}

static void give(struct call *c, const struct sqs_queue *q, struct receive *r, const struct sqs_message *m)
{
    struct doc *messages = doc_get(c->out, "Messages"), *left;

    sqs_message_put(c, messages ? messages : doc_put_list(c->out, "Messages"), q, m);
    r->rows[r->taken++] = m->row;
    if (!r->left) return;
    left = doc_list(&c->arena);
    doc_append(left, doc_int(&c->arena, m->row));
    doc_append(left, doc_int(&c->arena, m->nonce));
    doc_append(left, doc_int(&c->arena, m->visible_ms));
    doc_append(r->left, left);
}

/* --- one message -------------------------------------------------------------------------------------------------- */

/* Moves a message that was received too often. False when its dead-letter queue is gone: it is then received once
 * more. */
static bool redrive(struct call *c, const struct sqs_queue *q, struct receive *r, struct sqs_message *m)
{
    if (!r->has_redrive || m->receive_count < r->redrive.max_receive_count) return false;
    if (!r->target.id && !sqs_queue_by_arn(c, r->redrive.target_arn, &r->target)) return false;
    m->dead_letter_source = q->arn;
    sqs_store_message_move(c, q, &r->target, m);
    if (r->target.is_fifo) {
        sqs_store_group_add(c, r->target.box, m);
        sqs_group_changed(c, &r->target, m->group);
    } else {
        call_wake(c, sqs_queue_key(c, &r->target), 1);
    }
    return true;
}

static void receive(struct call *c, const struct sqs_queue *q, struct receive *r, struct sqs_message *m)
{
    m->nonce = sqs_nonce_new(c->now_ms);
    m->receive_count++;
    m->visible_ms = c->now_ms + r->visibility_ms;
    if (!m->first_received_ms) m->first_received_ms = c->now_ms;
    sqs_store_message_received(c, q, m);
    give(c, q, r, m);
}

static bool is_given(const struct receive *r, int64_t row)
{
    for (int i = 0; i < r->taken; i++)
        if (r->rows[i] == row) return true;
    return false;
}

/* Receives it, unless it was given before, is past its retention or goes to the dead-letter queue. With a visibility
 * timeout of 0 a message is visible again at once: each is still given out once a receive. */
static void take(struct call *c, const struct sqs_queue *q, struct receive *r, struct sqs_message *m)
{
    r->looked++;
    if (is_given(r, m->row)) return;
    if (m->sent_ms + sqs_retention_ms(q) <= c->now_ms) {
        sqs_store_message_delete(c, q, m);
        r->moved++;
    } else if (redrive(c, q, r, m)) {
        r->moved++;
    } else {
        receive(c, q, r, m);
    }
}

/* --- standard queues ---------------------------------------------------------------------------------------------- */

static void receive_standard(struct call *c, const struct sqs_queue *q, struct receive *r)
{
    int64_t after_ms = INT64_MIN, after_row = 0;
    struct sqs_message m[RECEIVE_MAX];
    int n, wanted;

    do {
        wanted = r->count - r->taken;
        n = sqs_store_messages_visible(c, q->box, after_ms, after_row, INT64_MAX, wanted, m);
        if (!n) return;
        after_ms = m[n - 1].visible_ms;
        after_row = m[n - 1].row;
        for (int i = 0; i < n; i++) take(c, q, r, &m[i]);
    } while (n == wanted && r->taken < r->count && r->looked < LOOK_MAX);
}

/* --- FIFO queues -------------------------------------------------------------------------------------------------- */

/* From the group's head on, until one that is in flight or still delayed. */
static void receive_group(struct call *c, const struct sqs_queue *q, struct receive *r, struct span group)
{
    int64_t after_row = 0;
    struct sqs_message m[RECEIVE_MAX];
    int n, wanted;

    do {
        wanted = r->count - r->taken;
        n = sqs_store_group_messages(c, q->box, group, after_row, wanted, m);
        for (int i = 0; i < n; i++) {
            if (!m[i].nonce && m[i].sent_ms > sqs_delay_over_ms(c, q)) return;
            if (sqs_message_is_in_flight(c, q, &m[i]) && !is_given(r, m[i].row)) return;
            after_row = m[i].row;
            take(c, q, r, &m[i]);
        }
    } while (n == wanted && r->taken < r->count && r->looked < LOOK_MAX);
}

static void receive_fifo(struct call *c, const struct sqs_queue *q, struct receive *r)
{
    struct sqs_group_place at = { 0 };

    sqs_store_groups_unblock(c, q);
    while (r->taken < r->count && r->looked < LOOK_MAX &&
           sqs_store_group_next(c, q->box, sqs_delay_over_ms(c, q), INT64_MAX, &at)) {
        receive_group(c, q, r, at.group);
        sqs_store_group_refresh(c, q, at.group);
    }
}

/* --- receive attempts --------------------------------------------------------------------------------------------- */

/* Are the messages still as that attempt left them, and in flight? */
static bool attempt_find(struct call *c, const struct sqs_queue *q, const struct doc *left, struct sqs_message *m)
{
    for (size_t i = 0; i < doc_count(left); i++) {
        const struct doc *one = doc_at(left, i);
        if (!sqs_store_message_find(c, q->box, doc_at(one, 0)->integer, &m[i])) return false;
        if (m[i].nonce != doc_at(one, 1)->integer || m[i].visible_ms != doc_at(one, 2)->integer) return false;
        if (m[i].visible_ms <= c->now_ms || m[i].sent_ms + sqs_retention_ms(q) <= c->now_ms) return false;
    }
    return doc_count(left) > 0;
}

/* AWS: within five minutes the same attempt gives the same messages and handles, and begins their visibility timeout
 * anew, unless one was deleted or its visibility changed.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
static bool attempt_repeat(struct call *c, const struct sqs_queue *q, struct receive *r)
{
    struct doc *left = sqs_store_attempt_find(c, q->box, r->attempt_id);
    struct sqs_message m[RECEIVE_MAX];

    if (doc_count(left) > RECEIVE_MAX || !attempt_find(c, q, left, m)) return false;
    for (size_t i = 0; i < doc_count(left); i++) {
        m[i].visible_ms = c->now_ms + r->visibility_ms;
        sqs_store_message_show(c, m[i].row, m[i].visible_ms);
        sqs_group_changed(c, q, m[i].group);
        give(c, q, r, &m[i]);
    }
    return true;
}

/* --- the handler -------------------------------------------------------------------------------------------------- */

static int out_of_range(struct call *c, const char *name, int64_t value, const char *range)
{
    return fault(c, &sqs_invalid_parameter_value,
                 "Value %" PRId64 " for parameter %s is invalid. Reason: Must be %s, if provided.", value, name, range);
}

static int receive_from_input(struct call *c, const struct sqs_queue *q, struct receive *r)
{
    int64_t count = doc_get_int(c->in, "MaxNumberOfMessages", 1);
    int64_t wait =
        doc_get_int(c->in, "WaitTimeSeconds", sqs_attribute_int(q->attributes, "ReceiveMessageWaitTimeSeconds"));
    int64_t visibility = doc_get_int(c->in, "VisibilityTimeout", sqs_attribute_int(q->attributes, "VisibilityTimeout"));

    if (count < 1 || count > RECEIVE_MAX) return out_of_range(c, "MaxNumberOfMessages", count, "between 1 and 10");
    if (wait < 0 || wait > 20) return out_of_range(c, "WaitTimeSeconds", wait, ">= 0 and <= 20");
    if (visibility < 0 || visibility > VISIBILITY_MAX)
        return out_of_range(c, "VisibilityTimeout", visibility, ">= 0 and <= 43200");
    *r = (struct receive){ .count = (int)count,
                           .wait_ms = wait * 1000,
                           .visibility_ms = visibility * 1000,
                           .attempt_id = doc_get_str(c->in, "ReceiveRequestAttemptId") };
    if (r->attempt_id.data && !q->is_fifo) return sqs_parameter_misplaced(c, "ReceiveRequestAttemptId", r->attempt_id);
    if (r->attempt_id.data && sqs_token_check(c, "ReceiveRequestAttemptId", r->attempt_id)) return -1;
    r->has_redrive = sqs_redrive_parse(&c->arena, doc_get_str(q->attributes, "RedrivePolicy"), &r->redrive);
    return 0;
}

/* How many more messages may be in flight. What is written down is never less than what is, so it is counted only
 * near the limit. */
static int64_t room(struct call *c, const struct sqs_queue *q)
{
    if (q->taken + RECEIVE_MAX <= IN_FLIGHT_MAX) return RECEIVE_MAX;
    return IN_FLIGHT_MAX - sqs_store_taken_settle(c, q);
}

static void receive_all(struct call *c, const struct sqs_queue *q, struct receive *r)
{
    if (r->attempt_id.data) {
        r->left = doc_list(&c->arena);
        if (!attempt_repeat(c, q, r)) receive_fifo(c, q, r);
        if (r->taken) sqs_store_attempt_put(c, q->box, r->attempt_id, r->left, c->now_ms + ATTEMPT_MS);
    } else if (q->is_fifo) {
        receive_fifo(c, q, r);
    } else {
        receive_standard(c, q, r);
    }
}

/* Nothing was found: waits, until the deadline. A run that met as many messages as it may look at, all of them to be
 * moved, goes on behind them at once. The alarm is not of the run: it may be set for nothing. */
static int wait(struct call *c, const struct sqs_queue *q, const struct receive *r)
{
    int64_t deadline = c->started_ms + r->wait_ms, next;
    const char *key = sqs_queue_key(c, q);

    if (r->looked >= LOOK_MAX) return call_wait_keeping(c, key, c->now_ms);
    if (c->now_ms >= deadline) return 0;
    next = sqs_next_visible_ms(c, q, INT64_MAX);
    if (next < deadline) sqs_alarm_set(q->id, next);
    return r->moved ? call_wait_keeping(c, key, deadline) : call_wait(c, key, deadline);
}

int sqs_receive_message(struct call *c)
{
    struct sqs_queue q;
    struct receive r;
    int64_t left;

    if (sqs_queue_require(c, &q) || receive_from_input(c, &q, &r)) return -1;
    left = room(c, &q);
    if (left <= 0 && !q.is_fifo && !r.wait_ms)
        return fault(c, &sqs_over_limit, "The maximum number of in flight messages is reached: %d.", IN_FLIGHT_MAX);
    if (left < r.count) r.count = left > 0 ? (int)left : 0;
    if (r.count) receive_all(c, &q, &r);
    if (r.moved) sqs_sweep_expired(c, q.id);
    return r.taken ? 0 : wait(c, &q, &r);
}
