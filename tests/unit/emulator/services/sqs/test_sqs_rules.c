/* SQS's rules by themselves. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/sqs/sqs_rules.h"
#include "emulator/core/service.h"

extern const struct service sqs_service;

static struct call *c;

static int begin(void **state)
{
    (void)state;
    c = call_new(&sqs_service, sqs_service.operations, &identity_default, SPAN("http://localhost:4566"));
    return 0;
}

static int end(void **state)
{
    (void)state;
    call_free(c);
    return 0;
}

static struct doc *of(const char *json)
{
    struct doc *d = json_parse(&c->arena, span_of(json), NULL);

    if (!d) fail_msg("%s", json);
    return d;
}

/* NULL, or the fault's code; it is taken away. */
static const char *code(int rc)
{
    const char *code = c->fault.kind ? c->fault.kind->code : NULL;

    assert_int_equal(rc, code ? -1 : 0);
    c->fault.kind = NULL;
    return code;
}

static void names(void **state)
{
    char longest[82];

    (void)state;
    memset(longest, 'n', 81);
    longest[80] = '\0';
    assert_true(sqs_name_is_valid(SPAN("a")));
    assert_true(sqs_name_is_valid(SPAN("Queue-1_x")));
    assert_true(sqs_name_is_valid(span_of(longest)));
    longest[80] = 'n';
    assert_false(sqs_name_is_valid((struct span){ longest, 81 }));
    assert_false(sqs_name_is_valid(SPAN("")));
    assert_false(sqs_name_is_valid(SPAN("a.b")));
    assert_false(sqs_name_is_valid(SPAN("a b")));
    assert_false(sqs_name_is_valid(SPAN("\xC3\xA9")));
}

static void attributes_have_ranges(void **state)
{
    static const struct {
        const char *attributes, *code;
    } rows[] = {
        { "{}", NULL },
        { "{\"DelaySeconds\":\"0\",\"VisibilityTimeout\":\"43200\",\"MessageRetentionPeriod\":\"60\"}", NULL },
        { "{\"DelaySeconds\":\"901\"}", "InvalidAttributeValue" },
        { "{\"DelaySeconds\":\"-1\"}", "InvalidAttributeValue" },
        { "{\"DelaySeconds\":\"1.5\"}", "InvalidAttributeValue" },
        { "{\"DelaySeconds\":\"\"}", "InvalidAttributeValue" },
        { "{\"MessageRetentionPeriod\":\"59\"}", "InvalidAttributeValue" },
        { "{\"MaximumMessageSize\":\"1023\"}", "InvalidAttributeValue" },
        { "{\"MaximumMessageSize\":\"1048577\"}", "InvalidAttributeValue" },
        { "{\"ReceiveMessageWaitTimeSeconds\":\"21\"}", "InvalidAttributeValue" },
        { "{\"VisibilityTimeout\":\"43201\"}", "InvalidAttributeValue" },
        { "{\"SqsManagedSseEnabled\":\"yes\"}", "InvalidAttributeValue" },
        { "{\"Nonsense\":\"1\"}", "InvalidAttributeName" },
        { "{\"QueueArn\":\"x\"}", "InvalidAttributeName" },
        { "{\"FifoQueue\":\"true\"}", "NotImplementedException" },
        { "{\"RedrivePolicy\":\"\"}", NULL },
        { "{\"RedrivePolicy\":\"{}\"}", "InvalidParameterValueException" },
        { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\","
          "\\\"maxReceiveCount\\\":3}\"}",
          NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = code(sqs_attributes_check(c, of(rows[i].attributes)));
        if (got != rows[i].code && (!got || !rows[i].code || strcmp(got, rows[i].code) != 0))
            fail_msg("%s: %s", rows[i].attributes, got);
    }
}

static void every_default_is_in_its_range(void **state)
{
    struct doc *d = sqs_attributes_initial(&c->arena);

    (void)state;
    assert_null(code(sqs_attributes_check(c, d)));
    assert_int_equal(sqs_attribute_int(d, "VisibilityTimeout"), 30);
    assert_int_equal(sqs_attribute_int(d, "MessageRetentionPeriod"), 345600);
    assert_int_equal(sqs_attribute_int(d, "none"), 0);
    assert_null(sqs_attribute_find(SPAN("ApproximateNumberOfMessages")));
}

static void redrive_policies(void **state)
{
    static const struct {
        const char *policy;
        int64_t count;
    } rows[] = {
        { "{\"deadLetterTargetArn\":\"arn:aws:sqs:r:000000000000:d\",\"maxReceiveCount\":1}", 1 },
        { "{\"deadLetterTargetArn\":\"arn:aws:sqs:r:000000000000:d\",\"maxReceiveCount\":\"1000\"}", 1000 },
        { "{\"deadLetterTargetArn\":\"arn:aws:sqs:r:000000000000:d\",\"maxReceiveCount\":0}", -1 },
        { "{\"deadLetterTargetArn\":\"arn:aws:sqs:r:000000000000:d\",\"maxReceiveCount\":1001}", -1 },
        { "{\"deadLetterTargetArn\":\"arn:aws:sqs:r:000000000000:d\",\"maxReceiveCount\":\"x\"}", -1 },
        { "{\"deadLetterTargetArn\":\"arn:aws:sqs:r:000000000000:d\"}", -1 },
        { "{\"deadLetterTargetArn\":\"arn:aws:sns:r:000000000000:d\",\"maxReceiveCount\":1}", -1 },
        { "{\"maxReceiveCount\":1}", -1 },
        { "[]", -1 },
        { "", -1 },
        { "{", -1 },
    };
    struct span arn;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t count = -1;
        bool is_policy = sqs_redrive_parse(&c->arena, span_of(rows[i].policy), &arn, &count);
        if (is_policy != (rows[i].count > 0) || (is_policy && count != rows[i].count)) fail_msg("%s", rows[i].policy);
        if (is_policy) assert_span_equal(arn, "arn:aws:sqs:r:000000000000:d");
    }
}

