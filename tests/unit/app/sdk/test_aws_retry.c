/* When calls are repeated, and after what pauses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/sdk/aws_retry.h"

static void knows_what_is_worth_another_try(void **state)
{
    static const struct {
        struct aws_error error;
        bool is_retryable;
        bool is_throttling;
    } rows[] = {
        { { "ThrottlingException", "", 400 }, true, true },
        { { "ProvisionedThroughputExceededException", "", 400 }, true, true },
        { { "RequestLimitExceeded", "", 400 }, true, true },
        { { "TooManyRequestsException", "", 429 }, true, true },
        { { "Whatever", "", 429 }, true, true },
        { { "InternalServerError", "", 500 }, true, false },
        { { "HTTP 502", "", 502 }, true, false },
        { { "ServiceUnavailable", "", 503 }, true, false },
        { { AWS_ERROR_CONNECTION, "", 0 }, true, false },
        { { AWS_ERROR_TIMEOUT, "", 0 }, true, false },
        { { "ConditionalCheckFailedException", "", 400 }, false, false },
        { { "ValidationException", "", 400 }, false, false },
        { { "NotImplemented", "", 501 }, false, false },
        { { AWS_ERROR_CREDENTIALS, "", 0 }, false, false },
        { { AWS_ERROR_CLIENT, "", 0 }, false, false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (aws_retry_is_retryable(&rows[i].error) != rows[i].is_retryable) fail_msg("%s", rows[i].error.code);
        if (aws_retry_is_throttling(&rows[i].error) != rows[i].is_throttling) fail_msg("%s", rows[i].error.code);
    }
}

static void pauses_spread_below_a_doubling_bound(void **state)
{
    const struct aws_error failure = { "InternalFailure", "", 500 }, throttled = { "ThrottlingException", "", 400 };

    (void)state;
    assert_int_equal(aws_retry_pause_ms(&failure, 1, 0), 0);
    assert_int_equal(aws_retry_pause_ms(&failure, 1, UINT32_MAX), AWS_RETRY_BASE_MS);
    assert_int_equal(aws_retry_pause_ms(&failure, 2, UINT32_MAX), 2 * AWS_RETRY_BASE_MS);
    assert_int_equal(aws_retry_pause_ms(&failure, 4, UINT32_MAX), 8 * AWS_RETRY_BASE_MS);
    assert_int_equal(aws_retry_pause_ms(&failure, 4, UINT32_MAX / 2), 4 * AWS_RETRY_BASE_MS);
    assert_int_equal(aws_retry_pause_ms(&throttled, 2, UINT32_MAX), 2 * AWS_RETRY_THROTTLE_BASE_MS);
    assert_int_equal(aws_retry_pause_ms(&throttled, 20, UINT32_MAX), AWS_RETRY_PAUSE_MAX_MS);
}

static void reads_the_number_of_attempts(void **state)
{
    (void)state;
    assert_int_equal(aws_retry_attempts(NULL), AWS_RETRY_ATTEMPTS_DEFAULT);
    assert_int_equal(aws_retry_attempts(""), AWS_RETRY_ATTEMPTS_DEFAULT);
    assert_int_equal(aws_retry_attempts("5"), 5);
    assert_int_equal(aws_retry_attempts("1"), 1);
    assert_int_equal(aws_retry_attempts("0"), AWS_RETRY_ATTEMPTS_DEFAULT);
    assert_int_equal(aws_retry_attempts("5x"), AWS_RETRY_ATTEMPTS_DEFAULT);
    assert_int_equal(aws_retry_attempts("99999999999999999999"), AWS_RETRY_ATTEMPTS_DEFAULT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_is_worth_another_try),
        cmocka_unit_test(pauses_spread_below_a_doubling_bound),
        cmocka_unit_test(reads_the_number_of_attempts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
