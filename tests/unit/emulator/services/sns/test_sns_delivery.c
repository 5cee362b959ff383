/* What SNS's deliveries go by, without any I/O: the schedule of retries, delivery policies and their mistakes, the throttle, and the texts that are signed. */
#include "tests/support/emulator/unit.h"

#include <stdio.h>

#include "emulator/base/json.h"
#include "emulator/services/sns/sns_envelope.h"
#include "emulator/services/sns/sns_retry.h"

/* --- the schedule ------------------------------------------------------------------------------------------------- */

static struct sns_retry_policy policy_of(struct arena *a, const char *retry)
{
    struct sns_delivery d;

    sns_delivery_of(a, span_of(arena_printf(a, "{\"http\":{\"defaultHealthyRetryPolicy\":%s}}", retry)), SPAN(""), &d);
    return d.retry;
}

static void check_delays(const struct sns_retry_policy *p, const int64_t *delays, int64_t count)
{
    for (int64_t n = 1; n <= count; n++) assert_int_equal(sns_retry_delay(p, n), delays[n - 1]);
    assert_int_equal(sns_retry_delay(p, count + 1), -1);
}

static void the_default_waits_twenty_seconds_three_times(void **state)
{
    struct sns_delivery d;

    (void)state;
    sns_delivery_of(NULL, SPAN(""), SPAN(""), &d);
    check_delays(&d.retry, (int64_t[]){ 20, 20, 20 }, 3);
    assert_span_equal(d.content_type, "text/plain; charset=UTF-8");
    assert_int_equal(d.max_per_second, 0);
}

/* At once, the shortest pause, pauses that grow, the longest: in this order, with so many of each. */
static void the_phases_follow_one_another(void **state)
{
    struct arena a = { 0 };
    struct sns_retry_policy p =
        policy_of(&a, "{\"minDelayTarget\":1,\"maxDelayTarget\":60,\"numRetries\":10,\"numNoDelayRetries\":2,"
                      "\"numMinDelayRetries\":3,\"numMaxDelayRetries\":2,\"backoffFunction\":\"linear\"}");

    (void)state;
    check_delays(&p, (int64_t[]){ 0, 0, 1, 1, 1, 1, 31, 60, 60, 60 }, 10);
    p = policy_of(&a, "{\"minDelayTarget\":2,\"maxDelayTarget\":9,\"numRetries\":2,\"numNoDelayRetries\":2}");
    check_delays(&p, (int64_t[]){ 0, 0 }, 2);
    p = policy_of(&a, "{\"minDelayTarget\":2,\"maxDelayTarget\":9,\"numRetries\":2,\"numMaxDelayRetries\":2}");
    check_delays(&p, (int64_t[]){ 9, 9 }, 2);
    p = policy_of(&a, "{\"minDelayTarget\":2,\"maxDelayTarget\":9,\"numRetries\":1}");
    check_delays(&p, (int64_t[]){ 2 }, 1);
    p = policy_of(&a, "{\"numRetries\":0}");
    check_delays(&p, NULL, 0);
    arena_release(&a);
}

static void pauses_grow_by_each_function(void **state)
{
    static const struct {
        const char *function;
        int64_t delays[5];
    } cases[] = {
        { "linear", { 1, 21, 41, 60, 80 } },
        { "arithmetic", { 1, 9, 25, 48, 80 } },
        { "geometric", { 1, 3, 9, 27, 81 } },
        { "exponential", { 1, 6, 17, 38, 81 } },
    };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sns_retry_policy p =
            policy_of(&a, arena_printf(&a,
                                       "{\"minDelayTarget\":1,\"maxDelayTarget\":%d,\"numRetries\":5,"
                                       "\"backoffFunction\":\"%s\"}",
                                       i < 2 ? 80 : 81, cases[i].function));
        check_delays(&p, cases[i].delays, 5);
    }
    arena_release(&a);
}

