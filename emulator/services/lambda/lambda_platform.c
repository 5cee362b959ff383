/* AWS: lines as CloudWatch has them; levels of events by
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html */
#include "emulator/services/lambda/lambda_platform.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"

static void hear(struct lambda_log *log, struct arena *a, const char *type, const struct doc *record)
{
    if (log->heard) log->heard(log->heard_arg, type, json_text(a, record), clock_now_ms());
}

/* An event in the log, and the line it is where the format is text; empty: none. */
static void note(struct lambda_log *log, struct arena *a, enum lambda_log_level level, const char *type,
                 const struct doc *record, struct span line)
{
    if (log->is_json)
        line = arena_format(a, "{\"time\":\"%.*s\",\"type\":\"%s\",\"record\":%.*s}\n",
                            SPAN_ARG(time_iso8601(a, clock_now_ms())), type, SPAN_ARG(json_text(a, record)));
    if (line.size && (!log->is_json || level >= log->system)) lambda_log_platform(log, line, level >= LAMBDA_WARN);
}

static void tell(struct lambda_log *log, struct arena *a, enum lambda_log_level level, const char *type,
                 const struct doc *record, struct span line)
{
    hear(log, a, type, record);
    note(log, a, level, type, record, line);
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

/* --- the first phase ---------------------------------------------------------------------------------------------- */

static const char *initialization_type(const struct lambda_log *log)
{
    return log->is_provisioned ? "provisioned-concurrency" : "on-demand";
}

static struct doc *begun_record(struct arena *a, const struct lambda_log *log, const char *phase)
{
    struct doc *record = doc_map(a);

    doc_put_cstr(record, "initializationType", initialization_type(log));
    doc_put_cstr(record, "phase", phase);
    doc_put_str(record, "runtimeVersion", lambda_function_runtime_version(a, log->f));
    doc_put_str(record, "runtimeVersionArn", lambda_function_runtime_arn(a, log->f));
    doc_put_str(record, "functionName", log->f->name);
    doc_put_str(record, "functionVersion", log->f->version);
    doc_put_cstr(record, "instanceId", log->stream);
    doc_put_int(record, "instanceMaxMemory", log->f->memory_mb * 1048576);
    return record;
}

struct span lambda_platform_begun(struct arena *a, const struct lambda_log *log, const char *phase)
{
    return json_text(a, begun_record(a, log, phase));
}

void lambda_platform_begin(struct lambda_log *log, const char *phase)
{
    struct arena a = { 0 };
    struct span line = SPAN("");

    if (!lambda_log_is_taken(log)) return;
    if (strcmp(phase, "init") == 0)
        line = arena_format(&a, "INIT_START Runtime Version: %.*s\tRuntime Version ARN: %.*s\n",
                            SPAN_ARG(lambda_function_runtime_version(&a, log->f)),
                            SPAN_ARG(lambda_function_runtime_arn(&a, log->f)));
    tell(log, &a, LAMBDA_INFO, "platform.initStart", begun_record(&a, log, phase), line);
    arena_release(&a);
}

/* "[INVOKE, SHUTDOWN]"; of types each begins with a capital. */
static struct span list_text(struct arena *a, const struct doc *list)
{
    struct span text = SPAN("[");

    for (size_t i = 0; i < doc_count(list); i++) {
        struct span one = doc_text(doc_at(list, i));
        text = arena_format(a, "%.*s%s%c%.*s", SPAN_ARG(text), i ? ", " : "", toupper((unsigned char)one.data[0]),
                            SPAN_ARG(span_sub(one, 1, SIZE_MAX)));
    }
    return arena_format(a, "%.*s]", SPAN_ARG(text));
}

void lambda_platform_subscription(struct lambda_log *log, bool is_logs, const char *name, const char *state,
                                  const struct doc *types)
{
    struct arena a = { 0 };
    struct doc *record = doc_map(&a);

    doc_put_cstr(record, "name", name);
    doc_put_cstr(record, "state", state);
    doc_put(record, "types", doc_copy(&a, types));
    tell(log, &a, LAMBDA_INFO, is_logs ? "platform.logsSubscription" : "platform.telemetrySubscription", record,
         arena_format(&a, "%s\tName: %s\tState: %s\tTypes: %.*s\n", is_logs ? "LOGS" : "TELEMETRY", name, state,
                      SPAN_ARG(list_text(&a, types))));
    arena_release(&a);
}

void lambda_platform_extension(struct lambda_log *log, const char *name, const char *state, struct doc *events,
                               const char *error_type)
{
    struct arena a = { 0 };
    struct doc *record = doc_map(&a);
    struct span error = error_type ? arena_format(&a, "\tError Type: %s", error_type) : SPAN("");

    doc_put_cstr(record, "name", name);
    doc_put_cstr(record, "state", state);
    doc_put(record, "events", events);
    if (error_type) doc_put_cstr(record, "errorType", error_type);
    tell(log, &a, strcmp(state, "Ready") == 0 ? LAMBDA_INFO : LAMBDA_WARN, "platform.extension", record,
         arena_format(&a, "EXTENSION\tName: %s\tState: %s\tEvents: %.*s%.*s\n", name, state,
                      SPAN_ARG(list_text(&a, events)), SPAN_ARG(error)));
    arena_release(&a);
}

void lambda_platform_dropped(struct lambda_log *log, int64_t records, int64_t bytes, const char *reason)
{
    struct arena a = { 0 };
    struct doc *record = doc_map(&a);

    doc_put_cstr(record, "reason", reason);
    doc_put_int(record, "droppedRecords", records);
    doc_put_int(record, "droppedBytes", bytes);
    tell(log, &a, LAMBDA_WARN, "platform.logsDropped", record, SPAN(""));
    arena_release(&a);
}

static enum lambda_log_level init_level(const struct lambda_log *log, struct lambda_phase_end end)
{
    return !is_success(end) ? LAMBDA_WARN : log->is_provisioned ? LAMBDA_INFO : LAMBDA_DEBUG;
}

void lambda_platform_init(struct lambda_log *log, const char *phase, int64_t duration_us, struct lambda_phase_end end)
{
    struct arena a = { 0 };
    struct doc *record = doc_map(&a), *metrics;
    struct span line = arena_format(&a, "INIT_REPORT Init Duration: %.2f ms\tPhase: %s\t%.*s\n",
                                    (double)duration_us / 1000, phase, SPAN_ARG(end_text(&a, end)));

    doc_put_cstr(record, "initializationType", initialization_type(log));
    doc_put_cstr(record, "phase", phase);
    end_put(record, end);
    tell(log, &a, is_success(end) ? LAMBDA_DEBUG : LAMBDA_WARN, "platform.initRuntimeDone", record, SPAN(""));
    metrics = doc_put_map(record, "metrics");
    milliseconds_put(metrics, "durationMs", duration_us);
    tell(log, &a, init_level(log, end), "platform.initReport", record, is_success(end) ? SPAN("") : line);
    arena_release(&a);
}

/* --- invocations -------------------------------------------------------------------------------------------------- */

static void tracing_put(struct doc *record, const char *trace)
{
    struct doc *tracing = trace ? doc_put_map(record, "tracing") : NULL;

    if (!tracing) return;
    doc_put_cstr(tracing, "type", "X-Amzn-Trace-Id");
    doc_put_cstr(tracing, "value", trace);
}

void lambda_platform_start(struct lambda_log *log, const char *request_id, const char *function_arn, const char *trace)
{
    struct arena a = { 0 };
    struct doc *record = doc_map(&a);

    doc_put_cstr(record, "requestId", request_id);
    doc_put_cstr(record, "functionArn", function_arn);
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

/* Of an answer: what is not known yet has no span. */
static void answer_put(struct doc *record, const struct lambda_report *r)
{
    int64_t rest_us = r->duration_us - r->latency_us;
    struct doc *spans = doc_put_list(record, "spans");

    span_put(spans, "responseLatency", r->ended_ms - r->duration_us / 1000, r->latency_us);
    span_put(spans, "responseDuration", r->ended_ms - rest_us / 1000, rest_us);
    if (r->overhead_us) span_put(spans, "runtimeOverhead", r->ended_ms, r->overhead_us);
    doc_put_int(doc_get(record, "metrics"), "producedBytes", r->produced_bytes);
}

static struct doc *done_record(struct arena *a, const struct lambda_report *r)
{
    struct doc *record = doc_map(a), *metrics;

    doc_put_cstr(record, "requestId", r->request_id);
    end_put(record, r->end);
    metrics = doc_put_map(record, "metrics");
    milliseconds_put(metrics, "durationMs", r->duration_us + r->overhead_us);
    tracing_put(record, r->trace);
    if (r->has_answer) answer_put(record, r);
    return record;
}

/* AWS: what is billed is the next whole millisecond, with the init's time. */
static int64_t billed_ms(const struct lambda_report *r)
{
    return (r->duration_us + r->overhead_us + r->init_us + 999) / 1000;
}

static int64_t used_mb(const struct lambda_report *r)
{
    return (r->memory_max_bytes + 1048575) / 1048576;
}

static struct doc *report_record(struct arena *a, const struct lambda_report *r)
{
    struct doc *record = doc_map(a), *metrics;

    doc_put_cstr(record, "requestId", r->request_id);
    metrics = doc_put_map(record, "metrics");
    milliseconds_put(metrics, "durationMs", r->duration_us + r->overhead_us);
    doc_put_int(metrics, "billedDurationMs", billed_ms(r));
    doc_put_int(metrics, "memorySizeMB", r->memory_mb);
    doc_put_int(metrics, "maxMemoryUsedMB", used_mb(r));
    if (r->init_us) milliseconds_put(metrics, "initDurationMs", r->init_us);
    end_put(record, r->end);
    tracing_put(record, r->trace);
    return record;
}

/* AWS: of text, only what the platform itself ended has a status. */
static struct span report_text(struct arena *a, const struct lambda_report *r)
{
    bool is_platforms = !is_success(r->end) && !r->end.is_own;
    struct span init = r->init_us ? arena_format(a, "Init Duration: %.2f ms\t", (double)r->init_us / 1000) : SPAN("");
    struct span end = is_platforms ? end_text(a, r->end) : SPAN("");

    return arena_format(a,
                        "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %" PRId64
                        " ms\tMemory Size: %" PRId64 " MB\tMax Memory Used: %" PRId64 " MB\t%.*s%.*s\n",
                        r->request_id, (double)r->duration_us / 1000, billed_ms(r), r->memory_mb, used_mb(r),
                        SPAN_ARG(init), SPAN_ARG(end));
}

void lambda_platform_report(struct lambda_log *log, const struct lambda_report *r)
{
    struct arena a = { 0 };

    note(log, &a, is_success(r->end) ? LAMBDA_DEBUG : LAMBDA_WARN, "platform.runtimeDone", done_record(&a, r),
         SPAN(""));
    if (!log->is_json) lambda_log_platform(log, arena_format(&a, "END RequestId: %s\n", r->request_id), false);
    note(log, &a, is_success(r->end) ? LAMBDA_INFO : LAMBDA_WARN, "platform.report", report_record(&a, r),
         report_text(&a, r));
    arena_release(&a);
}

void lambda_platform_report_tell(struct lambda_log *log, const struct lambda_report *r)
{
    struct arena a = { 0 };

    hear(log, &a, "platform.runtimeDone", done_record(&a, r));
    hear(log, &a, "platform.report", report_record(&a, r));
    arena_release(&a);
}
