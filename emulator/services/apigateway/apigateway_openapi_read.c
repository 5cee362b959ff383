/* The document as a whole, but for its paths. */
#include "emulator/services/apigateway/apigateway_openapi_reader.h"

#include "emulator/base/json.h"
#include "emulator/base/yaml.h"

/* --- the API itself ----------------------------------------------------------------------------------------------- */

/* Swagger has it at the top, OpenAPI 3 in its first server. */
static const struct doc *endpoint_of(const struct api_openapi_reader *r)
{
    static const char name[] = "x-amazon-apigateway-endpoint-configuration";
    const struct doc *server = doc_at(doc_get(r->root, "servers"), 0);

    return doc_get(server, name) ? doc_get(server, name) : doc_get(r->root, name);
}

static void read_endpoint(struct api_openapi_reader *r, struct doc *rest)
{
    static const char *const pairs[] = { "types",         "types", "vpcEndpointIds", "vpcEndpointIds", "ipAddressType",
                                         "ipAddressType", NULL };
    const struct doc *endpoint = endpoint_of(r);
    struct doc *configuration = doc_map(r->arena);

    if (!doc_is(endpoint, DOC_MAP)) return;
    if (doc_get(endpoint, "disableExecuteApiEndpoint"))
        doc_put(rest, "disableExecuteApiEndpoint", doc_get(endpoint, "disableExecuteApiEndpoint"));
    api_openapi_take(configuration, endpoint, pairs);
    if (doc_count(configuration)) doc_put(rest, "endpointConfiguration", configuration);
}

/* AWS: a tag of the document is one of the API where it has a value. */
static void read_tags(struct api_openapi_reader *r, struct doc *rest)
{
    const struct doc *tags = doc_get(r->root, "tags");

    for (size_t i = 0; i < doc_count(tags); i++) {
        struct doc *value = doc_get(doc_at(tags, i), "x-amazon-apigateway-tag-value");
        struct span name = doc_get_str(doc_at(tags, i), "name");

        if (!doc_is(value, DOC_STRING) || !name.data) continue;
        if (!doc_get(rest, "tags")) doc_put_map(rest, "tags");
        doc_put_span(doc_get(rest, "tags"), name, value);
    }
}

static struct doc *read_rest(struct api_openapi_reader *r)
{
    static const char *const pairs[] = { "x-amazon-apigateway-binary-media-types",
                                         "binaryMediaTypes",
                                         "x-amazon-apigateway-minimum-compression-size",
                                         "minimumCompressionSize",
                                         "x-amazon-apigateway-security-policy",
                                         "securityPolicy",
                                         "x-amazon-apigateway-endpoint-access-mode",
                                         "endpointAccessMode",
                                         NULL };
    const struct doc *info = doc_get(r->root, "info"), *policy = doc_get(r->root, "x-amazon-apigateway-policy");
    struct doc *rest = doc_map(r->arena);

    doc_put_str(rest, "name", api_openapi_text(r->arena, doc_get(info, "title")));
    doc_put_str(rest, "version", api_openapi_text(r->arena, doc_get(info, "version")));
    if (doc_get_str(info, "description").size) doc_put_str(rest, "description", doc_get_str(info, "description"));
    doc_put_str(rest, "apiKeySource",
                api_openapi_upper(r->arena, doc_get(r->root, "x-amazon-apigateway-api-key-source")));
    api_openapi_take(rest, r->root, pairs);
    if (doc_is(policy, DOC_MAP)) doc_put_str(rest, "policy", json_text(r->arena, policy));
    read_endpoint(r, rest);
    read_tags(r, rest);
    return rest;
}

/* --- validators, authorizers, gateway responses ------------------------------------------------------------------- */

static struct doc *read_validators(struct api_openapi_reader *r)
{
    static const char *const pairs[] = { "validateRequestBody", "validateRequestBody", "validateRequestParameters",
                                         "validateRequestParameters", NULL };
    const struct doc *validators = doc_get(r->root, "x-amazon-apigateway-request-validators");
    struct doc *list = doc_list(r->arena);

