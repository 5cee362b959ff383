/* A document of it. */
#include "emulator/services/apigateway/apigateway_context.h"

#include "emulator/base/ids.h"
#include "emulator/base/times.h"

#define ALPHABET_MIXED "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

void api_context_begin(struct api_request *r)
{
    struct span given = http_header(r->http, "X-Amzn-Trace-Id");
    char root[25];

    random_text(r->extended_id, 15, ALPHABET_MIXED);
    r->extended_id[15] = '=';
    r->extended_id[16] = '\0';
    r->trace_id = given;
    if (span_starts(given, "Root=")) return;
    random_text(root, 24, "0123456789abcdef");
    r->trace_id = arena_format(r->arena, "Root=1-%08x-%s", (unsigned)(r->now_ms / 1000), root);
}

/* AWS: who asked; what a request without credentials leaves null. */
static void put_identity(struct doc *context, const struct api_request *r)
{
    static const char *const nulls[] = { "cognitoIdentityPoolId",
                                         "accountId",
                                         "cognitoIdentityId",
                                         "caller",
                                         "principalOrgId",
                                         "accessKey",
                                         "cognitoAuthenticationType",
                                         "cognitoAuthenticationProvider",
                                         "userArn",
                                         "user" };
    struct doc *identity = doc_put_map(context, "identity");
    struct span agent = http_header(r->http, "User-Agent");

    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++) doc_put(identity, nulls[i], doc_null(doc_arena(context)));
    doc_put_str(identity, "sourceIp", r->http->remote);
    doc_put(identity, "userAgent", agent.data ? doc_string(doc_arena(context), agent) : doc_null(doc_arena(context)));
}

struct doc *api_context_event(const struct api_request *r)
{
    struct doc *context = doc_map_for(r->arena, 20);
    struct span host = http_header(r->http, "Host"), domain = span_sub(host, 0, span_find(host, ':'));

    doc_put_str(context, "resourceId", r->resource_id);
    doc_put_str(context, "resourcePath", r->resource_path);
    doc_put_str(context, "operationName", doc_get_str(r->method, "operationName"));
    doc_put_str(context, "httpMethod", r->http->method);
    doc_put_cstr(context, "extendedRequestId", r->extended_id);
    doc_put_str(context, "requestTime", time_log(r->arena, r->now_ms));
    doc_put_str(context, "path", r->full_path);
    doc_put_str(context, "accountId", r->live->account);
    doc_put_format(context, "protocol", "HTTP/%.*s", SPAN_ARG(r->http->version));
    doc_put_str(context, "stage", r->stage);
    doc_put_str(context, "domainPrefix", span_sub(domain, 0, span_find(domain, '.')));
    doc_put_int(context, "requestTimeEpoch", r->now_ms);
    doc_put_cstr(context, "requestId", r->request_id);
    put_identity(context, r);
    doc_put_str(context, "domainName", domain);
    doc_put_str(context, "deploymentId", r->live->deployment_id);
    doc_put_str(context, "apiId", r->api_id);
    return context;
}
