/* Handlers of integrations and their responses: parts of a method, and so of a resource's document. */
#include "emulator/services/apigateway/apigateway_integrations.h"

#include "emulator/core/arn.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_mappings.h"
#include "emulator/services/apigateway/apigateway_methods.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"
#include "emulator/services/apigateway/apigateway_vpc_links.h"

#define TIMEOUT_MS_DEFAULT 29000
#define TIMEOUT_MS_STREAM  900000
#define TIMEOUT_MS_MIN     50

/* --- checks ------------------------------------------------------------------------------------------------------- */

static bool type_is(const struct doc *integration, const char *type)
{
    return span_is(doc_get_str(integration, "type"), type);
}

bool api_is_http_endpoint(struct span uri)
{
    struct span rest = span_starts(uri, "http://")    ? span_sub(uri, 7, SIZE_MAX)
                       : span_starts(uri, "https://") ? span_sub(uri, 8, SIZE_MAX)
                                                      : SPAN("");

    for (size_t i = 0; i < rest.size; i++)
        if ((unsigned char)rest.data[i] <= ' ' || rest.data[i] == 0x7F) return false;
    return rest.size && rest.data[0] != '/' && rest.data[0] != '?' && rest.data[0] != ':';
}

/* "arn:aws:apigateway:REGION:SERVICE:path/…", where the account's place has the service. */
static int target_check(struct call *c, const struct doc *integration)
{
    static const char functions[] = "path/2015-03-31/functions/";
    struct span uri = doc_get_str(integration, "uri");
    struct arn arn;
    bool is_lambda, is_firehose;

    if (!arn_parse(uri, &arn) || !span_is(arn.service, "apigateway"))
        return fault(c, &apigateway_bad_request, "Invalid ARN specified in the request");
    if (!span_starts(arn.resource, "path/") && !span_starts(arn.resource, "action/"))
        return fault(c, &apigateway_bad_request, "AWS ARN for integration must contain path or action");
    if (!type_is(integration, "AWS_PROXY")) return 0;
    is_lambda = span_is(arn.account, "lambda") &&
                (span_starts(arn.resource, functions) || span_starts(arn.resource, "path/2021-11-15/functions/"));
    is_firehose = span_is(arn.account, "firehose") && span_starts(arn.resource, "action/");
    if (is_lambda || is_firehose) return 0;
    return fault(c, &apigateway_bad_request,
                 "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream "
                 "invocations.");
}

static bool is_http(struct span uri)
{
    return api_is_http_endpoint(uri) || span_starts(uri, "${stageVariables.");
}

static int credentials_check(struct call *c, const struct doc *integration)
{
    struct span credentials = doc_get_str(integration, "credentials"), uri = doc_get_str(integration, "uri");
    struct arn arn, target;
    bool is_arn = arn_parse(credentials, &arn);

    if (credentials.size && !is_arn && !span_starts(credentials, "${stageVariables."))
        return fault(c, &apigateway_bad_request, "Invalid ARN specified in the request");
    if (is_arn && !span_is(arn.account, "*") && !span_is(arn.account, c->who.account))
        return fault(c, &fault_access_denied, "Cross-account pass role is not allowed.");
    if (!type_is(integration, "AWS") || credentials.size || !arn_parse(uri, &target) ||
        span_is(target.account, "lambda"))
        return 0;
    return fault(c, &apigateway_bad_request, "Role ARN must be specified for AWS integrations");
}

static int uri_check(struct call *c, const struct doc *integration)
{
    if (type_is(integration, "MOCK")) return 0;
    if (!doc_get_str(integration, "httpMethod").size)
        return fault(c, &apigateway_bad_request, "Enumeration value for HttpMethod must be non-empty");
    if (api_method_name_check(c, doc_get_str(integration, "httpMethod"))) return -1;
    if (type_is(integration, "AWS") || type_is(integration, "AWS_PROXY")) return target_check(c, integration);
    if (is_http(doc_get_str(integration, "uri"))) return 0;
    return fault(c, &apigateway_bad_request, "Invalid HTTP endpoint specified for URI");
}

static int passthrough_check(struct call *c, struct span behavior)
{
    if (span_is(behavior, "WHEN_NO_MATCH") || span_is(behavior, "WHEN_NO_TEMPLATES") || span_is(behavior, "NEVER"))
        return 0;
    return fault(c, &apigateway_bad_request,
                 "Invalid passthrough behavior specified. Valid options are WHEN_NO_MATCH,WHEN_NO_TEMPLATES,NEVER");
}

