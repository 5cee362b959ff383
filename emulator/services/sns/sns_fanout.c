/* Fanning out: which subscriptions want the message, and one way for each protocol. */
#include "emulator/services/sns/sns_fanout.h"

#include "emulator/http/http.h"
#include "emulator/services/sns/sns_envelope.h"
#include "emulator/services/sns/sns_filter_match.h"
#include "emulator/services/sns/sns_mail.h"
#include "emulator/services/sns/sns_outbox.h"
#include "emulator/services/sns/sns_platform.h"
#include "emulator/services/sns/sns_queues.h"
#include "emulator/services/sns/sns_recorder.h"
#include "emulator/services/sns/sns_retry.h"
#include "emulator/services/sns/sns_signing.h"

#define PAGE 100

struct fanning {
    const struct sns_topic *topic;
    struct sns_message *message;
    struct doc *attributes, *body; /* as filters see the message; made when the first one looks */
    struct span body_text;         /* of which body was made */
};

/* --- who wants it ------------------------------------------------------------------------------------------------- */

static bool body_is_wanted(struct call *c, struct fanning *f, const struct sns_filter_policy *policy, struct span text)
{
    if (f->body_text.data != text.data) {
        f->body_text = text;
        f->body = sns_filter_message_body(&c->arena, text);
    }
    return f->body && sns_filter_matches(&c->arena, policy, f->body);
}

static bool is_wanted(struct call *c, struct fanning *f, const struct sns_subscription *s, struct span text)
{
    struct span policy_text = doc_get_str(s->attributes, "FilterPolicy"), error;
    bool of_body = span_is(doc_get_str(s->attributes, "FilterPolicyScope"), "MessageBody");
    struct sns_filter_policy policy;

    if (!policy_text.size ||
        sns_filter_policy_compile(&c->arena, policy_text, of_body ? FILTER_BODY : FILTER_ATTRIBUTES, &policy, &error) ||
        !policy.conditions)
        return true;
    if (of_body) return body_is_wanted(c, f, &policy, text);
    if (!f->attributes) f->attributes = sns_filter_message_attributes(&c->arena, f->message->attributes);
    return sns_filter_matches(&c->arena, &policy, f->attributes);
}

/* --- the envelope ------------------------------------------------------------------------------------------------- */

/* AWS: a FIFO topic's is not signed. */
static struct span envelope(struct call *c, struct fanning *f, const struct sns_subscription *s, struct span text)
{
    const struct sns_message *m = f->message;
    struct sns_notice notice = {
        .type = "Notification",
        .message_id = m->id,
        .sequence = m->sequence,
        .topic_arn = m->topic_arn,
        .subject = m->subject,
        .message = text,
        .timestamp = m->timestamp,
        .unsubscribe_url = arena_format(&c->arena, "%.*s/?Action=Unsubscribe&SubscriptionArn=%.*s",
                                        SPAN_ARG(c->endpoint), SPAN_ARG(s->arn)),
        .attributes = m->attributes,
    };

    if (!f->topic->is_fifo) {
        notice.signature_version = m->signature_version;
        notice.signature = sns_message_signature(c, f->message, text);
        notice.certificate_url = sns_certificate_url(&c->arena, c->endpoint);
    }
    return sns_notice_json(&c->arena, &notice);
}

/* --- one way for each protocol ------------------------------------------------------------------------------------ */

static struct span unsubscribe_link(struct call *c, const struct sns_subscription *s)
{
    return arena_format(&c->arena, "%.*s/unsubscribe.html?SubscriptionArn=%.*s&Endpoint=%.*s", SPAN_ARG(c->endpoint),
                        SPAN_ARG(http_encode(&c->arena, s->arn, ":")),
                        SPAN_ARG(http_encode(&c->arena, s->endpoint, "@")));
}

static void deliver_email(struct call *c, struct fanning *f, const struct sns_subscription *s, struct span text)
{
    struct sns_mail mail = {
        .kind = "email",
        .recipient = s->endpoint,
        .subject = f->message->subject.data ? f->message->subject : SPAN("AWS Notification Message"),
        .topic = f->topic->arn,
        .body = span_is(s->protocol, "email-json")
                    ? envelope(c, f, s, text)
                    : arena_format(
                          &c->arena,
                          "%.*s\n\n--\nTo stop receiving notifications from this topic, visit the link below:\n%.*s\n",
                          SPAN_ARG(text), SPAN_ARG(unsubscribe_link(c, s))),
    };

    sns_mail_deliver(c, &mail);
}

/* What both kinds of records have. */
static struct doc *record_new(struct call *c, const struct sns_subscription *s, const struct sns_message *m,
                              struct span text)
{
    struct doc *d = doc_map(&c->arena);

