/* A request to a stage goes through one step after another, until it is answered or refused:
 *
 *      API and stage → CORS → route → throttle → size → who may → integration → answer
 *
 * It comes to http://ID.execute-api.localhost:4566/…, ….execute-api.REGION.amazonaws.com or
 * http://localhost:4566/_aws/execute-api/ID/…; the stage's name follows, unless it is $default. Or it comes to a custom
 * domain name, of which a path is mapped to the stage. */
#include "emulator/services/apigatewayv2/httpapi_plane.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/core/buckets.h"
#include "emulator/core/cors.h"
#include "emulator/http/http_waiting.h"
#include "emulator/services/apigateway/apigateway_domains.h"
#include "emulator/services/apigatewayv2/httpapi_authorize.h"
#include "emulator/services/apigatewayv2/httpapi_http.h"
#include "emulator/services/apigatewayv2/httpapi_lambda.h"
#include "emulator/services/apigatewayv2/httpapi_log.h"
#include "emulator/services/apigatewayv2/httpapi_routes.h"
#include "emulator/store/kept.h"

#define HEAD_BYTES_MAX 10240
#define TOO_LARGE      "Request Entity Too Large"
#define BODY_BYTES_MAX 10485760
#define ALPHABET_MIXED "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* --- where it goes ------------------------------------------------------------------------------------------------ */

static bool by_host(const struct http_request *http, struct span *api_id, struct span *rest)
{
    struct span host = http_header(http, "Host");
    size_t dot = span_find(host, '.');

    if (!span_starts(span_sub(host, dot, SIZE_MAX), ".execute-api.")) return false;
    *api_id = span_sub(host, 0, dot);
    *rest = http->path;
    return true;
}

static bool by_path(const struct http_request *http, struct span *api_id, struct span *rest)
{
    static const char prefix[] = "/_aws/execute-api/";
    struct span behind = span_sub(http->path, sizeof prefix - 1, SIZE_MAX);
    size_t slash = span_find(behind, '/');

    if (!span_starts(http->path, prefix)) return false;
    *api_id = span_sub(behind, 0, slash);
    *rest = slash < behind.size ? span_sub(behind, slash, SIZE_MAX) : SPAN("/");
    return true;
}

/* A custom domain name, of which a path is mapped to an API's stage. */
static bool by_domain(const struct http_request *http, struct httpapi_request *r)
{
    struct api_domain_match match;

    if (!span_starts(http->path, "/") || !api_domain_find(http->arena, http_header(http, "Host"), http->path, &match))
        return false;
    r->api_id = match.api_id;
    r->rest = match.rest;
    r->mapped_stage = match.stage;
    return match.stage.data != NULL; /* that of an HTTP API has one */
}

static bool locate(const struct http_request *http, struct httpapi_request *r)
{
    return by_host(http, &r->api_id, &r->rest) || by_path(http, &r->api_id, &r->rest) || by_domain(http, r);
}

bool httpapi_plane_matches(const struct http_request *request)
{
    struct httpapi_request r = { .http = request };
    const struct httpapi_live *live;
    struct kept *k;

    if (!locate(request, &r)) return false;
    k = httpapi_live_take(r.api_id, &live);
    kept_release(k);
    return k != NULL;
}

static const struct httpapi_stage *stage_mapped(struct httpapi_request *r)
{
    r->path = r->rest.size ? r->rest : SPAN("/");
    return httpapi_live_stage(r->live, r->mapped_stage);
}

/* The first part of the path names a stage, or else it is $default's. */
static const struct httpapi_stage *stage_named(struct httpapi_request *r)
{
    struct span path = span_sub(r->rest, 1, SIZE_MAX);
    size_t slash = span_find(path, '/');
    const struct httpapi_stage *s = httpapi_live_stage(r->live, span_sub(path, 0, slash));

    r->path = r->rest.size ? r->rest : SPAN("/");
    if (!s) return httpapi_live_stage(r->live, SPAN(HTTPAPI_DEFAULT));
    r->path = slash < path.size ? span_sub(path, slash, SIZE_MAX) : SPAN("/");
    return s;
}

/* --- the steps ---------------------------------------------------------------------------------------------------- */

static const struct doc *api_of(const struct httpapi_request *r)
{
    return doc_get(r->stage->snapshot, "api");
}

static int step_stage(struct httpapi_request *r)
{
    r->stage = r->mapped_stage.data ? stage_mapped(r) : stage_named(r);
    if (!r->stage || !r->stage->snapshot ||
        (!r->mapped_stage.data && doc_get_bool(api_of(r), "DisableExecuteApiEndpoint", false))) {
        r->stage = r->stage && r->stage->snapshot ? r->stage : NULL;
        return httpapi_refuse(r, 404, "Not Found");
    }
    return 0;
}

/* AWS: answered before routes are looked at, whether or not there is one for OPTIONS. 1: it is. */
static int step_preflight(struct httpapi_request *r)
{
    const struct doc *cors = doc_get(api_of(r), "CorsConfiguration");

    if (!cors || !cors_is_preflight(r->http)) return 0;
    cors_preflight(cors, r->http, r->response);
    r->response->status = 204;
    return 1;
}

static struct doc *decoded(struct arena *a, const struct doc *parameters)
{
    struct doc *out = doc_map(a);

    for (size_t i = 0; i < doc_count(parameters); i++)
        doc_put_span(out, parameters->map.members[i].name,
                     doc_string(a, http_decode(a, doc_text(parameters->map.members[i].value), false)));
    return out;
}

