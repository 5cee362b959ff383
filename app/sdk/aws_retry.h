/* When a failed call is tried again, and after what pause: exponential backoff with full jitter, as described in
 * "Exponential Backoff And Jitter" on AWS's architecture blog. Pure. */
#ifndef APP_SDK_AWS_RETRY_H
#define APP_SDK_AWS_RETRY_H

#include <stdbool.h>

#include "app/sdk/aws_error.h"

enum { AWS_RETRY_ATTEMPTS_DEFAULT = 3, AWS_RETRY_ATTEMPTS_MAX = 20 };
enum { AWS_RETRY_BASE_MS = 50, AWS_RETRY_THROTTLE_BASE_MS = 200, AWS_RETRY_PAUSE_MAX_MS = 20000 };

/* The service asks for slower calls. */
bool aws_retry_is_throttling(const struct aws_error *error);

/* Throttling, a server's failure (5xx), a dropped or impossible connection, a timeout. */
bool aws_retry_is_retryable(const struct aws_error *error);

/* The pause before the next attempt after `attempts` failed ones, evenly spread from 0 to a bound that doubles with
 * every attempt; `random` is any 32 random bits. */
unsigned aws_retry_pause_ms(const struct aws_error *error, unsigned attempts, unsigned random);

/* Reads AWS_MAX_ATTEMPTS: a number from 1 to AWS_RETRY_ATTEMPTS_MAX, the default for anything else. */
unsigned aws_retry_attempts(const char *setting);

#endif
