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

static void waits_as_long_as_it_is_asked_to(void **state)
{
    struct aws_error error = { "SlowDown", "", 503, .retry_after_ms = 3000 };

    (void)state;
    assert_int_equal(aws_retry_pause_ms(&error, 1, 0), 3000);
    error.retry_after_ms = 3600 * 1000;
    assert_int_equal(aws_retry_pause_ms(&error, 1, 0), AWS_RETRY_PAUSE_MAX_MS);
    error.retry_after_ms = 1;
    assert_int_equal(aws_retry_pause_ms(&error, 1, UINT32_MAX), AWS_RETRY_THROTTLE_BASE_MS);
}

static unsigned attempts_of(const char *mode, const char *attempts)
{
    struct aws_retry retry;

    assert_true(aws_retry_init(&retry, mode, attempts));
    return retry.attempts;
}

static void reads_the_settings(void **state)
{
    struct aws_retry retry;

    (void)state;
    assert_int_equal(attempts_of("", ""), AWS_RETRY_ATTEMPTS_DEFAULT);
    assert_int_equal(attempts_of("standard", "5"), 5);
    assert_int_equal(attempts_of("adaptive", "1"), 1);
    assert_int_equal(attempts_of("legacy", ""), AWS_RETRY_ATTEMPTS_LEGACY);
    assert_int_equal(attempts_of("legacy", "2"), 2);
    assert_int_equal(attempts_of("", "0"), AWS_RETRY_ATTEMPTS_DEFAULT);
    assert_int_equal(attempts_of("", "5x"), AWS_RETRY_ATTEMPTS_DEFAULT);
    assert_int_equal(attempts_of("", "99999999999999999999"), AWS_RETRY_ATTEMPTS_DEFAULT);
    assert_false(aws_retry_init(&retry, "Standard!", ""));
}

/* A service that fails for every call is left alone after a while, and tried again when calls end well. */
static void a_bucket_ends_the_repetitions(void **state)
{
    const struct aws_error failure = { "InternalFailure", "", 500 }, late = { AWS_ERROR_TIMEOUT, "", 0 };
    struct aws_retry retry;
    unsigned i;

    (void)state;
    assert_true(aws_retry_init(&retry, "", "3"));
    assert_true(aws_retry_take(&retry, &failure, 1));
    assert_true(aws_retry_take(&retry, &late, 2));
    assert_false(aws_retry_take(&retry, &failure, 3)); /* its attempts are used up */
    assert_int_equal(retry.tokens, AWS_RETRY_TOKENS - AWS_RETRY_COST - AWS_RETRY_TIMEOUT_COST);
    aws_retry_give_back(&retry);
    assert_int_equal(retry.tokens, AWS_RETRY_TOKENS - AWS_RETRY_COST);
    for (i = 0; aws_retry_take(&retry, &failure, 1); i++) continue;
    assert_int_equal(i, AWS_RETRY_TOKENS / AWS_RETRY_COST - 1);
    assert_int_equal(retry.last_cost, 0);
    for (i = 0; i < AWS_RETRY_COST; i++) {
        assert_false(aws_retry_take(&retry, &failure, 1));
        aws_retry_give_back(&retry); /* a call that ends well at once gives one */
    }
    assert_true(aws_retry_take(&retry, &failure, 1));
    assert_true(aws_retry_init(&retry, "legacy", ""));
    for (i = 0; i < 1000; i++) assert_true(aws_retry_take(&retry, &failure, 1));
}

static void the_clock_is_corrected_by_refusals_of_time(void **state)
{
    struct aws_error error = { "RequestTimeTooSkewed", "", 403, .server_time = 10000 };

    (void)state;
    assert_int_equal(aws_retry_clock_skew(&error, 10000 - 360), 360);
    assert_int_equal(aws_retry_clock_skew(&error, 10000 + 360), -360);
    assert_int_equal(aws_retry_clock_skew(&error, 10000 + 60), 0); /* the key is wrong, not the clock */
    error.server_time = 0;
    assert_int_equal(aws_retry_clock_skew(&error, 20000), 0);
    error = (struct aws_error){ "AccessDenied", "", 403, .server_time = 10000 };
    assert_int_equal(aws_retry_clock_skew(&error, 20000), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_is_worth_another_try), cmocka_unit_test(pauses_spread_below_a_doubling_bound),
        cmocka_unit_test(waits_as_long_as_it_is_asked_to), cmocka_unit_test(reads_the_settings),
        cmocka_unit_test(a_bucket_ends_the_repetitions),   cmocka_unit_test(the_clock_is_corrected_by_refusals_of_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
