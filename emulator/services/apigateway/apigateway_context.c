/* A document of it. */
#include "emulator/services/apigateway/apigateway_context.h"

#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
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

static void put_or_null(struct doc *map, const char *name, struct span value)
{
    doc_put(map, name, value.size ? doc_string(doc_arena(map), value) : doc_null(doc_arena(map)));
}

/* AWS: who signed; what a request without credentials leaves null. */
static void put_signer(struct doc *identity, const struct api_request *r)
{
    const struct identity *who = r->signer;
    struct span none = { NULL, 0 };

    put_or_null(identity, "accountId", who ? span_of(who->account) : none);
    put_or_null(identity, "caller", who ? span_of(who->user_id) : none);
    put_or_null(identity, "accessKey", who ? span_of(who->key_id) : none);
    put_or_null(identity, "userArn", who ? span_of(who->arn) : none);
    put_or_null(identity, "user", who ? span_of(who->user_id) : none);
}

static void put_identity(struct doc *context, const struct api_request *r)
{
    static const char *const nulls[] = { "cognitoIdentityPoolId", "cognitoIdentityId", "principalOrgId",
                                         "cognitoAuthenticationType", "cognitoAuthenticationProvider" };
    struct doc *identity = doc_put_map(context, "identity");

    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++) doc_put(identity, nulls[i], doc_null(doc_arena(context)));
    put_signer(identity, r);
    if (r->key) {
        doc_put_str(identity, "apiKey", r->key->value);
        doc_put_str(identity, "apiKeyId", r->key->id);
    }
    doc_put_str(identity, "sourceIp", r->http->remote);
    put_or_null(identity, "userAgent", http_header(r->http, "User-Agent"));
}

struct doc *api_context_event(struct api_request *r)
{
    struct doc *context = doc_map_for(r->arena, 20);
    struct span host = http_header(r->http, "Host"), domain = span_sub(host, 0, span_find(host, ':'));

    if (r->method) {
        doc_put_str(context, "resourceId", r->method->resource_id);
        doc_put_str(context, "resourcePath", r->method->resource_path);
        doc_put_str(context, "operationName", doc_get_str(r->method->doc, "operationName"));
    }
    if (r->authorizer) doc_put(context, "authorizer", r->authorizer);
    doc_put_str(context, "httpMethod", r->http->method);
    doc_put_cstr(context, "extendedRequestId", r->extended_id);
    doc_put_str(context, "requestTime", time_log(r->arena, r->now_ms));
    doc_put_str(context, "path", r->full_path);
    if (r->live) {
        doc_put_str(context, "accountId", r->live->account);
        doc_put_str(context, "deploymentId", r->live->deployment_id);
    }
    doc_put_format(context, "protocol", "HTTP/%.*s", SPAN_ARG(r->http->version));
    doc_put_str(context, "stage", r->stage);
    doc_put_str(context, "domainPrefix", span_sub(domain, 0, span_find(domain, '.')));
    doc_put_int(context, "requestTimeEpoch", r->now_ms);
    doc_put_cstr(context, "requestId", r->request_id);
    put_identity(context, r);
    doc_put_str(context, "domainName", domain);
    doc_put_str(context, "apiId", r->api_id);
    return context;
}

/* --- variables ---------------------------------------------------------------------------------------------------- */

static struct span error_message(struct api_request *r)
{
    return r->refusal ? span_of(r->message) : (struct span){ NULL, 0 };
}

/* AWS: the message in quotes, as JSON has it. */
static struct span error_message_string(struct api_request *r)
{
    if (!r->refusal) return (struct span){ NULL, 0 };
    return r->message ? json_text(r->arena, doc_string(r->arena, span_of(r->message))) : SPAN("null");
}

static struct span error_type(struct api_request *r)
{
    return r->refusal ? span_of(api_refusal_kind(r->refusal)->name) : (struct span){ NULL, 0 };
}

static struct span error_validation(struct api_request *r)
{
    return span_of(r->validation);
}

static struct span number(struct api_request *r, int64_t n)
{
    return arena_format(r->arena, "%lld", (long long)n);
}

static struct span status(struct api_request *r)
{
    return number(r, r->response->status);
}

static struct span response_length(struct api_request *r)
{
    return number(r, (int64_t)r->response->body.size);
}

static struct span response_latency(struct api_request *r)
{
    return number(r, (clock_monotonic_us() - r->began_us) / 1000);
}

static struct span integration_latency(struct api_request *r)
{
    return r->integration_status ? number(r, r->integration_ms) : (struct span){ NULL, 0 };
}

static struct span integration_status(struct api_request *r)
{
    return r->integration_status ? number(r, r->integration_status) : (struct span){ NULL, 0 };
}

static struct span integration_error(struct api_request *r)
{
    return r->integration_status && r->refusal ? span_of(r->message) : (struct span){ NULL, 0 };
}

static struct span trace(struct api_request *r)
{
    return r->trace_id;
}

/* AWS: it is told where the stage has one. */
static bool has_canary(const struct api_request *r)
{
    return r->taken && doc_get(r->taken->stage, "canarySettings");
}

static struct span is_canary(struct api_request *r)
{
    if (!has_canary(r)) return (struct span){ NULL, 0 };
    return r->live != r->taken ? SPAN("true") : SPAN("false");
}

/* What only the request itself knows, or only its end. */
static const struct variable {
    const char *name;
    struct span (*value)(struct api_request *r);
} variables[] = {
    { "error.message", error_message },
    { "error.messageString", error_message_string },
    { "error.responseType", error_type },
    { "error.validationErrorString", error_validation },
    { "status", status },
    { "responseLength", response_length },
    { "responseLatency", response_latency },
    { "integrationLatency", integration_latency },
    { "integration.latency", integration_latency },
    { "integrationStatus", integration_status },
    { "integration.status", integration_status },
    { "integration.integrationStatus", integration_status },
    { "integrationErrorMessage", integration_error },
    { "integration.error", integration_error },
    { "xrayTraceId", trace },
    { "isCanaryRequest", is_canary },
};

static const struct variable *variable_find(struct span name)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        if (span_is(name, variables[i].name)) return &variables[i];
    return NULL;
}

/* A name may itself have dots in it: "authorizer.a.b". */
static const struct doc *walk(const struct doc *at, struct span name)
{
    struct span part;
    size_t dot = span_find(name, '.');
    const struct doc *whole = doc_get_span(at, name);

    if (whole || dot == name.size) return whole;
    part = span_sub(name, 0, dot);
    return walk(doc_get_span(at, part), span_sub(name, dot + 1, SIZE_MAX));
}

struct span api_context_value(struct api_request *r, struct span name)
{
    const struct variable *v = variable_find(name);
    const struct doc *d;

    if (v) return v->value(r);
    if (!r->context) r->context = api_context_event(r);
    d = walk(r->context, name);
    if (!d || d->kind == DOC_NULL) return (struct span){ NULL, 0 };
    return d->kind == DOC_STRING ? doc_chars(d) : json_text(r->arena, d);
}

struct doc *api_context_document(struct api_request *r)
{
    struct doc *context = api_context_event(r), *error;

    if (r->authorizer) doc_put(context, "authorizer", doc_copy(r->arena, r->authorizer));
    if (has_canary(r)) doc_put_bool(context, "isCanaryRequest", r->live != r->taken);
    if (!r->refusal) return context;
    error = doc_put_map(context, "error");
    doc_put_str(error, "message", error_message(r));
    doc_put_str(error, "messageString", error_message_string(r));
    doc_put_str(error, "responseType", error_type(r));
    return context;
}
