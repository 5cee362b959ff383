/* A request to a stage: find the stage, its route, and ask the function through the door. */
#include "emulator/services/apigateway/apigateway_plane.h"

#include <stdio.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/core/door.h"
#include "emulator/http/http_waiting.h"
#include "emulator/services/apigateway/apigateway_proxy.h"

#define BODY_BYTES_MAX 10485760

/* --- which API, which stage --------------------------------------------------------------------------------------- */

static const char *after_prefix(struct span path, const char *prefix, struct span *rest)
{
    if (!span_starts(path, prefix)) return NULL;
    *rest = span_sub(path, strlen(prefix), SIZE_MAX);
    return prefix;
}

static void split_stage(struct span rest, struct api_request *r)
{
    size_t slash = span_find(rest, '/');

    r->stage = span_sub(rest, 0, slash);
    r->path = slash < rest.size ? span_sub(rest, slash, SIZE_MAX) : SPAN("/");
}

static bool by_host(const struct http_request *request, struct api_request *r)
{
    struct span host = http_header(request, "Host");
    size_t dot = span_find(host, '.');

    if (!span_starts(span_sub(host, dot, SIZE_MAX), ".execute-api.")) return false;
    r->api_id = span_sub(host, 0, dot);
    split_stage(span_sub(request->path, 1, SIZE_MAX), r);
    return true;
}

static bool by_path(const struct http_request *request, struct api_request *r)
{
    static const char user_request[] = "/_user_request_";
    struct span rest;
    size_t slash;
    bool is_rest = after_prefix(request->path, "/restapis/", &rest) != NULL;

    if (!is_rest && !after_prefix(request->path, "/_aws/execute-api/", &rest)) return false;
    slash = span_find(rest, '/');
    r->api_id = span_sub(rest, 0, slash);
    split_stage(span_sub(rest, slash + 1, SIZE_MAX), r);
    if (!is_rest) return true;
    if (!span_starts(r->path, user_request)) return false;
    r->path = span_sub(r->path, sizeof user_request - 1, SIZE_MAX);
    if (!r->path.size) r->path = SPAN("/");
    return true;
}

/* --- answers of the gateway's own --------------------------------------------------------------------------------- */

static void refuse(struct http_response *response, int status, const char *type, const char *message)
{
    response->status = status;
    buf_clear(&response->body);
    http_response_header(response, "Content-Type", "application/json");
    http_response_header(response, "x-amzn-ErrorType", "%s", type);
    buf_printf(&response->body, "{\"message\":\"%s\"}", message);
}

static void refuse_result(struct http_response *response)
{
    response->header_count = 0;
    refuse(response, 502, "InternalServerErrorException", "Internal server error");
}

/* --- the integration ---------------------------------------------------------------------------------------------- */

/* "arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION/invocations" → FUNCTION */
static struct span function_of(const struct doc *integration)
{
    static const char begin[] = "/functions/", end[] = "/invocations";
    struct span uri = doc_get_str(integration, "uri");

    while (uri.size && !span_starts(uri, begin)) uri = span_sub(uri, 1, SIZE_MAX);
    if (!uri.size || !span_ends(uri, end)) return (struct span){ NULL, 0 };
    return span_sub(uri, sizeof begin - 1, uri.size - (sizeof begin - 1) - (sizeof end - 1));
}

static void result_write(const struct call *c, const struct api_live *live, struct http_response *response)
{
    if (doc_get(c->out, "FunctionError") ||
        !api_proxy_response(response, doc_get_str(c->out, "Payload"), live->binary_media_types))
        refuse_result(response);
}

/* What the integration acts for. AWS: arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH. */
static struct span request_arn(const struct api_request *r)
{
    return arn_make(r->http->arena, "execute-api", r->live->region, r->live->account, "%.*s/%.*s/%.*s%.*s",
                    SPAN_ARG(r->api_id), SPAN_ARG(r->stage), SPAN_ARG(r->http->method), SPAN_ARG(r->path));
}

static void invoke(const struct api_request *r, struct http_response *response)
{
    const struct doc *integration = doc_get(r->match->method, "methodIntegration");
    struct span function = function_of(integration);
    struct identity who;
    struct call *c;
    int rc;

    identity_of_service("apigateway", r->live->account, r->live->region, request_arn(r), &who);
    c = function.data ? door_open("lambda", "Invoke", &who, r->http->endpoint) : NULL;
    if (!c) {
        refuse(response, 500, "InternalServerErrorException", "Internal server error");
        return;
    }
    doc_put_str(c->in, "FunctionName", function);
    doc_put_blob(c->in, "Payload", json_text(&c->arena, api_proxy_event(r)));
    rc = door_call_within_time(c, doc_get_int(integration, "timeoutInMillis", 29000));
    if (rc == 0) result_write(c, r->live, response);
    if (rc < 0)
        refuse(response, c->fault.kind->status == 429 ? 429 : 500, c->fault.kind->code,
               c->fault.kind->status == 429 ? "Too Many Requests" : "Internal server error");
    if (rc > 0) refuse(response, 504, "IntegrationTimeoutException", "Endpoint request timed out");
    else call_free(c);
}

static void serve_route(const struct api_request *r, struct http_response *response)
{
    if (!http_waiting_enter()) {
        refuse(response, 429, "TooManyRequestsException", "Too Many Requests");
        return;
    }
    invoke(r, response);
    http_waiting_leave();
}

static bool request_locate(const struct http_request *request, struct api_request *r)
{
    return by_host(request, r) || by_path(request, r);
}

bool api_plane_matches(const struct http_request *request)
{
    struct api_request r;

    return request_locate(request, &r);
}

static void serve(struct api_request *r, struct http_response *response)
{
    struct api_live live;
    struct api_match match;
    enum api_found found = api_live_find(r->http->arena, r->api_id, r->stage, r->http->method, r->path, &live, &match);

    r->live = &live;
    r->match = &match;
    if (found == API_NO_STAGE) refuse(response, 403, "ForbiddenException", "Forbidden");
    else if (found == API_NO_ROUTE)
        refuse(response, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    else if (r->http->body.size > BODY_BYTES_MAX) refuse(response, 413, "RequestTooLargeException", "Request Too Long");
    else serve_route(r, response);
}

/* --- the plane ---------------------------------------------------------------------------------------------------- */

void api_ask_invoke(struct call *c)
{
    struct api_request r = { .http = c->request };
    struct api_deployed d;

    request_locate(c->request, &r);
    if (!api_store_deployed(&c->arena, r.api_id, r.stage, &d)) return;
    ask_for(c, arn_make(&c->arena, "execute-api", d.region, d.account, "%.*s/%.*s/%.*s%.*s", SPAN_ARG(r.api_id),
                        SPAN_ARG(r.stage), SPAN_ARG(c->request->method), SPAN_ARG(r.path)));
}

int api_invoke(struct call *c)
{
    struct api_request r = { .http = c->request, .request_id = c->request_id, .now_ms = c->now_ms };

    request_locate(c->request, &r);
    serve(&r, c->response);
    http_response_header(c->response, "x-amzn-RequestId", "%s", c->request_id);
    return 0;
}

void api_invoke_refuse(const struct call *c, struct http_response *response)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_REST_JSON);

    refuse(response, words.status, words.code, c->fault.message);
    http_response_header(response, "x-amzn-RequestId", "%s", c->request_id);
}
