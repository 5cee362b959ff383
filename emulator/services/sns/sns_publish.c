/* Publishing: a message to every confirmed subscription of a topic, or to one phone number, all in the publish's own
 * transaction: a queue has the message, and the mailbox the mail, exactly when the publish is answered. */
#include "emulator/services/sns/sns_publish.h"

#include <stdio.h>

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/times.h"
#include "emulator/core/door.h"
#include "emulator/http/http.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_mail.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/services/sns/sns_topics.h"

#define PAGE 100

struct publication {
    const struct sns_topic *topic;
    struct span message_id, subject;
    struct doc *attributes;
};

static struct span unsubscribe_link(struct call *c, const struct sns_subscription *s)
{
    return arena_format(&c->arena, "%.*s/unsubscribe.html?SubscriptionArn=%.*s&Endpoint=%.*s", SPAN_ARG(c->endpoint),
                        SPAN_ARG(http_encode(&c->arena, s->arn, ":")),
                        SPAN_ARG(http_encode(&c->arena, s->endpoint, "@")));
}

/* --- the envelope ------------------------------------------------------------------------------------------------- */

static void put_attributes(struct doc *envelope, const struct publication *p)
{
    struct doc *out;

    if (!doc_count(p->attributes)) return;
    out = doc_put_map(envelope, "MessageAttributes");
    for (uint32_t i = 0; i < p->attributes->map.count; i++) {
        const struct doc_member *m = &p->attributes->map.members[i];
        struct doc *text = doc_get(m->value, "StringValue"), *value = doc_map(envelope->arena);
        doc_put_str(value, "Type", doc_get_str(m->value, "DataType"));
        doc_put(value, "Value", text ? text : doc_get(m->value, "BinaryValue"));
        doc_put_span(out, m->name, value);
    }
}

/* AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 * DIFFERS: notifications are not signed yet, so the members for the signature are left out. */
static struct span envelope(struct call *c, const struct publication *p, const struct sns_subscription *s,
                            struct span message)
{
    struct doc *d = doc_map(&c->arena);

    doc_put_cstr(d, "Type", "Notification");
    doc_put_str(d, "MessageId", p->message_id);
    doc_put_str(d, "TopicArn", p->topic->arn);
    doc_put_str(d, "Subject", p->subject);
    doc_put_str(d, "Message", message);
    doc_put_str(d, "Timestamp", time_iso8601(&c->arena, c->now_ms));
    doc_put_format(d, "UnsubscribeURL", "%.*s/?Action=Unsubscribe&SubscriptionArn=%.*s", SPAN_ARG(c->endpoint),
                   SPAN_ARG(s->arn));
    put_attributes(d, p);
    return json_text(&c->arena, d);
}

/* --- one way for each protocol ------------------------------------------------------------------------------------ */

static void deliver_email(struct call *c, const struct publication *p, const struct sns_subscription *s,
                          struct span message)
{
    bool is_json = span_is(s->protocol, "email-json");
    struct sns_mail mail = {
        .kind = "email",
        .recipient = s->endpoint,
        .subject = p->subject.data ? p->subject : SPAN("AWS Notification Message"),
        .topic = p->topic->arn,
        .body = is_json
                    ? envelope(c, p, s, message)
                    : arena_format(
                          &c->arena,
                          "%.*s\n\n--\nTo stop receiving notifications from this topic, visit the link below:\n%.*s\n",
                          SPAN_ARG(message), SPAN_ARG(unsubscribe_link(c, s))),
    };

    sns_mail_deliver(c, &mail);
}

static void deliver_sms(struct call *c, struct span number, struct span topic, struct span message)
{
    struct sns_mail mail = { .kind = "sms", .recipient = number, .topic = topic, .body = message };

    sns_mail_deliver(c, &mail);
}

/* The service itself sends, in the queue's account and region. */
static bool queue_caller(struct span arn, struct identity *who, struct span *name)
{
    struct span part[6], rest = arn;

    for (int i = 0; i < 6; i++)
        if (!span_split(&rest, ':', &part[i])) return false;
    *who = (struct identity){ .kind = IDENTITY_SERVICE, .arn = "sns.amazonaws.com", .user_id = "sns.amazonaws.com" };
    snprintf(who->region, sizeof who->region, "%.*s", SPAN_ARG(part[3]));
    snprintf(who->account, sizeof who->account, "%.*s", SPAN_ARG(part[4]));
    *name = part[5];
    return part[4].size == 12;
}

/* A queue that is gone or refuses loses the message, as on AWS without a redrive policy. */
static void deliver_sqs(struct call *c, const struct publication *p, const struct sns_subscription *s,
                        struct span message)
{
    bool is_raw = span_is_nocase(doc_get_str(s->attributes, "RawMessageDelivery"), "true");
    struct identity who;
    struct span name;
    struct call *send;

    if (!queue_caller(s->endpoint, &who, &name)) return;
    send = door_open("sqs", "SendMessage", &who, c->endpoint);
    if (!send) return;
    doc_put_format(send->in, "QueueUrl", "%.*s/%s/%.*s", SPAN_ARG(c->endpoint), who.account, SPAN_ARG(name));
    doc_put_str(send->in, "MessageBody", is_raw ? message : envelope(c, p, s, message));
    if (is_raw && p->attributes) doc_put(send->in, "MessageAttributes", p->attributes);
    if (door_call_within(c, send)) log_debug("sns: %.*s not delivered: %s", SPAN_ARG(s->endpoint), send->fault.message);
    call_free(send);
}

static void deliver(struct call *c, const struct publication *p, const struct sns_subscription *s)
{
    struct span message = sns_message_for(c, arena_string(&c->arena, s->protocol));

    if (!s->is_confirmed) return;
    if (span_is(s->protocol, "sqs")) deliver_sqs(c, p, s, message);
    else if (span_is(s->protocol, "sms")) deliver_sms(c, s->endpoint, p->topic->arn, message);
    else deliver_email(c, p, s, message);
}

static void deliver_all(struct call *c, const struct publication *p)
{
    struct sns_subscription *found = ARENA_ARRAY(&c->arena, struct sns_subscription, PAGE);
    int64_t after = 0;
    size_t count;

    do {
        count = sns_store_subscriptions(c, p->topic->id, after, PAGE, found);
        for (size_t i = 0; i < count; i++) deliver(c, p, &found[i]);
        if (count) after = found[count - 1].id;
    } while (count == PAGE);
}

int sns_publish(struct call *c)
{
    struct span arn = doc_get_str(c->in, "TopicArn"), number = doc_get_str(c->in, "PhoneNumber");
    struct publication p = { .subject = doc_get_str(c->in, "Subject"),
                             .attributes = doc_get(c->in, "MessageAttributes") };
    char *id = arena_alloc(&c->arena, 37);
    struct sns_topic t;

    if (!arn.data) arn = doc_get_str(c->in, "TargetArn");
    if (!arn.data && !number.data)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter");
    if (sns_message_check(c)) return -1;
    if (!arn.data && !sns_phone_is_valid(number))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: PhoneNumber Reason: %.*s is not valid to publish to", SPAN_ARG(number));
    if (arn.data && sns_topic_require(c, arn, &t)) return -1;
    uuid_new(id);
    p.message_id = span_of(id);
    p.topic = &t;
    if (arn.data) deliver_all(c, &p);
    else deliver_sms(c, number, (struct span){ NULL, 0 }, sns_message_for(c, "sms"));
    doc_put_str(c->out, "MessageId", p.message_id);
    return 0;
}