static void urls(void **state)
{
    static const char *const valid[] = { "http://localhost:4566/123456789012/q",
                                         "https://sqs.us-east-1.amazonaws.com/123456789012/q", "/123456789012/q",
                                         "123456789012/q", "http://nube/queue/us-east-1/123456789012/q" };
    static const char *const wrong[] = { "", "q", "http://localhost:4566/q", "http://localhost:4566/1234/q",
                                         "http://localhost:4566/123456789012/" };
    struct span account, name;

    (void)state;
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++) {
        if (!sqs_url_split(span_of(valid[i]), &account, &name)) fail_msg("%s", valid[i]);
        assert_span_equal(account, "123456789012");
        assert_span_equal(name, "q");
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (sqs_url_split(span_of(wrong[i]), &account, &name)) fail_msg("%s", wrong[i]);
}

/* Computed with another implementation of AWS's description. */
static void digests_of_attributes(void **state)
{
    struct doc *mixed = of(
        "{\"b\":{\"DataType\":\"String\",\"StringValue\":\"x\"},\"a\":{\"DataType\":\"Number\",\"StringValue\":\"1\"},"
        "\"B\":{\"DataType\":\"String\",\"StringValue\":\"\xC3\xA9\"}}");
    struct doc *binary = doc_put_map(mixed, "c.d");

    (void)state;
    assert_null(sqs_attributes_md5(&c->arena, NULL));
    assert_null(sqs_attributes_md5(&c->arena, of("{}")));
    assert_string_equal(
        sqs_attributes_md5(&c->arena,
                           of("{\"timestamp\":{\"DataType\":\"Number\",\"StringValue\":\"1493147359900\"}}")),
        "235c5c510d26fb653d073faed50ae77c");
    doc_put_cstr(binary, "DataType", "Binary.gif");
    doc_put_blob(binary, "BinaryValue", SPAN("\0\xFF"));
    assert_string_equal(sqs_attributes_md5(&c->arena, mixed), "aaf5bbdb13c7be38942218a49c3b6af8");
    assert_int_equal(sqs_attributes_size(mixed), 1 + 6 + 1 + 1 + 6 + 1 + 1 + 6 + 2 + 3 + 10 + 2);
}

static void bodies(void **state)
{
    static const char *const wrong[] = { "\x01",         "a\x0B",         "\x1F",         "\xFF",
                                         "\xEF\xBF\xBE", "a\xEF\xBF\xBF", "\xED\xA0\x80", "\xC3" };

    (void)state;
    assert_true(sqs_body_is_valid(SPAN("\t\n\r a\xC3\xA9\xEF\xBF\xBD\xF0\x9F\x98\x80\x7F")));
    assert_false(sqs_body_is_valid(SPAN("a\0b")));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (sqs_body_is_valid(span_of(wrong[i]))) fail_msg("row %zu", i);
}

