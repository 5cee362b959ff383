/* A function is asked through the door, in the name of the service and for the method. */
#include "emulator/services/apigateway/apigateway_lambda.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/services/apigateway/apigateway_binary.h"
#include "emulator/services/apigateway/apigateway_outgoing.h"
#include "emulator/services/apigateway/apigateway_proxy.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

/* "arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION/invocations" → FUNCTION; absent for what is
 * none. */
static struct span function_of(struct api_request *r)
{
    static const char begin[] = "/functions/", end[] = "/invocations";
    struct span uri = api_outgoing_variables(r, doc_get_str(r->method->integration, "uri"));

    while (uri.size && !span_starts(uri, begin)) uri = span_sub(uri, 1, SIZE_MAX);
    if (!uri.size || !span_ends(uri, end)) return (struct span){ NULL, 0 };
    return span_sub(uri, sizeof begin - 1, uri.size - (sizeof begin - 1) - (sizeof end - 1));
}

/* What the integration acts for. AWS: arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/RESOURCE. */
static struct span method_arn(const struct api_request *r)
{
    return arn_make(r->arena, "execute-api", r->live->region, r->live->account, "%.*s/%.*s/%.*s%.*s",
                    SPAN_ARG(r->api_id), SPAN_ARG(r->stage), SPAN_ARG(r->http->method),
                    SPAN_ARG(r->method->resource_path));
}

/* A call of the function, not yet made; NULL where there can be none. */
static struct call *invocation(struct api_request *r, struct span payload)
{
    struct span function = function_of(r);
    struct identity who;
    struct call *c;

    identity_of_service("apigateway", r->live->account, r->live->region, method_arn(r), &who);
    c = function.data ? door_open("lambda", "Invoke", &who, r->http->endpoint) : NULL;
    if (!c) return NULL;
    c->trace_id = arena_span(&c->arena, r->trace_id);
    doc_put_str(c->in, "FunctionName", function);
    doc_put_blob(c->in, "Payload", arena_span(&c->arena, payload));
    return c;
}

static int result_answer(struct api_request *r, const struct call *c)
{
    enum api_proxy_outcome outcome;

    if (doc_get(c->out, "FunctionError")) return api_refuse_internal(r, 502);
    outcome =
        api_proxy_response(r->response, arena_span(r->arena, doc_get_str(c->out, "Payload")), api_binary_is_wanted(r));
    if (outcome == API_PROXY_MALFORMED || r->response->has_lost_headers) return api_refuse_internal(r, 502);
    return outcome == API_PROXY_GOOD ? 0 : api_refuse(r, API_CONFIGURATION_ERROR);
}

/* AWS: what Lambda refuses is a 500, whatever it is; what the function does wrong a 502; only POST asks a function.
 * Mappings change nothing, but a forbidden one is an error all the same. */
int api_lambda_proxy(struct api_request *r)
{
    struct api_outgoing unused;
    struct call *c;
    int rc;

    if (api_outgoing_map(r, &unused)) return -1;
    if (!span_is(doc_get_str(r->method->integration, "httpMethod"), "POST")) return api_refuse_internal(r, 500);
    if (!(c = invocation(r, json_text(r->arena, api_proxy_event(r))))) return api_refuse_internal(r, 500);
    rc = door_call_within_time(c, doc_get_int(r->method->integration, "timeoutInMillis", 29000));
    if (rc > 0) return api_refuse(r, API_INTEGRATION_TIMEOUT);
    rc = rc ? api_refuse_internal(r, 500) : result_answer(r, c);
    call_free(c);
    return rc;
}