/* Whatever the function: from the shortest to the longest, and never down. */
static void pauses_never_shrink(void **state)
{
    static const char *const functions[] = { "linear", "arithmetic", "geometric", "exponential" };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct sns_retry_policy p = policy_of(
            &a, arena_printf(
                    &a, "{\"minDelayTarget\":3,\"maxDelayTarget\":3600,\"numRetries\":100,\"backoffFunction\":\"%s\"}",
                    functions[i]));
        int64_t before = 3;
        assert_int_equal(sns_retry_delay(&p, 1), 3);
        assert_int_equal(sns_retry_delay(&p, 100), 3600);
        for (int64_t n = 1; n <= 100; n++) {
            assert_true(sns_retry_delay(&p, n) >= before);
            before = sns_retry_delay(&p, n);
        }
    }
    arena_release(&a);
}

/* AWS: 3 at once, 2 after a second, 10 that grow from 1 to 20 seconds, 100,000 after 20 seconds. */
static void a_function_is_tried_for_23_days(void **state)
{
    int64_t total = 0;

    (void)state;
    for (int64_t n = 1; n <= 3; n++) assert_int_equal(sns_retry_delay(&sns_retry_lambda, n), 0);
    for (int64_t n = 4; n <= 6; n++) assert_int_equal(sns_retry_delay(&sns_retry_lambda, n), 1);
    assert_int_equal(sns_retry_delay(&sns_retry_lambda, 15), 20);
    for (int64_t n = 1; sns_retry_delay(&sns_retry_lambda, n) >= 0; n++) total += sns_retry_delay(&sns_retry_lambda, n);
    assert_int_equal(sns_retry_delay(&sns_retry_lambda, 100015), 20);
    assert_int_equal(sns_retry_delay(&sns_retry_lambda, 100016), -1);
    assert_int_equal(total / 86400, 23);
}

/* --- policies ----------------------------------------------------------------------------------------------------- */

static void a_subscription_overrides_its_topic_unless_told_not_to(void **state)
{
    const struct span own =
        SPAN("{\"healthyRetryPolicy\":{\"numRetries\":7},\"throttlePolicy\":{\"maxReceivesPerSecond\":5},"
             "\"requestPolicy\":{\"headerContentType\":\"text/csv\"}}");
    struct arena a = { 0 };
    struct sns_delivery d;

    (void)state;
    sns_delivery_of(&a, SPAN("{\"http\":{\"defaultThrottlePolicy\":{\"maxReceivesPerSecond\":9}}}"), own, &d);
    assert_int_equal(d.retry.retries, 7);
    assert_int_equal(d.max_per_second, 5);
    assert_span_equal(d.content_type, "text/csv");
    sns_delivery_of(&a,
                    SPAN("{\"http\":{\"disableSubscriptionOverrides\":true,\"defaultThrottlePolicy\":"
                         "{\"maxReceivesPerSecond\":9}}}"),
                    own, &d);
    assert_int_equal(d.retry.retries, 3);
    assert_int_equal(d.max_per_second, 9);
    assert_span_equal(d.content_type, "text/plain; charset=UTF-8");
    arena_release(&a);
}

static void policies_are_kept_in_one_form(void **state)
{
    static const struct {
        const char *given, *kept;
    } of_topic[] = {
        { "{\"http\":{\"defaultRequestPolicy\":{\"headerContentType\":\"application/json\"}}}",
          "{\"http\":{\"disableSubscriptionOverrides\":false,\"defaultRequestPolicy\":{\"headerContentType\":"
          "\"application/json\"}}}" },
        { "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":5,\"maxDelayTarget\":6,\"numRetries\":1}}}",
          "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":5,\"maxDelayTarget\":6,\"numRetries\":1},"
          "\"disableSubscriptionOverrides\":false}}" },
        { "{\"http\":{\"defaultHealthyRetryPolicy\":null}}", "{\"http\":{\"disableSubscriptionOverrides\":false}}" },
        { "", "" },
    }, of_subscription[] = {
        { "{\"requestPolicy\":{\"headerContentType\":\"text/csv\"}}",
          "{\"healthyRetryPolicy\":null,\"sicklyRetryPolicy\":null,\"throttlePolicy\":null,\"requestPolicy\":"
          "{\"headerContentType\":\"text/csv\"},\"guaranteed\":false}" },
        { "{\"throttlePolicy\":{\"maxReceivesPerSecond\":1000},\"healthyRetryPolicy\":{\"minDelayTarget\":1,"
          "\"maxDelayTarget\":1,\"numRetries\":0}}",
          "{\"healthyRetryPolicy\":{\"minDelayTarget\":1,\"maxDelayTarget\":1,\"numRetries\":0,\"numMaxDelayRetries\":0,"
          "\"numNoDelayRetries\":0,\"numMinDelayRetries\":0,\"backoffFunction\":\"linear\"},\"sicklyRetryPolicy\":null,"
          "\"throttlePolicy\":{\"maxReceivesPerSecond\":1000},\"requestPolicy\":null,\"guaranteed\":false}" },
    };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof of_topic / sizeof *of_topic; i++)
        assert_span_equal(sns_delivery_policy_normal(&a, span_of(of_topic[i].given), true), of_topic[i].kept);
    for (size_t i = 0; i < sizeof of_subscription / sizeof *of_subscription; i++)
        assert_span_equal(sns_delivery_policy_normal(&a, span_of(of_subscription[i].given), false),
                          of_subscription[i].kept);
    arena_release(&a);
}

