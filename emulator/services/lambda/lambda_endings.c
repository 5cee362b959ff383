/* How invocations end: results, errors in AWS's words, and telling the callers. */
#include "emulator/services/lambda/lambda_endings.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/core/telemetry.h"

struct lambda_ending *lambda_ending_new(struct lambda_invocation *v, const char *function_error)
{
    struct lambda_ending *e = memory_new(1, sizeof *e);

    e->invocation = v;
    e->result.function_error = function_error;
    e->end = function_error ? (struct lambda_phase_end){ "error", NULL, true } : (struct lambda_phase_end){ "success" };
    lambda_pool.running--;
    v->target->running--;
    return e;
}

void lambda_ending_error(struct lambda_ending *e, const char *type, const char *message)
{
    struct doc *d = doc_map(&e->arena);

    doc_put_cstr(d, "errorType", type);
    doc_put_format(d, "errorMessage", "RequestId: %s Error: %s", e->invocation->request_id, message);
    e->result.payload = json_text(&e->arena, d);
    e->end = (struct lambda_phase_end){ "error", type };
    e->fault = message;
}

void lambda_ending_timeout(struct lambda_ending *e, int64_t timeout_seconds)
{
    lambda_ending_error(e, "Sandbox.Timedout",
                        arena_printf(&e->arena, "Task timed out after %" PRId64 ".00 seconds", timeout_seconds));
    e->end = (struct lambda_phase_end){ "timeout" };
}

void lambda_ending_exit(struct lambda_ending *e, const char *how)
{
    lambda_ending_error(e, "Runtime.ExitError",
                        strcmp(how, "exit status 0") == 0
                            ? "Runtime exited without providing a reason"
                            : arena_printf(&e->arena, "Runtime exited with error: %s", how));
    e->end.status = "failure";
}

static void no_more(void *unused)
{
    (void)unused;
}

/* An answer that came whole is one piece. */
static void stream_end(struct lambda_ending *e)
{
    const struct lambda_invocation *v = e->invocation;
    const struct lambda_result *r = &e->result;

    lambda_stream_begin(v->stream, (struct span){ NULL, 0 });
    if (!r->function_error && !v->is_streamed) lambda_stream_give(v->stream, r->payload, no_more, NULL);
    lambda_stream_end(v->stream, span_of(r->function_error), r->function_error ? r->payload : (struct span){ NULL, 0 },
                      r->log_tail);
}

void lambda_invocation_free(struct lambda_invocation *v)
{
    if (--v->holders > 0) return;
    free((char *)v->payload.data);
    free((char *)v->client_context.data);
    free((char *)v->cognito_identity.data);
    free(v);
}

void lambda_endings_tell(struct lambda_ending *e)
{
    while (e) {
        struct lambda_ending *next = e->next;
        if (e->result.function_error)
            log_info("lambda invocation %s failed (%s): %.*s", e->invocation->request_id, e->result.function_error,
                     SPAN_ARG(span_sub(e->result.payload, 0, 300)));
        if (e->invocation->stream) stream_end(e);
        else e->invocation->done(&e->result, e->invocation->arg);
        lambda_invocation_free(e->invocation);
        arena_release(&e->arena);
        free(e);
        e = next;
    }
}

void lambda_endings_add(struct lambda_ending **list, struct lambda_ending *e)
{
    e->next = *list;
    *list = e;
}

bool lambda_invocation_is_logged(const struct lambda_invocation *v, const struct lambda_log *log)
{
    return v->wants_log || lambda_log_is_taken(log);
}

static void fault_log(const struct lambda_ending *e, struct lambda_instance *i)
{
    const char *id = e->invocation->request_id;

    if (strcmp(e->end.status, "timeout") == 0) lambda_platform_timeout(&i->log, id, i->target->f.timeout_seconds);
    else if (e->fault) lambda_platform_fault(&i->log, id, e->end.error_type, e->fault);
}

/* What is heard waits for the runtime, unless it will not ask for more. */
static void report_keep(struct lambda_instance *i, const struct lambda_report *given)
{
    struct lambda_heard *h = &i->heard;

    if (!i->log.heard) return;
    h->report = *given;
    snprintf(h->request_id, sizeof h->request_id, "%s", given->request_id);
    snprintf(h->trace, sizeof h->trace, "%s", given->trace);
    snprintf(h->error_type, sizeof h->error_type, "%s", given->end.error_type ? given->end.error_type : "");
    h->report.request_id = h->request_id;
    h->report.trace = h->trace;
    h->report.end.error_type = *h->error_type ? h->error_type : NULL;
    h->at_us = clock_monotonic_us();
    if (!given->has_answer) lambda_ending_heard(i);
}

void lambda_ending_heard(struct lambda_instance *i)
{
    struct lambda_heard *h = &i->heard;

    if (!h->at_us) return;
    if (h->report.has_answer) h->report.overhead_us = clock_monotonic_us() - h->at_us;
    lambda_platform_report_tell(&i->log, &h->report);
    h->at_us = 0;
}

void lambda_ending_log(struct lambda_ending *e, struct lambda_instance *i)
{
    const struct lambda_invocation *v = e->invocation;
    int64_t now_us = clock_monotonic_us();
    struct lambda_report report = { .request_id = v->request_id,
                                    .end = e->end,
                                    .duration_us = now_us - v->started_us,
                                    .trace = v->trace_id,
                                    .has_answer = !e->fault,
                                    .produced_bytes =
                                        v->is_streamed ? v->streamed_bytes : (int64_t)e->result.payload.size,
                                    .latency_us = (v->is_streamed ? v->begun_us : now_us) - v->started_us,
                                    .ended_ms = clock_now_ms(),
                                    .init_us = i->init_us,
                                    .memory_mb = i->target->f.memory_mb,
                                    .memory_max_bytes = i->memory_max };
    bool is_logged = lambda_invocation_is_logged(e->invocation, &i->log);

    if (is_logged) lambda_log_drain(&i->log, i->process.log_fd); /* else the watcher reads it in a moment */
    i->init_us = 0;
    fault_log(e, i);
    if (i->killed == KILLED_MEMORY) report.end.error_type = "Runtime.OutOfMemory";
    if (is_logged) lambda_platform_report(&i->log, &report);
    report_keep(i, &report);
    if (e->invocation->wants_log) e->result.log_tail = lambda_log_tail(&i->log, &e->arena);
}

/* AWS: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
void lambda_ending_too_large(struct lambda_ending *e, int64_t bytes_max)
{
    e->result.function_error = "Unhandled";
    e->result.payload =
        arena_format(&e->arena,
                     "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (%" PRId64
                     " bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}",
                     bytes_max);
}

void lambda_ending_of_response(struct lambda_ending *e, const struct lambda_answer *answer)
{
    if (answer->is_too_large) lambda_ending_too_large(e, LAMBDA_BODY_BYTES_MAX);
    else e->result.payload = answer->payload.data ? answer->payload : SPAN("");
    if (answer->error_type.size) e->end.error_type = arena_string(&e->arena, answer->error_type);
}
