/* What the platform logs of a process's phases: INIT_START, INIT_REPORT, START, END, REPORT, TELEMETRY, EXTENSION and
 * what went wrong, as lines of text, or as JSON where the function's log format is that, from its system level on.
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
    int64_t ended_ms, overhead_us; /* by the clock, and how long the runtime took from then to its next `next` */
};

/* The process begins, in a phase as below. The record of that is what subscribers hear later, too; in `a`. */
void lambda_platform_begin(struct lambda_log *log, const char *phase);
struct span lambda_platform_begun(struct arena *a, const struct lambda_log *log, const char *phase);

/* An extension has subscribed to telemetry: to `types`, a list. */
void lambda_platform_subscription(struct lambda_log *log, bool is_logs, const char *name, const char *state,
                                  const struct doc *types);

/* What an extension has come to in the first phase. `events` is a list; error_type may be NULL. */
void lambda_platform_extension(struct lambda_log *log, const char *name, const char *state, struct doc *events,
                               const char *error_type);

void lambda_platform_dropped(struct lambda_log *log, int64_t records, int64_t bytes, const char *reason);

/* `phase` is "init", or "invoke" where it is done again within an invocation. */
void lambda_platform_init(struct lambda_log *log, const char *phase, int64_t duration_us, struct lambda_phase_end end);
/* `function_arn` is as it was invoked by. */
void lambda_platform_start(struct lambda_log *log, const char *request_id, const char *function_arn, const char *trace);

/* Why it failed: "Runtime exited with error: …", or "Task timed out after …". */
void lambda_platform_fault(struct lambda_log *log, const char *request_id, const char *error_type, const char *message);
void lambda_platform_timeout(struct lambda_log *log, const char *request_id, int64_t timeout_seconds);

/* In the log, once it is answered. */
void lambda_platform_report(struct lambda_log *log, const struct lambda_report *report);

/* To who hears of the process, once its runtime asks for the next event, or has ended. */
void lambda_platform_report_tell(struct lambda_log *log, const struct lambda_report *report);

#endif
