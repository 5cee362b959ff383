/* Integrations.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html: the optimised integrations
 * add the HTTP metadata of the reply to its result, aws-sdk ones do not.
 */
#include "emulator/services/states/run/states_tasks.h"

#include <ctype.h>
#include <string.h>
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/source.h"
#include "emulator/base/times.h"
#include "emulator/core/ask.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/core/shape_fit.h"
#include "emulator/services/states/run/states_binding.h"
#include "emulator/services/states/states_integrations.h"

static bool is_lambda_invoke(const struct asl_resource *r)
{
    return r->is_function || (!r->is_sdk && span_is(r->service, "lambda"));
}

/* --- parameters to input ------------------------------------------------------------------------------------------ */

/* Does the name, or the ARN, say which version or alias is meant? */
static bool is_qualified(struct span function)
{
    static const char before[] = "function:";

    for (size_t i = 0; i < function.size; i++) {
        if (!span_starts(span_sub(function, i, SIZE_MAX), before)) continue;
        function = span_sub(function, i + sizeof before - 1, SIZE_MAX);
        break;
    }
    return span_find(function, ':') < function.size;
}

/* AWS: it is $LATEST that is invoked where nothing else is said; a policy that names the function as the state does
 * suffices for it. https://docs.aws.amazon.com/step-functions/latest/dg/lambda-iam.html */
static void qualifier_add(struct call *c)
{
    struct doc *in = c->in;

    ask_list(c);
    if (!doc_get(in, "Qualifier") && !is_qualified(doc_get_str(in, "FunctionName")))
        doc_put_cstr(in, "Qualifier", "$LATEST");
}

/* Lambda's own: the parameters, or the whole input for a function's ARN; the payload is JSON as it stands. */
static struct doc *invoke_in(struct arena *a, const struct asl_task *t)
{
    struct asl_payload parameters = t->parameters;
    struct doc *in = doc_map(a), *given, *payload;

    if (t->resource->is_function) {
        doc_put_str(in, "FunctionName", t->resource->arn);
        doc_put_blob(in, "Payload", asl_payload_as_text(&parameters, a));
        return in;
    }
    given = asl_payload_as_doc(&parameters, a);
    for (uint32_t i = 0; doc_is(given, DOC_MAP) && i < given->map.count; i++) {
        if (!span_is(given->map.members[i].name, "Payload"))
            doc_put_span(in, given->map.members[i].name, given->map.members[i].value);
    }
    payload = doc_get(given, "Payload");
    if (payload) doc_put_blob(in, "Payload", json_text(a, payload));
    return in;
}

static struct asl_outcome failed(const char *error, const char *cause)
{
    return (struct asl_outcome){ .failed = true, .error = span_of(error), .cause = span_of(cause) };
}

/* The words live in the task's own arena: the call's goes. */
static struct asl_outcome refused(struct arena *a, const struct asl_task *t, const char *mistake)
{
    struct asl_payload parameters = t->parameters;

    return (struct asl_outcome){
        .failed = true,
        .error = SPAN("States.Runtime"),
        .cause = arena_format(a, "The Parameters '%.*s' could not be used to start the Task: [%s]",
                              SPAN_ARG(asl_payload_as_text(&parameters, a)), mistake),
    };
}

struct call *states_task_open(struct arena *a, const struct asl_task *t, const struct identity *who,
                              struct span endpoint, struct asl_outcome *refusal)
{
    struct integration i = states_integration_of(t->resource);
    struct span action = t->resource->is_function ? SPAN("invoke") : t->resource->action;
    const struct service *service = i.door ? service_find(i.door) : NULL;
    const struct operation *operation = states_operation_of(service, action);
    struct asl_payload parameters = t->parameters;
    struct call *c = operation ? call_new(service, operation, who, endpoint) : NULL;
    const char *mistake;
    struct doc *bound;

    if (!c) {
        *refusal = failed("States.TaskFailed", "Nube does not emulate the operation that this resource calls.");
        return NULL;
    }
    /* The call outlives the stretch that its task comes from. */
    parameters = asl_payload_text(arena_span(&c->arena, asl_payload_as_text(&parameters, &c->arena)));
    bound = asl_payload_as_doc(&parameters, &c->arena);
    mistake = states_binding_mistake(&c->arena, t->resource, operation, bound);
    if (!mistake && !is_lambda_invoke(t->resource)) c->in = shape_fit_in(&c->arena, operation->input, bound, &mistake);
    if (mistake) {
        *refusal = refused(a, t, mistake);
        call_free(c);
        return NULL;
    }
    if (is_lambda_invoke(t->resource)) {
        struct asl_task copy = *t;

        copy.parameters = parameters;
        c->in = doc_copy(&c->arena, invoke_in(&c->arena, &copy));
        qualifier_add(c);
    }
    return c;
}

/* --- output to result --------------------------------------------------------------------------------------------- */

static void header(struct doc *all, struct doc *plain, const char *name, const char *value)
{
    doc_append_str(doc_put_list(all, name), span_of(value));
    doc_put_cstr(plain, name, value);
}

