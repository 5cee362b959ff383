/* Events of both payload versions, and what answers make. */
#include "emulator/services/apigatewayv2/httpapi_lambda.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/core/door.h"
#include "emulator/core/http_event.h"
#include "emulator/http/http_waiting.h"
#include "emulator/services/apigatewayv2/httpapi_integrations.h"

/* --- version 2.0 -------------------------------------------------------------------------------------------------- */

static struct doc *event_2(const struct httpapi_request *r)
{
    struct http_event e = { .http = r->http,
                            .route_key = doc_get_str(r->route, "RouteKey"),
                            .path = httpapi_raw_path(r),
                            .stage = r->stage->name,
                            .account = r->live->account,
                            .api_id = r->api_id,
                            .request_id = span_of(r->id),
                            .authorizer = r->authorizer,
                            .path_parameters = r->path_parameters,
                            .stage_variables = doc_get(r->stage->document, "StageVariables"),
                            .now_ms = r->now_ms };

    return http_event_make(&e);
}

/* --- version 1.0 -------------------------------------------------------------------------------------------------- */

static void put_multi(struct doc *single, struct doc *multi, struct span name, struct span value)
{
    struct doc *values = doc_get_span(multi, name);

    if (!values) {
        values = doc_list(doc_arena(multi));
        doc_put_span(multi, name, values);
    }
    doc_append(values, doc_string(doc_arena(multi), value));
    doc_put_span(single, name, doc_string(doc_arena(single), value));
}

static struct doc *or_null(struct doc *d)
{
    return doc_count(d) ? d : doc_null(doc_arena(d));
}

