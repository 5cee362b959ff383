/* How much there may be of what. The many that are in the way come by SQL. */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <string.h>

#include "emulator/store/store.h"

#define TOPIC(name) "arn:aws:sns:us-east-1:000000000000:" name

static int fill(struct db *db, void *sql)
{
    db_run(db, sql, "");
    return 0;
}

static void by_sql(const char *sql)
{
    assert_int_equal(store_write(fill, (void *)(uintptr_t)sql), STORE_COMMITTED);
}

static void subscribe(const char *topic, const char *queue, const char *attributes)
{
    must("sns", "Subscribe",
         "{\"TopicArn\":\"%s\",\"Protocol\":\"sqs\",\"Endpoint\":\"arn:aws:sqs:us-east-1:000000000000:%s\"%s}", topic,
         queue, attributes);
}

#define FILTERED ",\"Attributes\":{\"FilterPolicy\":\"{\\\"a\\\":[\\\"b\\\"]}\"}"

#define TOPICS(count, suffix)                                                                     \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " count ")"         \
    " INSERT INTO sns_topic (arn, account, region, name, attributes, created_ms) SELECT '" TOPIC( \
        "n") "' || i || '" suffix "', '000000000000', 'us-east-1', 'n' || i || '" suffix "', '{}', 0 FROM n"

static void a_thousand_fifo_topics(void **state)
{
    (void)state;
    by_sql(TOPICS("999", ".fifo"));
    must("sns", "CreateTopic", "{\"Name\":\"last.fifo\",\"Attributes\":{\"FifoTopic\":\"true\"}}");
    must_fail("TopicLimitExceededException", "Topic limit exceeded", "sns", "CreateTopic",
              "{\"Name\":\"more.fifo\",\"Attributes\":{\"FifoTopic\":\"true\"}}");
    must("sns", "CreateTopic", "{\"Name\":\"last.fifo\",\"Attributes\":{\"FifoTopic\":\"true\"}}");
    must("sns", "CreateTopic", "{\"Name\":\"standard\"}");
}

static void a_hundred_thousand_standard_topics(void **state)
{
    (void)state;
    by_sql(TOPICS("99999", ""));
    must("sns", "CreateTopic", "{\"Name\":\"last\"}");
    must_fail("TopicLimitExceededException", "Topic limit exceeded", "sns", "CreateTopic", "{\"Name\":\"more\"}");
    must("sns", "DeleteTopic", "{\"TopicArn\":\"" TOPIC("n1") "\"}");
    must("sns", "CreateTopic", "{\"Name\":\"more\"}");
}

static void a_fifo_topic_has_a_hundred_subscriptions(void **state)
{
    char queue[32];

    (void)state;
    must("sns", "CreateTopic", "{\"Name\":\"t.fifo\",\"Attributes\":{\"FifoTopic\":\"true\"}}");
    for (int i = 0; i < 100; i++) {
        snprintf(queue, sizeof queue, "q%d.fifo", i);
        subscribe(TOPIC("t.fifo"), queue, "");
    }
    must_fail("SubscriptionLimitExceededException", "Subscription limit exceeded", "sns", "Subscribe",
              "{\"TopicArn\":\"" TOPIC("t.fifo") "\",\"Protocol\":\"sqs\",\"Endpoint\":"
                                                 "\"arn:aws:sqs:us-east-1:000000000000:more.fifo\"}");
    subscribe(TOPIC("t.fifo"), "q7.fifo", "");
}