static int step_route(struct httpapi_request *r)
{
    struct routes_match match;
    struct span target;

    if (routes_find(&r->stage->routes, r->http->method, r->path, &match)) {
        r->route = match.method;
        r->path_parameters =
            decoded(r->arena, routes_variables(r->arena, doc_get_str(match.resource, "path"), r->path));
    } else {
        r->route = r->stage->fallback;
    }
    if (!r->route) return httpapi_refuse(r, 404, "Not Found");
    target = span_sub(doc_get_str(r->route, "Target"), sizeof "integrations/" - 1, SIZE_MAX);
    r->integration = httpapi_live_part(r->stage, "integrations", "IntegrationId", target);
    return 0;
}

/* AWS: an account's in a region, unless a stage or a route of it has less. */
#define ACCOUNT_RATE  10000
#define ACCOUNT_BURST 5000

static double limit_of(const struct httpapi_request *r, const char *name)
{
    struct span key = doc_get_str(r->route, "RouteKey");
    const struct doc *of_route = doc_get_span(doc_get(r->stage->document, "RouteSettings"), key);
    const struct doc *limit = doc_get(of_route, name);

    if (!limit) limit = doc_get(doc_get(r->stage->document, "DefaultRouteSettings"), name);
    return limit ? doc_as_double(limit) : -1;
}

static int step_throttle(struct httpapi_request *r)
{
    double rate = limit_of(r, "ThrottlingRateLimit"), burst = limit_of(r, "ThrottlingBurstLimit");
    struct span account = arena_format(r->arena, "%.*s\n%.*s", SPAN_ARG(r->live->account), SPAN_ARG(r->live->region));
    struct span route = arena_format(r->arena, "%.*s/%.*s/%.*s", SPAN_ARG(r->api_id), SPAN_ARG(r->stage->name),
                                     SPAN_ARG(doc_get_str(r->route, "RouteKey")));

    if (bucket_take(route, rate, burst, r->now_ms) && bucket_take(account, ACCOUNT_RATE, ACCOUNT_BURST, r->now_ms))
        return 0;
    return httpapi_refuse(r, 429, "Too Many Requests");
}

static int step_size(struct httpapi_request *r)
{
    return r->http->body.size > BODY_BYTES_MAX ? httpapi_refuse(r, 413, TOO_LARGE) : 0;
}

/* AWS: of the line, and of the headers' values. */
static size_t head_bytes(const struct http_request *http)
{
    size_t bytes =
        http->method.size + http->path.size + (http->query.data ? http->query.size + 1 : 0) + sizeof "  HTTP/1.1" - 1;

    for (size_t i = 0; i < http->header_count; i++) bytes += http->headers[i].value.size;
    return bytes;
}

static int step_head(struct httpapi_request *r)
{
    return head_bytes(r->http) > HEAD_BYTES_MAX ? httpapi_refuse(r, 431, http_reason(431)) : 0;
}

static int integrate(struct httpapi_request *r)
{
    if (!r->integration) return httpapi_refuse_internal(r, "The route has no integration");
    if (doc_get(r->integration, "IntegrationSubtype")) return httpapi_service(r);
    return span_is(doc_get_str(r->integration, "IntegrationType"), "HTTP_PROXY") ? httpapi_http_proxy(r)
                                                                                 : httpapi_lambda_proxy(r);
}

static int step_integration(struct httpapi_request *r)
{
    int rc;

    if (!http_waiting_enter()) return httpapi_refuse(r, 429, "Too Many Requests");
    rc = httpapi_authorize(r) || integrate(r);
    http_waiting_leave();
    return rc;
}

static int (*const steps[])(struct httpapi_request *r) = { step_head,     step_stage, step_preflight,   step_route,
                                                           step_throttle, step_size,  step_integration, NULL };

/* --- the answer --------------------------------------------------------------------------------------------------- */

/* Headers that a step put stay: they say why. */
static void refusal_answer(struct httpapi_request *r)
{
    struct span challenge =
        r->refused == 401 ? http_response_header_find(r->response, "WWW-Authenticate") : (struct span){ NULL, 0 };
    struct doc *body = doc_map(r->arena);

    challenge = challenge.data ? arena_span(r->arena, challenge) : challenge;
    http_response_clear(r->response);
    r->response->status = r->refused;
    if (challenge.data) http_response_header_text(r->response, "WWW-Authenticate", challenge);
    http_response_header(r->response, "Content-Type", "application/json");
    doc_put_cstr(body, "message", r->message);
    json_write(&r->response->body, body);
}

static void serve(struct httpapi_request *r)
{
    int rc = 0;

    for (size_t i = 0; steps[i] && !rc; i++) rc = steps[i](r);
    if (r->refused) refusal_answer(r);
    if (rc <= 0 && r->stage && doc_get(api_of(r), "CorsConfiguration"))
        cors_answer(doc_get(api_of(r), "CorsConfiguration"), r->http, r->response);
    http_response_header(r->response, "Apigw-Requestid", "%s", r->id);
    if (r->stage) httpapi_log_access(r);
}

int httpapi_invoke(struct call *c)
{
    struct httpapi_request r = {
        .call = c, .http = c->request, .response = c->response, .arena = c->request->arena, .now_ms = c->now_ms
    };
    struct kept *k;

    locate(c->request, &r);
    random_text(r.id, 15, ALPHABET_MIXED);
    r.id[15] = '=';
    k = httpapi_live_take(r.api_id, &r.live);
    if (k) {
        serve(&r);
    } else { /* it went meanwhile */
        httpapi_refuse(&r, 404, "Not Found");
        refusal_answer(&r);
    }
    kept_release(k);
    return 0;
}

void httpapi_invoke_refuse(const struct call *c, struct http_response *response)
{
    int status = fault_words(&c->fault, PROTOCOL_REST_JSON).status;
    struct httpapi_request r = { .http = c->request, .response = response, .arena = c->request->arena };

    httpapi_refuse(&r, status, status == 413 ? TOO_LARGE : http_reason(status));
    refusal_answer(&r);
}
