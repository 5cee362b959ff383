/* What is logged of a function's process: what it writes, and the platform's lines about it (lambda_platform.h). Each
 * line goes to Nube's log, marked with the function, and to the telemetry as one of the function's log group; the tail
 * of an invocation's lines is kept for who asks for it.
 *
 * A function whose log format is JSON logs lines of its own level and above, where a line says its level. */
#ifndef NUBE_LAMBDA_LOG_H
#define NUBE_LAMBDA_LOG_H

#include "emulator/base/buf.h"
#include "emulator/services/lambda/lambda_function.h"

#define LAMBDA_LOG_TAIL      4096  /* AWS: the last 4 KB */
#define LAMBDA_LOG_DRAIN_MAX 65536 /* what a pipe holds */
#define LAMBDA_LOG_LINES_MAX 1000  /* a second, of one process */
#define LAMBDA_LOG_LINE_MAX  16384 /* bytes; a longer one goes on in the next */

/* AWS: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-logsDropped */
#define LAMBDA_LOG_TOO_FAST \
    "Some logs were dropped because the downstream consumer is slower than the logs production rate"

enum lambda_log_level { LAMBDA_TRACE, LAMBDA_DEBUG, LAMBDA_INFO, LAMBDA_WARN, LAMBDA_ERROR, LAMBDA_FATAL };

/* Zero-initialise it, and open it; release it. */
struct lambda_log {
    const struct lambda_function *f; /* lasts as long */
    struct span group;
    char stream
        [128]; /* "2026/11/24/[$LATEST]" and 32 hexadecimal digits; "…/NAME[$LATEST]…" in a group of others, too */
    bool is_json, is_provisioned;
    enum lambda_log_level application, system; /* what is logged at least, where it is JSON */

    char tail[LAMBDA_LOG_TAIL];
    size_t tail_size;
    struct buf line;
    int64_t second; /* the one in which `lines` were logged and `left_out` were not */
    int lines, left_out;
    int64_t left_out_bytes;

    /* Who else hears each line of the function's and each of the platform's events; NULL: nobody. */
    void (*heard)(void *arg, const char *type, struct span record, int64_t time_ms);
    void *heard_arg;
    struct arena arena;
};

void lambda_log_open(struct lambda_log *log, const struct lambda_function *f);
void lambda_log_release(struct lambda_log *log);

/* Does anybody take its lines but the tail? */
bool lambda_log_is_taken(const struct lambda_log *log);

enum lambda_drained { LAMBDA_LOG_EMPTY, LAMBDA_LOG_MORE, LAMBDA_LOG_CLOSED };

/* Reads what there is, without waiting, and no more than a pipe holds: whoever writes faster than that is read again
 * later. Past LAMBDA_LOG_LINES_MAX a second, lines are counted instead of logged. Without a descriptor (-1) it is
 * CLOSED. */
enum lambda_drained lambda_log_drain(struct lambda_log *log, int fd);

/* Nothing more is to come: logs what is left of a line, and how many were left out. */
void lambda_log_end(struct lambda_log *log);

/* Forgets the tail: an invocation begins. */
void lambda_log_clear(struct lambda_log *log);

/* A line of the platform's, for the tail and the telemetry; `is_said`: for Nube's log, too. It ends with a newline. */
void lambda_log_platform(struct lambda_log *log, struct span line, bool is_said);

/* The tail, in `a`. */
struct span lambda_log_tail(const struct lambda_log *log, struct arena *a);

#endif
