/* Invoking: at once, with the caller told when it is done, or later, from the queue of events. */
#include "emulator/services/lambda/lambda_invoke.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/core/chore.h"
#include "emulator/core/door.h"
#include "emulator/services/lambda/lambda_events.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_lineage.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_pool.h"

#define EVENT_BYTES_MAX   1048576
#define CONTEXT_BYTES_MAX 3583

void lambda_throttle_fault(struct call *c, const struct lambda_result *r)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_cstr(extra, "Reason", r->throttle_reason);
    doc_put_cstr(extra, "Type", "User");
    fault_with(c, &lambda_too_many_requests, extra, "Rate Exceeded.");
}

static void invoke_done(const struct lambda_result *r, void *arg)
{
    struct call *c = arg;

    if (r->is_throttled) {
        lambda_throttle_fault(c, r);
    } else {
        doc_put_int(c->out, "StatusCode", 200);
        if (r->function_error) doc_put_cstr(c->out, "FunctionError", r->function_error);
        if (span_is(doc_get_str(c->in, "LogType"), "Tail"))
            doc_put_str(c->out, "LogResult", base64_text(&c->arena, r->log_tail));
        doc_put_blob(c->out, "Payload", r->payload.data ? r->payload : SPAN(""));
    }
    door_finish(c);
}

/* --- events ------------------------------------------------------------------------------------------------------- */

struct later {
    struct call *c;
    const struct lambda_function *f;
    struct span payload;
};

static int event_add(struct call *writing, void *value)
{
    const struct later *l = value;

    lambda_event_add(writing, l->f, span_of(l->c->request_id), l->c->trace_id, l->payload);
    return 0;
}

static void event_added(void *value, bool is_committed)
{
    struct call *c = ((struct later *)value)->c;

    if (is_committed) doc_put_int(c->out, doc_get(c->in, "InvokeArgs") ? "Status" : "StatusCode", 202);
    else fault(c, &lambda_service_fault, "The event could not be stored");
    door_finish(c);
}

static int invoke_later(struct call *c, const struct lambda_function *f, struct span payload)
{
    struct lambda_function *kept = ARENA_NEW(&c->arena, struct lambda_function);
    struct later later = { c, kept, payload };

    *kept = *f;
    chore_once(c->service, event_add, event_added, &later, sizeof later);
    return CALL_PENDING;
}

/* --- the handler -------------------------------------------------------------------------------------------------- */

static int payload_check(struct call *c, struct span payload, int64_t max)
{
    struct json_error error;

    if ((int64_t)payload.size > max)
        return fault(c, &lambda_request_too_large,
                     "%zu byte payload is too large for the %s invocation type (limit %lld bytes)", payload.size,
                     max == EVENT_BYTES_MAX ? "Event" : "RequestResponse", (long long)max);
    if (payload.size && !json_parse(&c->arena, payload, &error))
        return fault(c, &lambda_invalid_request_content, "Could not parse request body into json: %s at byte %zu",
                     error.reason, error.offset);
    return 0;
}

static int context_read(struct call *c, struct lambda_request *request)
{
    struct span given = doc_get_str(c->in, "ClientContext");

    if (!given.size) return 0;
    if (given.size > CONTEXT_BYTES_MAX)
        return fault(c, &lambda_invalid_request_content, "Client context must be %d bytes or less.", CONTEXT_BYTES_MAX);
    if (base64_decode(&c->arena, given, &request->client_context) &&
        json_parse(&c->arena, request->client_context, NULL))
        return 0;
    return fault(c, &lambda_invalid_request_content, "Client context must be a valid Base64-encoded JSON object.");
}

int lambda_request_read(struct call *c, int64_t payload_bytes_max, struct lambda_request *request)
{
    request->payload = doc_get_str(c->in, "Payload");
    request->trace_id = c->trace_id;
    request->wants_log = span_is(doc_get_str(c->in, "LogType"), "Tail");
    if (doc_get_str(c->in, "TenantId").size)
        return fault(c, &lambda_invalid_parameter_value,
                     "The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your "
                     "request and try again.");
    if (payload_check(c, request->payload, payload_bytes_max) || context_read(c, request)) return -1;
    if (!request->payload.size) request->payload = SPAN("{}");
    return 0;
}

int lambda_loop_check(struct call *c, const struct lambda_function *f)
{
    if (!lambda_lineage_is_loop(c->trace_id, f)) return 0;
    return fault(c, &lambda_recursive_invocation,
                 "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services "
                 "resources and stopped your function's invocation.");
}

/* The old way, of 2014. */
int lambda_invoke_async(struct call *c)
{
    struct span payload = doc_get_str(c->in, "InvokeArgs");
    struct lambda_function f;

    if (payload_check(c, payload, EVENT_BYTES_MAX) || lambda_invoked_require(c, &f)) return -1;
    if (call_leave_store(c)) return -1;
    return invoke_later(c, &f, payload.size ? payload : SPAN("{}"));
}

int lambda_invoke(struct call *c)
{
    struct lambda_request request = { .id = c->request_id, .done = invoke_done, .arg = c };
    struct span type = doc_get_str(c->in, "InvocationType");
    bool is_event = span_is(type, "Event");
    struct lambda_function f;

    if (lambda_request_read(c, is_event ? EVENT_BYTES_MAX : LAMBDA_PAYLOAD_BYTES_MAX, &request) ||
        lambda_invoked_require(c, &f))
        return -1;
    if (span_is(type, "DryRun")) return doc_put_int(c->out, "StatusCode", 204), 0;
    if (call_leave_store(c)) return -1;
    if (is_event) return invoke_later(c, &f, request.payload);
    if (lambda_loop_check(c, &f)) return -1;
    doc_put_str(c->out, "ExecutedVersion", f.version);
    lambda_pool_run(&f, &request);
    return CALL_PENDING;
}
