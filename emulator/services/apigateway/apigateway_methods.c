/* Handlers of methods and their responses: parts of a resource's document. */
#include "emulator/services/apigateway/apigateway_methods.h"

#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_mappings.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

int api_method_require(struct call *c, struct api_place *at)
{
    if (api_noun_require(c, &api_noun_resource, &at->resource)) return -1;
    at->method = doc_get_span(doc_get(at->resource, "resourceMethods"), doc_get_str(c->in, "httpMethod"));
    return at->method ? 0 : fault(c, &apigateway_not_found, "Invalid Method identifier specified");
}

void api_method_store(struct call *c, const struct api_place *at)
{
    api_noun_put(c, &api_noun_resource, at->resource);
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

static bool is_one_of(struct span name, const char *const *names)
{
    for (; *names; names++)
        if (span_is(name, *names)) return true;
    return false;
}

/* AWS: the authorization type counts in any case, and is answered in capitals. */
static struct span type_of(struct call *c, struct span type)
{
    char *text = arena_string(&c->arena, type);

    for (char *x = text; *x; x++)
        if (*x >= 'a' && *x <= 'z') *x = (char)(*x - 'a' + 'A');
    return span_of(text);
}

static bool needs_authorizer(struct span type)
{
    return span_is(type, "CUSTOM") || span_is(type, "COGNITO_USER_POOLS");
}

static int authorization_check(struct call *c, const struct doc *method)
{
    static const char *const types[] = { "NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS", NULL };
    struct span type = doc_get_str(method, "authorizationType"), id = doc_get_str(method, "authorizerId");

    if (!is_one_of(type, types))
        return fault(c, &apigateway_bad_request,
                     "Invalid authorization type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS");
    if (!needs_authorizer(type) || (id.size && api_noun_find(c, &api_noun_authorizer, id))) return 0;
    return fault(c, &apigateway_bad_request,
                 "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS "
                 "requires a valid authorizer.");
}

static int validator_check(struct call *c, struct span id)
{
    if (!id.size || api_noun_find(c, &api_noun_validator, id)) return 0;
    return fault(c, &apigateway_bad_request, "Invalid Request Validator identifier specified");
}

static int models_check(struct call *c, const struct doc *models)
{
    for (size_t i = 0; i < doc_count(models); i++) {
        struct span name = doc_text(models->map.members[i].value);
        if (!api_noun_find(c, &api_noun_model, name))
            return fault(c, &apigateway_bad_request, "Invalid model identifier specified: %.*s", SPAN_ARG(name));
    }
    return 0;
}

static struct span last_name(struct span parameter)
{
    size_t at = parameter.size;

    while (at > 0 && parameter.data[at - 1] != '.') at--;
    return span_sub(parameter, at, SIZE_MAX);
}

static int parameters_check(struct call *c, const struct doc *parameters)
{
    for (size_t i = 0; i < doc_count(parameters); i++) {
        struct span name = parameters->map.members[i].name;
        if (!api_mapping_is_parameter(name, "method.request")) return api_mapping_refuse(c, name);
        for (size_t k = 0; k < i; k++)
            if (span_eq(last_name(parameters->map.members[k].name), last_name(name)))
                return fault(c, &apigateway_bad_request,
                             "Parameter names must be unique across querystring, header and path");
    }
    return 0;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static int method_check(struct call *c, const struct doc *method)
{
    return parameters_check(c, doc_get(method, "requestParameters")) || authorization_check(c, method) ||
                   validator_check(c, doc_get_str(method, "requestValidatorId")) ||
                   models_check(c, doc_get(method, "requestModels"))
               ? -1
               : 0;
}

static struct doc *method_described(struct call *c)
{
    static const char *const kept[] = { "requestValidatorId", "operationName",       "requestParameters",
                                        "requestModels",      "authorizationScopes", NULL };
    struct doc *method = doc_map(&c->arena);

    doc_put_str(method, "httpMethod", doc_get_str(c->in, "httpMethod"));
    doc_put_str(method, "authorizationType", type_of(c, doc_get_str(c->in, "authorizationType")));
    doc_put_bool(method, "apiKeyRequired", doc_get_bool(c->in, "apiKeyRequired", false));
    api_keep(c, method, kept);
    if (needs_authorizer(doc_get_str(method, "authorizationType")))
        doc_put_str(method, "authorizerId", doc_get_str(c->in, "authorizerId"));
    return method;
}

int api_method_name_check(struct call *c, struct span name)
{
    static const char *const names[] = { "GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY", NULL };

    if (is_one_of(name, names)) return 0;
    return fault(c, &apigateway_bad_request,
                 "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY");
}

int api_put_method(struct call *c)
{
    struct span name = doc_get_str(c->in, "httpMethod");
    struct api_place at = { .method = method_described(c) };
    struct doc *methods;

    if (api_noun_require(c, &api_noun_resource, &at.resource) || api_method_name_check(c, name)) return -1;
    if (method_check(c, at.method)) return -1;
    methods = doc_get(at.resource, "resourceMethods");
    if (!methods) methods = doc_put_map(at.resource, "resourceMethods");
    if (doc_get_span(methods, name)) return fault(c, &apigateway_conflict, "Method already exists for this resource");
    doc_put_span(methods, name, at.method);
    api_method_store(c, &at);
    c->out = at.method;
    return 0;
}

int api_get_method(struct call *c)
{
    struct api_place at;

    if (api_method_require(c, &at)) return -1;
    c->out = at.method;
    return 0;
}

int api_delete_method(struct call *c)
{
    struct api_place at;
    struct doc *methods;

    if (api_method_require(c, &at)) return -1;
    methods = doc_get(at.resource, "resourceMethods");
    doc_remove(methods, doc_get_str(c->in, "httpMethod"));
    if (!doc_count(methods)) doc_remove(at.resource, SPAN("resourceMethods"));
    api_method_store(c, &at);
    return 0;
}

/* AWS: an operation that a path does not take is passed over. */
static int refuse_path(struct api_patch *p)
{
    return p->row ? 0 : fault(p->c, &apigateway_bad_request, "Invalid patch path %.*s", SPAN_ARG(p->path));
}

static int type_set(struct api_patch *p)
{
    p->value = type_of(p->c, p->value);
    if (!needs_authorizer(p->value)) doc_remove(p->document, SPAN("authorizerId"));
    return api_patch_set(p);
}

/* AWS: passed over where the type takes no authorizer; the type may come behind it in the same request. */
static int authorizer_set(struct api_patch *p)
{
    struct doc *operations = doc_get(p->c->in, "patchOperations");
    bool is_taken = needs_authorizer(doc_get_str(p->document, "authorizationType"));

    for (size_t i = 0; i < doc_count(operations); i++)
        if (span_is(doc_get_str(doc_at(operations, i), "path"), "/authorizationType"))
            is_taken = needs_authorizer(type_of(p->c, doc_get_str(doc_at(operations, i), "value")));
    return is_taken ? api_patch_set(p) : 0;
}

int api_update_method(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/apiKeyRequired", PATCH_REPLACE, PATCH_BOOLEAN, NULL },
        { "/authorizationScopes", PATCH_ADD | PATCH_REMOVE, PATCH_LIST, NULL },
        { "/authorizationType", PATCH_REPLACE, PATCH_TEXT, type_set },
        { "/authorizerId", PATCH_REPLACE, PATCH_TEXT, authorizer_set },
        { "/operationName", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/requestModels/{content_type}", PATCH_ANY, PATCH_TEXT, NULL },
        { "/requestParameters/{parameter}", PATCH_ANY, PATCH_BOOLEAN, NULL },
        { "/requestValidatorId", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, refuse_path };
    struct api_place at;

    if (api_method_require(c, &at) || api_patch(c, &rules, at.method) || method_check(c, at.method)) return -1;
    api_method_store(c, &at);
    c->out = at.method;
    return 0;
}

/* --- their responses ---------------------------------------------------------------------------------------------- */

static int response_check(struct call *c, const struct doc *response)
{
    struct doc *parameters = doc_get(response, "responseParameters");

    for (size_t i = 0; i < doc_count(parameters); i++)
        if (!api_mapping_is_parameter(parameters->map.members[i].name, "method.response"))
            return api_mapping_refuse(c, parameters->map.members[i].name);
    return models_check(c, doc_get(response, "responseModels"));
}

static int response_require(struct call *c, struct api_place *at, struct doc **response)
{
    if (api_method_require(c, at)) return -1;
    *response = doc_get_span(doc_get(at->method, "methodResponses"), doc_get_str(c->in, "statusCode"));
    return *response ? 0 : fault(c, &apigateway_not_found, "Invalid Response status code specified");
}

int api_put_method_response(struct call *c)
{
    static const char *const kept[] = { "statusCode", "responseParameters", "responseModels", NULL };
    struct span code = doc_get_str(c->in, "statusCode");
    struct doc *responses, *response = doc_map(&c->arena);
    struct api_place at;

    api_keep(c, response, kept);
    if (api_method_require(c, &at) || response_check(c, response)) return -1;
    responses = doc_get(at.method, "methodResponses");
    if (!responses) responses = doc_put_map(at.method, "methodResponses");
    if (doc_get_span(responses, code))
        return fault(c, &apigateway_conflict, "Response already exists for this resource");
    doc_put_span(responses, code, response);
    api_method_store(c, &at);
    c->out = response;
    return 0;
}

int api_get_method_response(struct call *c)
{
    struct api_place at;

    return response_require(c, &at, &c->out);
}

int api_update_method_response(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/responseModels/{content_type}", PATCH_ANY, PATCH_TEXT, NULL },
        { "/responseParameters/{parameter}", PATCH_ANY, PATCH_BOOLEAN, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, refuse_path };
    struct doc *response;
    struct api_place at;

    if (response_require(c, &at, &response) || api_patch(c, &rules, response) || response_check(c, response)) return -1;
    api_method_store(c, &at);
    c->out = response;
    return 0;
}

int api_delete_method_response(struct call *c)
{
    struct doc *response, *responses;
    struct api_place at;

    if (response_require(c, &at, &response)) return -1;
    responses = doc_get(at.method, "methodResponses");
    doc_remove(responses, doc_get_str(c->in, "statusCode"));
    if (!doc_count(responses)) doc_remove(at.method, SPAN("methodResponses"));
    api_method_store(c, &at);
    return 0;
}
