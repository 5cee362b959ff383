/* Handlers of subscriptions. Those by e-mail and HTTP(S) are pending until the token of their confirmation comes
 * back; the others are confirmed at once. */
#include "emulator/services/sns/sns_subscriptions.h"

#include <ctype.h>

#include "emulator/base/ids.h"
#include "emulator/base/times.h"
#include "emulator/http/http.h"
#include "emulator/core/page.h"
#include "emulator/services/sns/sns_attributes.h"
#include "emulator/services/sns/sns_envelope.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_mail.h"
#include "emulator/services/sns/sns_outbox.h"
#include "emulator/services/sns/sns_pending.h"
#include "emulator/services/sns/sns_quotas.h"
#include "emulator/services/sns/sns_retry.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/services/sns/sns_signing.h"
#include "emulator/services/sns/sns_topic_find.h"
#include "emulator/services/sns/sns_topics.h"
#include "emulator/store/store.h"

#define PAGE 100

/* --- subscribing -------------------------------------------------------------------------------------------------- */

/* Before the words about an attribute that comes with its subscription, and about one that is set alone. */
#define OF_SUBSCRIBE "Invalid parameter: Attributes Reason: "
#define OF_SET       "Invalid parameter: "

static bool is_arn_of(struct span endpoint, const char *service)
{
    struct arn parts;

    return arn_parse(endpoint, &parts) && span_is(parts.service, service);
}

static int endpoint_check(struct call *c, struct span protocol, struct span endpoint)
{
    if (!endpoint.size) return fault(c, &sns_invalid_parameter, "Invalid parameter: Endpoint");
    if (span_is(protocol, "http") ? !sns_url_is_valid(endpoint, "http://")
                                  : span_is(protocol, "https") && !sns_url_is_valid(endpoint, "https://"))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Endpoint must match the specified protocol");
    if (span_starts(protocol, "email") && !sns_email_is_valid(endpoint))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Email address");
    if (span_is(protocol, "sms") && !sns_phone_is_readable(endpoint))
        return fault(c, &sns_invalid_parameter, "Invalid SMS endpoint: %.*s", SPAN_ARG(endpoint));
    if (span_is(protocol, "sqs") && !is_arn_of(endpoint, "sqs"))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: SQS endpoint ARN");
    if (span_is(protocol, "lambda") && !is_arn_of(endpoint, "lambda"))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Lambda endpoint ARN");
    if (span_is(protocol, "application") && !is_arn_of(endpoint, "sns"))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: ApplicationEndpoint ARN");
    return 0;
}

static int protocol_check(struct call *c, struct span protocol)
{
    static const char *const ours[] = { "email", "email-json", "sms", "sqs", "lambda", "http", "https", "application" };

    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (span_is(protocol, ours[i])) return 0;
    if (span_is(protocol, "firehose"))
        return fault(c, &fault_not_implemented, "Subscriptions by the protocol firehose are not emulated by Nube");
    return fault(c, &sns_invalid_parameter, "Invalid parameter: Amazon SNS does not support this protocol string: %.*s",
                 SPAN_ARG(protocol));
}

/* AWS: FIFO topics deliver to queues only, and FIFO queues take from FIFO topics only. */
static int fifo_check(struct call *c, const struct sns_topic *t, const struct sns_subscription *s)
{
    bool is_queue = span_is(s->protocol, "sqs");

    if (!t->is_fifo && is_queue && span_ends(s->endpoint, ".fifo"))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to "
                     "standard SNS topics");
    if (t->is_fifo && !is_queue)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: Invalid parameter: Endpoint Reason: Please use FIFO SQS queue");
    return 0;
}

static int attributes_check(struct call *c, const struct sns_subscription *s, const struct doc *wanted)
{
    const struct sns_subscription_kind kind = { s->topic_arn, s->protocol, s->endpoint };

    for (size_t i = 0; i < doc_count(wanted); i++)
        if (sns_subscription_attribute_check(c, OF_SUBSCRIBE, &kind, wanted->map.members[i].name,
                                             doc_text(wanted->map.members[i].value)))
            return -1;
    return sns_filter_policy_check(c, OF_SUBSCRIBE, wanted);
}

