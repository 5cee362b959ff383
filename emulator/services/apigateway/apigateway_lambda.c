/* A function is asked through the door, in the name of the service and for the method. */
#include "emulator/services/apigateway/apigateway_lambda.h"

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/core/http_prelude.h"
#include "emulator/services/apigateway/apigateway_answer.h"
#include "emulator/services/apigateway/apigateway_binary.h"
#include "emulator/services/apigateway/apigateway_outgoing.h"
#include "emulator/services/apigateway/apigateway_log.h"
#include "emulator/services/apigateway/apigateway_proxy.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_stream.h"

#define BEGIN           "/functions/"
#define END             "/invocations"
#define STREAM_END      "/response-streaming-invocations"

#define STREAM_HEAD_MAX 16384

struct span api_lambda_function(struct span path)
{
    size_t end = span_ends(path, STREAM_END) ? sizeof STREAM_END - 1 : sizeof END - 1;

    while (path.size && !span_starts(path, BEGIN)) path = span_sub(path, 1, SIZE_MAX);
    if (!path.size || (!span_ends(path, STREAM_END) && !span_ends(path, END))) return (struct span){ NULL, 0 };
    return span_sub(path, sizeof BEGIN - 1, path.size - (sizeof BEGIN - 1) - end);
}

struct span api_lambda_source(const struct api_request *r)
{
    return arn_make(r->arena, "execute-api", r->live->region, r->live->account, "%.*s/%.*s/%.*s%.*s",
                    SPAN_ARG(r->api_id), SPAN_ARG(r->stage), SPAN_ARG(r->http->method),
                    SPAN_ARG(r->method->resource_path));
}

/* AWS: a role must let the gateway have it. "arn:aws:iam::*:user/…" is the caller, whom Lambda does not ask for. */
static bool become(struct api_request *r, struct span role, struct span source, struct identity *who)
{
    identity_of_service("apigateway", r->live->account, r->live->region, source, who);
    if (!role.size || span_starts(role, "arn:aws:iam::*:user/")) return true;
    return identity_of_role(role, "BackplaneAssumeRoleSession", arena_string(r->arena, r->live->region), who) &&
           door_may_assume(NULL, "apigateway", role, source);
}

struct call *api_lambda_call(struct api_request *r, const char *operation, struct span function, struct span source,
                             struct span role, struct span event)
{
    struct identity who;
    struct call *c;

    if (!function.size || !become(r, role, source, &who)) return NULL;
    c = door_open("lambda", operation, &who, r->http->endpoint);
    if (!c) return NULL;
    c->trace_id = arena_span(&c->arena, r->trace_id);
    doc_put_str(c->in, "FunctionName", function);
    doc_put_blob(c->in, "Payload", arena_span(&c->arena, event));
    return c;
}

/* NULL with a refusal. */
static struct call *integration_call(struct api_request *r, const char *operation, struct span function,
                                     struct span event)
{
    struct span role = api_outgoing_variables(r, doc_get_str(r->method->integration, "credentials"));
    struct call *c = api_lambda_call(r, operation, function, api_lambda_source(r), role, event);

    api_log_data(r, "Endpoint request body after transformations: %.*s", SPAN_ARG(event));
    if (c)
        api_log_info(r, "Sending request to https://lambda.%.*s.amazonaws.com/2015-03-31/functions/%.*s/invocations",
                     SPAN_ARG(r->live->region), SPAN_ARG(function));
    else api_refuse_internal(r, 500);
    return c;
}

/* AWS: what Lambda refuses is a 500, whatever it is; but for what is too large for it. */
static int refuse_as_lambda(struct api_request *r, const struct call *c)
{
    api_log_error(r, "Execution failed due to configuration error: %s", c->fault.message);
    return c->fault.kind->status == 413 ? api_refuse(r, API_REQUEST_TOO_LARGE) : api_refuse_internal(r, 500);
}

static int refuse_late(struct api_request *r)
{
    api_log_error(r, "Execution failed due to a timeout error");
    return api_refuse(r, API_INTEGRATION_TIMEOUT);
}

/* Makes the call. 0, or -1 with a refusal and the call gone. */
static int integration_wait(struct api_request *r, struct call *c)
{
    int64_t began_us = clock_monotonic_us();
    int rc = door_call_within_time(c, doc_get_int(r->method->integration, "timeoutInMillis", 29000));

    r->integration_ms = (clock_monotonic_us() - began_us) / 1000;
    if (rc > 0) return refuse_late(r);
    if (rc == 0) {
        api_log_info(r, "Received response. Status: 200, Integration latency: %lld ms", (long long)r->integration_ms);
        r->integration_status = 200;
        return 0;
    }
    refuse_as_lambda(r, c);
    call_free(c);
    return -1;
}

