/* The record of what a mapping gave up. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_source_loss.h"

#define NOW_MS INT64_C(1795492800123) /* 2026-11-24T04:00:00.123Z */

static struct lambda_source_loss loss_of(struct arena *a)
{
    return (struct lambda_source_loss){ .condition = "RetryAttemptsExhausted",
                                        .function_arn = SPAN("arn:f"),
                                        .stream_arn = SPAN("arn:s"),
                                        .request_id = SPAN("r"),
                                        .version = SPAN("7"),
                                        .was_invoked = true,
                                        .invocations = 2,
                                        .shard = SPAN("shardId-1"),
                                        .first_number = SPAN("1"),
                                        .last_number = SPAN("2"),
                                        .first_ms = NOW_MS - 1000,
                                        .last_ms = NOW_MS,
                                        .records = json_parse(a, SPAN("[{\"n\":0},{\"n\":1},{\"n\":2}]"), NULL),
                                        .first = 1,
                                        .count = 2,
                                        .now_ms = NOW_MS };
}

#define REQUEST(condition)                                                                          \
    "{\"requestContext\":{\"requestId\":\"r\",\"functionArn\":\"arn:f\",\"condition\":\"" condition \
    "\",\"approximateInvokeCount\":2},"
#define BATCH                                                                                                           \
    "\"version\":\"1.0\",\"timestamp\":\"2026-11-24T04:00:00.123Z\",\"DDBStreamBatchInfo\":{\"shardId\":\"shardId-1\"," \
    "\"startSequenceNumber\":\"1\",\"endSequenceNumber\":\"2\","                                                        \
    "\"approximateArrivalOfFirstRecord\":\"2026-11-24T03:59:59Z\","                                                     \
    "\"approximateArrivalOfLastRecord\":\"2026-11-24T04:00:00Z\",\"batchSize\":2,\"streamArn\":\"arn:s\"}"

static void a_failure_tells_its_last_invocation(void **state)
{
    struct arena a = { 0 };
    struct lambda_source_loss o = loss_of(&a);

    (void)state;
    assert_span_equal(json_text(&a, lambda_source_loss_record(&a, &o, false)),
                      REQUEST("RetryAttemptsExhausted") "\"responseContext\":{\"statusCode\":200,"
                                                        "\"executedVersion\":\"7\",\"functionError\":null}," BATCH "}");
    arena_release(&a);
}

static void a_bucket_gets_the_records(void **state)
{
    struct arena a = { 0 };
    struct lambda_source_loss o = loss_of(&a);
    struct doc *record;

    (void)state;
    o.error = "Unhandled";
    record = lambda_source_loss_record(&a, &o, true);
    assert_span_equal(doc_get_str(doc_get(record, "responseContext"), "functionError"), "Unhandled");
    assert_span_equal(json_text(&a, doc_get(record, "payload")), "{\"Records\":[{\"n\":1},{\"n\":2}]}");
    arena_release(&a);
}

static void what_is_too_old_was_not_answered(void **state)
{
    struct arena a = { 0 };
    struct lambda_source_loss o = loss_of(&a);

    (void)state;
    o.condition = "RecordAgeExceeded";
    assert_span_equal(json_text(&a, lambda_source_loss_record(&a, &o, false)), REQUEST("RecordAgeExceeded") BATCH "}");
    o.request_id = SPAN("");
    assert_int_equal(doc_get_str(doc_get(lambda_source_loss_record(&a, &o, false), "requestContext"), "requestId").size,
                     36);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_tells_its_last_invocation),
        cmocka_unit_test(a_bucket_gets_the_records),
        cmocka_unit_test(what_is_too_old_was_not_answered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
