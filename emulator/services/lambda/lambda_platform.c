/* AWS: lines as CloudWatch has them; levels of events by
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html */
#include "emulator/services/lambda/lambda_platform.h"

#include <inttypes.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"

/* An event, and the line it is where the format is text; empty: none. */
static void tell(struct lambda_log *log, struct arena *a, enum lambda_log_level level, const char *type,
                 const struct doc *record, struct span line)
{
    struct span json = json_text(a, record);
    int64_t now_ms = clock_now_ms();

    if (log->heard) log->heard(log->heard_arg, type, json, now_ms);
    if (log->is_json)
        line = arena_format(a, "{\"time\":\"%.*s\",\"type\":\"%s\",\"record\":%.*s}\n",
                            SPAN_ARG(time_iso8601(a, now_ms)), type, SPAN_ARG(json));
    if (line.size && (!log->is_json || level >= log->system)) lambda_log_platform(log, line, level >= LAMBDA_WARN);
}

static bool is_success(struct lambda_phase_end end)
{
    return strcmp(end.status, "success") == 0;
}

/* Milliseconds, with three digits behind the point at most. */
static void milliseconds_put(struct doc *into, const char *name, int64_t us)
{
    doc_put(
        into, name,
        doc_number(doc_arena(into), arena_format(doc_arena(into), "%" PRId64 ".%03d", us / 1000, (int)(us % 1000))));
}

static void end_put(struct doc *record, struct lambda_phase_end end)
{
    doc_put_cstr(record, "status", end.status);
    if (end.error_type) doc_put_cstr(record, "errorType", end.error_type);
}

/* "Status: error", and the type behind a tab. */
static struct span end_text(struct arena *a, struct lambda_phase_end end)
{
    const char *said = strcmp(end.status, "failure") == 0 ? "error" : end.status;

    return end.error_type ? arena_format(a, "Status: %s\tError Type: %s", said, end.error_type)
                          : arena_format(a, "Status: %s", said);
}

void lambda_platform_init(struct lambda_log *log, const char *phase, int64_t duration_us, struct lambda_phase_end end)
{
    struct arena a = { 0 };
    struct doc *record = doc_map(&a), *metrics;
    struct span line = arena_format(&a, "INIT_REPORT Init Duration: %.2f ms\tPhase: %s\t%.*s\n",
                                    (double)duration_us / 1000, phase, SPAN_ARG(end_text(&a, end)));

    doc_put_cstr(record, "initializationType", "on-demand");
    doc_put_cstr(record, "phase", phase);
    end_put(record, end);
    tell(log, &a, is_success(end) ? LAMBDA_DEBUG : LAMBDA_WARN, "platform.initRuntimeDone", record, SPAN(""));
    metrics = doc_put_map(record, "metrics");
    milliseconds_put(metrics, "durationMs", duration_us);
    tell(log, &a, is_success(end) ? LAMBDA_DEBUG : LAMBDA_WARN, "platform.initReport", record,
         is_success(end) ? SPAN("") : line);
    arena_release(&a);
}

static void tracing_put(struct doc *record, const char *trace)
{
    struct doc *tracing = trace ? doc_put_map(record, "tracing") : NULL;

    if (!tracing) return;
    doc_put_cstr(tracing, "type", "X-Amzn-Trace-Id");
    doc_put_cstr(tracing, "value", trace);
}

void lambda_platform_start(struct lambda_log *log, const char *request_id, const char *trace)
{
    struct arena a = { 0 };
    struct doc *record = doc_map(&a);

    doc_put_cstr(record, "requestId", request_id);
    doc_put_str(record, "version", log->f->version);
    tracing_put(record, trace);
    tell(log, &a, LAMBDA_INFO, "platform.start", record,
         arena_format(&a, "START RequestId: %s Version: %.*s\n", request_id, SPAN_ARG(log->f->version)));
    arena_release(&a);
}

void lambda_platform_fault(struct lambda_log *log, const char *request_id, const char *error_type, const char *message)
{
    struct arena a = { 0 };

    if (!log->is_json)
        lambda_log_platform(log, arena_format(&a, "RequestId: %s Error: %s\n%s\n", request_id, message, error_type),
                            true);
    arena_release(&a);
}