/* --- proxies ------------------------------------------------------------------------------------------------------ */

static int refuse_malformed(struct api_request *r)
{
    api_log_error(r, "Execution failed due to configuration error: Malformed Lambda proxy response");
    return api_refuse_internal(r, 502);
}

static int result_answer(struct api_request *r, const struct call *c)
{
    enum api_proxy_outcome outcome;
    struct span payload;

    api_log_data(r, "Endpoint response body before transformations: %.*s", SPAN_ARG(doc_get_str(c->out, "Payload")));
    if (doc_get(c->out, "FunctionError")) {
        api_log_error(r, "Lambda execution failed with status 200 due to customer function error");
        return api_refuse_internal(r, 502);
    }
    payload = arena_span(r->arena, doc_get_str(c->out, "Payload"));
    outcome = api_proxy_response(r->response, payload, api_binary_is_wanted(r));
    if (outcome == API_PROXY_MALFORMED || r->response->has_lost_headers) return refuse_malformed(r);
    return outcome == API_PROXY_GOOD ? 0 : api_refuse_configuration(r, "Unable to base64 decode the body.");
}

/* AWS: the head is within the first 16 KB. What comes behind it goes on as it comes. */
static int stream_answer(struct api_request *r, struct call *c, int64_t began_us)
{
    struct source *body = http_prelude_open(api_stream_open(r, api_stream_payloads(c->body_out), began_us));
    struct span head;
    bool is_late;

    c->body_out = NULL;
    if (http_prelude_take(body, STREAM_HEAD_MAX, r->arena, &head) &&
        api_proxy_streamed(r->response, head) == API_PROXY_GOOD && !r->response->has_lost_headers) {
        r->response->source = body;
        return 0;
    }
    is_late = body->is_late;
    source_close(body);
    return is_late ? refuse_late(r) : refuse_malformed(r);
}

static int ask(struct api_request *r, struct span function, struct span event)
{
    bool is_streamed = api_stream_is_wanted(r);
    int64_t began_us = clock_monotonic_us();
    struct call *c = integration_call(r, is_streamed ? "InvokeWithResponseStream" : "Invoke", function, event);
    int rc;

    if (!c || integration_wait(r, c)) return -1;
    rc = is_streamed ? stream_answer(r, c, began_us) : result_answer(r, c);
    call_free(c);
    return rc;
}

/* AWS: only POST asks a function. Mappings change nothing, but a forbidden one is an error all the same. */
int api_lambda_proxy(struct api_request *r)
{
    struct span uri = api_outgoing_variables(r, doc_get_str(r->method->integration, "uri"));
    struct api_outgoing unused;

    if (api_outgoing_map(r, &unused)) return -1;
    if (!span_is(doc_get_str(r->method->integration, "httpMethod"), "POST")) return api_refuse_internal(r, 500);
    return ask(r, api_lambda_function(uri), json_text(r->arena, api_proxy_event(r)));
}

/* --- by what comes ------------------------------------------------------------------------------------------------ */

/* AWS: X-Amz-Invocation-Type, mapped as 'Event', does not wait for the function. */
static bool is_event(const struct api_outgoing *o)
{
    for (size_t i = 0; i < doc_count(o->headers); i++) {
        const struct doc_member *m = &o->headers->map.members[i];
        if (span_is_nocase(m->name, "X-Amz-Invocation-Type")) return span_is(doc_text(doc_at(m->value, 0)), "Event");
    }
    return false;
}

static struct span selection_of(struct api_request *r, struct span payload)
{
    struct span message = doc_get_str(json_parse(r->arena, payload, NULL), "errorMessage");

    return message.size ? message : SPAN("200");
}

int api_lambda_custom(struct api_request *r, const struct api_outgoing *o, struct span path)
{
    struct api_backend_answer answer = { .status = 200, .body = SPAN("") };
    struct call *c;

    if (!span_is(o->method, "POST")) return api_refuse_internal(r, 500);
    c = integration_call(r, "Invoke", api_lambda_function(path), o->body.size ? o->body : SPAN("{}"));
    if (!c) return -1;
    if (is_event(o)) doc_put_cstr(c->in, "InvocationType", "Event");
    if (integration_wait(r, c)) return -1;
    answer.body = arena_span(r->arena, doc_get_str(c->out, "Payload"));
    call_free(c);
    return api_answer(r, &answer, selection_of(r, answer.body));
}
