/* What the platform logs of a process's phases: INIT_REPORT, START, END, REPORT and what went wrong, as lines of text,
 * or as JSON where the function's log format is that, from its system level on.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
#ifndef NUBE_LAMBDA_PLATFORM_H
#define NUBE_LAMBDA_PLATFORM_H

#include "emulator/services/lambda/lambda_log.h"

/* How a phase ended: "success"; "error", of the function's or the runtime's own; "failure", the runtime's exit;
 * "timeout", which needs no type. */
struct lambda_phase_end {
    const char *status;
    const char *error_type; /* NULL: none */
    bool is_own;            /* the function told it itself */
};

struct lambda_report {
    const char *request_id;
    struct lambda_phase_end end;
    int64_t duration_us, init_us, memory_mb, memory_max_bytes; /* init_us is 0 where that was another invocation's */
    const char *trace;                                         /* NULL: none is told */
    bool has_answer;                                           /* the runtime gave one: */
    int64_t produced_bytes, latency_us;                        /* its size, and when it began */
};

/* `phase` is "init", or "invoke" where it is done again within an invocation. */
void lambda_platform_init(struct lambda_log *log, const char *phase, int64_t duration_us, struct lambda_phase_end end);
void lambda_platform_start(struct lambda_log *log, const char *request_id, const char *trace);

/* Why it failed: "Runtime exited with error: …", or "Task timed out after …". */
void lambda_platform_fault(struct lambda_log *log, const char *request_id, const char *error_type, const char *message);
void lambda_platform_timeout(struct lambda_log *log, const char *request_id, int64_t timeout_seconds);

void lambda_platform_report(struct lambda_log *log, const struct lambda_report *report);

#endif
