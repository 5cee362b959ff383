/* A sliding tail, and a line at a time to the log. */
#include "emulator/services/lambda/lambda_log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/times.h"
#include "emulator/core/telemetry.h"

/* "INFO" and the like; what is none counts as `otherwise`. */
static enum lambda_log_level level_named(struct span name, enum lambda_log_level otherwise)
{
    static const char *const names[] = { "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(name, names[i])) return (enum lambda_log_level)i;
    if (span_is_nocase(name, "WARNING")) return LAMBDA_WARN;
    if (span_is_nocase(name, "CRITICAL")) return LAMBDA_FATAL;
    return otherwise;
}

/* AWS: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html */
static bool is_own_group(const struct lambda_function *f, struct span group)
{
    return span_starts(group, "/aws/lambda/") && span_eq(span_sub(group, 12, SIZE_MAX), f->name);
}

void lambda_log_open(struct lambda_log *log, const struct lambda_function *f)
{
    struct span day = time_iso8601(&log->arena, clock_now_ms());
    struct lambda_logging logging;
    char instance[33];

    lambda_function_logging(&log->arena, f, &logging);
    random_text(instance, 32, "0123456789abcdef");
    snprintf(log->stream, sizeof log->stream, "%.4s/%.2s/%.2s/%.*s[%.*s]%s", day.data, day.data + 5, day.data + 8,
             SPAN_ARG(is_own_group(f, logging.group) ? SPAN("") : f->name), SPAN_ARG(f->version), instance);
    log->f = f;
    log->group = logging.group;
    log->is_json = logging.is_json;
    log->application = level_named(logging.application_level, LAMBDA_INFO);
    log->system = level_named(logging.system_level, LAMBDA_INFO);
    log->line.max = LAMBDA_LOG_LINE_MAX;
}

bool lambda_log_is_taken(const struct lambda_log *log)
{
    return log->heard || telemetry_takes_lines() || log_enabled(LOG_DEBUG);
}

void lambda_log_release(struct lambda_log *log)
{
    buf_release(&log->line);
    arena_release(&log->arena);
}

/* --- where lines go ----------------------------------------------------------------------------------------------- */

static void tail_add(struct lambda_log *log, const char *data, size_t size)
{
    size_t keep;

    if (size >= LAMBDA_LOG_TAIL) {
        data += size - LAMBDA_LOG_TAIL;
        size = LAMBDA_LOG_TAIL;
    }
    keep = log->tail_size + size > LAMBDA_LOG_TAIL ? LAMBDA_LOG_TAIL - size : log->tail_size;
    memmove(log->tail, log->tail + log->tail_size - keep, keep);
    if (size) memcpy(log->tail + keep, data, size);
    log->tail_size = keep + size;
}

static void measure(const struct lambda_log *log, struct span text)
{
    telemetry_log(&(struct telemetry_line){ .account = log->f->account,
                                            .region = log->f->region,
                                            .group = log->group,
                                            .stream = span_of(log->stream),
                                            .text = text,
                                            .time_ms = clock_now_ms() });
}

void lambda_log_platform(struct lambda_log *log, struct span line, bool is_said)
{
    struct span text = span_trim(line);

    if (log->tail_size && log->tail[log->tail_size - 1] != '\n') tail_add(log, "\n", 1);
    tail_add(log, line.data, line.size);
    measure(log, line);
    if (is_said) log_info("[%.*s] %.*s", SPAN_ARG(log->f->name), SPAN_ARG(text));
    else log_debug("[%.*s] %.*s", SPAN_ARG(log->f->name), SPAN_ARG(text));
}

static void left_out_hear(struct lambda_log *log)
{
    struct arena a = { 0 };
    struct doc *record = doc_map(&a);

    doc_put_cstr(record, "reason", LAMBDA_LOG_TOO_FAST);
    doc_put_int(record, "droppedRecords", log->left_out);
    doc_put_int(record, "droppedBytes", log->left_out_bytes);
    log->heard(log->heard_arg, "platform.logsDropped", json_text(&a, record), clock_now_ms());
    arena_release(&a);
}

static void left_out_tell(struct lambda_log *log)
{
    if (!log->left_out) return;
    log_info("[%.*s] (%d lines left out: more than %d in a second)", SPAN_ARG(log->f->name), log->left_out,
             LAMBDA_LOG_LINES_MAX);
    if (log->heard) left_out_hear(log);
    log->left_out = 0;
    log->left_out_bytes = 0;
}

/* Its level, where it says one; else none that is too low. */
static enum lambda_log_level level_of(struct lambda_log *log, struct span line)
{
    struct arena a = { 0 };
    enum lambda_log_level level = LAMBDA_FATAL;

    if (log->is_json && line.size && line.data[0] == '{')
        level = level_named(doc_get_str(json_parse(&a, line, NULL), "level"), LAMBDA_FATAL);
    arena_release(&a);
    return level;
}

static void line_tell(struct lambda_log *log, struct span line)
{
    int64_t second = clock_monotonic_us() / 1000000;

    if (second != log->second) {
        left_out_tell(log);
        log->second = second;
        log->lines = 0;
    }
    if (log->lines++ >= LAMBDA_LOG_LINES_MAX) {
        log->left_out++;
        log->left_out_bytes += (int64_t)line.size;
        return;
    }
    log_info("[%.*s] %.*s", SPAN_ARG(log->f->name), SPAN_ARG(line));
    measure(log, line);
    if (log->heard) log->heard(log->heard_arg, "function", line, clock_now_ms());
}

static void line_end(struct lambda_log *log)
{
    struct span line = buf_span(&log->line);

    if (line.size && (!log->is_json || level_of(log, line) >= log->application)) {
        if (log->is_json) tail_add(log, line.data, line.size);
        if (log->is_json) tail_add(log, "\n", 1);
        line_tell(log, line);
    }
    buf_clear(&log->line);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* A tail of text has what was written as it was; of JSON, those lines that count. */
static void lines_add(struct lambda_log *log, struct span some)
{
    if (!log->is_json) tail_add(log, some.data, some.size);
    while (some.size) {
        size_t size = span_find(some, '\n'), room = LAMBDA_LOG_LINE_MAX - log->line.size;
        bool is_end = size < some.size && size <= room;

        if (size > room) size = room;
        buf_add(&log->line, some.data, size);
        if (is_end || size == room) line_end(log);
        some = span_sub(some, size + is_end, SIZE_MAX);
    }
}

enum lambda_drained lambda_log_drain(struct lambda_log *log, int fd)
{
    char chunk[4096];
    ssize_t got = 1;

    if (fd < 0) return LAMBDA_LOG_CLOSED;
    for (size_t total = 0; total < LAMBDA_LOG_DRAIN_MAX; total += (size_t)got) {
        got = read(fd, chunk, sizeof chunk);
        if (got <= 0) return got == 0 ? LAMBDA_LOG_CLOSED : LAMBDA_LOG_EMPTY;
        lines_add(log, (struct span){ chunk, (size_t)got });
    }
    return LAMBDA_LOG_MORE;
}

void lambda_log_end(struct lambda_log *log)
{
    line_end(log);
    left_out_tell(log);
}

void lambda_log_clear(struct lambda_log *log)
{
    log->tail_size = 0;
}

struct span lambda_log_tail(const struct lambda_log *log, struct arena *a)
{
    return arena_span(a, (struct span){ log->tail, log->tail_size });
}
