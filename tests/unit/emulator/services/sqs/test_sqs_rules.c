/* SQS's rules by themselves. */
#include "tests/support/emulator/sqs_call.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/services/sqs/sqs_rules.h"

/* NULL, or the fault's code; it is taken away. */
static const char *code(int rc)
{
    const char *code = sqs_call->fault.kind ? sqs_call->fault.kind->code : NULL;

    assert_int_equal(rc, code ? -1 : 0);
    sqs_call->fault.kind = NULL;
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
    assert_true(sqs_fifo_name_is_valid(SPAN("a.fifo")));
    assert_false(sqs_fifo_name_is_valid(SPAN(".fifo")));
    assert_false(sqs_fifo_name_is_valid(SPAN("a")));
    assert_false(sqs_fifo_name_is_valid(SPAN("a.b.fifo")));
    memcpy(longest + 75, ".fifo", 5);
    assert_true(sqs_fifo_name_is_valid((struct span){ longest, 80 }));
    memcpy(longest + 76, ".fifo", 5);
    assert_false(sqs_fifo_name_is_valid((struct span){ longest, 81 }));
}

static void urls(void **state)
{
    static const struct {
        const char *url, *region;
    } valid[] = {
        { "http://localhost:4566/123456789012/q", "" },
        { "https://sqs.us-east-1.amazonaws.com/123456789012/q", "us-east-1" },
        { "/123456789012/q", "" },
        { "123456789012/q", "" },
        { "http://nube/queue/eu-west-1/123456789012/q", "eu-west-1" },
        { "http://sqs.eu-west-1.localhost.localstack.cloud:4566/123456789012/q", "eu-west-1" },
        { "http://eu-west-1.queue.localhost.localstack.cloud:4566/123456789012/q", "eu-west-1" },
        { "http://queue.localhost.localstack.cloud:4566/123456789012/q", "us-east-1" },
        { "http://sqs.localhost:4566/123456789012/q", "" },
        { "http://127.0.0.1:4566/123456789012/q", "" },
    };
    static const char *const wrong[] = { "",
                                         "q",
                                         "http://localhost:4566/q",
                                         "http://localhost:4566/1234/q",
                                         "http://localhost:4566/123456789012/",
                                         "a/b/c/d/e/f/g/h/123456789012/q" };
    struct sqs_address address;

    (void)state;
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++) {
        if (!sqs_url_split(span_of(valid[i].url), &address)) fail_msg("%s", valid[i].url);
        assert_span_equal(address.account, "123456789012");
        assert_span_equal(address.name, "q");
        assert_span_equal(address.region, valid[i].region);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (sqs_url_split(span_of(wrong[i]), &address)) fail_msg("%s", wrong[i]);
}

static void tokens(void **state)
{
    char long_one[130];

    (void)state;
    memset(long_one, 't', 129);
    assert_null(code(sqs_token_check(sqs_call, "MessageGroupId", SPAN("aZ9!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))));
    assert_null(code(sqs_token_check(sqs_call, "MessageGroupId", (struct span){ long_one, 128 })));
    assert_non_null(code(sqs_token_check(sqs_call, "MessageGroupId", (struct span){ long_one, 129 })));
    assert_non_null(code(sqs_token_check(sqs_call, "MessageGroupId", SPAN(""))));
    assert_non_null(code(sqs_token_check(sqs_call, "MessageGroupId", SPAN("\xC3\xA9"))));
    assert_int_equal(sqs_token_check(sqs_call, "MessageGroupId", SPAN("a b")), -1);
    assert_string_equal(sqs_call->fault.message,
                        "Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include "
                        "alphanumeric and punctuation characters. 1 to 128 in length.");
}

static void wanted_names(void **state)
{
    struct doc *wanted = sqs_call_tree("[\"exact\",\"pre.*\",\"q\"]");

    (void)state;
    assert_true(sqs_name_is_wanted(wanted, SPAN("exact")));
    assert_true(sqs_name_is_wanted(wanted, SPAN("pre")));
    assert_true(sqs_name_is_wanted(wanted, SPAN("prefix")));
    assert_true(sqs_name_is_wanted(wanted, SPAN("pre.x")));
    assert_false(sqs_name_is_wanted(wanted, SPAN("exactly")));
    assert_false(sqs_name_is_wanted(wanted, SPAN("pr")));
    assert_false(sqs_name_is_wanted(NULL, SPAN("q")));
    assert_true(sqs_name_is_wanted(sqs_call_tree("[\"All\"]"), SPAN("x")));
    assert_true(sqs_name_is_wanted(sqs_call_tree("[\".*\"]"), SPAN("x")));
}

static void handles(void **state)
{
    struct span arn = SPAN("arn:aws:sqs:us-east-1:000000000000:q"),
                handle = sqs_handle_make(&sqs_call->arena, INT64_MAX, 7, arn);
    static const char *const wrong[] = { "", "x", "AAAA", "MSAy", "!!!!" };
    int64_t row, nonce;

    (void)state;
    assert_true(sqs_handle_parse(&sqs_call->arena, handle, arn, &row, &nonce));
    assert_int_equal(row, INT64_MAX);
    assert_int_equal(nonce, 7);
    assert_false(
        sqs_handle_parse(&sqs_call->arena, handle, SPAN("arn:aws:sqs:us-east-1:000000000000:r"), &row, &nonce));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(sqs_handle_parse(&sqs_call->arena, span_of(wrong[i]), arn, &row, &nonce));
    nonce = sqs_nonce_new(1795492800000);
    assert_int_equal(sqs_nonce_time_ms(nonce), 1795492800000);
    assert_true(nonce > 0);
}

static void sequence_numbers(void **state)
{
    struct span a = sqs_sequence_number(&sqs_call->arena, 1), b = sqs_sequence_number(&sqs_call->arena, 2),
                last = sqs_sequence_number(&sqs_call->arena, INT64_C(99999999999999999));

    (void)state;
    assert_int_equal(a.size, 20);
    assert_int_equal(last.size, 20);
    assert_true(span_compare(a, b) < 0 && span_compare(b, last) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(urls, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(tokens, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(wanted_names, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(handles, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(sequence_numbers, sqs_call_begin, sqs_call_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
