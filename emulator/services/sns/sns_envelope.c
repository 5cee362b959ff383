/* Envelopes. Signing comes from elsewhere: here is no I/O. */
#include "emulator/services/sns/sns_envelope.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"

/* --- the text that is signed -------------------------------------------------------------------------------------- */

static void sign_add(struct buf *b, const char *name, struct span value)
{
    if (!value.data) return;
    buf_printf(b, "%s\n", name);
    buf_add_span(b, value);
    buf_add_char(b, '\n');
}

/* AWS: names in their order by bytes; confirmations have other ones. */
struct span sns_notice_signed_text(struct arena *a, const struct sns_notice *n)
{
    struct buf b = { 0 };
    struct span text;

    sign_add(&b, "Message", n->message);
    sign_add(&b, "MessageId", n->message_id);
    sign_add(&b, "Subject", n->subject);
    sign_add(&b, "SubscribeURL", n->subscribe_url);
    sign_add(&b, "Timestamp", n->timestamp);
    sign_add(&b, "Token", n->token);
    sign_add(&b, "TopicArn", n->topic_arn);
    sign_add(&b, "Type", span_of(n->type));
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void member_add(struct buf *b, const char *name, struct span value)
{
    if (!value.data) return;
    buf_printf(b, "%s  \"%s\" : ", b->size > 2 ? ",\n" : "", name);
    json_write_string(b, value);
}

static struct span attribute_value(struct arena *a, const struct doc *value)
{
    struct doc *text = doc_get(value, "StringValue");

    return text ? doc_text(text) : base64_text(a, doc_get_str(value, "BinaryValue"));
}

static void attributes_add(struct buf *b, struct arena *a, const struct doc *attributes)
{
    buf_add_text(b, ",\n  \"MessageAttributes\" : {");
    for (size_t i = 0; i < doc_count(attributes); i++) {
        const struct doc_member *m = &attributes->map.members[i];
        buf_add_text(b, i ? ",\n    " : "\n    ");
        json_write_string(b, m->name);
        buf_add_text(b, " : {\"Type\":");
        json_write_string(b, doc_get_str(m->value, "DataType"));
        buf_add_text(b, ",\"Value\":");
        json_write_string(b, attribute_value(a, m->value));
        buf_add_char(b, '}');
    }
    buf_add_text(b, "\n  }");
}

struct span sns_notice_json(struct arena *a, const struct sns_notice *n)
{
    struct buf b = { 0 };
    struct span text;

    buf_add_text(&b, "{\n");
    member_add(&b, "Type", span_of(n->type));
    member_add(&b, "MessageId", n->message_id);
    member_add(&b, "SequenceNumber", n->sequence);
    member_add(&b, "Token", n->token);
    member_add(&b, "TopicArn", n->topic_arn);
    member_add(&b, "Subject", n->subject);
    member_add(&b, "Message", n->message);
    member_add(&b, "SubscribeURL", n->subscribe_url);
    member_add(&b, "Timestamp", n->timestamp);
    if (n->signature.data) member_add(&b, "SignatureVersion", n->signature_version == 2 ? SPAN("2") : SPAN("1"));
    member_add(&b, "Signature", n->signature);
    member_add(&b, "SigningCertURL", n->certificate_url);
    member_add(&b, "UnsubscribeURL", n->unsubscribe_url);
    if (doc_count(n->attributes)) attributes_add(&b, a, n->attributes);
    buf_add_text(&b, "\n}");
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

/* AWS: two names are spelt otherwise there, and Subject and MessageAttributes are never left out. */
struct span sns_lambda_event(struct arena *a, struct span notice_json, struct span subscription_arn)
{
    struct doc *notice = json_parse(a, notice_json, NULL), *event = doc_map(a), *record, *sns;
    struct doc *attributes = doc_get(notice, "MessageAttributes"), *subject = doc_get(notice, "Subject");

    record = doc_append_map(doc_put_list(event, "Records"));
    doc_put_cstr(record, "EventSource", "aws:sns");
    doc_put_cstr(record, "EventVersion", "1.0");
    doc_put_str(record, "EventSubscriptionArn", subscription_arn);
    sns = doc_put_map(record, "Sns");
    doc_put_str(sns, "Type", doc_get_str(notice, "Type"));
    doc_put_str(sns, "MessageId", doc_get_str(notice, "MessageId"));
    doc_put_str(sns, "TopicArn", doc_get_str(notice, "TopicArn"));
    doc_put(sns, "Subject", subject ? subject : doc_null(a));
    doc_put_str(sns, "Message", doc_get_str(notice, "Message"));
    doc_put_str(sns, "Timestamp", doc_get_str(notice, "Timestamp"));
    doc_put_str(sns, "SignatureVersion", doc_get_str(notice, "SignatureVersion"));
    doc_put_str(sns, "Signature", doc_get_str(notice, "Signature"));
    doc_put_str(sns, "SigningCertUrl", doc_get_str(notice, "SigningCertURL"));
    doc_put_str(sns, "UnsubscribeUrl", doc_get_str(notice, "UnsubscribeURL"));
    doc_put(sns, "MessageAttributes", attributes ? attributes : doc_map(a));
    return json_text(a, event);
}
