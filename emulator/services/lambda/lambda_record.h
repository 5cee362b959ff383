/* What is told of an event that is over: AWS's invocation record for a destination, and what goes along with the event
 * to a dead-letter queue. No I/O.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
#ifndef NUBE_LAMBDA_RECORD_H
#define NUBE_LAMBDA_RECORD_H

#include "emulator/services/lambda/lambda_targets.h"

struct lambda_outcome {
    struct span request_id;
    struct span function_arn; /* with the qualifier that it was invoked by, or $LATEST */
    struct span version;      /* that ran last */
    struct span event;        /* JSON */
    struct span trace;        /* that the function passes on */
    bool has_failed;
    const char *condition; /* "Success", or why it failed: "RetriesExhausted", "EventAgeExceeded" */
    int64_t invocations;   /* how often it was tried; a throttled try is none */
    int64_t now_ms;
    const struct lambda_result *last; /* what the last try came to; NULL where that is not known any more */
};

/* The record as JSON; with_payloads: with the event and with what the function answered. Where the last try was no
 * invocation there is no response in it. */
struct span lambda_record(struct arena *a, const struct lambda_outcome *o, bool with_payloads);

/* A dead letter's attributes, as SendMessage and Publish take them: RequestID, and ErrorCode and ErrorMessage as far as
 * they are known. */
struct doc *lambda_dead_letter_attributes(struct arena *a, const struct lambda_outcome *o);

#endif
