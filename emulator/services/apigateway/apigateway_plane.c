/* A request to a stage goes through one step after another, until it is answered or refused:
 *
 *      stage → route → authorization → API key → throttles → validation →
 *      integration → answer
 *
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-data-transformations.html */
#include "emulator/services/apigateway/apigateway_plane.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/core/buckets.h"
#include "emulator/services/apigateway/apigateway_authorization.h"
#include "emulator/services/apigateway/apigateway_compress.h"
#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_integration.h"
#include "emulator/services/apigateway/apigateway_lambda_authorizer.h"
#include "emulator/services/apigateway/apigateway_keys.h"
#include "emulator/services/apigateway/apigateway_locate.h"
#include "emulator/services/apigateway/apigateway_log.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_stage_cache.h"
#include "emulator/services/apigateway/apigateway_usage.h"
#include "emulator/services/apigateway/apigateway_validate.h"
#include "emulator/services/apigateway/apigateway_watching.h"

#define BODY_BYTES_MAX    10485760
#define HEADERS_BYTES_MAX 10240
#define URL_BYTES_MAX     10240

/* --- the steps ---------------------------------------------------------------------------------------------------- */

static int refuse_stage(struct api_request *r)
{
    r->fault = "ForbiddenException";
    return api_refuse_words(r, API_INVALID_API_KEY, "Forbidden");
}

/* AWS: what is no stage is not told from what one may not see. */
static int step_stage(struct api_request *r)
{
    if ((r->taken = api_live_take(r->api_id, r->stage))) return r->live = api_live_choose(r->taken), 0;
    return refuse_stage(r);
}

/* AWS: an API may be there for its custom domain names alone. */
static int step_endpoint(struct api_request *r)
{
    if (r->is_of_domain || !doc_get_bool(r->live->rest, "disableExecuteApiEndpoint", false)) return 0;
    return refuse_stage(r);
}

/* AWS: "ANY" stands for these. */
static bool is_any(struct span method)
{
    static const char *const methods[] = { "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT" };

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (span_is(method, methods[i])) return true;
    return false;
}

static int step_route(struct api_request *r)
{
    struct routes_match match;

    if (!is_any(r->http->method) || !routes_find(&r->live->routes, r->http->method, r->path, &match))
        return api_refuse(r, API_MISSING_AUTHENTICATION_TOKEN);
    r->method = api_live_method(r->live, &match);
    r->path_parameters = routes_variables(r->arena, r->method->resource_path, r->path);
    api_log_begin(r, false);
    api_log_info(r, "Extended Request Id: %s", r->extended_id);
    return 0;
}

static int step_integration(struct api_request *r)
{
    bool found;

    if (api_stage_cache_find(r, &found) || found) return found ? 0 : -1;
    if (api_integration_run(r)) return -1;
    api_stage_cache_keep(r);
    return 0;
}

static int step_start(struct api_request *r)
{
    api_log_request(r);
    return 0;
}

static int (*const steps[])(struct api_request *r) = { step_stage,     step_endpoint,      step_route,
                                                       api_decompress, api_key_find,       api_authorize,
                                                       api_key_check,  api_throttle_check, step_start,
                                                       api_validate,   step_integration,   NULL };

/* --- the answer --------------------------------------------------------------------------------------------------- */

static void put_ids(struct api_request *r)
{
    http_response_header(r->response, "x-amzn-RequestId", "%s", r->request_id);
    http_response_header(r->response, "x-amz-apigw-id", "%s", r->extended_id);
}

/* AWS: where something was integrated with that sees the trace, and does not answer for itself. */
static void put_trace(struct api_request *r)
{
    if (!r->refusal && r->method->kind != API_INTEGRATION_MOCK && r->method->kind != API_INTEGRATION_HTTP_PROXY)
        http_response_header_text(r->response, "X-Amzn-Trace-Id", r->trace_id);
}

