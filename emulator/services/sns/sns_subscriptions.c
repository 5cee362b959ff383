/* Handlers of subscriptions. An e-mail subscription is pending until the token of its confirmation mail comes back; SQS queues of the same
 * account and SMS numbers are confirmed at once. */
#include "emulator/services/sns/sns_subscriptions.h"

#include <inttypes.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/http/http.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_mail.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/services/sns/sns_topics.h"

#define PAGE 100

/* --- subscribing -------------------------------------------------------------------------------------------------- */

static int endpoint_check(struct call *c, struct span protocol, struct span endpoint)
{
    if (!endpoint.size)
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Endpoint must match the specified protocol");
    if ((span_is(protocol, "email") || span_is(protocol, "email-json")) && !sns_email_is_valid(endpoint))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Email address");
    if (span_is(protocol, "sms") && !sns_phone_is_valid(endpoint))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Invalid SMS endpoint: %.*s", SPAN_ARG(endpoint));
    if (span_is(protocol, "sqs") && !span_starts(endpoint, "arn:aws:sqs:"))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: SQS endpoint ARN");
    return 0;
}

static int protocol_check(struct call *c, struct span protocol)
{
    static const char *const ours[] = { "email", "email-json", "sms", "sqs" }, *const lacking[] = {
        "http", "https", "lambda", "application", "firehose"
    };

    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (span_is(protocol, ours[i])) return 0;
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        if (span_is(protocol, lacking[i]))
            return fault(c, &fault_not_implemented, "Subscriptions by the protocol %s are not emulated by Nube",
                         lacking[i]);
    return fault(c, &sns_invalid_parameter, "Invalid parameter: Amazon SNS does not support this protocol string: %.*s",
                 SPAN_ARG(protocol));
}

static int attributes_check(struct call *c, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        struct span name = wanted->map.members[i].name, value = doc_text(wanted->map.members[i].value);
        if (!span_is(name, "RawMessageDelivery"))
            return fault(c, &fault_not_implemented, "The subscription attribute %.*s is not emulated by Nube",
                         SPAN_ARG(name));
        if (!span_is_nocase(value, "true") && !span_is_nocase(value, "false"))
            return fault(
                c, &sns_invalid_parameter,
                "Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [%.*s]. Must be true or false.",
                SPAN_ARG(value));
    }
    return 0;
}

static void confirmation_send(struct call *c, const struct sns_subscription *s)
{
    struct span link = arena_format(&c->arena, "%.*s/confirmation.html?TopicArn=%.*s&Token=%.*s&Endpoint=%.*s",
                                    SPAN_ARG(c->endpoint), SPAN_ARG(http_encode(&c->arena, s->topic_arn, ":")),
                                    SPAN_ARG(s->token), SPAN_ARG(http_encode(&c->arena, s->endpoint, "@")));
    struct sns_mail mail = {
        .kind = "email",
        .recipient = s->endpoint,
        .subject = SPAN("AWS Notification - Subscription Confirmation"),
        .topic = s->topic_arn,
        .body = arena_format(
            &c->arena,
            "You have chosen to subscribe to the topic:\n%.*s\n\nTo confirm this subscription, visit the link below "
            "(if this was in error, no action is necessary):\n%.*s\n",
            SPAN_ARG(s->topic_arn), SPAN_ARG(link)),
    };

    sns_mail_deliver(c, &mail);
}

static void subscription_new(struct call *c, const struct sns_topic *t, struct sns_subscription *s)
{
    char id[37], *token = arena_alloc(&c->arena, 129);

    uuid_new(id);
    random_text(token, 128, "0123456789abcdef");
    s->topic_id = t->id;
    s->topic_arn = t->arn;
    s->owner = span_of(c->who.account);
    s->arn = arena_format(&c->arena, "%.*s:%s", SPAN_ARG(t->arn), id);
    s->is_confirmed = !span_starts(s->protocol, "email");
    s->token = s->is_confirmed ? (struct span){ NULL, 0 } : span_of(token);
    sns_store_subscription_insert(c, s);
}

static void put_subscription_arn(struct call *c, const struct sns_subscription *s)
{
    bool show = s->is_confirmed || doc_get_bool(c->in, "ReturnSubscriptionArn", false);

    doc_put_str(c->out, "SubscriptionArn", show ? s->arn : SPAN("pending confirmation"));
}

