/* What a function's process writes: lines for Nube's log, and the tail of an invocation's. */
#ifndef NUBE_LAMBDA_LOG_H
#define NUBE_LAMBDA_LOG_H

#include "emulator/base/arena.h"

#define LAMBDA_LOG_TAIL      4096  /* AWS: the last 4 KB */
#define LAMBDA_LOG_DRAIN_MAX 65536 /* what a pipe holds */
#define LAMBDA_LOG_LINES_MAX 1000  /* a second, of one process */

struct lambda_log {
    char tail[LAMBDA_LOG_TAIL];
    size_t tail_size;
    char line[1024];
    size_t line_size;
    int64_t second; /* the one in which `lines` were logged and `left_out` were not */
    int lines, left_out;
};

enum lambda_drained { LAMBDA_LOG_EMPTY, LAMBDA_LOG_MORE, LAMBDA_LOG_CLOSED };

/* Reads what there is, without waiting, and no more than a pipe holds: whoever writes faster than that is read again
 * later. Past LAMBDA_LOG_LINES_MAX a second, lines are counted instead of logged. Without a descriptor (-1) it is
 * CLOSED. */
enum lambda_drained lambda_log_drain(struct lambda_log *log, int fd, struct span function_name);

/* Nothing more is to come: logs what is left of a line, and how many were left out. */
void lambda_log_end(struct lambda_log *log, struct span function_name);

/* Forgets the tail: an invocation begins. */
void lambda_log_clear(struct lambda_log *log);

struct lambda_report {
    const char *request_id;
    int64_t duration_us, init_us, memory_mb, memory_max_bytes;
};

/* The tail between AWS's START, END and REPORT lines, at most 4 KB, in `a`. */
struct span lambda_log_tail(const struct lambda_log *log, struct arena *a, const struct lambda_report *report);

#endif