    for (uint32_t i = 0; i < api_openapi_members(validators); i++) {
        struct doc *validator = doc_append_map(list);

        doc_put_str(validator, "name", validators->map.members[i].name);
        api_openapi_take(validator, validators->map.members[i].value, pairs);
    }
    return list;
}

/* AWS: where the scheme tells a header's name and not what identifies, it is that header. */
static void read_source(struct api_openapi_reader *r, struct doc *authorizer, const struct doc *scheme)
{
    struct span source = doc_get_str(doc_get(scheme, "x-amazon-apigateway-authorizer"), "identitySource");

    if (source.size) doc_put_str(authorizer, "identitySource", source);
    else if (span_is(doc_get_str(scheme, "in"), "header") && !span_is(doc_get_str(authorizer, "type"), "REQUEST"))
        doc_put_str(authorizer, "identitySource",
                    arena_format(r->arena, "method.request.header.%.*s", SPAN_ARG(doc_get_str(scheme, "name"))));
}

static struct doc *read_authorizers(struct api_openapi_reader *r)
{
    static const char *const pairs[] = { "authorizerUri",
                                         "authorizerUri",
                                         "authorizerCredentials",
                                         "authorizerCredentials",
                                         "identityValidationExpression",
                                         "identityValidationExpression",
                                         "authorizerResultTtlInSeconds",
                                         "authorizerResultTtlInSeconds",
                                         "providerARNs",
                                         "providerARNs",
                                         NULL };
    const struct doc *schemes = api_openapi_schemes(r);
    struct doc *list = doc_list(r->arena);

    for (uint32_t i = 0; i < api_openapi_members(schemes); i++) {
        const struct doc *scheme = schemes->map.members[i].value;
        const struct doc *told = doc_get(scheme, "x-amazon-apigateway-authorizer");
        struct doc *authorizer;

        if (!doc_is(told, DOC_MAP)) continue;
        authorizer = doc_append_map(list);
        doc_put_str(authorizer, "name", schemes->map.members[i].name);
        doc_put_str(authorizer, "type", api_openapi_upper(r->arena, doc_get(told, "type")));
        doc_put_str(authorizer, "authType", doc_get_str(scheme, "x-amazon-apigateway-authtype"));
        api_openapi_take(authorizer, told, pairs);
        read_source(r, authorizer, scheme);
    }
    return list;
}

static struct doc *read_gateway_responses(struct api_openapi_reader *r)
{
    static const char *const pairs[] = { "responseParameters", "responseParameters", "responseTemplates",
                                         "responseTemplates", NULL };
    const struct doc *responses = doc_get(r->root, "x-amazon-apigateway-gateway-responses");
    struct doc *list = doc_list(r->arena);

    for (uint32_t i = 0; i < api_openapi_members(responses); i++) {
        const struct doc *told = responses->map.members[i].value;
        struct doc *response = doc_append_map(list);

        doc_put_str(response, "responseType", responses->map.members[i].name);
        doc_put_str(response, "statusCode", api_openapi_text(r->arena, doc_get(told, "statusCode")));
        api_openapi_take(response, told, pairs);
    }
    return list;
}

/* --- documentation ------------------------------------------------------------------------------------------------ */

struct doc *api_openapi_read_documentation(struct arena *a, const struct doc *document)
{
    const struct doc *parts = doc_get(doc_get(document, "x-amazon-apigateway-documentation"), "documentationParts");
    struct doc *list = doc_list(a);

    for (size_t i = 0; i < doc_count(parts); i++) {
        const struct doc *location = doc_get(doc_at(parts, i), "location");
        const struct doc *properties = doc_get(doc_at(parts, i), "properties");
        struct doc *part = doc_append_map(list);

        if (location) doc_put(part, "location", doc_copy(a, location));
        if (doc_is(properties, DOC_STRING)) doc_put_str(part, "properties", doc_text(properties));
        else if (properties) doc_put_str(part, "properties", json_text(a, properties));
    }
    return list;
}

/* --- the form ----------------------------------------------------------------------------------------------------- */