static bool is_http(const struct sns_subscription *s)
{
    return span_starts(s->protocol, "http");
}

/* AWS: queues, functions, phones and apps of the account need no confirmation. */
static bool needs_confirmation(const struct sns_subscription *s)
{
    return is_http(s) || span_starts(s->protocol, "email");
}

static struct span message_id_new(struct call *c)
{
    char *id = arena_alloc(&c->arena, 37);

    uuid_new(id);
    return span_of(id);
}

/* A message to an HTTP(S) endpoint, or to an email-json one, that asks for a confirmation: of subscribing or of
 * unsubscribing. */
static struct span confirmation_json(struct call *c, const struct sns_topic *t, const struct sns_subscription *s,
                                     const char *type, struct span message_id)
{
    bool subscribes = span_is(SPAN("SubscriptionConfirmation"), type);
    struct sns_notice n = {
        .type = type,
        .message_id = message_id,
        .topic_arn = s->topic_arn,
        .token = s->token,
        .timestamp = time_iso8601(&c->arena, c->now_ms),
        .signature_version = span_is(doc_get_str(t->attributes, "SignatureVersion"), "2") ? 2 : 1,
    };

    n.message =
        subscribes
            ? arena_format(&c->arena,
                           "You have chosen to subscribe to the topic %.*s.\nTo confirm the subscription, visit the "
                           "SubscribeURL included in this message.",
                           SPAN_ARG(s->topic_arn))
            : arena_format(&c->arena,
                           "You have chosen to deactivate subscription %.*s.\nTo cancel this operation and restore "
                           "the subscription, visit the SubscribeURL included in this message.",
                           SPAN_ARG(s->arn));
    n.subscribe_url = arena_format(&c->arena, "%.*s/?Action=ConfirmSubscription&TopicArn=%.*s&Token=%.*s",
                                   SPAN_ARG(c->endpoint), SPAN_ARG(s->topic_arn), SPAN_ARG(s->token));
    n.signature = SPAN("");
    if (sns_signing_ready(c->db))
        n.signature = sns_sign(&c->arena, sns_notice_signed_text(&c->arena, &n), n.signature_version);
    n.certificate_url = sns_certificate_url(&c->arena, c->endpoint);
    return sns_notice_json(&c->arena, &n);
}

static struct span confirmation_text(struct call *c, const struct sns_subscription *s)
{
    struct span link = arena_format(&c->arena, "%.*s/confirmation.html?TopicArn=%.*s&Token=%.*s&Endpoint=%.*s",
                                    SPAN_ARG(c->endpoint), SPAN_ARG(http_encode(&c->arena, s->topic_arn, ":")),
                                    SPAN_ARG(s->token), SPAN_ARG(http_encode(&c->arena, s->endpoint, "@")));

    return arena_format(
        &c->arena,
        "You have chosen to subscribe to the topic:\n%.*s\n\nTo confirm this subscription, visit the link below "
        "(if this was in error, no action is necessary):\n%.*s\n",
        SPAN_ARG(s->topic_arn), SPAN_ARG(link));
}

static void confirmation_mail(struct call *c, const struct sns_topic *t, const struct sns_subscription *s)
{
    struct sns_mail mail = { .kind = "email",
                             .recipient = s->endpoint,
                             .subject = SPAN("AWS Notification - Subscription Confirmation"),
                             .topic = s->topic_arn };

    mail.body = span_is(s->protocol, "email-json")
                    ? confirmation_json(c, t, s, "SubscriptionConfirmation", message_id_new(c))
                    : confirmation_text(c, s);
    sns_mail_deliver(c, &mail);
}

static void confirmation_post(struct call *c, const struct sns_topic *t, const struct sns_subscription *s,
                              const char *type)
{
    struct sns_parcel parcel = { .type = type,
                                 .protocol = s->protocol,
                                 .endpoint = s->endpoint,
                                 .subscription_arn = s->arn,
                                 .topic_arn = s->topic_arn,
                                 .message_id = message_id_new(c) };

    parcel.body = confirmation_json(c, t, s, type, parcel.message_id);
    sns_outbox_add(c, &parcel);
}

