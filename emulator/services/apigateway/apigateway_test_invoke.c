/* A request made of what the call gives, to a stage made of the API's own documents. */
#include "emulator/services/apigateway/apigateway_test_invoke.h"

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/services/apigateway/apigateway_cognito.h"
#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_deployments.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_integration.h"
#include "emulator/services/apigateway/apigateway_lambda_authorizer.h"
#include "emulator/services/apigateway/apigateway_log.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_plane_store.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_stream.h"
#include "emulator/services/apigateway/apigateway_validate.h"

/* AWS: of an answer in pieces this much, or what comes in this time. */
#define STREAM_BYTES_MAX 1048576
#define STREAM_WITHIN_MS 35000

/* --- the request -------------------------------------------------------------------------------------------------- */

struct trial {
    struct api_live live;
    struct http_request http;
    struct http_response response;
    struct api_request r;
};

static void header_add(struct http_request *http, struct span name, struct span value)
{
    if (http->header_count < HTTP_HEADERS_MAX)
        http->headers[http->header_count++] = (struct http_header){ name, value };
}

static void headers_add(struct call *c, struct http_request *http)
{
    const struct doc *single = doc_get(c->in, "headers"), *multi = doc_get(c->in, "multiValueHeaders");

    for (size_t i = 0; i < doc_count(single); i++)
        header_add(http, single->map.members[i].name, doc_text(single->map.members[i].value));
    for (size_t i = 0; i < doc_count(multi); i++)
        for (size_t k = 0; k < doc_count(multi->map.members[i].value); k++)
            header_add(http, multi->map.members[i].name, doc_text(doc_at(multi->map.members[i].value, k)));
}

static void http_make(struct call *c, struct span method, struct span path_and_query, struct http_request *http)
{
    size_t mark = span_find(path_and_query, '?');
    struct span body = doc_get_str(c->in, "body");

    *http = (struct http_request){ .method = method,
                                   .path = span_sub(path_and_query, 0, mark),
                                   .query = span_sub(path_and_query, mark + 1, SIZE_MAX),
                                   .version = SPAN("1.1"),
                                   .body = body.data ? body : SPAN(""),
                                   .remote = SPAN("test-invoke-source-ip"),
                                   .endpoint = c->endpoint,
                                   .arena = &c->arena };
    headers_add(c, http);
}

static void live_make(struct call *c, const struct doc *api, struct api_live *live)
{
    struct doc *stage = doc_map(&c->arena);

    *live = (struct api_live){ .arena = &c->arena,
                               .api_id = doc_get_str(c->in, "restApiId"),
                               .stage_name = SPAN("test-invoke-stage"),
                               .account = span_of(c->who.account),
                               .region = span_of(c->who.region),
                               .deployment_id = SPAN("") };
    if (doc_get(c->in, "stageVariables")) doc_put(stage, "variables", doc_get(c->in, "stageVariables"));
    api_live_compile(live, api_snapshot(c, api), stage);
}

static void trial_begin(struct call *c, struct trial *t, struct span method, struct span path_and_query)
{
    struct doc *headers = doc_get(c->in, "headers");

    http_make(c, method, path_and_query, &t->http);
    t->response = (struct http_response){ .status = 200, .arena = &c->arena, .body.max = HTTP_BODY_BYTES_MAX };
    t->r = (struct api_request){ .call = c,
                                 .http = &t->http,
                                 .response = &t->response,
                                 .arena = &c->arena,
                                 .request_id = c->request_id,
                                 .now_ms = c->now_ms,
                                 .began_us = clock_monotonic_us(),
                                 .api_id = t->live.api_id,
                                 .stage = t->live.stage_name,
                                 .path = t->http.path,
                                 .full_path = t->http.path,
                                 .live = &t->live,
                                 .test_headers = headers ? headers : doc_map(&c->arena) };
    api_context_begin(&t->r);
}

static void trial_end(struct call *c, struct trial *t)
{
    doc_put_str(c->out, "log", api_log_text(&t->r));
    doc_put_int(c->out, "latency", (clock_monotonic_us() - t->r.began_us) / 1000);
    buf_release(&t->response.body);
}

/* --- a method ----------------------------------------------------------------------------------------------------- */

/* The method of a resource, compiled; NULL: there is none. */
static const struct api_method *method_find(const struct api_live *live, struct span resource_id, struct span name)
{
    const struct api_method *any = NULL;

    for (size_t i = 0; i < live->methods.count; i++) {
        const struct api_method *m = &live->methods.items[i];
        if (!span_eq(m->resource_id, resource_id)) continue;
        if (span_eq(m->name, name)) return m;
        if (span_is(m->name, "ANY")) any = m;
    }
    return any;
}

