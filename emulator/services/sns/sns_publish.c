/* Publishing, alone and in batches. A message is read, checked and signed on the caller's thread, since a signature
 * takes a millisecond; on the writer it gets its place in a FIFO topic and goes out to the subscriptions. It is
 * signed where the topic has a subscription that gets the envelope; should one have come in between, the writer
 * signs. */
#include "emulator/services/sns/sns_publish.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/services/sns/sns_fanout.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_platform.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/services/sns/sns_signing.h"
#include "emulator/services/sns/sns_topic_find.h"
#include "emulator/services/sns/sns_topics.h"
#include "emulator/store/store.h"

#define BATCH_MAX       10
#define DUPLICATE_MS    (5 * 60 * 1000)
#define SEQUENCE_DIGITS "1%019" PRId64 /* AWS: twenty digits, the first a one */

/* --- on the caller's thread --------------------------------------------------------------------------------------- */

/* A text for each protocol that some subscription of the topic has. */
static void sign_for(struct call *c, struct sns_message *m, struct span protocols)
{
    struct span protocol;

    while (span_split(&protocols, ',', &protocol)) {
        struct span text = sns_message_for(m, protocol);
        if (text.data) sns_message_signature(c, m, text);
    }
}

static int version_of(struct db *db, struct arena *a, struct span topic_arn)
{
    struct span attributes = db_text(db, a, "SELECT attributes FROM sns_topic WHERE arn = ?", "t", topic_arn);
    struct doc *d = attributes.data ? json_parse(a, attributes, NULL) : NULL;

    return span_is(doc_get_str(d, "SignatureVersion"), "2") ? 2 : 1;
}

static int sign(struct call *c, struct span topic_arn, struct sns_message *messages, size_t count)
{
    struct db *db;
    struct span protocols = { NULL, 0 };
    int version = 1;
    bool failed = true;

    if (store_is_writer() || span_ends(topic_arn, ".fifo")) return 0;
    db = store_reader_take();
    if (db) {
        protocols = sns_store_envelope_protocols(db, &c->arena, topic_arn);
        if (protocols.size) version = version_of(db, &c->arena, topic_arn);
        failed = db_failed(db);
        store_reader_give(db);
    }
    if (failed || (protocols.size && !sns_signing_ready(NULL)))
        return fault(c, &fault_internal, "An internal error occurred: the store could not be read.");
    for (size_t i = 0; i < count && protocols.size; i++) {
        messages[i].topic_arn = topic_arn;
        messages[i].signature_version = version;
        sign_for(c, &messages[i], protocols);
    }
    return 0;
}

static struct span target_of(struct call *c)
{
    struct span arn = doc_get_str(c->in, "TopicArn");

    return arn.data ? arn : doc_get_str(c->in, "TargetArn");
}

static bool is_endpoint_arn(struct span arn)
{
    struct arn parts;

    return arn_parse(arn, &parts) && span_starts(parts.resource, "endpoint/");
}

static int target_check(struct call *c, struct span arn, struct span number)
{
    if (!arn.data && !number.data)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter");
    if (!arn.data && !sns_phone_is_valid(number))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: PhoneNumber Reason: %.*s is not valid to publish to", SPAN_ARG(number));
    return arn.data && !is_endpoint_arn(arn) ? sns_topic_arn_check(c, "TopicArn", arn) : 0;
}

int sns_publish_prepare(struct call *c)
{
    struct sns_message *m = ARENA_NEW(&c->arena, struct sns_message);
    struct span arn = target_of(c), number = doc_get_str(c->in, "PhoneNumber");
    const char *wrong;

    sns_message_read(c, c->in, m);
    wrong = sns_message_words(m);
    if (wrong) return fault(c, &sns_invalid_parameter, "%s", wrong);
    if (target_check(c, arn, number) || sns_message_check(c, m, c->in, is_endpoint_arn(arn))) return -1;
    if (arn.data && !is_endpoint_arn(arn) && sign(c, arn, m, 1)) return -1;
    c->scratch = m;
    return 0;
}

/* --- FIFO topics -------------------------------------------------------------------------------------------------- */

static bool is_token(struct span s)
{
    for (size_t i = 0; i < s.size; i++)
        if (!isalnum((unsigned char)s.data[i]) && !ispunct((unsigned char)s.data[i])) return false;
    return s.size >= 1 && s.size <= 128;
}

static int fifo_check(struct call *c, const struct sns_topic *t, const struct sns_message *m)
{
    bool by_content = span_is_nocase(doc_get_str(t->attributes, "ContentBasedDeduplication"), "true");

    if (!t->is_fifo && m->deduplication.data)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId "
                     "parameter that is not valid for this topic type");
    if (t->is_fifo && !m->group.data)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
    if (t->is_fifo && !m->deduplication.data && !by_content)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: The topic should either have ContentBasedDeduplication enabled or "
                     "MessageDeduplicationId provided explicitly");
    if (m->group.data && !is_token(m->group))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: MessageGroupId");
    if (m->deduplication.data && !is_token(m->deduplication))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: MessageDeduplicationId");
    return 0;
}

/* Gives the message its number. True: it was published before, within five minutes, and has the id and number of
 * then. */
static bool is_duplicate(struct call *c, const struct sns_topic *t, struct sns_message *m)
{
    bool by_group = span_is(doc_get_str(t->attributes, "FifoThroughputScope"), "MessageGroup");
    struct sns_duplicate d = { .scope = by_group ? m->group : SPAN("") };

    if (!m->deduplication.data) m->deduplication = span_of(sha256_hex(&c->arena, m->text));
    d.id = m->deduplication;
    if (sns_store_duplicate_find(c, t, &d)) {
        m->id = d.message_id;
        m->sequence = d.sequence;
        return true;
    }
    m->sequence = arena_format(&c->arena, SEQUENCE_DIGITS, sns_store_sequence_next(c, t));
    d.message_id = m->id;
    d.sequence = m->sequence;
    sns_store_duplicate_insert(c, t, &d, c->now_ms + DUPLICATE_MS);
    return false;
}

