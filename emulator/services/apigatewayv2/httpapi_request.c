/* What steps say of a request, and what is told of it. */
#include "emulator/services/apigatewayv2/httpapi_request.h"

#include "emulator/base/times.h"
#include "emulator/core/arn.h"
#include "emulator/services/apigatewayv2/httpapi_routes.h"

int httpapi_refuse(struct httpapi_request *r, int status, const char *message)
{
    r->refused = status;
    r->message = message;
    return -1;
}

int httpapi_refuse_internal(struct httpapi_request *r, const char *why)
{
    r->integration_error = why;
    return httpapi_refuse(r, 500, "Internal Server Error");
}

struct span httpapi_raw_path(const struct httpapi_request *r)
{
    struct span path = http_decode(r->arena, r->mapped_stage.data ? r->http->path : r->path, false);

    if (r->mapped_stage.data) return path; /* AWS: with the mapping's key, without the stage */
    if (span_is(r->stage->name, HTTPAPI_DEFAULT)) return path;
    return arena_format(r->arena, "/%.*s%.*s", SPAN_ARG(r->stage->name), SPAN_ARG(path));
}

struct span httpapi_route_arn(const struct httpapi_request *r)
{
    struct span key = doc_get_str(r->route, "RouteKey");
    size_t space = span_find(key, ' ');

    if (space == key.size)
        return arn_make(r->arena, "execute-api", r->live->region, r->live->account, "%.*s/%.*s/%s", SPAN_ARG(r->api_id),
                        SPAN_ARG(r->stage->name), HTTPAPI_DEFAULT);
    return arn_make(r->arena, "execute-api", r->live->region, r->live->account, "%.*s/%.*s/%.*s%.*s",
                    SPAN_ARG(r->api_id), SPAN_ARG(r->stage->name), SPAN_ARG(r->http->method),
                    SPAN_ARG(span_sub(key, space + 1, SIZE_MAX)));
}

static void put_identity(struct doc *context, const struct httpapi_request *r)
{
    struct doc *identity = doc_put_map(context, "identity");
    const struct identity *who = &r->call->who;

    doc_put_str(identity, "sourceIp", r->http->remote);
    doc_put_str(identity, "userAgent", http_header(r->http, "User-Agent"));
    if (!doc_get(r->authorizer, "iam")) return;
    doc_put_cstr(identity, "accountId", who->account);
    doc_put_cstr(identity, "caller", who->user_id);
    doc_put_cstr(identity, "user", who->user_id);
    doc_put_cstr(identity, "userArn", who->arn);
}

/* What a function decided is there by its own names, too: $context.authorizer.NAME. */
static void put_authorizer(struct doc *context, const struct httpapi_request *r)
{
    const struct doc *lambda = doc_get(r->authorizer, "lambda"), *jwt = doc_get(r->authorizer, "jwt");
    struct doc *authorizer = doc_put_map(context, "authorizer");

    for (size_t i = 0; i < doc_count(lambda); i++)
        doc_put_span(authorizer, lambda->map.members[i].name, lambda->map.members[i].value);
    if (jwt) doc_put(authorizer, "claims", doc_get(jwt, "claims"));
}

struct doc *httpapi_context(struct httpapi_request *r)
{
    struct span host = http_header(r->http, "Host"), domain = span_sub(host, 0, span_find(host, ':'));
    struct doc *context = r->context;

    if (context) return context;
    r->context = context = doc_map_for(r->arena, 24);
    doc_put_str(context, "accountId", r->live->account);
    doc_put_str(context, "apiId", r->api_id);
    put_authorizer(context, r);
    doc_put_str(context, "domainName", domain);
    doc_put_str(context, "domainPrefix", span_sub(domain, 0, span_find(domain, '.')));
    doc_put_cstr(context, "extendedRequestId", r->id);
    doc_put_str(context, "httpMethod", r->http->method);
    put_identity(context, r);
    doc_put_str(context, "path", r->stage ? httpapi_raw_path(r) : r->http->path);
    doc_put_format(context, "protocol", "HTTP/%.*s", SPAN_ARG(r->http->version));
    doc_put_cstr(context, "requestId", r->id);
    doc_put_str(context, "requestTime", time_log(r->arena, r->now_ms));
    doc_put_int(context, "requestTimeEpoch", r->now_ms / 1000);
    doc_put_str(context, "routeKey", doc_get_str(r->route, "RouteKey"));
    if (r->stage) doc_put_str(context, "stage", r->stage->name);
    return context;
}