/* AWS: a subscription without one is still made; giving it one fails. */
static void a_topic_has_two_hundred_filter_policies(void **state)
{
    char queue[32];
    struct call *c;

    (void)state;
    must("sns", "CreateTopic", "{\"Name\":\"t\"}");
    for (int i = 0; i < 200; i++) {
        snprintf(queue, sizeof queue, "q%d", i);
        subscribe(TOPIC("t"), queue, FILTERED);
    }
    must_fail("FilterPolicyLimitExceededException", "Filter policy limit exceeded", "sns", "Subscribe",
              "{\"TopicArn\":\"" TOPIC("t") "\",\"Protocol\":\"sqs\",\"Endpoint\":"
                                            "\"arn:aws:sqs:us-east-1:000000000000:more\"" FILTERED "}");
    c = ask("sns", "Subscribe",
            "{\"TopicArn\":\"" TOPIC("t") "\",\"Protocol\":\"sqs\",\"Endpoint\":"
                                          "\"arn:aws:sqs:us-east-1:000000000000:more\"}");
    must_fail("FilterPolicyLimitExceededException", "Filter policy limit exceeded", "sns", "SetSubscriptionAttributes",
              "{\"SubscriptionArn\":\"%s\",\"AttributeName\":\"FilterPolicy\",\"AttributeValue\":\"{\\\"a\\\":[1]}\"}",
              doc_get_cstr(c->out, "SubscriptionArn"));
    by_sql("DELETE FROM sns_subscription WHERE endpoint LIKE '%:q5'");
    must("sns", "SetSubscriptionAttributes",
         "{\"SubscriptionArn\":\"%s\",\"AttributeName\":\"FilterPolicy\",\"AttributeValue\":\"{\\\"a\\\":[1]}\"}",
         doc_get_cstr(c->out, "SubscriptionArn"));
    must("sns", "SetSubscriptionAttributes",
         "{\"SubscriptionArn\":\"%s\",\"AttributeName\":\"FilterPolicy\",\"AttributeValue\":\"{\\\"a\\\":[2]}\"}",
         doc_get_cstr(c->out, "SubscriptionArn"));
    must("sns", "SetSubscriptionAttributes",
         "{\"SubscriptionArn\":\"%s\",\"AttributeName\":\"FilterPolicy\",\"AttributeValue\":\"\"}",
         doc_get_cstr(c->out, "SubscriptionArn"));
    subscribe(TOPIC("t"), "q5", FILTERED);
    call_free(c);
}

static void an_account_has_ten_thousand_filter_policies(void **state)
{
    (void)state;
    must("sns", "CreateTopic", "{\"Name\":\"t\"}");
    by_sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)"
           " INSERT INTO sns_subscription (topic_id, arn, topic_arn, owner, protocol, endpoint, attributes, confirmed,"
           " created_ms, filtered) SELECT 1000 + i, '" TOPIC("x") ":' || i, '" TOPIC(
               "x") "', '000000000000', 'sqs', 'x', '{}', 1, 0, 1 FROM n");
    subscribe(TOPIC("t"), "last", FILTERED);
    must_fail("FilterPolicyLimitExceededException", "Filter policy limit exceeded", "sns", "Subscribe",
              "{\"TopicArn\":\"" TOPIC("t") "\",\"Protocol\":\"sqs\",\"Endpoint\":"
                                            "\"arn:aws:sqs:us-east-1:000000000000:more\"" FILTERED "}");
}

static void a_filter_policy_has_256_kb(void **state)
{
    static char value[256 * 1024 + 1];

    (void)state;
    must("sns", "CreateTopic", "{\"Name\":\"t\"}");
    memset(value, 'x', sizeof value - 1);
    must_fail(
        "InvalidParameterException", "Invalid parameter: Attributes Reason: FilterPolicy: Filter policy is too large",
        "sns", "Subscribe",
        "{\"TopicArn\":\"" TOPIC(
            "t") "\",\"Protocol\":\"sqs\",\"Endpoint\":"
                 "\"arn:aws:sqs:us-east-1:000000000000:q\",\"Attributes\":{\"FilterPolicy\":\"{\\\"a\\\":[\\\"%s\\\"]}\"}}",
        value);
    value[sizeof value - 1 - strlen("{\"a\":[\"\"]}")] = '\0';
    must(
        "sns", "Subscribe",
        "{\"TopicArn\":\"" TOPIC(
            "t") "\",\"Protocol\":\"sqs\",\"Endpoint\":"
                 "\"arn:aws:sqs:us-east-1:000000000000:q\",\"Attributes\":{\"FilterPolicy\":\"{\\\"a\\\":[\\\"%s\\\"]}\"}}",
        value);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)
    const struct CMUnitTest tests[] = {
        T(a_thousand_fifo_topics),
        T(a_hundred_thousand_standard_topics),
        T(a_fifo_topic_has_a_hundred_subscriptions),
        T(a_topic_has_two_hundred_filter_policies),
        T(an_account_has_ten_thousand_filter_policies),
        T(a_filter_policy_has_256_kb),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