void lambda_platform_timeout(struct lambda_log *log, const char *request_id, int64_t timeout_seconds)
{
    struct arena a = { 0 };

    if (!log->is_json)
        lambda_log_platform(log,
                            arena_format(&a, "%.*s %s Task timed out after %" PRId64 ".00 seconds\n\n",
                                         SPAN_ARG(time_iso8601(&a, clock_now_ms())), request_id, timeout_seconds),
                            true);
    arena_release(&a);
}

/* Of the time that a phase took: from then on, for so long. */
static void span_put(struct doc *spans, const char *name, int64_t start_ms, int64_t duration_us)
{
    struct doc *span = doc_append_map(spans);

    doc_put_cstr(span, "name", name);
    doc_put_str(span, "start", time_iso8601(doc_arena(spans), start_ms));
    milliseconds_put(span, "durationMs", duration_us);
}

static void answer_put(struct doc *record, const struct lambda_report *r)
{
    int64_t now_ms = clock_now_ms(), rest_us = r->duration_us - r->latency_us;
    struct doc *spans = doc_put_list(record, "spans");

    span_put(spans, "responseLatency", now_ms - r->duration_us / 1000, r->latency_us);
    span_put(spans, "responseDuration", now_ms - rest_us / 1000, rest_us);
    doc_put_int(doc_get(record, "metrics"), "producedBytes", r->produced_bytes);
}

static void runtime_done(struct lambda_log *log, struct arena *a, const struct lambda_report *r)
{
    struct doc *record = doc_map(a), *metrics;

    doc_put_cstr(record, "requestId", r->request_id);
    end_put(record, r->end);
    metrics = doc_put_map(record, "metrics");
    milliseconds_put(metrics, "durationMs", r->duration_us);
    tracing_put(record, r->trace);
    if (r->has_answer) answer_put(record, r);
    tell(log, a, is_success(r->end) ? LAMBDA_DEBUG : LAMBDA_WARN, "platform.runtimeDone", record, SPAN(""));
}

static struct doc *report_record(struct arena *a, const struct lambda_report *r, int64_t billed_ms, int64_t used_mb)
{
    struct doc *record = doc_map(a), *metrics;

    doc_put_cstr(record, "requestId", r->request_id);
    metrics = doc_put_map(record, "metrics");
    milliseconds_put(metrics, "durationMs", r->duration_us);
    doc_put_int(metrics, "billedDurationMs", billed_ms);
    doc_put_int(metrics, "memorySizeMB", r->memory_mb);
    doc_put_int(metrics, "maxMemoryUsedMB", used_mb);
    if (r->init_us) milliseconds_put(metrics, "initDurationMs", r->init_us);
    end_put(record, r->end);
    tracing_put(record, r->trace);
    return record;
}

/* AWS: of text, only what the platform itself ended has a status. */
static struct span report_text(struct arena *a, const struct lambda_report *r, int64_t billed_ms, int64_t used_mb)
{
    bool is_platforms = !is_success(r->end) && !r->end.is_own;
    struct span init = r->init_us ? arena_format(a, "Init Duration: %.2f ms\t", (double)r->init_us / 1000) : SPAN("");
    struct span end = is_platforms ? end_text(a, r->end) : SPAN("");

    return arena_format(a,
                        "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %" PRId64
                        " ms\tMemory Size: %" PRId64 " MB\tMax Memory Used: %" PRId64 " MB\t%.*s%.*s\n",
                        r->request_id, (double)r->duration_us / 1000, billed_ms, r->memory_mb, used_mb, SPAN_ARG(init),
                        SPAN_ARG(end));
}

/* AWS: what is billed is the next whole millisecond, with the init's time. */
void lambda_platform_report(struct lambda_log *log, const struct lambda_report *r)
{
    int64_t billed_ms = (r->duration_us + r->init_us + 999) / 1000;
    int64_t used_mb = (r->memory_max_bytes + 1048575) / 1048576;
    enum lambda_log_level level = is_success(r->end) ? LAMBDA_INFO : LAMBDA_WARN;
    struct arena a = { 0 };

    runtime_done(log, &a, r);
    if (!log->is_json) lambda_log_platform(log, arena_format(&a, "END RequestId: %s\n", r->request_id), false);
    tell(log, &a, level, "platform.report", report_record(&a, r, billed_ms, used_mb),
         report_text(&a, r, billed_ms, used_mb));
    arena_release(&a);
}
