/* How invocations end: results, errors in AWS's words, and telling the callers. */
#include "emulator/services/lambda/lambda_endings.h"

#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"

struct lambda_ending *lambda_ending_new(struct lambda_invocation *v, const char *function_error)
{
    struct lambda_ending *e = memory_new(1, sizeof *e);

    e->invocation = v;
    e->result.function_error = function_error;
    lambda_pool.running--;
    return e;
}

void lambda_ending_error(struct lambda_ending *e, const char *type, const char *message)
{
    struct doc *d = doc_map(&e->arena);

    doc_put_cstr(d, "errorType", type);
    doc_put_format(d, "errorMessage", "RequestId: %s Error: %s", e->invocation->request_id, message);
    e->result.payload = json_text(&e->arena, d);
}

void lambda_endings_tell(struct lambda_ending *e)
{
    while (e) {
        struct lambda_ending *next = e->next;
        if (e->result.function_error)
            log_info("lambda invocation %s failed (%s): %.*s", e->invocation->request_id, e->result.function_error,
                     SPAN_ARG(span_sub(e->result.payload, 0, 300)));
        e->invocation->done(&e->result, e->invocation->arg);
        free((char *)e->invocation->payload.data);
        free(e->invocation);
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

/* The report lines around an invocation's own log. */
void lambda_ending_log(struct lambda_ending *e, struct lambda_instance *i)
{
    struct lambda_report report = { .request_id = e->invocation->request_id,
                                    .duration_us = clock_monotonic_us() - e->invocation->started_us,
                                    .init_us = i->init_us,
                                    .memory_mb = i->target->f.memory_mb,
                                    .memory_max_bytes = i->memory_max };

    lambda_log_drain(&i->log, i->process.log_fd, i->target->f.name);
    e->result.log_tail = lambda_log_tail(&i->log, &e->arena, &report);
    i->init_us = 0;
}

/* AWS: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
void lambda_ending_of_response(struct lambda_ending *e, const struct lambda_answer *answer)
{
    struct span payload = answer->payload;

    if (answer->is_too_large) {
        e->result.function_error = "Unhandled";
        e->result.payload = arena_format(
            &e->arena, "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (6291556 "
                       "bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}");
        return;
    }
    e->result.payload = arena_span(&e->arena, payload.data ? payload : SPAN(""));
}