int sns_subscribe(struct call *c)
{
    struct sns_subscription s = { .protocol = doc_get_str(c->in, "Protocol"),
                                  .endpoint = doc_get_str(c->in, "Endpoint") },
                            old;
    struct doc *attributes = doc_get(c->in, "Attributes");
    struct sns_topic t;

    if (protocol_check(c, s.protocol) || endpoint_check(c, s.protocol, s.endpoint) || attributes_check(c, attributes))
        return -1;
    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    s.attributes = attributes ? attributes : doc_map(&c->arena);
    if (sns_store_subscription_by_endpoint(c, t.id, s.protocol, s.endpoint, &old))
        s = old; /* AWS: the same subscription again; a pending one gets its mail anew */
    else subscription_new(c, &t, &s);
    if (!s.is_confirmed) confirmation_send(c, &s);
    put_subscription_arn(c, &s);
    return 0;
}

int sns_confirm_subscription(struct call *c)
{
    struct sns_subscription s;
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    if (!sns_store_subscription_by_token(c, doc_get_str(c->in, "Token"), &s) || s.topic_id != t.id)
        return fault(c, &sns_invalid_parameter, "Invalid token");
    if (!s.is_confirmed) sns_store_subscription_confirm(c, &s);
    doc_put_str(c->out, "SubscriptionArn", s.arn);
    return 0;
}

/* AWS: taking away what is not there succeeds; one that is pending cannot be named yet. */
int sns_unsubscribe(struct call *c)
{
    struct span arn = doc_get_str(c->in, "SubscriptionArn");
    struct sns_subscription s;

    if (!span_starts(arn, "arn:"))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1");
    if (sns_store_subscription_find(c, arn, &s)) sns_store_subscription_delete(c, &s);
    return 0;
}

/* --- looking ------------------------------------------------------------------------------------------------------ */

static void put_subscription(struct doc *list, const struct sns_subscription *s)
{
    struct doc *m = doc_append_map(list);

    doc_put_str(m, "SubscriptionArn", s->is_confirmed ? s->arn : SPAN("PendingConfirmation"));
    doc_put_str(m, "Owner", s->owner);
    doc_put_str(m, "Protocol", s->protocol);
    doc_put_str(m, "Endpoint", s->endpoint);
    doc_put_str(m, "TopicArn", s->topic_arn);
}

int sns_list_subscriptions_by_topic(struct call *c)
{
    struct span token = doc_get_str(c->in, "NextToken"), text;
    struct doc *list = doc_put_list(c->out, "Subscriptions");
    struct sns_subscription *found = ARENA_ARRAY(&c->arena, struct sns_subscription, PAGE + 1);
    struct sns_topic t;
    int64_t after = 0;
    size_t count;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    if (token.size && (!base64_decode(&c->arena, token, &text) || !span_int(text, &after)))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: NextToken");
    count = sns_store_subscriptions(c, t.id, after, PAGE + 1, found);
    for (size_t i = 0; i < count && i < PAGE; i++) put_subscription(list, &found[i]);
    if (count > PAGE)
        doc_put_str(c->out, "NextToken",
                    base64_text(&c->arena, arena_format(&c->arena, "%" PRId64, found[PAGE - 1].id)));
    return 0;
}

int sns_get_subscription_attributes(struct call *c)
{
    struct doc *out = doc_put_map(c->out, "Attributes");
    struct span raw;
    struct sns_subscription s;

    if (!sns_store_subscription_find(c, doc_get_str(c->in, "SubscriptionArn"), &s))
        return fault(c, &sns_not_found, "Subscription does not exist");
    raw = doc_get_str(s.attributes, "RawMessageDelivery");
    doc_put_str(out, "Owner", s.owner);
    doc_put_str(out, "RawMessageDelivery", raw.data ? raw : SPAN("false"));
    doc_put_str(out, "TopicArn", s.topic_arn);
    doc_put_str(out, "Endpoint", s.endpoint);
    doc_put_str(out, "Protocol", s.protocol);
    doc_put_cstr(out, "PendingConfirmation", s.is_confirmed ? "false" : "true");
    doc_put_cstr(out, "ConfirmationWasAuthenticated", span_starts(s.protocol, "email") ? "false" : "true");
    doc_put_format(out, "SubscriptionPrincipal", "arn:aws:iam::%.*s:root", SPAN_ARG(s.owner));
    doc_put_str(out, "SubscriptionArn", s.arn);
    return 0;
}
