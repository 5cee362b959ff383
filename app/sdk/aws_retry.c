/* The retry policy. */
#include "app/sdk/aws_retry.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool retry_code_in(const char *code, const char *const *codes)
{
    for (; *codes; codes++)
        if (!strcmp(code, *codes)) return true;
    return false;
}

bool aws_retry_is_throttling(const struct aws_error *error)
{
    static const char *const codes[] = {
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        NULL,
    };

    return error->status == 429 || retry_code_in(error->code, codes);
}

bool aws_retry_is_retryable(const struct aws_error *error)
{
    static const char *const codes[] = {
        AWS_ERROR_CONNECTION, AWS_ERROR_TIMEOUT, "RequestTimeout", "RequestTimeoutException", NULL,
    };

    return aws_retry_is_throttling(error) || retry_code_in(error->code, codes) || error->status == 500 ||
           error->status == 502 || error->status == 503 || error->status == 504;
}

static bool retry_is_timeout(const struct aws_error *error)
{
    return aws_error_is(error, AWS_ERROR_TIMEOUT) || aws_error_is(error, "RequestTimeout") ||
           aws_error_is(error, "RequestTimeoutException");
}

bool aws_retry_take(struct aws_retry *retry, const struct aws_error *error, unsigned attempts)
{
    unsigned cost = retry_is_timeout(error) ? AWS_RETRY_TIMEOUT_COST : AWS_RETRY_COST;

    if (attempts == 1) retry->last_cost = 0;
    if (attempts >= retry->attempts || !aws_retry_is_retryable(error)) return false;
    if (!retry->has_bucket) return true;
    if (retry->tokens < cost) return false;
    retry->tokens -= cost;
    retry->last_cost = cost;
    return true;
}

void aws_retry_give_back(struct aws_retry *retry)
{
    retry->tokens += retry->last_cost ? retry->last_cost : 1;
    if (retry->tokens > AWS_RETRY_TOKENS) retry->tokens = AWS_RETRY_TOKENS;
    retry->last_cost = 0;
}

unsigned aws_retry_pause_ms(const struct aws_error *error, unsigned attempts, unsigned random)
{
    uint64_t bound = aws_retry_is_throttling(error) ? AWS_RETRY_THROTTLE_BASE_MS : AWS_RETRY_BASE_MS;
    unsigned i, pause_ms;

    for (i = 1; i < attempts && bound < AWS_RETRY_PAUSE_MAX_MS; i++) bound *= 2;
    if (bound > AWS_RETRY_PAUSE_MAX_MS) bound = AWS_RETRY_PAUSE_MAX_MS;
    pause_ms = (unsigned)(((bound + 1) * (uint64_t)random) >> 32);
    if (pause_ms < error->retry_after_ms) pause_ms = error->retry_after_ms;
    return pause_ms < AWS_RETRY_PAUSE_MAX_MS ? pause_ms : AWS_RETRY_PAUSE_MAX_MS;
}

static unsigned retry_attempts(const char *setting, unsigned otherwise)
{
    char *end = NULL;
    unsigned long attempts = strtoul(setting, &end, 10);

    return !*setting || *end || attempts < 1 || attempts > AWS_RETRY_ATTEMPTS_MAX ? otherwise : (unsigned)attempts;
}

bool aws_retry_init(struct aws_retry *retry, const char *mode, const char *attempts)
{
    bool is_legacy = !strcmp(mode, "legacy");

    retry->has_bucket = !is_legacy;
    retry->tokens = AWS_RETRY_TOKENS;
    retry->last_cost = 0;
    retry->attempts = retry_attempts(attempts, is_legacy ? AWS_RETRY_ATTEMPTS_LEGACY : AWS_RETRY_ATTEMPTS_DEFAULT);
    return is_legacy || !*mode || !strcmp(mode, "standard") || !strcmp(mode, "adaptive");
}

/* AWS: requests are refused whose time is more than five minutes off. */
long long aws_retry_clock_skew(const struct aws_error *error, long long now)
{
    enum { SKEW_MIN_SECONDS = 240 };
    static const char *const codes[] = { "RequestTimeTooSkewed",
                                         "RequestExpired",
                                         "RequestInTheFuture",
                                         "InvalidSignatureException",
                                         "SignatureDoesNotMatch",
                                         "AuthFailure",
                                         NULL };
    long long skew = error->server_time - now;

    if (!error->server_time || !retry_code_in(error->code, codes)) return 0;
    return skew >= SKEW_MIN_SECONDS || skew <= -SKEW_MIN_SECONDS ? skew : 0;
}