static void put_query(struct doc *event, struct span query)
{
    struct arena *a = doc_arena(event);
    struct doc *single = doc_map(a), *multi = doc_map(a);
    struct span pair;

    while (span_split(&query, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        if (pair.size)
            put_multi(single, multi, http_decode(a, span_sub(pair, 0, equals), true),
                      http_decode(a, span_sub(pair, equals + 1, SIZE_MAX), true));
    }
    doc_put(event, "queryStringParameters", or_null(single));
    doc_put(event, "multiValueQueryStringParameters", or_null(multi));
}

static void put_headers(struct doc *event, const struct httpapi_request *r)
{
    struct doc *single = doc_put_map(event, "headers"), *multi = doc_put_map(event, "multiValueHeaders");

    for (size_t i = 0; i < r->http->header_count; i++)
        put_multi(single, multi, r->http->headers[i].name, r->http->headers[i].value);
    put_multi(single, multi, SPAN("X-Forwarded-For"), r->http->remote);
    put_multi(single, multi, SPAN("X-Forwarded-Port"), arena_format(r->arena, "%d", r->http->port));
    put_multi(single, multi, SPAN("X-Forwarded-Proto"), r->http->is_tls ? SPAN("https") : SPAN("http"));
}

static struct doc *event_1(struct httpapi_request *r)
{
    struct doc *event = doc_map(r->arena), *variables = doc_get(r->stage->document, "StageVariables"), *context;
    bool is_text = span_is_utf8(r->http->body);

    doc_put_cstr(event, "version", "1.0");
    doc_put_str(event, "resource", doc_get_str(r->route, "RouteKey"));
    doc_put_str(event, "path", httpapi_raw_path(r));
    doc_put_str(event, "httpMethod", r->http->method);
    put_headers(event, r);
    put_query(event, r->http->query);
    context = doc_copy(r->arena, httpapi_context(r));
    doc_put_str(context, "resourceId", doc_get_str(r->route, "RouteKey"));
    doc_put_str(context, "resourcePath", doc_get_str(r->route, "RouteKey"));
    doc_put_int(context, "requestTimeEpoch", r->now_ms);
    if (r->authorizer)
        doc_put(context, "authorizer",
                doc_get(r->authorizer, "jwt") ? doc_get(r->authorizer, "jwt") : doc_get(context, "authorizer"));
    doc_put(event, "requestContext", context);
    doc_put(event, "pathParameters", r->path_parameters ? or_null(r->path_parameters) : doc_null(r->arena));
    doc_put(event, "stageVariables", doc_count(variables) ? doc_copy(r->arena, variables) : doc_null(r->arena));
    if (!r->http->body.size) doc_put(event, "body", doc_null(r->arena));
    else doc_put_str(event, "body", is_text ? r->http->body : base64_text(r->arena, r->http->body));
    doc_put_bool(event, "isBase64Encoded", !is_text);
    return event;
}

struct doc *httpapi_lambda_event(struct httpapi_request *r, struct span version)
{
    return span_is(version, "1.0") ? event_1(r) : event_2(r);
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

static struct call *invocation(struct httpapi_request *r, struct span function, struct span role, struct span payload)
{
    struct identity who;
    struct call *c;

    identity_of_service("apigateway", r->live->account, r->live->region, httpapi_route_arn(r), &who);
    if (role.size && !identity_of_role(role, "apigateway", arena_string(r->arena, r->live->region), &who)) return NULL;
    c = door_open("lambda", "Invoke", &who, r->http->endpoint);
    if (!c) return NULL;
    doc_put_str(c->in, "FunctionName", function);
    doc_put_blob(c->in, "Payload", arena_span(&c->arena, payload));
    return c;
}

int httpapi_lambda_invoke(struct httpapi_request *r, struct span function, struct span role, struct span payload,
                          int64_t timeout_ms, struct span *answer)
{
    struct call *c = invocation(r, function, role, payload);
    int rc;

    if (!c) return -1;
    rc = door_call_within_time(c, timeout_ms);
    if (rc > 0) return 1;
    r->is_too_large = rc < 0 && c->fault.kind->status == 413;
    if (rc == 0 && doc_get(c->out, "FunctionError")) rc = -1;
    if (rc == 0) *answer = arena_span(r->arena, doc_get_str(c->out, "Payload"));
    call_free(c);
    return rc;
}

/* Version 1.0 wants the form that REST APIs have, and has several values of a header in a map of their own. */
static bool answer_1(struct http_response *response, struct span answer)
{
    const struct doc *d = json_parse(response->arena, answer, NULL), *multi = doc_get(d, "multiValueHeaders");

    if (!doc_get(d, "statusCode") || !http_event_answer(response, answer, "text/plain;charset=UTF-8")) return false;
    for (size_t i = 0; i < doc_count(multi); i++) {
        const struct doc_member *m = &multi->map.members[i];
        for (size_t k = 0; k < doc_count(m->value); k++)
            if (http_is_token(m->name))
                http_response_header_text(response, arena_string(response->arena, m->name),
                                          doc_text(doc_at(m->value, k)));
    }
    return true;
}

int httpapi_lambda_proxy(struct httpapi_request *r)
{
    struct span version = doc_get_str(r->integration, "PayloadFormatVersion"), answer;
    struct span payload = json_text(r->arena, httpapi_lambda_event(r, version));
    int rc = httpapi_lambda_invoke(r, httpapi_integration_function(doc_get_str(r->integration, "IntegrationUri")),
                                   doc_get_str(r->integration, "CredentialsArn"), payload,
                                   doc_get_int(r->integration, "TimeoutInMillis", 30000), &answer);

    if (rc > 0) return httpapi_refuse(r, 503, "Service Unavailable");
    if (r->is_too_large) return httpapi_refuse(r, 413, "Request Entity Too Large");
    if (rc < 0) return httpapi_refuse_internal(r, "The function could not be invoked, or failed");
    if (span_is(version, "1.0") ? answer_1(r->response, answer)
                                : http_event_answer(r->response, answer, "text/plain;charset=UTF-8"))
        return 0;
    return httpapi_refuse_internal(r, "The function's answer is not of the form that its payload version has");
}
