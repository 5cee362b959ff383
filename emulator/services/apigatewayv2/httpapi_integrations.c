/* Integrations, and what they may be. */
#include "emulator/services/apigatewayv2/httpapi_integrations.h"

#include "emulator/base/ids.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_integrations.h"
#include "emulator/services/apigateway/apigateway_methods.h"
#include "emulator/services/apigatewayv2/httpapi_deployments.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"
#include "emulator/services/apigatewayv2/httpapi_parameters.h"
#include "emulator/services/apigatewayv2/httpapi_routes.h"

#define TIMEOUT_DEFAULT 30000
#define TIMEOUT_MIN     50
#define TIMEOUT_MAX     30000

/* --- AWS services ------------------------------------------------------------------------------------------------- */

static const char *const put_events[] = { "Detail", "DetailType", "Source", NULL };
static const char *const send_message[] = { "QueueUrl", "MessageBody", NULL };
static const char *const queue_url[] = { "QueueUrl", NULL };
static const char *const delete_message[] = { "QueueUrl", "ReceiptHandle", NULL };
static const char *const start_execution[] = { "StateMachineArn", NULL };
static const char *const stop_execution[] = { "ExecutionArn", NULL };

/* AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html */
static const struct httpapi_subtype subtypes[] = {
    { "EventBridge-PutEvents", "events", "PutEvents", put_events },
    { "SQS-SendMessage", "sqs", "SendMessage", send_message },
    { "SQS-ReceiveMessage", "sqs", "ReceiveMessage", queue_url },
    { "SQS-DeleteMessage", "sqs", "DeleteMessage", delete_message },
    { "SQS-PurgeQueue", "sqs", "PurgeQueue", queue_url },
    { "StepFunctions-StartExecution", "states", "StartExecution", start_execution },
    { "StepFunctions-StartSyncExecution", "states", "StartSyncExecution", start_execution },
    { "StepFunctions-StopExecution", "states", "StopExecution", stop_execution },
};

const struct httpapi_subtype *httpapi_subtype_find(struct span name)
{
    for (size_t i = 0; i < sizeof subtypes / sizeof *subtypes; i++)
        if (span_is(name, subtypes[i].name)) return &subtypes[i];
    return NULL;
}

static int subtype_check(struct call *c, const struct doc *integration, struct span name)
{
    const struct httpapi_subtype *s = httpapi_subtype_find(name);
    const struct doc *given = doc_get(integration, "RequestParameters");

    if (!s || !service_find(s->service))
        return fault(c, &fault_not_implemented, "Integrations of the subtype %.*s are not emulated by Nube",
                     SPAN_ARG(name));
    for (const char *const *m = s->required; *m; m++)
        if (!doc_get(given, *m))
            return fault(c, &httpapi_bad_request, "Parameter: %s is required for the integration subtype %s", *m,
                         s->name);
    if (!doc_get(integration, "CredentialsArn"))
        return fault(c, &httpapi_bad_request, "CredentialsArn is required for the integration subtype %s", s->name);
    return 0;
}

/* --- functions and addresses -------------------------------------------------------------------------------------- */

struct span httpapi_integration_function(struct span uri)
{
    static const char begin[] = "/functions/", end[] = "/invocations";

    if (span_starts(uri, "arn:aws") && span_find(uri, '/') == uri.size) return uri;
    while (uri.size && !span_starts(uri, begin)) uri = span_sub(uri, 1, SIZE_MAX);
    if (!uri.size || !span_ends(uri, end)) return (struct span){ NULL, 0 };
    return span_sub(uri, sizeof begin - 1, uri.size - (sizeof begin - 1) - (sizeof end - 1));
}

static int proxy_check(struct call *c, struct doc *integration)
{
    struct span uri = doc_get_str(integration, "IntegrationUri"),
                version = doc_get_str(integration, "PayloadFormatVersion");
    struct span subtype = doc_get_str(integration, "IntegrationSubtype");

    if (subtype.data) {
        if (!version.data) doc_put_cstr(integration, "PayloadFormatVersion", "1.0");
        return subtype_check(c, integration, subtype);
    }
    if (!httpapi_integration_function(uri).data)
        return fault(c, &httpapi_bad_request, "Invalid integration URI specified");
    if (!version.data)
        return fault(c, &httpapi_bad_request, "PayloadFormatVersion is a required parameter for integration");
    if (!span_is(version, "1.0") && !span_is(version, "2.0"))
        return fault(c, &httpapi_bad_request,
                     "PayloadFormatVersion %.*s is not supported for integration type AWS_PROXY", SPAN_ARG(version));
    if (!doc_get(integration, "IntegrationMethod")) doc_put_cstr(integration, "IntegrationMethod", "POST");
    return 0;
}

static int http_check(struct call *c, struct doc *integration)
{
    struct span uri = doc_get_str(integration, "IntegrationUri"),
                version = doc_get_str(integration, "PayloadFormatVersion");

    if (!api_is_http_endpoint(uri)) return fault(c, &httpapi_bad_request, "Invalid HTTP endpoint specified for URI");
    if (!version.data) doc_put_cstr(integration, "PayloadFormatVersion", "1.0");
    else if (!span_is(version, "1.0"))
        return fault(c, &httpapi_bad_request,
                     "PayloadFormatVersion %.*s is not supported for integration type HTTP_PROXY", SPAN_ARG(version));
    if (!doc_get_str(integration, "IntegrationMethod").size)
        return fault(c, &httpapi_bad_request, "HttpMethod must be specified for integration");
    return api_method_name_check(c, doc_get_str(integration, "IntegrationMethod"));
}