static void message_attributes(void **state)
{
    static const struct {
        const char *attributes;
        bool is_valid;
    } rows[] = {
        { "{\"a\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}", true },
        { "{\"a.b-c_d\":{\"DataType\":\"Number.int\",\"StringValue\":\"1\"}}", true },
        { "{\"a\":{\"DataType\":\"String\",\"StringValue\":\"\"}}", false },
        { "{\"a\":{\"DataType\":\"String\"}}", false },
        { "{\"a\":{\"DataType\":\"\",\"StringValue\":\"x\"}}", false },
        { "{\"a\":{\"StringValue\":\"x\"}}", false },
        { "{\"a\":{\"DataType\":\"Text\",\"StringValue\":\"x\"}}", false },
        { "{\"a\":{\"DataType\":\"Binary\",\"StringValue\":\"x\"}}", false },
        { "{\"a\":{\"DataType\":\"String\",\"StringValue\":\"\\u0001\"}}", false },
        { "{\"\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}", false },
        { "{\".a\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}", false },
        { "{\"a.\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}", false },
        { "{\"a b\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}", false },
        { "{\"AWS.x\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}", false },
        { "{\"amazon.x\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}", false },
    };
    struct doc *many = doc_map(&c->arena);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = code(sqs_message_attributes_check(c, of(rows[i].attributes)));
        if (!got != rows[i].is_valid) fail_msg("%s", rows[i].attributes);
        if (got) assert_string_equal(got, "InvalidParameterValueException");
    }
    for (int i = 0; i < 11; i++) {
        assert_null(code(sqs_message_attributes_check(c, many)));
        doc_put_span(many, span_of(arena_printf(&c->arena, "a%d", i)),
                     of("{\"DataType\":\"String\",\"StringValue\":\"x\"}"));
    }
    assert_non_null(code(sqs_message_attributes_check(c, many)));
}

static void wanted_names(void **state)
{
    struct doc *wanted = of("[\"exact\",\"pre.*\",\"q\"]");

    (void)state;
    assert_true(sqs_name_is_wanted(wanted, SPAN("exact")));
    assert_true(sqs_name_is_wanted(wanted, SPAN("pre")));
    assert_true(sqs_name_is_wanted(wanted, SPAN("prefix")));
    assert_true(sqs_name_is_wanted(wanted, SPAN("pre.x")));
    assert_false(sqs_name_is_wanted(wanted, SPAN("exactly")));
    assert_false(sqs_name_is_wanted(wanted, SPAN("pr")));
    assert_false(sqs_name_is_wanted(NULL, SPAN("q")));
    assert_true(sqs_name_is_wanted(of("[\"All\"]"), SPAN("x")));
    assert_true(sqs_name_is_wanted(of("[\".*\"]"), SPAN("x")));
}

static void handles(void **state)
{
    struct span arn = SPAN("arn:aws:sqs:us-east-1:000000000000:q"),
                handle = sqs_handle_make(&c->arena, INT64_MAX, 7, arn);
    static const char *const wrong[] = { "", "x", "AAAA", "MSAy", "!!!!" };
    int64_t row, nonce;

    (void)state;
    assert_true(sqs_handle_parse(&c->arena, handle, arn, &row, &nonce));
    assert_int_equal(row, INT64_MAX);
    assert_int_equal(nonce, 7);
    assert_false(sqs_handle_parse(&c->arena, handle, SPAN("arn:aws:sqs:us-east-1:000000000000:r"), &row, &nonce));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(sqs_handle_parse(&c->arena, span_of(wrong[i]), arn, &row, &nonce));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names, begin, end),
        cmocka_unit_test_setup_teardown(attributes_have_ranges, begin, end),
        cmocka_unit_test_setup_teardown(every_default_is_in_its_range, begin, end),
        cmocka_unit_test_setup_teardown(redrive_policies, begin, end),
        cmocka_unit_test_setup_teardown(urls, begin, end),
        cmocka_unit_test_setup_teardown(digests_of_attributes, begin, end),
        cmocka_unit_test_setup_teardown(bodies, begin, end),
        cmocka_unit_test_setup_teardown(message_attributes, begin, end),
        cmocka_unit_test_setup_teardown(wanted_names, begin, end),
        cmocka_unit_test_setup_teardown(handles, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