static void mistakes_in_policies_are_told(void **state)
{
    static const struct {
        bool of_topic;
        const char *text, *words;
    } cases[] = {
        { true, "{", "DeliveryPolicy: failed to parse JSON." },
        { true, "[]", "DeliveryPolicy: failed to parse JSON." },
        { true, "{\"http\":[1]}", "DeliveryPolicy: http must be a JSON object" },
        { true, "{\"ftp\":{}}", "DeliveryPolicy: Unexpected JSON member: ftp" },
        { true, "{\"http\":{\"defaultHealthyRetryPolicy\":[1,2]}}",
          "DeliveryPolicy: http.defaultHealthyRetryPolicy must be a JSON object" },
        { true, "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":0}}}",
          "DeliveryPolicy: http.defaultHealthyRetryPolicy.minDelayTarget must be greater than or equal to 1" },
        { true, "{\"http\":{\"defaultHealthyRetryPolicy\":{\"maxDelayTarget\":3601}}}",
          "DeliveryPolicy: http.defaultHealthyRetryPolicy.maxDelayTarget must be less than or equal to 3600" },
        { false, "{\"healthyRetryPolicy\":{\"numRetries\":101}}",
          "DeliveryPolicy: healthyRetryPolicy.numRetries must be less than or equal to 100" },
        { false, "{\"healthyRetryPolicy\":{\"minDelayTarget\":9,\"maxDelayTarget\":8}}",
          "DeliveryPolicy: healthyRetryPolicy.minDelayTarget must be less than or equal to maxDelayTarget" },
        { false, "{\"healthyRetryPolicy\":{\"numRetries\":2,\"numNoDelayRetries\":3}}",
          "DeliveryPolicy: healthyRetryPolicy.numRetries must be greater than or equal to total of numMinDelayRetries, "
          "numNoDelayRetries and numMaxDelayRetries" },
        { false, "{\"healthyRetryPolicy\":{\"backoffFunction\":\"cubic\"}}",
          "DeliveryPolicy: healthyRetryPolicy.backoffFunction must be one of: linear, arithmetic, geometric, exponential" },
        { false, "{\"throttlePolicy\":{\"maxReceivesPerSecond\":0}}",
          "DeliveryPolicy: throttlePolicy.maxReceivesPerSecond must be greater than or equal to 1" },
        { false, "{\"throttlePolicy\":[]}", "DeliveryPolicy: throttlePolicy must be a JSON object" },
        { false, "{\"requestPolicy\":{\"headerContentType\":\"image/png\"}}",
          "DeliveryPolicy: requestPolicy.headerContentType is invalid" },
        { false, "{\"http\":{}}", "DeliveryPolicy: Unexpected JSON member: http" },
    };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *wrong = sns_delivery_policy_check(&a, span_of(cases[i].text), cases[i].of_topic);
        if (!wrong) fail_msg("%s", cases[i].text);
        assert_string_equal(wrong, cases[i].words);
    }
    assert_null(sns_delivery_policy_check(&a, SPAN(""), true));
    assert_null(sns_delivery_policy_check(&a, SPAN("{\"healthyRetryPolicy\":null,\"guaranteed\":false}"), false));
    arena_release(&a);
}