/* AWS: what proxies answer can go on as it comes, and may then take 15 minutes. */
static int transfer_check(struct call *c, const struct doc *integration)
{
    bool is_streamed = span_is(doc_get_str(integration, "responseTransferMode"), "STREAM");
    int64_t timeout = doc_get_int(integration, "timeoutInMillis", TIMEOUT_MS_DEFAULT),
            most = is_streamed ? TIMEOUT_MS_STREAM : TIMEOUT_MS_DEFAULT;

    if (is_streamed && !type_is(integration, "AWS_PROXY") && !type_is(integration, "HTTP_PROXY"))
        return fault(c, &apigateway_bad_request,
                     "Response transfer mode STREAM is only supported for AWS_PROXY and HTTP_PROXY integrations");
    if (timeout >= TIMEOUT_MS_MIN && timeout <= most) return 0;
    return fault(c, &apigateway_bad_request, "Timeout should be between %d ms and %lld ms", TIMEOUT_MS_MIN,
                 (long long)most);
}

static int integration_check(struct call *c, const struct doc *integration)
{
    if (api_vpc_link_check(c, integration) || uri_check(c, integration) || credentials_check(c, integration) ||
        passthrough_check(c, doc_get_str(integration, "passthroughBehavior")))
        return -1;
    if (transfer_check(c, integration)) return -1;
    return api_mapping_check_types(c, doc_get(integration, "requestTemplates"));
}

static int parameters_check(struct call *c, const struct api_place *at, const struct doc *integration)
{
    return api_mapping_check_request(c, doc_get(integration, "requestParameters"), at->method,
                                     doc_get_str(at->resource, "path"));
}

/* AWS: an empty template is answered as null. */
static void empty_templates(struct call *c, struct doc *owner, const char *member)
{
    struct doc *templates = doc_get(owner, member);

    for (size_t i = 0; i < doc_count(templates); i++)
        if (doc_is(templates->map.members[i].value, DOC_STRING) && !doc_text(templates->map.members[i].value).size)
            templates->map.members[i].value = doc_null(&c->arena);
}

/* --- integrations ------------------------------------------------------------------------------------------------- */

static int integration_require(struct call *c, struct api_place *at, struct doc **integration)
{
    if (api_method_require(c, at)) return -1;
    *integration = doc_get(at->method, "methodIntegration");
    return *integration ? 0 : fault(c, &apigateway_not_found, "Invalid Integration identifier specified");
}

static struct doc *integration_described(struct call *c)
{
    static const char *const kept[] = { "type",
                                        "credentials",
                                        "requestParameters",
                                        "requestTemplates",
                                        "contentHandling",
                                        "connectionType",
                                        "connectionId",
                                        "integrationTarget",
                                        "cacheKeyParameters",
                                        "tlsConfig",
                                        "responseTransferMode",
                                        "cacheNamespace",
                                        NULL };
    struct doc *integration = doc_map(&c->arena);
    struct span behavior = doc_get_str(c->in, "passthroughBehavior");

    api_keep(c, integration, kept);
    if (!type_is(integration, "MOCK")) {
        doc_put_str(integration, "httpMethod", doc_get_str(c->in, "integrationHttpMethod"));
        doc_put_str(integration, "uri", doc_get_str(c->in, "uri"));
    }
    if ((type_is(integration, "HTTP") || type_is(integration, "HTTP_PROXY")) && !doc_get(integration, "connectionType"))
        doc_put_cstr(integration, "connectionType", "INTERNET");
    doc_put_str(integration, "passthroughBehavior", behavior.data ? behavior : SPAN("WHEN_NO_MATCH"));
    doc_put_int(integration, "timeoutInMillis", doc_get_int(c->in, "timeoutInMillis", TIMEOUT_MS_DEFAULT));
    if (!doc_get(integration, "cacheNamespace"))
        doc_put_str(integration, "cacheNamespace", doc_get_str(c->in, "resourceId"));
    if (!doc_get(integration, "cacheKeyParameters")) doc_put_list(integration, "cacheKeyParameters");
    empty_templates(c, integration, "requestTemplates");
    return integration;
}

/* AWS: one that is put anew keeps the responses it has. */
int api_put_integration(struct call *c)
{
    struct doc *integration = integration_described(c), *responses;
    struct api_place at;

    if (integration_check(c, integration) || api_method_require(c, &at) || parameters_check(c, &at, integration))
        return -1;
    responses = doc_get(doc_get(at.method, "methodIntegration"), "integrationResponses");
    if (responses) doc_put(integration, "integrationResponses", responses);
    doc_put(at.method, "methodIntegration", integration);
    api_method_store(c, &at);
    c->out = integration;
    return 0;
}

int api_get_integration(struct call *c)
{
    struct api_place at;

    return integration_require(c, &at, &c->out);
}