/* AWS: what the SDK's reply carries beside its result. */
static void metadata_add(struct call *c, struct doc *result, const struct asl_resource *r, size_t size)
{
    struct doc *http = doc_put_map(result, "SdkHttpMetadata"), *all = doc_put_map(http, "AllHttpHeaders"),
               *plain = doc_put_map(http, "HttpHeaders");
    const char *length = arena_printf(&c->arena, "%zu", size),
               *date = arena_string(&c->arena, time_http(&c->arena, c->now_ms));

    if (is_lambda_invoke(r)) {
        if (doc_get_cstr(result, "LogResult"))
            header(all, plain, "X-Amz-Log-Result", doc_get_cstr(result, "LogResult"));
        header(all, plain, "X-Amz-Executed-Version",
               doc_get_cstr(result, "ExecutedVersion") ? doc_get_cstr(result, "ExecutedVersion") : "$LATEST");
        header(all, plain, "x-amzn-Remapped-Content-Length", "0");
    }
    header(all, plain, "Connection", "keep-alive");
    header(all, plain, "x-amzn-RequestId", c->request_id);
    header(all, plain, "Content-Length", length);
    header(all, plain, "Date", date);
    header(all, plain, "Content-Type", is_lambda_invoke(r) ? "application/json" : "application/x-amz-json-1.0");
    doc_put_int(http, "HttpStatusCode", c->operation->rest.status ? c->operation->rest.status : 200);
    doc_put_cstr(doc_put_map(result, "SdkResponseMetadata"), "RequestId", c->request_id);
}

/* A function's own failure: its payload names the error. */
static struct asl_outcome function_failed(struct call *c, struct span payload)
{
    struct doc *error = json_parse(&c->arena, payload, NULL);
    struct span type = doc_get_str(error, "errorType");

    if (type.size) return (struct asl_outcome){ .failed = true, .error = type, .cause = payload };
    return failed(
        "Lambda.Unknown",
        arena_printf(
            &c->arena,
            "The cause could not be determined because Lambda did not return an error type. Returned payload: %.*s",
            SPAN_ARG(payload)));
}

static struct asl_outcome invoke_outcome(const struct asl_resource *r, struct call *c)
{
    struct span payload = doc_get_str(c->out, "Payload"), error = doc_get_str(c->out, "FunctionError");
    struct asl_outcome o = { 0 };
    struct doc *result, *parsed;

    if (error.size) return function_failed(c, payload);
    parsed = json_parse(&c->arena, payload, NULL);
    if (r->is_function) {
        o.output = parsed ? payload : SPAN("{}");
        return o;
    }
    result = doc_map(&c->arena);
    doc_put_str(result, "ExecutedVersion",
                doc_get_str(c->out, "ExecutedVersion").data ? doc_get_str(c->out, "ExecutedVersion") : SPAN("$LATEST"));
    doc_put_str(result, "LogResult", doc_get_str(c->out, "LogResult"));
    doc_put(result, "Payload", parsed ? parsed : doc_map(&c->arena));
    metadata_add(c, result, r, payload.size);
    doc_put_int(result, "StatusCode", doc_get_int(c->out, "StatusCode", 200));
    o.output = json_text(&c->arena, result);
    return o;
}

/* AWS: a service's error is named after its SDK's exception, and its cause tells where it came from. */
static struct asl_outcome service_failed(const struct asl_resource *r, struct call *c)
{
    struct integration i = states_integration_of(r);
    struct fault_words words = states_fault_words(c->service, &c->fault);
    const char *message = c->fault.message ? c->fault.message : "",
               *error = arena_printf(&c->arena, "%s.%s", i.errors, states_exception_of(&c->arena, &i, c->fault.kind));

    if (r->is_sdk)
        return failed(error, arena_printf(&c->arena, "%s (Service: %s, Status Code: %d, Request ID: %s)", message,
                                          i.client, words.status, c->request_id));
    return failed(error, arena_printf(&c->arena,
                                      "%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)",
                                      message, i.client, words.status, words.code, c->request_id));
}

/* --- bytes -------------------------------------------------------------------------------------------------------- */

#define PAYLOAD_BYTES_MAX ((size_t)64 * 1024 * 1024)

static const char too_large[] = "The object that the task reads is larger than Nube holds in memory, 64 MB.";

/* All that streams out; absent when it breaks off, or is too much. */
static struct span payload_read(struct call *c)
{
    struct buf b = { .max = PAYLOAD_BYTES_MAX };
    struct span text = { NULL, 0 };
    ssize_t got;
    char piece[8192];

    while ((got = source_read(c->body_out, piece, sizeof piece)) > 0 && !b.overflowed) buf_add(&b, piece, (size_t)got);
    if (got == 0 && !b.overflowed) text = arena_span(&c->arena, buf_span(&b));
    buf_release(&b);
    return text.data || got || b.overflowed ? text : SPAN("");
}

/* The payload's member holds text; what is none goes beside it in base64, for readers of a Map's items. */
static bool payload_put(struct call *c, struct doc *result)
{
    const struct member *payload = shape_member_in(c->operation->output, IN_PAYLOAD);
    struct span bytes = payload_read(c);

    if (!bytes.data) return false;
    if (span_is_utf8(bytes)) doc_put(result, payload->name, doc_string(&c->arena, bytes));
    else doc_put_str(result, arena_printf(&c->arena, "%sBytes", payload->name), base64_text(&c->arena, bytes));
    return true;
}

struct asl_outcome states_task_outcome(const struct asl_resource *r, struct call *c)
{
    struct asl_outcome o = { 0 };
    struct doc *result;

    if (c->fault.kind) return service_failed(r, c);
    if (is_lambda_invoke(r)) return invoke_outcome(r, c);
    result = shape_fit_out(&c->arena, c->operation->output, c->out);
    if (c->body_out && !payload_put(c, result)) return failed("States.DataLimitExceeded", too_large);
    if (!r->is_sdk) metadata_add(c, result, r, json_text(&c->arena, c->out).size);
    o.output = json_text(&c->arena, result);
    return o;
}
