/* Sending, alone and in batches. What needs no queue is done on the caller's thread, in sqs_send_prepare, so that
 * digests of large bodies do not keep the writer. */
#include <inttypes.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/services/sqs/sqs_alarm.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_batch.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_message_rules.h"
#include "emulator/services/sqs/sqs_messages.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_rules.h"
#include "emulator/services/sqs/sqs_store_fifo.h"

#define DEDUPLICATION_MS 300000
#define BATCH_BYTES_MAX  1048576

/* --- preparing ---------------------------------------------------------------------------------------------------- */

struct outgoing {
    struct fault_raised fault; /* what is wrong with it by itself */
    size_t size;
    struct span body_md5, attributes, system; /* the latter two in JSON */
    char *attributes_md5, *system_md5;
};

static int content_check(struct call *c, const struct doc *in)
{
    struct span body = doc_get_str(in, "MessageBody"), group = doc_get_str(in, "MessageGroupId"),
                deduplication = doc_get_str(in, "MessageDeduplicationId");

    if (sqs_message_attributes_check(c, doc_get(in, "MessageAttributes")) ||
        sqs_system_attributes_check(c, doc_get(in, "MessageSystemAttributes")))
        return -1;
    if (!sqs_body_is_valid(body)) return fault(c, &sqs_invalid_message_contents, "%s", SQS_INVALID_CHARACTERS);
    if (group.data && sqs_token_check(c, "MessageGroupId", group)) return -1;
    return deduplication.data ? sqs_token_check(c, "MessageDeduplicationId", deduplication) : 0;
}

static struct span json_or_absent(struct arena *a, const struct doc *d)
{
    return doc_count(d) ? json_text(a, d) : (struct span){ NULL, 0 };
}

/* AWS: the header X-Amzn-Trace-Id stands for the system attribute where that is not given; the digest is of what was
 * given. */
static struct doc *trace_header(struct call *c, const struct doc *system)
{
    struct doc *with = system ? doc_shallow(&c->arena, system) : doc_map(&c->arena),
               *header = doc_put_map(with, "AWSTraceHeader");

    doc_put_cstr(header, "DataType", "String");
    doc_put_str(header, "StringValue", c->trace_id);
    return with;
}

static void prepare_one(struct call *c, const struct doc *in, struct outgoing *o)
{
    struct doc *attributes = doc_get(in, "MessageAttributes"), *system = doc_get(in, "MessageSystemAttributes");
    struct arena *a = &c->arena;

    o->size = doc_get_str(in, "MessageBody").size + sqs_attributes_size(attributes);
    if (content_check(c, in)) {
        o->fault = c->fault;
        c->fault = (struct fault_raised){ 0 };
        return;
    }
    o->body_md5 = span_of(md5_hex(a, doc_get_str(in, "MessageBody")));
    o->attributes_md5 = sqs_attributes_md5(a, attributes);
    o->system_md5 = sqs_attributes_md5(a, system);
    o->attributes = json_or_absent(a, attributes);
    if (c->trace_id.size && !doc_get(system, "AWSTraceHeader")) system = trace_header(c, system);
    o->system = json_or_absent(a, system);
}