/* AWS: what a refusal is of, and nothing of its type. */
static void answer_put(struct call *c, const struct trial *t)
{
    struct doc *single = doc_put_map(c->out, "headers"), *multi = doc_put_map(c->out, "multiValueHeaders");

    doc_put_int(c->out, "status", t->response.status);
    doc_put_str(c->out, "body", arena_span(&c->arena, buf_span(&t->response.body)));
    for (size_t i = 0; i < t->response.header_count; i++) {
        struct http_header h = t->response.headers[i];
        struct doc *list = doc_get_span(multi, h.name);
        if (t->r.refusal && span_is_nocase(h.name, "Content-Type")) continue;
        if (!list) doc_put_span(multi, h.name, list = doc_list(&c->arena));
        doc_append(list, doc_string(&c->arena, h.value));
        doc_put_span(single, h.name, doc_string(&c->arena, h.value));
    }
}

static void put_trace(struct api_request *r)
{
    if (!r->refusal && r->method->kind != API_INTEGRATION_MOCK && r->method->kind != API_INTEGRATION_HTTP_PROXY)
        http_response_header_text(r->response, "X-Amzn-Trace-Id", r->trace_id);
}

static void method_run(struct call *c, struct trial *t)
{
    struct api_request *r = &t->r;

    r->path_parameters = routes_variables(&c->arena, r->method->resource_path, r->path);
    api_log_begin(r, true);
    api_log_request(r);
    if (api_validate(r) == 0) api_integration_run(r);
    api_stream_gather(r->response, STREAM_BYTES_MAX, STREAM_WITHIN_MS);
    if (r->refusal) api_refusal_answer(r);
    put_trace(r);
    api_log_response(r);
    answer_put(c, t);
}

/* AWS: the certificate is the trial's own: there is no stage. */
static int client_take(struct call *c, struct api_live *live)
{
    struct span id = doc_get_str(c->in, "clientCertificateId");

    live->client = api_plane_store_client(&c->arena, c->db, live->account, live->region, id);
    return id.size && !live->client.certificate ? api_noun_missing(c, &api_noun_client_certificate, id) : 0;
}

int api_test_invoke_method(struct call *c)
{
    struct span name = doc_get_str(c->in, "httpMethod"), path = doc_get_str(c->in, "pathWithQueryString");
    struct doc *api, *resource;
    const struct api_method *method;
    struct trial *t;

    if (api_require(c, &api) || api_noun_require(c, &api_noun_resource, &resource)) return -1;
    t = ARENA_NEW(&c->arena, struct trial);
    live_make(c, api, &t->live);
    method = method_find(&t->live, doc_get_str(c->in, "resourceId"), name);
    if (!method || !method->integration) return fault(c, &apigateway_not_found, "Invalid Method identifier specified");
    if (client_take(c, &t->live)) return -1;
    if (call_leave_store(c)) return -1;
    trial_begin(c, t, name, path.size ? path : method->resource_path);
    t->r.method = method;
    method_run(c, t);
    trial_end(c, t);
    return 0;
}

/* --- an authorizer ------------------------------------------------------------------------------------------------ */

static void verdict_put(struct call *c, const struct api_request *r)
{
    doc_put_int(c->out, "clientStatus", r->refusal ? r->refusal_status : 0);
    if (r->refusal) return;
    doc_put_str(c->out, "principalId", doc_get_str(r->authorizer, "principalId"));
    if (r->authorizer_policy) doc_put_str(c->out, "policy", json_text(&c->arena, r->authorizer_policy));
    if (doc_get(r->authorizer, "claims")) doc_put(c->out, "claims", doc_get(r->authorizer, "claims"));
}

/* Further variables of $context, for the authorizer's identity sources. */
static void context_add(struct api_request *r, const struct doc *additional)
{
    r->context = api_context_event(r);
    for (size_t i = 0; i < doc_count(additional); i++)
        doc_put_span(r->context, additional->map.members[i].name, additional->map.members[i].value);
}

static int authorizer_ask(struct api_request *r)
{
    const struct policy *policy;

    if (span_is(doc_get_str(r->method->authorizer, "type"), "COGNITO_USER_POOLS")) return api_cognito(r);
    return api_lambda_authorizer(r, &policy);
}

int api_test_invoke_authorizer(struct call *c)
{
    struct span path = doc_get_str(c->in, "pathWithQueryString");
    struct doc *api, *authorizer;
    struct api_method *method;
    struct trial *t;

    if (api_require(c, &api) || api_noun_require(c, &api_noun_authorizer, &authorizer)) return -1;
    t = ARENA_NEW(&c->arena, struct trial);
    live_make(c, api, &t->live);
    if (call_leave_store(c)) return -1;
    method = ARENA_NEW(&c->arena, struct api_method);
    *method = (struct api_method){ .authorizer = authorizer, .name = SPAN("GET"), .resource_path = SPAN("/") };
    trial_begin(c, t, SPAN("GET"), path.size ? path : SPAN("/"));
    t->r.method = method;
    t->r.path_parameters = doc_map(&c->arena);
    t->r.method_arn = arn_make(&c->arena, "execute-api", t->live.region, t->live.account,
                               "%.*s/ESTestInvoke-stage/GET/", SPAN_ARG(t->live.api_id));
    context_add(&t->r, doc_get(c->in, "additionalContext"));
    api_log_begin(&t->r, true);
    authorizer_ask(&t->r);
    verdict_put(c, &t->r);
    trial_end(c, t);
    return 0;
}
