/* SNS: topics, subscriptions and their confirmation, what is delivered. */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <string.h>

#include "emulator/services/sns/sns_rules.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/loopback.h"

#define TOPIC "arn:aws:sns:us-east-1:000000000000:t"
#define URL   "http://localhost:4566/000000000000/"
#define ARN   "arn:aws:sqs:us-east-1:000000000000:"

static struct loopback l;

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    must("sns", "CreateTopic", "{\"Name\":\"t\"}");
    must("sqs", "CreateQueue", "{\"QueueName\":\"a\",\"Attributes\":{" OPEN_QUEUE_POLICY "}}");
    must("sqs", "CreateQueue", "{\"QueueName\":\"b\",\"Attributes\":{" OPEN_QUEUE_POLICY "}}");
    return rc;
}

static int end(void **state)
{
    loopback_release(&l);
    return world_teardown(state);
}

static void subscribe(const char *protocol, const char *endpoint, const char *more)
{
    must("sns", "Subscribe", "{\"TopicArn\":\"" TOPIC "\",\"Protocol\":\"%s\",\"Endpoint\":\"%s\"%s}", protocol,
         endpoint, more);
}

static void publish(const char *message, const char *more)
{
    must("sns", "Publish", "{\"TopicArn\":\"" TOPIC "\",\"Message\":\"%s\"%s}", message, more);
}

/* The first message of the queue, in the call's arena. */
static struct call *receive(const char *queue)
{
    return ask("sqs", "ReceiveMessage",
               "{\"QueueUrl\":\"" URL "%s\",\"MessageAttributeNames\":[\"All\"],\"MaxNumberOfMessages\":10}", queue);
}

static struct doc *first(const struct call *c)
{
    return doc_at(doc_get(c->out, "Messages"), 0);
}

/* The mailbox, newest first. */
static struct doc *mails(void)
{
    struct doc *d;