int sqs_send_prepare(struct call *c)
{
    struct doc *entries = doc_get(c->in, "Entries");
    struct outgoing *o = ARENA_ARRAY(&c->arena, struct outgoing, doc_count(entries) + 1);

    c->scratch = o;
    if (!entries) prepare_one(c, c->in, o);
    for (size_t i = 0; i < doc_count(entries); i++) prepare_one(c, doc_at(entries, i), &o[i]);
    return 0;
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

static int missing(struct call *c, const char *path, const char *name)
{
    return fault(c, &sqs_missing_parameter, "The request must contain the parameter %s%s.", path, name);
}

static int fifo_check(struct call *c, const struct sqs_queue *q, const struct doc *in)
{
    int64_t delay = doc_get_int(in, "DelaySeconds", 0);

    if (delay) return sqs_parameter_misplaced(c, "DelaySeconds", arena_format(&c->arena, "%" PRId64, delay));
    if (!doc_get_str(in, "MessageGroupId").size) return missing(c, "", "MessageGroupId");
    if (!doc_get(in, "MessageDeduplicationId") && !sqs_attribute_is(q, "ContentBasedDeduplication", "true"))
        return fault(
            c, &sqs_invalid_parameter_value,
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
            "explicitly");
    return 0;
}

static int standard_check(struct call *c, const struct doc *in)
{
    int64_t delay = doc_get_int(in, "DelaySeconds", 0);

    if (doc_get(in, "MessageDeduplicationId"))
        return sqs_parameter_misplaced(c, "MessageDeduplicationId", doc_get_str(in, "MessageDeduplicationId"));
    if (delay < 0 || delay > 900)
        return fault(c, &sqs_invalid_parameter_value,
                     "Value %" PRId64
                     " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
                     delay);
    return 0;
}

static int entry_check(struct call *c, const struct sqs_queue *q, const struct sqs_entry *entry,
                       const struct outgoing *o)
{
    int64_t max = sqs_attribute_int(q->attributes, "MaximumMessageSize");

    if (!doc_get_str(entry->in, "MessageBody").size) return missing(c, entry->path, "MessageBody");
    if (q->is_fifo ? fifo_check(c, q, entry->in) : standard_check(c, entry->in)) return -1;
    if ((int64_t)o->size > max)
        return fault(c, &sqs_invalid_parameter_value,
                     "One or more parameters %s. Reason: Message must be shorter than %" PRId64 " bytes.",
                     *entry->path ? "cannot be validated" : "are invalid", max);
    if (!o->fault.kind) return 0;
    c->fault = o->fault;
    return -1;
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

/* A message that is visible now wakes one receiver; for a delayed one the alarm is set. */
static void insert_standard(struct call *c, const struct sqs_queue *q, struct sqs_message *m)
{
    sqs_store_message_insert(c, q, m);
    if (m->visible_ms > c->now_ms) sqs_alarm_set_after(c, q, m->visible_ms);
    else call_wake(c, sqs_queue_key(c, q), 1);
}

/* A message that was sent already is not sent again: *m becomes that one. */
static void insert_fifo(struct call *c, const struct sqs_queue *q, struct sqs_message *m)
{
    struct span scope = sqs_attribute_is(q, "DeduplicationScope", "messageGroup") ? m->group : SPAN("");

    if (!m->deduplication_id.size) m->deduplication_id = span_of(sha256_hex(&c->arena, m->body));
    if (sqs_store_duplicate_find(c, q->box, scope, m->deduplication_id, m)) return;
    sqs_store_message_insert(c, q, m);
    sqs_store_duplicate_add(c, q->box, scope, m->deduplication_id, m, c->now_ms + DEDUPLICATION_MS);
    sqs_group_joined(c, q, m);
}

static int send_one(struct call *c, const struct sqs_queue *q, const struct sqs_entry *entry, struct doc *out)
{
    const struct outgoing *o = (const struct outgoing *)c->scratch + entry->index;
    int64_t delay_ms = q->is_fifo ? 0 : doc_get_int(entry->in, "DelaySeconds", sqs_delay_ms(q) / 1000) * 1000;
    char *id = arena_alloc(&c->arena, 37);
    struct sqs_message m = { .body = doc_get_str(entry->in, "MessageBody"),
                             .body_md5 = o->body_md5,
                             .attributes = o->attributes,
                             .system = o->system,
                             .group = doc_get_str(entry->in, "MessageGroupId"),
                             .deduplication_id = doc_get_str(entry->in, "MessageDeduplicationId"),
                             .sender = span_of(c->who.user_id),
                             .sent_ms = c->now_ms,
                             .visible_ms = c->now_ms + delay_ms };

    if (entry_check(c, q, entry, o)) return -1;
    uuid_new(id);
    m.id = span_of(id);
    if (q->is_fifo) insert_fifo(c, q, &m);
    else insert_standard(c, q, &m);
    doc_put_str(out, "MessageId", m.id);
    doc_put_str(out, "MD5OfMessageBody", o->body_md5);
    if (o->attributes_md5) doc_put_cstr(out, "MD5OfMessageAttributes", o->attributes_md5);
    if (o->system_md5) doc_put_cstr(out, "MD5OfMessageSystemAttributes", o->system_md5);
    if (q->is_fifo) doc_put_str(out, "SequenceNumber", sqs_sequence_number(&c->arena, m.row));
    return 0;
}

int sqs_send_message(struct call *c)
{
    struct sqs_queue q;

    return sqs_queue_require(c, &q) || send_one(c, &q, &(struct sqs_entry){ c->in, "" }, c->out) ? -1 : 0;
}

/* AWS: what an entry lacks for a FIFO queue fails the whole batch, as an invalid value. */
static int fifo_batch_check(struct call *c, const struct sqs_queue *q)
{
    struct doc *entries = doc_get(c->in, "Entries");

    for (size_t i = 0; i < doc_count(entries); i++) {
        if (fifo_check(c, q, doc_at(entries, i)) == 0) continue;
        c->fault.kind = &sqs_invalid_parameter_value;
        return -1;
    }
    return 0;
}

static int total_check(struct call *c)
{
    const struct outgoing *o = c->scratch;
    size_t total = 0;

    for (size_t i = 0; i < doc_count(doc_get(c->in, "Entries")); i++) total += o[i].size;
    if (total <= BATCH_BYTES_MAX) return 0;
    return fault(c, &sqs_batch_too_long, "Batch requests cannot be longer than %d bytes. You have sent %zu bytes.",
                 BATCH_BYTES_MAX, total);
}

int sqs_send_message_batch(struct call *c)
{
    static const char entry_name[] = "SendMessageBatchRequestEntry";
    struct sqs_queue q;

    if (sqs_queue_require(c, &q) || sqs_batch_check(c, entry_name) || total_check(c)) return -1;
    if (q.is_fifo && fifo_batch_check(c, &q)) return -1;
    sqs_batch_run(c, &q, entry_name, send_one);
    return 0;
}