/* --- on the writer ------------------------------------------------------------------------------------------------ */

static void publish_to_topic(struct call *c, const struct sns_topic *t, struct sns_message *m, struct doc *out)
{
    m->topic_arn = t->arn;
    if (m->signed_count == 0 && span_is(doc_get_str(t->attributes, "SignatureVersion"), "2")) m->signature_version = 2;
    if (!t->is_fifo || !is_duplicate(c, t, m)) sns_fan_out(c, t, m);
    doc_put_str(out, "MessageId", m->id);
    doc_put_str(out, "SequenceNumber", m->sequence);
}

int sns_publish(struct call *c)
{
    struct span arn = target_of(c);
    struct sns_message *m = c->scratch;
    struct sns_endpoint e;
    struct sns_topic t;

    if (!arn.data) {
        sns_text_send(c, doc_get_str(c->in, "PhoneNumber"), NULL, m);
    } else if (is_endpoint_arn(arn)) {
        if (sns_endpoint_require_enabled(c, arn, &e)) return -1;
        sns_push_send(c, &e, NULL, m);
    } else {
        if (sns_topic_require(c, arn, &t) || fifo_check(c, &t, m)) return -1;
        publish_to_topic(c, &t, m, c->out);
        return 0;
    }
    doc_put_str(c->out, "MessageId", m->id);
    return 0;
}

/* --- batches ------------------------------------------------------------------------------------------------------ */

static int ids_check(struct call *c, const struct doc *entries)
{
    struct doc *ids = doc_map(&c->arena);

    for (size_t i = 0; i < doc_count(entries); i++)
        doc_put_span(ids, doc_get_str(doc_at(entries, i), "Id"), doc_items(entries)[i]);
    if (doc_count(ids) < doc_count(entries))
        return fault(c, &sns_ids_not_distinct, "Two or more batch entries in the request have the same Id.");
    for (size_t i = 0; i < doc_count(entries); i++) {
        struct span id = doc_get_str(doc_at(entries, i), "Id");
        if (id.size > 80)
            return fault(c, &sns_invalid_entry_id, "The Id of a batch entry in the batch request is too long: %.*s",
                         SPAN_ARG(id));
        for (size_t k = 0; k < id.size; k++)
            if (!isalnum((unsigned char)id.data[k]) && id.data[k] != '-' && id.data[k] != '_')
                return fault(c, &sns_invalid_entry_id,
                             "The Id of a batch entry in the batch request contains an impermissible character: %.*s",
                             SPAN_ARG(id));
    }
    return 0;
}

static int entries_check(struct call *c, const struct doc *entries)
{
    if (!doc_count(entries)) return fault(c, &sns_empty_batch, "The batch request doesn't contain any entries.");
    if (doc_count(entries) > BATCH_MAX)
        return fault(c, &sns_too_many_entries, "The batch request contains more entries than permissible.");
    return ids_check(c, entries);
}

int sns_publish_batch_prepare(struct call *c)
{
    struct doc *entries = doc_get(c->in, "PublishBatchRequestEntries");
    struct span arn = doc_get_str(c->in, "TopicArn");
    struct sns_message *messages;
    size_t total = 0;

    if (sns_topic_arn_check(c, "TopicArn", arn) || entries_check(c, entries)) return -1;
    messages = ARENA_ARRAY(&c->arena, struct sns_message, doc_count(entries));
    for (size_t i = 0; i < doc_count(entries); i++) {
        sns_message_read(c, doc_at(entries, i), &messages[i]);
        if (sns_message_check(c, &messages[i], doc_at(entries, i), false)) return -1;
        total += sns_message_bytes(&messages[i]);
    }
    if (total > SNS_MESSAGE_BYTES_MAX)
        return fault(c, &sns_batch_too_long, "The length of all the messages put together is more than the limit.");
    if (sign(c, arn, messages, doc_count(entries))) return -1;
    c->scratch = messages;
    return 0;
}

static void put_failed(struct doc *failed, struct span id, const char *words)
{
    struct doc *d = doc_append_map(failed);

    doc_put_str(d, "Id", id);
    doc_put_cstr(d, "Code", "InvalidParameter");
    doc_put_cstr(d, "Message", words);
    doc_put_bool(d, "SenderFault", true);
}

/* AWS: attributes, structure and what a FIFO topic asks for fail the whole batch; an entry's text or subject fails
 * it alone. */
int sns_publish_batch(struct call *c)
{
    struct doc *entries = doc_get(c->in, "PublishBatchRequestEntries"), *successful, *failed;
    struct sns_message *messages = c->scratch;
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    for (size_t i = 0; i < doc_count(entries); i++)
        if (fifo_check(c, &t, &messages[i])) return -1;
    successful = doc_put_list(c->out, "Successful");
    failed = doc_put_list(c->out, "Failed");
    for (size_t i = 0; i < doc_count(entries); i++) {
        struct span id = doc_get_str(doc_at(entries, i), "Id");
        const char *wrong = sns_message_words(&messages[i]);
        struct doc *d;
        if (wrong) {
            put_failed(failed, id, wrong);
            continue;
        }
        d = doc_append_map(successful);
        doc_put_str(d, "Id", id);
        publish_to_topic(c, &t, &messages[i], d);
    }
    return 0;
}