    loopback_send(&l, "GET /_nube/mail HTTP/1.1\r\nHost: localhost\r\n\r\n");
    d = json_parse(&l.arena, buf_span(&l.response.body), NULL);
    return doc_get(d, "mails");
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

static void rules(void **state)
{
    static const char *const good_mail[] = { "a@b", "a.b+c@example.com" }, *const bad_mail[] = {
        "", "a", "@b", "a@", "a b@c", "a@b\n", "a@b,c@d", "<a@b>", "a@b@c", "a@b;c"
    };
    static const char *const good_urls[] = { "http://a", "http://[::1]:80/x?y=z" }, *const bad_urls[] = {
        "", "http://", "http:///etc", "https://a", "http://a/\r\nX: y", "http://:80"
    };
    static const char *const good_phone[] = { "+1234567", "+123456789012345" }, *const bad_phone[] = {
        "", "1234567", "+123456", "+1234567890123456", "+12345a7", "++1234567"
    };
    static const char *const bad_arns[] = {
        "", "x", "arn:aws:sns:r:a", "arn:aws:sqs:r:a:n", "arn:aws:sns:r:a:", "arn:aws:sns:r:a:n:s"
    };
    static const char *const readable[] = { "+12/34-567.890", "+1-234-567-890", "+12345678", "+1.234.567.890.123.45" };
    static const char *const unreadable[] = { "+12//34567890", "+1234567890-", "-+1234567890", "+1 234 567 890",
                                              "+1-2-3" };
    struct arn arn;

    (void)state;
    for (size_t i = 0; i < 2; i++) assert_true(sns_email_is_valid(span_of(good_mail[i])));
    for (size_t i = 0; i < 10; i++) assert_false(sns_email_is_valid(span_of(bad_mail[i])));
    for (size_t i = 0; i < 2; i++) assert_true(sns_url_is_valid(span_of(good_urls[i]), "http://"));
    for (size_t i = 0; i < 6; i++) assert_false(sns_url_is_valid(span_of(bad_urls[i]), "http://"));
    for (size_t i = 0; i < 2; i++) assert_true(sns_phone_is_valid(span_of(good_phone[i])));
    for (size_t i = 0; i < 6; i++) assert_false(sns_phone_is_valid(span_of(bad_phone[i])));
    for (size_t i = 0; i < 4; i++) assert_true(sns_phone_is_readable(span_of(readable[i])));
    for (size_t i = 0; i < 5; i++) assert_false(sns_phone_is_readable(span_of(unreadable[i])));
    for (size_t i = 0; i < 6; i++) assert_false(sns_topic_arn_parse(span_of(bad_arns[i]), &arn));
    assert_true(sns_topic_arn_parse(SPAN(TOPIC), &arn));
    assert_span_equal(arn.resource, "t");
    assert_true(sns_name_is_valid(SPAN("a-B_9")));
    assert_false(sns_name_is_valid(SPAN("a.b")));
    assert_false(sns_name_is_valid(SPAN("")));
}

/* --- topics and subscriptions ------------------------------------------------------------------------------------- */

static void topics(void **state)
{
    struct call *c;

    (void)state;
    must("sns", "CreateTopic", "{\"Name\":\"t\"}");
    must_fail("InvalidParameterException", "Invalid parameter: Topic Name", "sns", "CreateTopic", "{\"Name\":\"a b\"}");
    must_fail("InvalidParameterException", "", "sns", "CreateTopic",
              "{\"Name\":\"t\",\"Attributes\":{\"DisplayName\":\"x\"}}");
    c = ask("sns", "GetTopicAttributes", "{\"TopicArn\":\"" TOPIC "\"}");
    assert_span_equal(doc_get_str(doc_get(c->out, "Attributes"), "SubscriptionsConfirmed"), "0");
    call_free(c);
    c = ask("sns", "ListTopics", "{}");
    assert_int_equal(doc_count(doc_get(c->out, "Topics")), 1);
    call_free(c);
    must("sns", "DeleteTopic", "{\"TopicArn\":\"" TOPIC "\"}");
    must("sns", "DeleteTopic", "{\"TopicArn\":\"" TOPIC "\"}");
    must_fail("NotFoundException", "", "sns", "Publish", "{\"TopicArn\":\"" TOPIC "\",\"Message\":\"m\"}");
}

static void the_part_of_successes_to_be_reported_is_a_percentage(void **state)
{
    static const char *const bad[] = { "-1", "101", "x", "" };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char words[128];
        snprintf(words, sizeof words,
                 "Invalid parameter: SQSSuccessFeedbackSampleRate: %s value provided is not an integer between 0-100",
                 bad[i]);
        must_fail("InvalidParameterException", words, "sns", "SetTopicAttributes",
                  "{\"TopicArn\":\"" TOPIC
                  "\",\"AttributeName\":\"SQSSuccessFeedbackSampleRate\",\"AttributeValue\":\"%s\"}",
                  bad[i]);
        must_fail("InvalidParameterException", "", "sns", "CreatePlatformApplication",
                  "{\"Name\":\"a\",\"Platform\":\"GCM\",\"Attributes\":{\"SuccessFeedbackSampleRate\":\"%s\"}}",
                  bad[i]);
    }
    must("sns", "SetTopicAttributes",
         "{\"TopicArn\":\"" TOPIC "\",\"AttributeName\":\"SQSSuccessFeedbackSampleRate\",\"AttributeValue\":\"100\"}");
    must("sns", "CreatePlatformApplication",
         "{\"Name\":\"a\",\"Platform\":\"GCM\",\"Attributes\":{\"SuccessFeedbackSampleRate\":\"0\"}}");
}

static void subscribing_has_rules(void **state)
{
    static const struct {
        const char *protocol, *endpoint;
    } wrong[] = { { "email", "x" }, { "sms", "123" }, { "sqs", "x" }, { "pigeon", "coo" }, { "email", "" } };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct call *c = ask("sns", "Subscribe", "{\"TopicArn\":\"" TOPIC "\",\"Protocol\":\"%s\",\"Endpoint\":\"%s\"}",
                             wrong[i].protocol, wrong[i].endpoint);
        if (!c->fault.kind) fail_msg("%s %s", wrong[i].protocol, wrong[i].endpoint);
        call_free(c);
    }
    must_fail(
        "NotImplementedException", "", "sns", "Subscribe",
        "{\"TopicArn\":\"" TOPIC
        "\",\"Protocol\":\"firehose\",\"Endpoint\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/d\"}");
}