    if (s) doc_put_str(d, "TopicArn", s->topic_arn);
    if (s) doc_put_str(d, "SubscriptionArn", s->arn);
    doc_put_str(d, "MessageId", m->id);
    doc_put_str(d, "Message", text);
    if (doc_count(m->attributes)) doc_put(d, "MessageAttributes", m->attributes);
    if (m->structure) doc_put_cstr(d, "MessageStructure", "json");
    doc_put_str(d, "Subject", m->subject);
    return d;
}

/* AWS: who has opted out gets nothing, and the publisher is not told. */
void sns_text_send(struct call *c, struct span number, const struct sns_subscription *s, const struct sns_message *m)
{
    struct span text = sns_message_for(m, SPAN("sms"));
    struct sns_mail mail = {
        .kind = "sms", .recipient = number, .topic = s ? s->topic_arn : (struct span){ NULL, 0 }, .body = text
    };
    struct doc *record = record_new(c, s, m, text);

    if (!text.data || sns_store_is_opted_out(c, number)) return;
    doc_put_str(record, "PhoneNumber", number);
    sns_mail_deliver(c, &mail);
    sns_record(c, SNS_SMS, mail.topic, number, record);
}

void sns_push_send(struct call *c, const struct sns_endpoint *e, const struct sns_subscription *s,
                   const struct sns_message *m)
{
    struct span text = sns_message_for(m, sns_platform_of(e->arn));
    struct doc *record = record_new(c, s, m, text);

    doc_put_str(record, "TargetArn", e->arn);
    sns_record(c, SNS_PUSH, e->arn, e->arn, record);
}

static void deliver_push(struct call *c, struct fanning *f, const struct sns_subscription *s)
{
    struct sns_endpoint e;

    if (sns_store_endpoint_find(c, s->endpoint, &e) && span_is_nocase(doc_get_str(e.attributes, "Enabled"), "true"))
        sns_push_send(c, &e, s, f->message);
}

/* AWS: a FIFO topic's group does not reach standard queues (recorded in August 2025); a standard topic's does. */
static void deliver_sqs(struct call *c, struct fanning *f, const struct sns_subscription *s, struct span text)
{
    const struct sns_message *m = f->message;
    bool passes_group = !f->topic->is_fifo || span_ends(s->endpoint, ".fifo");
    const struct letter letter = { .body = s->is_raw ? text : envelope(c, f, s, text),
                                   .attributes = s->is_raw ? m->attributes : NULL,
                                   .group = passes_group ? m->group : (struct span){ NULL, 0 },
                                   .deduplication = m->deduplication };

    if (letter_send(c, "sns", s->endpoint, s->topic_arn, &letter)) sns_redrive(c, s, &letter);
}

static void deliver_outside(struct call *c, struct fanning *f, const struct sns_subscription *s, struct span text)
{
    struct span of_topic = doc_get_str(f->topic->attributes, "DeliveryPolicy"),
                of_subscription = doc_get_str(s->attributes, "DeliveryPolicy");
    struct sns_parcel parcel = { .type = "Notification",
                                 .protocol = s->protocol,
                                 .endpoint = s->endpoint,
                                 .subscription_arn = s->arn,
                                 .topic_arn = s->topic_arn,
                                 .message_id = f->message->id,
                                 .is_raw = s->is_raw,
                                 .body = s->is_raw ? text : envelope(c, f, s, text) };
    struct sns_delivery delivery;

    if (span_starts(s->protocol, "http") && (of_topic.size || of_subscription.size)) {
        sns_delivery_of(&c->arena, of_topic, of_subscription, &delivery);
        parcel.content_type = delivery.content_type;
        parcel.max_per_second = delivery.max_per_second;
    }
    sns_outbox_add(c, &parcel);
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static void deliver(struct call *c, struct fanning *f, const struct sns_subscription *s)
{
    bool is_push = span_is(s->protocol, "application");
    struct span text = sns_message_for(f->message, is_push ? sns_platform_of(s->endpoint) : s->protocol);

    if (!s->is_confirmed || !is_wanted(c, f, s, text)) return;
    if (span_is(s->protocol, "sqs")) deliver_sqs(c, f, s, text);
    else if (span_is(s->protocol, "sms")) sns_text_send(c, s->endpoint, s, f->message);
    else if (is_push) deliver_push(c, f, s);
    else if (span_starts(s->protocol, "email")) deliver_email(c, f, s, text);
    else deliver_outside(c, f, s, text);
}

void sns_fan_out(struct call *c, const struct sns_topic *t, struct sns_message *m)
{
    struct sns_subscription *found = ARENA_ARRAY(&c->arena, struct sns_subscription, PAGE);
    struct fanning f = { .topic = t, .message = m };
    int64_t after = 0;
    size_t count;

    do {
        count = sns_store_subscriptions(c, t->id, after, PAGE, found);
        for (size_t i = 0; i < count; i++) deliver(c, &f, &found[i]);
        if (count) after = found[count - 1].id;
    } while (count == PAGE);
}
