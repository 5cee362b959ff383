/* What a function's process writes: lines for Nube's log, and the tail of an invocation's. */
#ifndef NUBE_LAMBDA_LOG_H
#define NUBE_LAMBDA_LOG_H

#include "emulator/base/arena.h"

#define LAMBDA_LOG_TAIL 4096 /* AWS: the last 4 KB */

struct lambda_log {
    char tail[LAMBDA_LOG_TAIL];
    size_t tail_size;
    char line[1024];
    size_t line_size;
};

/* Reads what there is, without waiting. True at the end of the stream. */
bool lambda_log_drain(struct lambda_log *log, int fd, struct span function_name);

/* Forgets the tail: an invocation begins. */
void lambda_log_clear(struct lambda_log *log);

struct lambda_report {
    const char *request_id;
    int64_t duration_us, init_us, memory_mb, memory_max_bytes;
};

/* The tail between AWS's START, END and REPORT lines, at most 4 KB, in `a`. */
struct span lambda_log_tail(const struct lambda_log *log, struct arena *a, const struct lambda_report *report);

#endif