/* AWS: what WebSocket APIs and VPC links have besides. */
static int unsupported_check(struct call *c)
{
    static const char *const members[] = { "ContentHandlingStrategy", "PassthroughBehavior", "RequestTemplates",
                                           "TemplateSelectionExpression" };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (doc_get(c->in, members[i]))
            return fault(c, &httpapi_bad_request, "%s is not supported on protocolType HTTP", members[i]);
    if (span_is(doc_get_str(c->in, "ConnectionType"), "VPC_LINK") || doc_get(c->in, "ConnectionId"))
        return fault(c, &fault_not_implemented, "VPC links are not emulated by Nube");
    if (doc_get(doc_get(c->in, "TlsConfig"), "ServerNameToVerify"))
        return fault(c, &fault_not_implemented, "TlsConfig is not emulated by Nube");
    return 0;
}

static int timeout_check(struct call *c, const struct doc *timeout)
{
    if (doc_is(timeout, DOC_INT) && timeout->integer >= TIMEOUT_MIN && timeout->integer <= TIMEOUT_MAX) return 0;
    return fault(c, &httpapi_bad_request, "Timeout should be between %d ms and %d ms", TIMEOUT_MIN, TIMEOUT_MAX);
}

static int check(struct call *c, struct doc *integration, const struct doc *before)
{
    struct span type = doc_get_str(integration, "IntegrationType");

    (void)before;
    if (unsupported_check(c)) return -1;
    doc_put_cstr(integration, "ConnectionType", "INTERNET");
    if (!doc_get(integration, "TimeoutInMillis")) doc_put_int(integration, "TimeoutInMillis", TIMEOUT_DEFAULT);
    if (timeout_check(c, doc_get(integration, "TimeoutInMillis")) || httpapi_parameters_check(c, integration))
        return -1;
    if (span_is(type, "AWS_PROXY")) return proxy_check(c, integration);
    if (span_is(type, "HTTP_PROXY")) return http_check(c, integration);
    return fault(c, &httpapi_bad_request,
                 "Invalid integration type specified for protocolType HTTP. Must be one of [AWS_PROXY, HTTP_PROXY]");
}

static int release(struct call *c, const struct doc *integration)
{
    struct span id = doc_get_str(integration, "IntegrationId");
    const struct doc *route =
        httpapi_route_with(c, "Target", arena_format(&c->arena, "integrations/%.*s", SPAN_ARG(id)));

    if (!route) return 0;
    return fault(c, &httpapi_conflict, "Cannot delete Integration '%.*s' because it is referenced by Route '%.*s'",
                 SPAN_ARG(id), SPAN_ARG(doc_get_str(route, "RouteKey")));
}

static const char *const kept[] = { "CredentialsArn",       "Description",       "IntegrationMethod",
                                    "IntegrationSubtype",   "IntegrationType",   "IntegrationUri",
                                    "PayloadFormatVersion", "RequestParameters", "TimeoutInMillis",
                                    "ResponseParameters",   "TlsConfig",         NULL };

static const struct httpapi_limit limits[] = {
    { "Description", 0, 1024 },
    { "IntegrationUri", 1, 2048 },
    { "PayloadFormatVersion", 1, 64 },
    { 0 },
};

const struct httpapi_noun httpapi_integrations = {
    .name = HTTPAPI_INTEGRATION,
    .id_member = "IntegrationId",
    .words = "Integration",
    .is_of_api = true,
    .kept = kept,
    .id_size = 7,
    .limits = limits,
    .check = check,
    .release = release,
    .changed = httpapi_deploy_changed,
};

struct doc *httpapi_integration_quick(struct call *c, struct span target, struct span credentials)
{
    bool is_function = httpapi_integration_function(target).data != NULL;
    struct doc *integration = doc_map(&c->arena);
    char id[8];

    if (!is_function && !api_is_http_endpoint(target)) {
        fault(c, &httpapi_bad_request, "Invalid HTTP endpoint specified for URI");
        return NULL;
    }
    random_text(id, 7, ALPHABET_LOWER);
    doc_put_str(integration, "IntegrationId", span_of(id));
    doc_put_bool(integration, "ApiGatewayManaged", true);
    doc_put_cstr(integration, "ConnectionType", "INTERNET");
    doc_put_cstr(integration, "IntegrationType", is_function ? "AWS_PROXY" : "HTTP_PROXY");
    doc_put_cstr(integration, "IntegrationMethod", is_function ? "POST" : "ANY");
    doc_put_str(integration, "IntegrationUri", target);
    doc_put_str(integration, "CredentialsArn", credentials);
    doc_put_cstr(integration, "PayloadFormatVersion", is_function ? "2.0" : "1.0");
    doc_put_int(integration, "TimeoutInMillis", TIMEOUT_DEFAULT);
    httpapi_keep(c, &httpapi_integrations, integration);
    return integration;
}