/* Twice the same is one; who unsubscribes gets nothing more. */
static void a_subscription_comes_and_goes(void **state)
{
    struct call *c = ask("sns", "Subscribe",
                         "{\"TopicArn\":\"" TOPIC "\",\"Protocol\":\"sqs\",\"Endpoint\":\"" ARN "a\"}"),
                *again;
    char arn[256];

    (void)state;
    again = ask("sns", "Subscribe", "{\"TopicArn\":\"" TOPIC "\",\"Protocol\":\"sqs\",\"Endpoint\":\"" ARN "a\"}");
    assert_true(doc_equal(c->out, again->out));
    snprintf(arn, sizeof arn, "%s", doc_get_cstr(c->out, "SubscriptionArn"));
    call_free(c);
    call_free(again);
    publish("one", "");
    must("sns", "Unsubscribe", "{\"SubscriptionArn\":\"%s\"}", arn);
    must("sns", "Unsubscribe", "{\"SubscriptionArn\":\"%s\"}", arn);
    publish("two", "");
    c = receive("a");
    assert_int_equal(doc_count(doc_get(c->out, "Messages")), 1);
    call_free(c);
}

/* The path of the link in a mail. */
static char *link_in(const struct doc *mail, const char *page)
{
    const char *body = doc_get_cstr(mail, "body"), *at = strstr(body, page);
    char *path;

    if (!at) fail_msg("%s", body);
    path = arena_printf(&l.arena, "%s", at);
    path[strcspn(path, "\n")] = '\0';
    return path;
}

