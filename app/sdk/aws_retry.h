/* When a failed call is tried again, and after what pause: the SDKs' standard mode. Pure.
 *
 * AWS: "Retry behavior" in the SDKs and Tools reference guide. The pauses are exponential with full jitter; a bucket of
 * tokens, which failures empty and successes fill, ends the repetitions when a service fails for all calls. */
#ifndef APP_SDK_AWS_RETRY_H
#define APP_SDK_AWS_RETRY_H

#include <stdbool.h>

#include "app/sdk/aws_error.h"

enum { AWS_RETRY_ATTEMPTS_DEFAULT = 3, AWS_RETRY_ATTEMPTS_LEGACY = 5, AWS_RETRY_ATTEMPTS_MAX = 20 };
enum { AWS_RETRY_BASE_MS = 50, AWS_RETRY_THROTTLE_BASE_MS = 200, AWS_RETRY_PAUSE_MAX_MS = 20000 };
enum { AWS_RETRY_TOKENS = 500, AWS_RETRY_COST = 5, AWS_RETRY_TIMEOUT_COST = 10 };

/* A client's settings and its bucket. */
struct aws_retry {
    unsigned attempts;  /* of one call, the first among them */
    bool has_bucket;    /* the mode is standard */
    unsigned tokens;    /* in the bucket */
    unsigned last_cost; /* what the call at hand has taken from it */
};

/* The settings: `mode` and `attempts` as AWS_RETRY_MODE and AWS_MAX_ATTEMPTS have them, "" for the default. The mode is
 * standard, or legacy: five attempts and no bucket. DIFFERS: adaptive is taken as standard; the client does not measure
 * its own rate. False where the mode is none of these; a number of attempts that is none counts as the default. */
bool aws_retry_init(struct aws_retry *retry, const char *mode, const char *attempts);

/* The service asks for slower calls. */
bool aws_retry_is_throttling(const struct aws_error *error);

/* Throttling, a server's failure (5xx), a dropped or impossible connection, a timeout. */
bool aws_retry_is_retryable(const struct aws_error *error);

/* May the call be tried again after so many failed attempts? Takes the cost from the bucket. */
bool aws_retry_take(struct aws_retry *retry, const struct aws_error *error, unsigned attempts);

/* A call has ended well: what its last repetition took comes back, or one token where there was none. */
void aws_retry_give_back(struct aws_retry *retry);

/* The pause before the next attempt after `attempts` failed ones, evenly spread from 0 to a bound that doubles with
 * every attempt, and not less than the service asks for, up to the longest; `random` is any 32 random bits. */
unsigned aws_retry_pause_ms(const struct aws_error *error, unsigned attempts, unsigned random);

/* By how many seconds the clock here is to be corrected: the server's time less `now`, where the refusal is one of time
 * or of a signature and the two are further apart than AWS takes; else 0. */
long long aws_retry_clock_skew(const struct aws_error *error, long long now);

#endif