static int subscription_new(struct call *c, const struct sns_topic *t, struct sns_subscription *s)
{
    char id[37];

    if (sns_subscription_quota(c, t)) return -1;
    if (doc_get(s->attributes, "FilterPolicy") && sns_filter_quota(c, t->id)) return -1;
    uuid_new(id);
    s->topic_id = t->id;
    s->owner = span_of(c->who.account);
    s->arn = arena_format(&c->arena, "%.*s:%s", SPAN_ARG(t->arn), id);
    s->is_confirmed = s->is_authenticated = !needs_confirmation(s);
    s->token = s->is_confirmed ? (struct span){ NULL, 0 } : sns_token_new(&c->arena);
    s->is_raw = span_is_nocase(doc_get_str(s->attributes, "RawMessageDelivery"), "true");
    sns_store_subscription_insert(c, s);
    return 0;
}

static void put_subscription_arn(struct call *c, const struct sns_subscription *s)
{
    bool show = s->is_confirmed || doc_get_bool(c->in, "ReturnSubscriptionArn", false);

    doc_put_str(c->out, "SubscriptionArn", show ? s->arn : SPAN("pending confirmation"));
}

static int check_same(struct call *c, const struct sns_subscription *old, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        struct span kept = doc_text(doc_get_span(old->attributes, m->name)), given = doc_text(m->value);
        if (!kept.data && span_is(m->name, "RawMessageDelivery")) kept = SPAN("false");
        if (!kept.data && span_is(m->name, "FilterPolicyScope")) kept = SPAN("MessageAttributes");
        if (given.size && !span_eq(kept, given))
            return fault(c, &sns_invalid_parameter,
                         OF_SUBSCRIBE "Subscription already exists with different attributes");
    }
    return 0;
}

/* The key for signatures takes long to make, so it is there before the writer needs it. */
int sns_subscribe_prepare(struct call *c)
{
    struct span protocol = doc_get_str(c->in, "Protocol");

    if (store_is_writer() || span_is(protocol, "sms") || span_is(protocol, "email") || sns_signing_ready(NULL))
        return 0;
    return fault(c, &fault_internal, "An internal error occurred: the store could not be read or written.");
}

int sns_subscribe(struct call *c)
{
    struct sns_subscription s = { .protocol = doc_get_str(c->in, "Protocol"),
                                  .endpoint = doc_get_str(c->in, "Endpoint"),
                                  .topic_arn = doc_get_str(c->in, "TopicArn") },
                            old;
    struct doc *attributes = doc_get(c->in, "Attributes");
    struct sns_topic t;

    if (protocol_check(c, s.protocol) || sns_topic_require(c, s.topic_arn, &t)) return -1;
    if (endpoint_check(c, s.protocol, s.endpoint) || fifo_check(c, &t, &s) || attributes_check(c, &s, attributes))
        return -1;
    attributes = s.attributes = sns_attributes_normal(&c->arena, attributes, false);
    if (sns_store_subscription_by_endpoint(c, t.id, s.protocol, s.endpoint, &old)) {
        if (check_same(c, &old, attributes)) return -1;
        s = old; /* AWS: the same subscription again; a pending one is asked anew */
    } else if (subscription_new(c, &t, &s)) {
        return -1;
    }
    if (!s.is_confirmed) sns_pending_ask(c, &s);
    if (!s.is_confirmed && is_http(&s)) confirmation_post(c, &t, &s, "SubscriptionConfirmation");
    else if (!s.is_confirmed) confirmation_mail(c, &t, &s);
    put_subscription_arn(c, &s);
    return 0;
}

/* --- confirming and leaving --------------------------------------------------------------------------------------- */

/* Who follows a link has no credentials. */
static bool is_anonymous(const struct call *c)
{
    return c->who.kind == IDENTITY_ANONYMOUS;
}

