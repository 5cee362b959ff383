/* SQS's rules of messages by themselves. */
#include "tests/support/emulator/sqs_call.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/services/sqs/sqs_message_rules.h"

/* Computed with another implementation of AWS's description. */
static void digests_of_attributes(void **state)
{
    struct doc *mixed = sqs_call_tree(
        "{\"b\":{\"DataType\":\"String\",\"StringValue\":\"x\"},\"a\":{\"DataType\":\"Number\",\"StringValue\":\"1\"},"
        "\"B\":{\"DataType\":\"String\",\"StringValue\":\"\xC3\xA9\"}}");
    struct doc *binary = doc_put_map(mixed, "c.d");

    (void)state;
    assert_null(sqs_attributes_md5(&sqs_call->arena, NULL));
    assert_null(sqs_attributes_md5(&sqs_call->arena, sqs_call_tree("{}")));
    assert_string_equal(
        sqs_attributes_md5(
            &sqs_call->arena,
            sqs_call_tree("{\"timestamp\":{\"DataType\":\"Number\",\"StringValue\":\"1493147359900\"}}")),
        "235c5c510d26fb653d073faed50ae77c");
    doc_put_cstr(binary, "DataType", "Binary.gif");
    doc_put_blob(binary, "BinaryValue", SPAN("\0\xFF"));
    assert_string_equal(sqs_attributes_md5(&sqs_call->arena, mixed), "aaf5bbdb13c7be38942218a49c3b6af8");
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

#define VALUE(type, value) "{\"a\":{\"DataType\":\"" type "\",\"StringValue\":\"" value "\"}}"
#define NAMED(name)        "{\"" name "\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}"
#define RESERVED                                                                                               \
    "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for " \
    "internal use."
#define BAD_NAME(name)                                                                         \
    "The message attribute name '" name                                                        \
    "' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and " \
    "period (.) characters."

/* What is wrong with it, or NULL. */
static const char *words(int rc)
{
    const char *message = sqs_call->fault.kind ? sqs_call->fault.message : NULL;

    assert_int_equal(rc, message ? -1 : 0);
    sqs_call->fault = (struct fault_raised){ 0 };
    return message;
}

static void message_attributes(void **state)
{
    static const struct {
        const char *attributes, *words;
    } rows[] = {
        { VALUE("String", "x"), NULL },
        { VALUE("String.label", "x"), NULL },
        { VALUE("Number.int", "-1"), NULL },
        { NAMED("a.b-c_d"), NULL },
        { "{\"a\":{\"DataType\":\"Binary\",\"BinaryValue\":\"x\"}}", NULL },
        { VALUE("String", ""), "Message (user) attribute 'a' must contain a non-empty value of type 'String'." },
        { VALUE("Number", ""), "Message (user) attribute 'a' must contain a non-empty value of type 'Number'." },
        { VALUE("Binary", "x"), "Message (user) attribute 'a' must contain a non-empty value of type 'Binary'." },
        { "{\"a\":{\"DataType\":\"String\"}}",
          "The message (user) attribute 'a' must contain a non-empty message attribute value." },
        { "{\"a\":{}}", "The message (user) attribute 'a' must contain a non-empty message attribute value." },
        { "{\"a\":{\"StringValue\":\"x\"}}",
          "The message (user) attribute 'a' must contain a non-empty message attribute type." },
        { VALUE("Text", "x"),
          "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: "
          "Binary, Number, String." },
        { VALUE("Number", "one"), "Can't cast the value of message (user) attribute 'a' to a number." },
        { VALUE("String", "\\u0001"),
          "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | "
          "#x10000 to #x10FFFF" },
        { "{\"a\":{\"DataType\":\"StringList\",\"StringListValues\":[\"x\"]}}",
          "Message attribute list values in SendMessage operation are not supported." },
        { NAMED(""), "The request must contain non-empty message (user) attribute names." },
        { NAMED(".a"), BAD_NAME(".a") },
        { NAMED("a."), BAD_NAME("a.") },
        { NAMED("a..b"), BAD_NAME("a..b") },
        { NAMED("a b"), BAD_NAME("a b") },
        { NAMED("AWS.x"), RESERVED },
        { NAMED("amazon.x"), RESERVED },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = words(sqs_message_attributes_check(sqs_call, sqs_call_tree(rows[i].attributes)));
        if (!got != !rows[i].words || (got && strcmp(got, rows[i].words) != 0))
            fail_msg("%s: %s", rows[i].attributes, got);
    }
}

static void at_most_ten_and_not_too_long(void **state)
{
    struct doc *many = doc_map(&sqs_call->arena),
               *value = sqs_call_tree("{\"DataType\":\"String\",\"StringValue\":\"x\"}"), *one;
    char name[257];

    (void)state;
    for (int i = 0; i < 11; i++) {
        assert_null(words(sqs_message_attributes_check(sqs_call, many)));
        doc_put_span(many, span_of(arena_printf(&sqs_call->arena, "a%d", i)), value);
    }
    assert_string_equal(words(sqs_message_attributes_check(sqs_call, many)),
                        "Number of message attributes [11] exceeds the allowed maximum [10].");
    memset(name, 'a', sizeof name);
    one = doc_map(&sqs_call->arena);
    doc_put_span(one, (struct span){ name, 256 }, value);
    assert_null(words(sqs_message_attributes_check(sqs_call, one)));
    one = doc_map(&sqs_call->arena);
    doc_put_span(one, (struct span){ name, 257 }, value);
    assert_string_equal(words(sqs_message_attributes_check(sqs_call, one)),
                        "Message (user) attribute name must be shorter than 256 bytes.");
}

static void system_attributes(void **state)
{
    (void)state;
    assert_null(words(sqs_system_attributes_check(sqs_call, NULL)));
    assert_null(words(sqs_system_attributes_check(
        sqs_call, sqs_call_tree("{\"AWSTraceHeader\":{\"DataType\":\"String\",\"StringValue\":\"r\"}}"))));
    assert_string_equal(words(sqs_system_attributes_check(sqs_call, sqs_call_tree(NAMED("Hello")))),
                        "Message system attribute name 'Hello' is invalid.");
    assert_non_null(words(sqs_system_attributes_check(
        sqs_call, sqs_call_tree("{\"AWSTraceHeader\":{\"DataType\":\"Number\",\"StringValue\":\"1\"}}"))));
}

static void numbers(void **state)
{
    static const char *const valid[] = {
        "0", "-1", "+1", "1.5", ".5", "5.", "1e10", "1E-5", "00012", "1e+5", "12345678901234567890123456789012345678"
    };
    static const char *const wrong[] = { "",      "-",      "x",     "1x",
                                         "1e",    "e5",     "1.2.3", "0x10",
                                         " 1",    "1 ",     "1e",    "NaN",
                                         "1e127", "1e-129", ".",     "123456789012345678901234567890123456789" };

    (void)state;
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
        if (!sqs_number_is_valid(span_of(valid[i]))) fail_msg("%s", valid[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (sqs_number_is_valid(span_of(wrong[i]))) fail_msg("%s", wrong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(digests_of_attributes, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(bodies, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(message_attributes, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(at_most_ten_and_not_too_long, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(system_attributes, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(numbers, sqs_call_begin, sqs_call_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