static void an_address_must_be_confirmed(void **state)
{
    struct arena a = { 0 };
    char *link, *unsubscribe;
    struct call *c;

    (void)state;
    c = ask("sns", "Subscribe", "{\"TopicArn\":\"" TOPIC "\",\"Protocol\":\"email\",\"Endpoint\":\"a+b@example.com\"}");
    assert_span_equal(doc_get_str(c->out, "SubscriptionArn"), "pending confirmation");
    call_free(c);
    publish("too early", "");
    assert_int_equal(doc_count(mails()), 1);
    assert_span_equal(doc_get_str(doc_at(mails(), 0), "subject"), "AWS Notification - Subscription Confirmation");
    assert_span_equal(doc_get_str(doc_at(mails(), 0), "to"), "a+b@example.com");
    link = arena_string(&a, span_of(link_in(doc_at(mails(), 0), "/confirmation.html?")));
    c = ask("sns", "ListSubscriptionsByTopic", "{\"TopicArn\":\"" TOPIC "\"}");
    assert_span_equal(doc_get_str(doc_at(doc_get(c->out, "Subscriptions"), 0), "SubscriptionArn"),
                      "PendingConfirmation");
    call_free(c);
    loopback_send(&l, "GET %s0 HTTP/1.1\r\nHost: localhost:4566\r\n\r\n",
                  "/confirmation.html?TopicArn=" TOPIC "&Token=");
    assert_int_equal(l.response.status, 400);
    loopback_send(&l, "GET %s HTTP/1.1\r\nHost: localhost:4566\r\n\r\n", link);
    assert_int_equal(l.response.status, 200);
    loopback_send(&l, "GET %s HTTP/1.1\r\nHost: localhost:4566\r\n\r\n", link); /* a link may be followed twice */
    assert_int_equal(l.response.status, 200);
    publish("in time", ",\"Subject\":\"Hello\"");
    assert_int_equal(doc_count(mails()), 2);
    assert_span_equal(doc_get_str(doc_at(mails(), 0), "subject"), "Hello");
    assert_true(span_starts(doc_get_str(doc_at(mails(), 0), "body"), "in time\n"));
    unsubscribe = arena_string(&a, span_of(link_in(doc_at(mails(), 0), "/unsubscribe.html?")));
    loopback_send(&l, "GET %s HTTP/1.1\r\nHost: localhost:4566\r\n\r\n", unsubscribe);
    assert_int_equal(l.response.status, 200);
    publish("too late", "");
    assert_int_equal(doc_count(mails()), 2);
    loopback_send(&l, "DELETE /_nube/mail HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_int_equal(l.response.status, 204);
    assert_int_equal(doc_count(mails()), 0);
    arena_release(&a);
}

/* AWS: which subscription it is, the token tells alone; the topic's ARN must be one, and of the right region. */
static void a_token_tells_its_subscription(void **state)
{
    char *link, *token;

    (void)state;
    must("sns", "CreateTopic", "{\"Name\":\"other\"}");
    subscribe("email", "a@example.com", "");
    link = link_in(doc_at(mails(), 0), "Token=");
    token = link + 6;
    token[strcspn(token, "&")] = '\0';
    must_fail("InvalidParameterException", "Invalid parameter: Topic", "sns", "ConfirmSubscription",
              "{\"TopicArn\":\"not-an-arn\",\"Token\":\"%s\"}", token);
    must_fail("InvalidParameterException", "Invalid parameter: Topic", "sns", "ConfirmSubscription",
              "{\"TopicArn\":\"arn:aws:sns:eu-west-1:000000000000:t\",\"Token\":\"%s\"}", token);
    must_fail("InvalidParameterException", "Invalid parameter: Token", "sns", "ConfirmSubscription",
              "{\"TopicArn\":\"" TOPIC "\",\"Token\":\"abc123\"}");
    must_fail("InvalidParameterException", "Invalid token", "sns", "ConfirmSubscription",
              "{\"TopicArn\":\"" TOPIC "\",\"Token\":\"randomtoken\"}");
    must("sns", "ConfirmSubscription", "{\"TopicArn\":\"arn:aws:sns:us-east-1:000000000000:other\",\"Token\":\"%s\"}",
         token);
    publish("m", "");
    assert_int_equal(doc_count(mails()), 2);
}

/* --- delivery ----------------------------------------------------------------------------------------------------- */

static void a_queue_gets_an_envelope_or_the_message_itself(void **state)
{
    static const char attributes[] =
        ",\"Subject\":\"S\",\"MessageAttributes\":{\"n\":{\"DataType\":\"Number\",\"StringValue\":\"1\"}}";
    struct call *c;
    struct doc *envelope;

    (void)state;
    subscribe("sqs", ARN "a", "");
    subscribe("sqs", ARN "b", ",\"Attributes\":{\"RawMessageDelivery\":\"true\"}");
    publish("h\\u00e9 \\\"x\\\"", attributes);
    c = receive("a");
    envelope = json_parse(&c->arena, doc_get_str(first(c), "Body"), NULL);
    assert_true(cases_has_members(
        envelope, json_parse(&c->arena,
                             SPAN("{\"Type\":\"Notification\",\"TopicArn\":\"" TOPIC "\",\"Subject\":\"S\","
                                  "\"Message\":\"h\xC3\xA9 \\\"x\\\"\",\"Timestamp\":\"2026-11-24T04:00:00.000Z\","
                                  "\"MessageAttributes\":{\"n\":{\"Type\":\"Number\",\"Value\":\"1\"}}}"),
                             NULL)));
    assert_int_equal(doc_get_str(envelope, "MessageId").size, 36);
    assert_null(doc_get(first(c), "MessageAttributes"));
    call_free(c);
    c = receive("b");
    assert_span_equal(doc_get_str(first(c), "Body"), "h\xC3\xA9 \"x\"");
    assert_span_equal(json_text(&c->arena, doc_get(first(c), "MessageAttributes")),
                      "{\"n\":{\"DataType\":\"Number\",\"StringValue\":\"1\"}}");
    call_free(c);
}

static void each_protocol_may_have_its_own_text(void **state)
{
    struct call *c;

    (void)state;
    subscribe("sqs", ARN "a", ",\"Attributes\":{\"RawMessageDelivery\":\"true\"}");
    subscribe("sms", "+4912345678", "");
    publish("{\\\"default\\\":\\\"d\\\",\\\"sqs\\\":\\\"q\\\"}", ",\"MessageStructure\":\"json\"");
    c = receive("a");
    assert_span_equal(doc_get_str(first(c), "Body"), "q");
    call_free(c);
    assert_span_equal(doc_get_str(doc_at(mails(), 0), "body"), "d");
    assert_span_equal(doc_get_str(doc_at(mails(), 0), "type"), "sms");
    must_fail("InvalidParameterException", "", "sns", "Publish",
              "{\"TopicArn\":\"" TOPIC "\",\"Message\":\"{}\",\"MessageStructure\":\"json\"}");
    must_fail("InvalidParameterException", "", "sns", "Publish",
              "{\"TopicArn\":\"" TOPIC "\",\"Message\":\"x\",\"MessageStructure\":\"json\"}");
}

static void a_phone_number_needs_no_topic(void **state)
{
    (void)state;
    must("sns", "Publish", "{\"PhoneNumber\":\"+4912345678\",\"Message\":\"hi\"}");
    assert_span_equal(doc_get_str(doc_at(mails(), 0), "to"), "+4912345678");
    must_fail("InvalidParameterException", "", "sns", "Publish", "{\"PhoneNumber\":\"12\",\"Message\":\"hi\"}");
    must_fail("InvalidParameterException", "", "sns", "Publish", "{\"Message\":\"hi\"}");
    must_fail("InvalidParameterException", "Invalid parameter: Empty message", "sns", "Publish",
              "{\"TopicArn\":\"" TOPIC "\",\"Message\":\"\"}");
}

static void a_queue_that_is_gone_holds_nobody_up(void **state)
{
    struct call *c;

    (void)state;
    subscribe("sqs", ARN "gone", "");
    subscribe("sqs", ARN "a", "");
    publish("m", "");
    c = receive("a");
    assert_int_equal(doc_count(doc_get(c->out, "Messages")), 1);
    call_free(c);
}

/* More than a page of subscribers. */
static void all_of_many_subscribers_get_it(void **state)
{
    char token[64] = "";
    size_t seen = 0;

    (void)state;
    for (int i = 0; i < 250; i++) {
        char number[20];
        snprintf(number, sizeof number, "+49%08d", i);
        subscribe("sms", number, "");
    }
    publish("m", "");
    assert_int_equal(doc_count(mails()), 250);
    do {
        struct call *c = ask("sns", "ListSubscriptionsByTopic", "{\"TopicArn\":\"" TOPIC "\"%s%s%s}",
                             *token ? ",\"NextToken\":\"" : "", token, *token ? "\"" : "");
        seen += doc_count(doc_get(c->out, "Subscriptions"));
        snprintf(token, sizeof token, "%.*s", SPAN_ARG(doc_get_str(c->out, "NextToken")));
        call_free(c);
    } while (*token);
    assert_int_equal(seen, 250);
}

/* A poller at the queue wakes with the publish. */
static void a_publish_wakes_the_queues_receivers(void **state)
{
    struct pending *p;
    struct call *c;

    (void)state;
    subscribe("sqs", ARN "a", ",\"Attributes\":{\"RawMessageDelivery\":\"true\"}");
    p = pending_start(call_prepare("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "a\",\"WaitTimeSeconds\":20}"));
    publish("m", "");
    c = pending_end(p);
    assert_span_equal(doc_get_str(first(c), "Body"), "m");
    call_free(c);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules),
        T(topics),
        T(the_part_of_successes_to_be_reported_is_a_percentage),
        T(subscribing_has_rules),
        T(a_subscription_comes_and_goes),
        T(an_address_must_be_confirmed),
        T(a_token_tells_its_subscription),
        T(a_queue_gets_an_envelope_or_the_message_itself),
        T(each_protocol_may_have_its_own_text),
        T(a_phone_number_needs_no_topic),
        T(a_queue_that_is_gone_holds_nobody_up),
        T(all_of_many_subscribers_get_it),
        T(a_publish_wakes_the_queues_receivers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