static bool is_token(struct span token)
{
    for (size_t i = 0; i < token.size; i++)
        if (!isxdigit((unsigned char)token.data[i])) return false;
    return token.size > 0;
}

/* AWS: the token alone tells which subscription it is; of the topic's ARN only the region must be right. */
int sns_confirm_subscription(struct call *c)
{
    struct span arn = doc_get_str(c->in, "TopicArn"), token = doc_get_str(c->in, "Token");
    struct arn parts, own;
    struct sns_subscription s;

    if (!sns_topic_arn_parse(arn, &parts)) return fault(c, &sns_invalid_parameter, "Invalid parameter: Topic");
    if (!is_token(token)) return fault(c, &sns_invalid_parameter, "Invalid token");
    if (!sns_store_subscription_by_token(c, token, &s) && !sns_farewell_return(c, token, &s))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Token");
    if (sns_topic_arn_parse(s.topic_arn, &own) && !span_eq(own.region, parts.region))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Topic");
    if (!s.is_confirmed) {
        s.is_authenticated = !is_anonymous(c);
        s.unsubscribing_needs_owner =
            !is_anonymous(c) && span_is_nocase(doc_get_str(c->in, "AuthenticateOnUnsubscribe"), "true");
        sns_store_subscription_confirm(c, &s);
    }
    doc_put_str(c->out, "SubscriptionArn", s.arn);
    return 0;
}

static int subscription_arn_check(struct call *c, struct span arn)
{
    if (!arn.size)
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: SubscriptionArn Reason: no value for required parameter");
    return sns_arn_check(c, "SubscriptionArn", arn);
}

/* Where nobody has proved to be the owner, an HTTP(S) endpoint is told, and may come back by the link in there. */
static void say_farewell(struct call *c, struct sns_subscription *s)
{
    struct sns_topic t;

    if (!is_anonymous(c) || !is_http(s) || !sns_store_topic_find(c, s->topic_arn, &t)) return;
    s->token = sns_token_new(&c->arena);
    sns_farewell_keep(c, s, s->token);
    confirmation_post(c, &t, s, "UnsubscribeConfirmation");
}

/* AWS: taking away what is not there succeeds; one that is pending cannot be named yet. */
int sns_unsubscribe(struct call *c)
{
    struct span arn = doc_get_str(c->in, "SubscriptionArn");
    struct sns_subscription s;

    if (subscription_arn_check(c, arn)) return -1;
    if (!sns_store_subscription_find(c, arn, &s)) {
        if (sns_arn_elements(arn) == 6) return fault(c, &sns_invalid_parameter, "Invalid parameter: SubscriptionId");
        return 0;
    }
    if (is_anonymous(c) && s.unsubscribing_needs_owner)
        return fault(c, &sns_authorization_error,
                     "This subscription was confirmed so that only its owner may delete it");
    say_farewell(c, &s);
    sns_store_subscription_delete(c, &s);
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
    struct doc *list = doc_put_list(c->out, "Subscriptions");
    struct sns_subscription *found = ARENA_ARRAY(&c->arena, struct sns_subscription, PAGE + 1);
    struct sns_topic t;
    int64_t after;
    size_t count;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    if (!page_after_number(c, "NextToken", &after))
        return fault(c, &sns_invalid_parameter, "Invalid parameter: NextToken");
    count = sns_store_subscriptions(c, t.id, after, PAGE + 1, found);
    for (size_t i = 0; i < count && i < PAGE; i++) put_subscription(list, &found[i]);
    if (count > PAGE) page_continue_number(c, "NextToken", found[PAGE - 1].id);
    return 0;
}

