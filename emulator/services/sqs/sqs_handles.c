/* What a receiver does with a message: delete it, or change how long it stays hidden. */
#include <inttypes.h>

#include "emulator/services/sqs/sqs_alarm.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_batch.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_messages.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_rules.h"
#include "emulator/services/sqs/sqs_store_fifo.h"

#define VISIBILITY_MAX 43200

void sqs_group_joined(struct call *c, const struct sqs_queue *q, const struct sqs_message *m)
{
    int64_t delay_ms = sqs_delay_ms(q);

    if (!sqs_store_group_add(c, q->box, m)) return;
    if (delay_ms) sqs_alarm_set_after(c, q, c->now_ms + delay_ms);
    else call_wake(c, sqs_queue_key(c, q), 1);
}

void sqs_group_changed(struct call *c, const struct sqs_queue *q, struct span group)
{
    int64_t next;

    if (sqs_store_group_refresh(c, q, group)) {
        call_wake(c, sqs_queue_key(c, q), 1);
        return;
    }
    next = sqs_next_visible_ms(c, q, INT64_MAX);
    if (next != INT64_MAX) sqs_alarm_set_after(c, q, next);
}

/* The message that a handle names. *is_current: it is there, and the handle good for it: in a FIFO queue the last one.
 * AWS: in a standard queue those of earlier receives still work (recorded, though the documentation asks for the most
 * recent one). */
static int handle_read(struct call *c, const struct sqs_queue *q, const struct doc *in, struct sqs_message *m,
                       bool *is_there, bool *is_current)
{
    struct span handle = doc_get_str(in, "ReceiptHandle");
    int64_t row, nonce;

    if (!span_trim(handle).size)
        return fault(c, &sqs_missing_parameter, "The request must contain the parameter ReceiptHandle.");
    if (!sqs_handle_parse(&c->arena, handle, q->arn, &row, &nonce))
        return fault(c, &sqs_receipt_handle_is_invalid,
                     "The input receipt handle \"%.*s\" is not a valid receipt handle.", SPAN_ARG(handle));
    *is_there = sqs_store_message_state(c, q->box, row, m) && m->sent_ms + sqs_retention_ms(q) > c->now_ms;
    *is_current = *is_there && nonce && (q->is_fifo ? m->nonce == nonce : m->nonce != 0);
    return 0;
}

static int bad_handle(struct call *c, const struct doc *in, const char *reason)
{
    return fault(c, &sqs_invalid_parameter_value, "Value %.*s for parameter ReceiptHandle is invalid. Reason: %s",
                 SPAN_ARG(doc_get_str(in, "ReceiptHandle")), reason);
}

/* --- deleting ----------------------------------------------------------------------------------------------------- */

/* AWS: a handle that a later receive outdated, or whose time has passed, is no good in a FIFO queue. */
static int delete_one(struct call *c, const struct sqs_queue *q, const struct sqs_entry *entry, struct doc *out)
{
    struct sqs_message m;
    bool is_there, is_current;

    (void)out;
    if (handle_read(c, q, entry->in, &m, &is_there, &is_current)) return -1;
    if (q->is_fifo && is_there && (!is_current || m.visible_ms <= c->now_ms))
        return bad_handle(c, entry->in, "The receipt handle has expired.");
    if (!is_current) return 0;
    sqs_store_message_delete(c, q, &m);
    if (q->is_fifo) sqs_group_changed(c, q, m.group);
    return 0;
}

int sqs_delete_message(struct call *c)
{
    struct sqs_queue q;

    return sqs_queue_require(c, &q) || delete_one(c, &q, &(struct sqs_entry){ c->in, "" }, c->out) ? -1 : 0;
}

int sqs_delete_message_batch(struct call *c)
{
    static const char entry_name[] = "DeleteMessageBatchRequestEntry";
    struct sqs_queue q;

    if (sqs_queue_require(c, &q) || sqs_batch_check(c, entry_name)) return -1;
    sqs_batch_run(c, &q, entry_name, delete_one);
    return 0;
}

/* --- visibility --------------------------------------------------------------------------------------------------- */

static int seconds_read(struct call *c, const struct sqs_entry *entry, int64_t *seconds)
{
    *seconds = doc_get_int(entry->in, "VisibilityTimeout", 0);
    if (!doc_get(entry->in, "VisibilityTimeout"))
        return fault(c, &sqs_missing_parameter, "The request must contain the parameter %sVisibilityTimeout.",
                     entry->path);
    if (*seconds >= 0 && *seconds <= VISIBILITY_MAX) return 0;
    return fault(c, &sqs_invalid_parameter_value,
                 "Value %" PRId64 " for parameter VisibilityTimeout is invalid. Reason: %s between 0 and %d.", *seconds,
                 *entry->path ? "VisibilityTimeout must be an integer" : "Must be", VISIBILITY_MAX);
}

/* AWS: of a standard queue's message that is visible again the last handle still answers well; it stays visible. */
static int change_one(struct call *c, const struct sqs_queue *q, const struct sqs_entry *entry, struct doc *out)
{
    struct sqs_message m;
    bool is_there, is_current, is_in_flight;
    int64_t seconds;

    (void)out;
    if (seconds_read(c, entry, &seconds) || handle_read(c, q, entry->in, &m, &is_there, &is_current)) return -1;
    is_in_flight = is_current && m.visible_ms > c->now_ms;
    if (!is_current || (q->is_fifo && !is_in_flight))
        return bad_handle(c, entry->in, "Message does not exist or is not available for visibility timeout change.");
    if (!is_in_flight) return 0;
    if (c->now_ms + seconds * 1000 - sqs_nonce_time_ms(m.nonce) > VISIBILITY_MAX * INT64_C(1000))
        return fault(c, &sqs_invalid_parameter_value,
                     "Value %" PRId64
                     " for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is "
                     "beyond the limit [%d seconds]",
                     seconds, VISIBILITY_MAX);
    sqs_store_message_show(c, m.row, c->now_ms + seconds * 1000);
    if (q->is_fifo) sqs_group_changed(c, q, m.group);
    else if (seconds) sqs_alarm_set_after(c, q, c->now_ms + seconds * 1000);
    else call_wake(c, sqs_queue_key(c, q), 1);
    return 0;
}

int sqs_change_message_visibility(struct call *c)
{
    struct sqs_queue q;

    return sqs_queue_require(c, &q) || change_one(c, &q, &(struct sqs_entry){ c->in, "" }, c->out) ? -1 : 0;
}

int sqs_change_message_visibility_batch(struct call *c)
{
    static const char entry_name[] = "ChangeMessageVisibilityBatchRequestEntry";
    struct sqs_queue q;

    if (sqs_queue_require(c, &q) || sqs_batch_check(c, entry_name)) return -1;
    sqs_batch_run(c, &q, entry_name, change_one);
    return 0;
}