static void serve(struct api_request *r)
{
    api_context_begin(r);
    for (size_t i = 0; steps[i]; i++)
        if (steps[i](r)) break;
    if (r->refusal) api_refusal_answer(r);
    api_log_response(r);
    api_compress(r);
    put_ids(r);
    put_trace(r);
    api_log_end(r);
    api_watch_request(r);
    api_live_give(r->taken);
}

/* --- the plane ---------------------------------------------------------------------------------------------------- */

bool api_plane_matches_path(const struct http_request *request)
{
    struct api_request r;

    return api_locate_by_path(request, &r);
}

bool api_plane_matches_host(const struct http_request *request)
{
    struct api_request r;

    return api_locate_by_host(request, &r);
}

/* AWS: arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH. */
void api_ask_invoke(struct call *c)
{
    struct api_request r = { .http = c->request };
    const struct api_live *live = api_locate(c->request, &r) ? api_live_take(r.api_id, r.stage) : NULL;

    if (!live) return;
    ask_for(c, arn_make(&c->arena, "execute-api", live->region, live->account, "%.*s/%.*s/%.*s%.*s", SPAN_ARG(r.api_id),
                        SPAN_ARG(r.stage), SPAN_ARG(c->request->method), SPAN_ARG(r.path)));
    api_live_give(live);
}

#define LISTENER_TYPE "text; charset=utf-8"

/* AWS: its listener says so, before anybody looks where the request goes. */
static void refuse_size(struct http_response *response)
{
    http_response_text(response, 413, LISTENER_TYPE, SPAN("HTTP content length exceeded 10485760 bytes."));
}

/* AWS: names, values, blanks and ends of lines. */
static size_t headers_bytes(const struct http_request *request)
{
    size_t bytes = 0;

    for (size_t i = 0; i < request->header_count; i++)
        bytes += request->headers[i].name.size + request->headers[i].value.size + sizeof ": \r\n" - 1;
    return bytes;
}

static size_t url_bytes(const struct http_request *request)
{
    return request->endpoint.size + request->path.size + (request->query.data ? request->query.size + 1 : 0);
}

static bool is_refused_by_listener(const struct http_request *request, struct http_response *response)
{
    if (url_bytes(request) > URL_BYTES_MAX)
        http_response_text(response, 414, "application/json", SPAN("{\"message\": \"" API_URI_TOO_LONG "\"}"));
    else if (headers_bytes(request) > HEADERS_BYTES_MAX)
        http_response_text(response, 431, LISTENER_TYPE, SPAN("HTTP header is larger than 10240 bytes."));
    else if (request->body.size > BODY_BYTES_MAX) refuse_size(response);
    else return false;
    return true;
}

int api_invoke(struct call *c)
{
    struct api_request r = { .call = c,
                             .http = c->request,
                             .response = c->response,
                             .arena = c->request->arena,
                             .request_id = c->request_id,
                             .now_ms = c->now_ms,
                             .began_us = c->began_us };

    if (is_refused_by_listener(c->request, c->response)) return 0;
    api_locate(c->request, &r);
    serve(&r);
    return 0;
}

void api_invoke_refuse(const struct call *c, struct http_response *response)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_REST_JSON);
    struct api_request r = { .http = c->request,
                             .response = response,
                             .arena = c->request->arena,
                             .request_id = c->request_id,
                             .now_ms = c->now_ms };

    if (c->fault.kind == &fault_too_large) {
        refuse_size(response);
        return;
    }
    api_context_begin(&r);
    api_refuse_words(&r, c->fault.kind == &fault_many_headers ? API_DEFAULT_4XX : API_ACCESS_DENIED, "%s",
                     c->fault.message);
    r.refusal_status = words.status;
    r.fault = words.code;
    api_refusal_answer(&r);
    put_ids(&r);
}

void api_plane_reset(void)
{
    buckets_reset();
    api_usage_reset();
    api_stage_cache_reset();
    api_lambda_authorizer_reset();
}
