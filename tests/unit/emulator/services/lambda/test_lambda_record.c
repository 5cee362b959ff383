/* What is told of an event that is over, where the function, or nobody, answered strangely. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_record.h"

static struct arena a;

static int end(void **state)
{
    (void)state;
    arena_release(&a);
    return 0;
}

static const char *record_of(const struct lambda_result *last, bool with_payloads)
{
    const struct lambda_outcome o = { .request_id = SPAN("r"),
                                      .function_arn = SPAN("arn:f:$LATEST"),
                                      .version = SPAN("$LATEST"),
                                      .event = SPAN("[ 1 ]"),
                                      .condition = "Success",
                                      .invocations = 1,
                                      .now_ms = INT64_C(1573755365568),
                                      .last = last };

    return arena_string(&a, lambda_record(&a, &o, with_payloads));
}

#define HEAD                                                                                                   \
    "{\"version\":\"1.0\",\"timestamp\":\"2019-11-14T18:16:05.568Z\",\"requestContext\":{\"requestId\":\"r\"," \
    "\"functionArn\":\"arn:f:$LATEST\",\"condition\":\"Success\",\"approximateInvokeCount\":1}"
#define EVENT    ",\"requestPayload\":[1]"
#define RESPONSE ",\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\"}"

static void an_answer_that_is_no_json_is_a_text(void **state)
{
    (void)state;
    assert_string_equal(record_of(&(struct lambda_result){ .payload = SPAN("no \"json\"") }, true),
                        HEAD EVENT RESPONSE ",\"responsePayload\":\"no \\\"json\\\"\"}");
    assert_string_equal(record_of(&(struct lambda_result){ .payload = SPAN("\xff") }, true),
                        HEAD EVENT RESPONSE ",\"responsePayload\":\"\xef\xbf\xbd\"}");
    assert_string_equal(record_of(&(struct lambda_result){ .payload = SPAN("") }, true),
                        HEAD EVENT RESPONSE ",\"responsePayload\":null}");
}

/* AWS: recorded, of a function without concurrency. */
static void what_was_not_invoked_has_no_response(void **state)
{
    (void)state;
    assert_string_equal(record_of(&(struct lambda_result){ .is_throttled = true }, true), HEAD EVENT "}");
    assert_string_equal(record_of(NULL, true), HEAD EVENT "}");
}

static void payloads_may_be_left_out(void **state)
{
    (void)state;
    assert_string_equal(record_of(&(struct lambda_result){ .payload = SPAN("2") }, false), HEAD RESPONSE "}");
}

static struct doc *attributes_of(const struct lambda_result *last)
{
    return lambda_dead_letter_attributes(&a, &(struct lambda_outcome){ .request_id = SPAN("r"), .last = last });
}

static struct span error_message(struct span payload)
{
    struct doc *attributes =
        attributes_of(&(struct lambda_result){ .function_error = "Unhandled", .payload = payload });

    assert_int_equal(doc_count(attributes), doc_get(attributes, "ErrorMessage") ? 3 : 2);
    return doc_get_str(doc_get(attributes, "ErrorMessage"), "StringValue");
}

static void a_dead_letter_tells_what_is_known(void **state)
{
    (void)state;
    assert_string_equal(arena_string(&a, json_text(&a, attributes_of(NULL))),
                        "{\"RequestID\":{\"DataType\":\"String\",\"StringValue\":\"r\"}}");
    assert_string_equal(arena_string(&a, json_text(&a, attributes_of(&(struct lambda_result){ .is_throttled = true }))),
                        "{\"RequestID\":{\"DataType\":\"String\",\"StringValue\":\"r\"},"
                        "\"ErrorCode\":{\"DataType\":\"Number\",\"StringValue\":\"429\"},"
                        "\"ErrorMessage\":{\"DataType\":\"String\",\"StringValue\":\"Rate Exceeded.\"}}");
    assert_null(error_message(SPAN("{\"other\":1}")).data);
    assert_null(error_message(SPAN("no json")).data);
    assert_null(error_message(SPAN("{\"errorMessage\":\"\"}")).data);
}

static void an_error_message_is_a_kilobyte_that_a_queue_takes(void **state)
{
    char text[3000] = "{\"errorMessage\":\"";
    struct span message;

    (void)state;
    for (int i = 0; i < 1023; i++) strcat(text, "x");
    strcat(text, "\xc3\xa4y\"}");
    message = error_message(span_of(text));
    assert_int_equal(message.size, 1023);
    strcpy(text, "{\"errorMessage\":\"");
    for (int i = 0; i < 512; i++) strcat(text, "\xc3\xa4");
    strcat(text, "y\"}");
    assert_int_equal(error_message(span_of(text)).size, 1024);
    assert_true(span_is(error_message(SPAN("{\"errorMessage\":\"\\u001b[31mred\\u0000\\t\\n\"}")), " [31mred \t\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_answer_that_is_no_json_is_a_text, end),
        cmocka_unit_test_teardown(what_was_not_invoked_has_no_response, end),
        cmocka_unit_test_teardown(payloads_may_be_left_out, end),
        cmocka_unit_test_teardown(a_dead_letter_tells_what_is_known, end),
        cmocka_unit_test_teardown(an_error_message_is_a_kilobyte_that_a_queue_takes, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