int api_delete_integration(struct call *c)
{
    struct doc *integration;
    struct api_place at;

    if (integration_require(c, &at, &integration)) return -1;
    doc_remove(at.method, SPAN("methodIntegration"));
    api_method_store(c, &at);
    return 0;
}

static int content_handling_set(struct api_patch *p)
{
    if (p->value.size && !span_is(p->value, "CONVERT_TO_BINARY") && !span_is(p->value, "CONVERT_TO_TEXT"))
        return fault(p->c, &apigateway_bad_request,
                     "Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT");
    return api_patch_set(p);
}

int api_update_integration(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/cacheKeyParameters/{parameter}", PATCH_ADD | PATCH_REMOVE, PATCH_LIST, NULL },
        { "/cacheNamespace", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/connectionId", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/connectionType", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/contentHandling", PATCH_REPLACE | PATCH_REMOVE, PATCH_TEXT, content_handling_set },
        { "/credentials", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/httpMethod", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/passthroughBehavior", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/requestParameters/{parameter}", PATCH_ANY, PATCH_TEXT, NULL },
        { "/requestTemplates/{content_type}", PATCH_ANY, PATCH_TEXT, NULL },
        { "/responseTransferMode", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/timeoutInMillis", PATCH_REPLACE, PATCH_INTEGER, NULL },
        { "/tlsConfig/insecureSkipVerification", PATCH_REPLACE, PATCH_BOOLEAN, NULL },
        { "/uri", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *integration;
    struct api_place at;

    if (integration_require(c, &at, &integration) || api_patch(c, &rules, integration)) return -1;
    if (!doc_get(integration, "cacheKeyParameters")) doc_put_list(integration, "cacheKeyParameters");
    empty_templates(c, integration, "requestTemplates");
    if (integration_check(c, integration) || parameters_check(c, &at, integration)) return -1;
    api_method_store(c, &at);
    c->out = integration;
    return 0;
}

/* --- their responses ---------------------------------------------------------------------------------------------- */

static int response_require(struct call *c, struct api_place *at, struct doc **integration, struct doc **response)
{
    if (integration_require(c, at, integration)) return -1;
    *response = doc_get_span(doc_get(*integration, "integrationResponses"), doc_get_str(c->in, "statusCode"));
    return *response ? 0 : fault(c, &apigateway_not_found, "Invalid Response status code specified");
}

static int response_check(struct call *c, const struct api_place *at, const struct doc *response)
{
    struct span code = doc_get_str(response, "statusCode");

    return api_mapping_check_types(c, doc_get(response, "responseTemplates")) ||
                   api_mapping_check_response(c, doc_get(response, "responseParameters"),
                                              doc_get_span(doc_get(at->method, "methodResponses"), code))
               ? -1
               : 0;
}

int api_put_integration_response(struct call *c)
{
    static const char *const kept[] = { "statusCode", "responseParameters", "responseTemplates", "contentHandling",
                                        NULL };
    struct doc *integration, *responses, *response = doc_map(&c->arena);
    struct api_place at;

    api_keep(c, response, kept);
    doc_put_str(response, "selectionPattern", doc_get_str(c->in, "selectionPattern"));
    if (integration_require(c, &at, &integration) || response_check(c, &at, response)) return -1;
    empty_templates(c, response, "responseTemplates");
    responses = doc_get(integration, "integrationResponses");
    if (!responses) responses = doc_put_map(integration, "integrationResponses");
    doc_put_span(responses, doc_get_str(response, "statusCode"), response);
    api_method_store(c, &at);
    c->out = response;
    return 0;
}

int api_get_integration_response(struct call *c)
{
    struct doc *integration;
    struct api_place at;

    return response_require(c, &at, &integration, &c->out);
}

int api_update_integration_response(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/contentHandling", PATCH_REPLACE | PATCH_REMOVE, PATCH_TEXT, content_handling_set },
        { "/responseParameters/{parameter}", PATCH_ANY, PATCH_TEXT, NULL },
        { "/responseTemplates/{content_type}", PATCH_ANY, PATCH_TEXT, NULL },
        { "/selectionPattern", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *integration, *response;
    struct api_place at;

    if (response_require(c, &at, &integration, &response) || api_patch(c, &rules, response) ||
        response_check(c, &at, response))
        return -1;
    empty_templates(c, response, "responseTemplates");
    api_method_store(c, &at);
    c->out = response;
    return 0;
}

int api_delete_integration_response(struct call *c)
{
    struct doc *integration, *response, *responses;
    struct api_place at;

    if (response_require(c, &at, &integration, &response)) return -1;
    responses = doc_get(integration, "integrationResponses");
    doc_remove(responses, doc_get_str(c->in, "statusCode"));
    if (!doc_count(responses)) doc_remove(integration, SPAN("integrationResponses"));
    api_method_store(c, &at);
    return 0;
}