/* --- what is signed ----------------------------------------------------------------------------------------------- */

static void the_text_that_is_signed(void **state)
{
    struct arena a = { 0 };
    struct sns_notice n = { .type = "Notification",
                            .message_id = SPAN("id"),
                            .topic_arn = SPAN("arn"),
                            .message = SPAN("two\nlines"),
                            .timestamp = SPAN("2026-11-24T04:00:00.000Z"),
                            .unsubscribe_url = SPAN("http://u"),
                            .sequence = SPAN("1"),
                            .signature_version = 1 };

    (void)state;
    assert_span_equal(sns_notice_signed_text(&a, &n),
                      "Message\ntwo\nlines\nMessageId\nid\nTimestamp\n2026-11-24T04:00:00.000Z\nTopicArn\narn\n"
                      "Type\nNotification\n");
    n.subject = SPAN("S");
    assert_span_equal(
        sns_notice_signed_text(&a, &n),
        "Message\ntwo\nlines\nMessageId\nid\nSubject\nS\nTimestamp\n2026-11-24T04:00:00.000Z\nTopicArn\narn\n"
        "Type\nNotification\n");
    n = (struct sns_notice){ .type = "SubscriptionConfirmation",
                             .message_id = SPAN("id"),
                             .topic_arn = SPAN("arn"),
                             .message = SPAN("m"),
                             .token = SPAN("t"),
                             .subscribe_url = SPAN("http://s"),
                             .timestamp = SPAN("now") };
    assert_span_equal(sns_notice_signed_text(&a, &n),
                      "Message\nm\nMessageId\nid\nSubscribeURL\nhttp://s\nTimestamp\nnow\nToken\nt\nTopicArn\narn\n"
                      "Type\nSubscriptionConfirmation\n");
    n.type = "UnsubscribeConfirmation";
    assert_span_equal(sns_notice_signed_text(&a, &n),
                      "Message\nm\nMessageId\nid\nSubscribeURL\nhttp://s\nTimestamp\nnow\nToken\nt\nTopicArn\narn\n"
                      "Type\nUnsubscribeConfirmation\n");
    arena_release(&a);
}

/* AWS: two blanks before each member, blanks around each colon. */
static void an_envelope_is_laid_out_as_by_aws(void **state)
{
    struct arena a = { 0 };
    struct sns_notice n = { .type = "Notification",
                            .message_id = SPAN("id"),
                            .topic_arn = SPAN("arn"),
                            .message = SPAN("say \"hi\""),
                            .timestamp = SPAN("now"),
                            .signature = SPAN("c2ln"),
                            .signature_version = 2,
                            .certificate_url = SPAN("http://c"),
                            .unsubscribe_url = SPAN("http://u") };

    (void)state;
    n.attributes = json_parse(&a, SPAN("{\"n\":{\"DataType\":\"Number\",\"StringValue\":\"1\"}}"), NULL);
    assert_span_equal(
        sns_notice_json(&a, &n),
        "{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"id\",\n  \"TopicArn\" : \"arn\",\n"
        "  \"Message\" : \"say \\\"hi\\\"\",\n  \"Timestamp\" : \"now\",\n  \"SignatureVersion\" : \"2\",\n"
        "  \"Signature\" : \"c2ln\",\n  \"SigningCertURL\" : \"http://c\",\n  \"UnsubscribeURL\" : \"http://u\",\n"
        "  \"MessageAttributes\" : {\n    \"n\" : {\"Type\":\"Number\",\"Value\":\"1\"}\n  }\n}");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_waits_twenty_seconds_three_times),
        cmocka_unit_test(the_phases_follow_one_another),
        cmocka_unit_test(pauses_grow_by_each_function),
        cmocka_unit_test(pauses_never_shrink),
        cmocka_unit_test(a_function_is_tried_for_23_days),
        cmocka_unit_test(a_subscription_overrides_its_topic_unless_told_not_to),
        cmocka_unit_test(policies_are_kept_in_one_form),
        cmocka_unit_test(mistakes_in_policies_are_told),
        cmocka_unit_test(the_text_that_is_signed),
        cmocka_unit_test(an_envelope_is_laid_out_as_by_aws),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
