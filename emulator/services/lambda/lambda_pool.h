/* The pool of function processes: who runs which event.
 *
 *   invoke ─┬─ an idle process of this revision ──────────────────▶ busy ─ response ─▶ done
 *           └─ none: wait in the revision's line, and start one ─▶ idle ─ takes the first in line
 *
 * A process takes one event at a time and is used again. Processes of a revision start a few at a time, so that a burst is served by
 * those that come free as well as by new ones. Deadlines, memory and idle processes are watched by one thread, in the machine's
 * own time, since the processes live in it. */
#ifndef NUBE_LAMBDA_POOL_H
#define NUBE_LAMBDA_POOL_H

#include "emulator/services/lambda/lambda_store.h"

struct lambda_result {
    bool is_throttled;          /* the concurrency limit is reached; nothing ran */
    const char *function_error; /* "Unhandled", or NULL after a success */
    struct span payload;        /* the function's result, or the error as JSON */
    struct span log_tail;       /* the last 4 KB of its log */
};

/* Called once, on any thread, without locks; the result is valid during the call only. */
typedef void lambda_done_fn(const struct lambda_result *result, void *arg);

/* Runs the event. Everything is copied. May call `done` before it returns. */
void lambda_pool_invoke(const struct lambda_function *f, struct span payload, const char *request_id,
                        lambda_done_fn *done, void *arg);

/* Unpacks a function's package ahead of its first invocation. `code_sha256` in base64. Takes as long as it takes. */
void lambda_pool_prepare(int64_t function_id, const char *code_sha256);

/* Processes of this function (by its ARN) take no more events and end when they are idle: it was changed or deleted. */
void lambda_pool_outdate(struct span function_arn);

void lambda_pool_start(void);

/* Ends every invocation with an error and kills every process, without waiting until they are gone. */
void lambda_pool_reset(void);

/* Lets busy processes go on for a moment, then does the same and waits. Starts nothing from then on, until lambda_pool_start. */
void lambda_pool_stop(void);

/* --- for the Runtime API ------------------------------------------------------------------------------------------ */

struct lambda_next {
    const char *request_id, *function_arn, *trace_id;
    int64_t deadline_ms;
    struct span payload;
};

/* Waits for the next event of the process that has this port; copies go into `a`. False when the process is not wanted any more. */
bool lambda_pool_next(int port, struct arena *a, struct lambda_next *event);

/* The process's answer. False when it has no such request. */
bool lambda_pool_respond(int port, struct span request_id, struct span payload, bool is_error);

/* The process could not start. */
void lambda_pool_init_error(int port, struct span payload);

#endif
