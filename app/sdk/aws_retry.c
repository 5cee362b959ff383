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

unsigned aws_retry_pause_ms(const struct aws_error *error, unsigned attempts, unsigned random)
{
    uint64_t bound = aws_retry_is_throttling(error) ? AWS_RETRY_THROTTLE_BASE_MS : AWS_RETRY_BASE_MS;
    unsigned i;

    for (i = 1; i < attempts && bound < AWS_RETRY_PAUSE_MAX_MS; i++) bound *= 2;
    if (bound > AWS_RETRY_PAUSE_MAX_MS) bound = AWS_RETRY_PAUSE_MAX_MS;
    return (unsigned)(((bound + 1) * (uint64_t)random) >> 32);
}

unsigned aws_retry_attempts(const char *setting)
{
    char *end = NULL;
    unsigned long attempts = setting ? strtoul(setting, &end, 10) : 0;

    if (!setting || !*setting || *end || attempts < 1 || attempts > AWS_RETRY_ATTEMPTS_MAX)
        return AWS_RETRY_ATTEMPTS_DEFAULT;
    return (unsigned)attempts;
}