int sns_list_subscriptions(struct call *c)
{
    struct span after;
    struct doc *list = doc_put_list(c->out, "Subscriptions");
    struct sns_subscription *found = ARENA_ARRAY(&c->arena, struct sns_subscription, PAGE + 1);
    size_t count;

    if (!page_after(c, "NextToken", &after)) return fault(c, &sns_invalid_parameter, "Invalid parameter: NextToken");
    count = sns_store_subscriptions_of_caller(c, after, PAGE + 1, found);
    for (size_t i = 0; i < count && i < PAGE; i++) put_subscription(list, &found[i]);
    if (count > PAGE) page_continue(c, "NextToken", found[PAGE - 1].arn);
    return 0;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static int subscription_require(struct call *c, struct sns_subscription *s)
{
    struct span arn = doc_get_str(c->in, "SubscriptionArn");

    if (subscription_arn_check(c, arn)) return -1;
    return sns_store_subscription_find(c, arn, s) ? 0 : fault(c, &sns_not_found, "Subscription does not exist");
}

static void put_effective_policy(struct call *c, const struct sns_subscription *s, struct doc *out)
{
    struct sns_topic t;

    if (!is_http(s) || !sns_store_topic_find(c, s->topic_arn, &t)) return;
    doc_put_str(out, "EffectiveDeliveryPolicy",
                sns_effective_of_subscription(&c->arena, doc_get_str(t.attributes, "DeliveryPolicy"),
                                              doc_get_str(s->attributes, "DeliveryPolicy")));
}

int sns_get_subscription_attributes(struct call *c)
{
    struct doc *out = doc_put_map(c->out, "Attributes");
    struct sns_subscription s;
    struct span filter;

    if (subscription_require(c, &s)) return -1;
    filter = doc_get_str(s.attributes, "FilterPolicy");
    doc_put_str(out, "Owner", s.owner);
    doc_put_cstr(out, "RawMessageDelivery", s.is_raw ? "true" : "false");
    doc_put_str(out, "TopicArn", s.topic_arn);
    doc_put_str(out, "Endpoint", s.endpoint);
    doc_put_str(out, "Protocol", s.protocol);
    doc_put_cstr(out, "PendingConfirmation", s.is_confirmed ? "false" : "true");
    doc_put_cstr(out, "ConfirmationWasAuthenticated", s.is_authenticated ? "true" : "false");
    doc_put_format(out, "SubscriptionPrincipal", "arn:aws:iam::%.*s:root", SPAN_ARG(s.owner));
    doc_put_str(out, "SubscriptionArn", s.arn);
    for (size_t i = 0; i < doc_count(s.attributes); i++)
        if (!span_is(s.attributes->map.members[i].name, "RawMessageDelivery"))
            doc_put_span(out, s.attributes->map.members[i].name, s.attributes->map.members[i].value);
    if (!filter.size) doc_remove(out, SPAN("FilterPolicyScope")); /* AWS: shown with a policy only */
    else if (!doc_get(out, "FilterPolicyScope")) doc_put_cstr(out, "FilterPolicyScope", "MessageAttributes");
    put_effective_policy(c, &s, out);
    return 0;
}

int sns_set_subscription_attributes(struct call *c)
{
    struct span name = doc_get_str(c->in, "AttributeName"), value = doc_get_str(c->in, "AttributeValue");
    struct sns_subscription s;
    struct sns_subscription_kind kind;
    bool had_filter;

    if (subscription_require(c, &s)) return -1;
    if (!value.data) value = SPAN("");
    kind = (struct sns_subscription_kind){ s.topic_arn, s.protocol, s.endpoint };
    if (sns_subscription_attribute_check(c, OF_SET, &kind, name, value)) return -1;
    value = sns_attribute_normal(&c->arena, name, value, false);
    had_filter = doc_get(s.attributes, "FilterPolicy") != NULL;
    if (sns_attribute_takes_away(name, value)) doc_remove(s.attributes, name);
    else doc_put_span(s.attributes, name, doc_string(&c->arena, value));
    if (sns_filter_policy_check(c, OF_SET, s.attributes)) return -1;
    if (!had_filter && doc_get(s.attributes, "FilterPolicy") && sns_filter_quota(c, s.topic_id)) return -1;
    s.is_raw = span_is_nocase(doc_get_str(s.attributes, "RawMessageDelivery"), "true");
    sns_store_subscription_attributes_set(c, &s);
    return 0;
}