/* A member that is to be of that kind, where it is there. YAML has null for what is left empty. */
struct form {
    const char *name;
    enum doc_kind kind;
};

static bool members_are_formed(const struct doc *of, const struct form *forms)
{
    for (; forms->name; forms++) {
        const struct doc *member = doc_get(of, forms->name);
        if (member && member->kind != DOC_NULL && member->kind != forms->kind) return false;
    }
    return true;
}

static bool operation_is_formed(const struct doc *operation)
{
    static const struct form forms[] = { { "parameters", DOC_LIST },
                                         { "responses", DOC_MAP },
                                         { "security", DOC_LIST },
                                         { "x-amazon-apigateway-auth", DOC_MAP },
                                         { "x-amazon-apigateway-integration", DOC_MAP },
                                         { NULL, DOC_NULL } };
    static const struct form of_integration[] = {
        { "responses", DOC_MAP }, { "requestParameters", DOC_MAP }, { "requestTemplates", DOC_MAP }, { NULL, DOC_NULL }
    };

    if (operation->kind == DOC_NULL) return true;
    return operation->kind == DOC_MAP && members_are_formed(operation, forms) &&
           members_are_formed(doc_get(operation, "x-amazon-apigateway-integration"), of_integration);
}

static bool path_is_formed(const struct doc *item)
{
    static const struct form forms[] = { { "parameters", DOC_LIST }, { NULL, DOC_NULL } };

    if (!doc_is(item, DOC_MAP) || !members_are_formed(item, forms)) return false;
    for (uint32_t i = 0; i < item->map.count; i++)
        if (api_openapi_verb(item->map.members[i].name) && !operation_is_formed(item->map.members[i].value))
            return false;
    return true;
}

/* Is what has to be an object or a list one, and has each path its slash? */
static bool is_formed(const struct doc *document)
{
    static const struct form forms[] = { { "paths", DOC_MAP },
                                         { "components", DOC_MAP },
                                         { "definitions", DOC_MAP },
                                         { "securityDefinitions", DOC_MAP },
                                         { "security", DOC_LIST },
                                         { "x-amazon-apigateway-policy", DOC_MAP },
                                         { "x-amazon-apigateway-request-validators", DOC_MAP },
                                         { "x-amazon-apigateway-gateway-responses", DOC_MAP },
                                         { NULL, DOC_NULL } };
    const struct doc *paths = doc_get(document, "paths");

    if (!doc_is(doc_get(document, "info"), DOC_MAP) || !members_are_formed(document, forms)) return false;
    for (uint32_t i = 0; i < api_openapi_members(paths); i++) {
        const struct doc_member *m = &paths->map.members[i];
        if (span_starts(m->name, "x-")) continue;
        if (!span_starts(m->name, "/") || !path_is_formed(m->value)) return false;
    }
    return true;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

struct doc *api_openapi_parse(struct arena *a, struct span text)
{
    struct doc *d = json_parse(a, text, NULL);

    if (!d) d = yaml_parse(a, text, NULL);
    return doc_is(d, DOC_MAP) ? d : NULL;
}

struct doc *api_openapi_read(struct arena *a, const struct doc *document, const struct api_openapi_options *options,
                             struct doc *warnings)
{
    struct span version = doc_get_str(document, "openapi");
    struct api_openapi_reader r = { a, document, span_starts(version, "3."), options, warnings, doc_list(a) };
    struct doc *definition = doc_map(a);

    if (!r.is_v3 && !span_is(api_openapi_text(a, doc_get(document, "swagger")), "2.0")) return NULL;
    if (!is_formed(document)) return NULL;
    api_openapi_models(&r);
    doc_put(definition, "rest", read_rest(&r));
    doc_put(definition, "resources", api_openapi_resources(&r));
    doc_put(definition, "models", r.models);
    doc_put(definition, "requestValidators", read_validators(&r));
    doc_put(definition, "authorizers", read_authorizers(&r));
    doc_put(definition, "gatewayResponses", read_gateway_responses(&r));
    doc_put(definition, "documentationParts",
            options->ignores_documentation ? doc_list(a) : api_openapi_read_documentation(a, document));
    return definition;
}
