/* A sliding tail, and a line at a time to the log. */
#include "emulator/services/lambda/lambda_log.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"

static void tail_add(struct lambda_log *log, const char *data, size_t size)
{
    size_t keep;

    if (size >= LAMBDA_LOG_TAIL) {
        data += size - LAMBDA_LOG_TAIL;
        size = LAMBDA_LOG_TAIL;
    }
    keep = log->tail_size + size > LAMBDA_LOG_TAIL ? LAMBDA_LOG_TAIL - size : log->tail_size;
    memmove(log->tail, log->tail + log->tail_size - keep, keep);
    memcpy(log->tail + keep, data, size);
    log->tail_size = keep + size;
}

static void left_out_tell(struct lambda_log *log, struct span function_name)
{
    if (log->left_out)
        log_info("[%.*s] (%d lines left out: more than %d in a second)", SPAN_ARG(function_name), log->left_out,
                 LAMBDA_LOG_LINES_MAX);
    log->left_out = 0;
}

static void line_end(struct lambda_log *log, struct span function_name)
{
    int64_t second = clock_monotonic_us() / 1000000;

    if (second != log->second) {
        left_out_tell(log, function_name);
        log->second = second;
        log->lines = 0;
    }
    if (log->line_size && log->lines++ < LAMBDA_LOG_LINES_MAX)
        log_info("[%.*s] %.*s", SPAN_ARG(function_name), (int)log->line_size, log->line);
    else if (log->line_size) log->left_out++;
    log->line_size = 0;
}

static void lines_add(struct lambda_log *log, const char *data, size_t size, struct span function_name)
{
    for (size_t i = 0; i < size; i++) {
        if (data[i] == '\n' || log->line_size == sizeof log->line) line_end(log, function_name);
        if (data[i] != '\n') log->line[log->line_size++] = data[i];
    }
}

enum lambda_drained lambda_log_drain(struct lambda_log *log, int fd, struct span function_name)
{
    char chunk[4096];
    ssize_t got = 1;

    if (fd < 0) return LAMBDA_LOG_CLOSED;
    for (size_t total = 0; total < LAMBDA_LOG_DRAIN_MAX; total += (size_t)got) {
        got = read(fd, chunk, sizeof chunk);
        if (got <= 0) return got == 0 ? LAMBDA_LOG_CLOSED : LAMBDA_LOG_EMPTY;
        tail_add(log, chunk, (size_t)got);
        lines_add(log, chunk, (size_t)got, function_name);
    }
    return LAMBDA_LOG_MORE;
}

void lambda_log_end(struct lambda_log *log, struct span function_name)
{
    line_end(log, function_name);
    left_out_tell(log, function_name);
}

void lambda_log_clear(struct lambda_log *log)
{
    log->tail_size = 0;
}

struct span lambda_log_tail(const struct lambda_log *log, struct arena *a, const struct lambda_report *r)
{
    int64_t billed_ms = (r->duration_us + r->init_us + 999) / 1000, used_mb = (r->memory_max_bytes + 1048575) / 1048576;
    struct span init = r->init_us ? arena_format(a, "Init Duration: %.2f ms\t", (double)r->init_us / 1000) : SPAN("");
    struct span whole =
        arena_format(a,
                     "START RequestId: %s Version: $LATEST\n%.*s%sEND RequestId: %s\nREPORT RequestId: %s\t"
                     "Duration: %.2f ms\tBilled Duration: %" PRId64 " ms\tMemory Size: %" PRId64
                     " MB\tMax Memory Used: %" PRId64 " MB\t%.*s\n",
                     r->request_id, (int)log->tail_size, log->tail,
                     log->tail_size && log->tail[log->tail_size - 1] != '\n' ? "\n" : "", r->request_id, r->request_id,
                     (double)r->duration_us / 1000, billed_ms, r->memory_mb, used_mb, SPAN_ARG(init));

    return whole.size > LAMBDA_LOG_TAIL ? span_sub(whole, whole.size - LAMBDA_LOG_TAIL, LAMBDA_LOG_TAIL) : whole;
}
