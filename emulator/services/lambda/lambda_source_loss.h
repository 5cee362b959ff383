/* What is told of records that a mapping gave up: AWS's record of it, to the mapping's destination.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html */
#ifndef NUBE_LAMBDA_SOURCE_LOSS_H
#define NUBE_LAMBDA_SOURCE_LOSS_H

#include "emulator/core/call.h"

struct lambda_source_loss {
    const char *condition; /* "RetryAttemptsExhausted", "RecordAgeExceeded" */
    struct span function_arn, stream_arn;
    struct span uuid;                /* the mapping's */
    struct span request_id, version; /* of the last invocation; absent where there was none */
    const char *error;               /* of that: "Unhandled", or NULL where the function answered so that all failed */
    bool was_invoked;
    int64_t invocations;
    struct span shard, first_number, last_number;
    int64_t first_ms, last_ms; /* when the first and the last record were made */
    struct doc *records;       /* of a batch: `count` from `first` on were given up */
    size_t first, count;
    int64_t now_ms;
};

/* The record as a document. */
struct doc *lambda_source_loss_record(struct arena *a, const struct lambda_source_loss *o, bool with_records);

/* Sends it once the call is committed, in the name of the function's role. An absent ARN: nowhere. */
void lambda_source_loss_tell(struct call *c, struct span function, struct span role, struct span arn,
                             const struct lambda_source_loss *o);

#endif
