/* Records of events, as functions and targets get them. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/pollers/poller_records.h"

static struct doc *parse(struct arena *a, const char *text)
{
    struct doc *d = json_parse(a, span_of(text), NULL);

    assert_non_null(d);
    return d;
}

static void a_message_has_names_of_its_own(void **state)
{
    struct arena a = { 0 };
    struct doc *message = parse(&a, "{\"MessageId\":\"m\",\"ReceiptHandle\":\"r\",\"Body\":\"b\",\"MD5OfBody\":\"5\","
                                    "\"MD5OfMessageAttributes\":\"6\",\"Attributes\":{\"SenderId\":\"me\"},"
                                    "\"MessageAttributes\":{\"k\":{\"DataType\":\"String\",\"StringValue\":\"v\"}}}");
    struct doc *b = doc_put_map(doc_get(message, "MessageAttributes"), "b");

    (void)state;
    doc_put_cstr(b, "DataType", "Binary");
    doc_put_blob(b, "BinaryValue", SPAN("\x01\x02"));
    assert_span_equal(
        json_text(&a, poller_queue_record(&a, message, SPAN("arn:q"), SPAN("us-east-1"))),
        "{\"messageId\":\"m\",\"receiptHandle\":\"r\",\"body\":\"b\",\"attributes\":{\"SenderId\":\"me\"},"
        "\"messageAttributes\":{\"k\":{\"stringValue\":\"v\",\"stringListValues\":[],\"binaryListValues\":[],"
        "\"dataType\":\"String\"},\"b\":{\"binaryValue\":\"AQI=\",\"stringListValues\":[],\"binaryListValues\":[],"
        "\"dataType\":\"Binary\"}},\"md5OfMessageAttributes\":\"6\",\"md5OfBody\":\"5\",\"eventSource\":\"aws:sqs\","
        "\"eventSourceARN\":\"arn:q\",\"awsRegion\":\"us-east-1\"}");
    arena_release(&a);
}

static void a_change_has_whole_seconds_and_its_stream(void **state)
{
    struct arena a = { 0 };
    struct doc *change =
        parse(&a, "{\"eventID\":\"1\",\"dynamodb\":{\"ApproximateCreationDateTime\":1700000000999,"
                  "\"Keys\":{\"id\":{\"S\":\"x\"}}},"
                  "\"userIdentity\":{\"PrincipalId\":\"dynamodb.amazonaws.com\",\"Type\":\"Service\"}}");

    (void)state;
    assert_span_equal(
        json_text(&a, poller_stream_record(&a, change, SPAN("arn:s"))),
        "{\"eventID\":\"1\",\"dynamodb\":{\"ApproximateCreationDateTime\":1700000000,\"Keys\":{\"id\":{\"S\":\"x\"}}},"
        "\"userIdentity\":{\"principalId\":\"dynamodb.amazonaws.com\",\"type\":\"Service\"},\"eventSourceARN\":\"arn:s\"}");
    arena_release(&a);
}

static void bodies_are_opened(void **state)
{
    struct arena a = { 0 };

    (void)state;
    assert_span_equal(json_text(&a, poller_record_opened(&a, parse(&a, "{\"body\":\"{\\\"a\\\":1}\"}"))),
                      "{\"body\":{\"a\":1}}");
    assert_span_equal(json_text(&a, poller_record_opened(&a, parse(&a, "{\"body\":\"[1]\"}"))), "{\"body\":[1]}");
    assert_span_equal(json_text(&a, poller_record_opened(&a, parse(&a, "{\"body\":\"1\"}"))), "{\"body\":\"1\"}");
    assert_span_equal(json_text(&a, poller_record_opened(&a, parse(&a, "{\"eventID\":\"1\"}"))), "{\"eventID\":\"1\"}");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_has_names_of_its_own),
        cmocka_unit_test(a_change_has_whole_seconds_and_its_stream),
        cmocka_unit_test(bodies_are_opened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
