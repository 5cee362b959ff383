/* "paths": each resource that has methods, and these. */
#include "emulator/services/apigateway/apigateway_openapi_writer.h"

#define EXTENSION "x-amazon-apigateway-"

static struct span last_name(struct span parameter)
{
    size_t at = parameter.size;

    while (at > 0 && parameter.data[at - 1] != '.') at--;
    return span_sub(parameter, at, SIZE_MAX);
}

/* { "type": "string" }, in OpenAPI 3 as its schema. */
static void put_string(const struct api_openapi_writer *w, struct doc *to)
{
    if (w->export->is_v3) to = doc_put_map(to, "schema");
    doc_put_cstr(to, "type", "string");
}

/* --- parameters and bodies ---------------------------------------------------------------------------------------- */

/* "method.request.querystring.page" */
static struct span place_of(struct span parameter)
{
    static const struct {
        const char *begin, *in;
    } places[] = { { "method.request.querystring.", "query" },
                   { "method.request.header.", "header" },
                   { "method.request.path.", "path" } };

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (span_starts(parameter, places[i].begin)) return span_of(places[i].in);
    return SPAN("query");
}

static void put_parameters(const struct api_openapi_writer *w, struct doc *list, const struct doc *parameters)
{
    for (uint32_t i = 0; i < doc_count(parameters); i++) {
        const struct doc_member *m = &parameters->map.members[i];
        struct span in = place_of(m->name);
        struct doc *p = doc_append_map(list);

        doc_put_str(p, "name", last_name(m->name));
        doc_put_str(p, "in", in);
        doc_put_bool(p, "required", span_is(in, "path") || (doc_is(m->value, DOC_BOOL) && m->value->boolean));
        put_string(w, p);
    }
}

/* OpenAPI 3: { "application/json": { "schema": … } } */
static struct doc *content(const struct api_openapi_writer *w, const struct doc *models)
{
    struct doc *all = doc_map(w->arena);

    for (uint32_t i = 0; i < doc_count(models); i++) {
        struct doc *one = doc_map(w->arena);

        doc_put(one, "schema", api_openapi_model_reference(w, doc_text(models->map.members[i].value)));
        doc_put_span(all, models->map.members[i].name, one);
    }
    return all;
}

static void put_types(struct doc *operation, const char *member, const struct doc *models)
{
    struct doc *types;

    if (!doc_count(models)) return;
    types = doc_get(operation, member) ? doc_get(operation, member) : doc_put_list(operation, member);
    for (uint32_t i = 0; i < doc_count(models); i++) {
        bool is_there = false;

        for (size_t k = 0; k < doc_count(types); k++)
            is_there |= span_eq(doc_text(doc_at(types, k)), models->map.members[i].name);
        if (!is_there) doc_append_str(types, models->map.members[i].name);
    }
}

/* AWS: Swagger's body has one schema, that of the first type, and its model's name. */
static void put_body(const struct api_openapi_writer *w, struct doc *operation, struct doc *parameters,
                     const struct doc *models)
{
    struct doc *body;
    struct span name;

    if (!doc_count(models)) return;
    if (w->export->is_v3) {
        body = doc_put_map(operation, "requestBody");
        doc_put(body, "content", content(w, models));
        doc_put_bool(body, "required", true);
        return;
    }
    name = doc_text(models->map.members[0].value);
    body = doc_append_map(parameters);
    doc_put_cstr(body, "in", "body");
    doc_put_str(body, "name", name);
    doc_put_bool(body, "required", true);
    doc_put(body, "schema", api_openapi_model_reference(w, name));
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void put_response(const struct api_openapi_writer *w, struct doc *responses, const struct doc *response)
{
    const struct doc *headers = doc_get(response, "responseParameters"), *models = doc_get(response, "responseModels");
    struct span code = doc_get_str(response, "statusCode");
    struct doc *r = doc_map(w->arena), *names;

    doc_put_span(responses, code, r);
    doc_put_str(r, "description", arena_format(w->arena, "%.*s response", SPAN_ARG(code)));
    if (doc_count(headers)) {
        names = doc_put_map(r, "headers");
        for (uint32_t i = 0; i < headers->map.count; i++) {
            struct doc *header = doc_map(w->arena);

            put_string(w, header);
            doc_put_span(names, last_name(headers->map.members[i].name), header);
        }
    }
    if (!doc_count(models)) return;
    if (w->export->is_v3) doc_put(r, "content", content(w, models));
    else doc_put(r, "schema", api_openapi_model_reference(w, doc_text(models->map.members[0].value)));
}

static void put_responses(const struct api_openapi_writer *w, struct doc *operation, const struct doc *method)
{
    const struct doc *all = doc_get(method, "methodResponses");
    struct doc *responses = doc_map(w->arena);

    for (uint32_t i = 0; i < doc_count(all); i++) {
        put_response(w, responses, all->map.members[i].value);
        if (!w->export->is_v3) put_types(operation, "produces", doc_get(all->map.members[i].value, "responseModels"));
    }
    doc_put(operation, "responses", responses);
}

/* --- who may call ------------------------------------------------------------------------------------------------- */

static void add_security(struct doc *list, struct span name, const struct doc *scopes)
{
    struct doc *one = doc_append_map(list), *told = doc_list(doc_arena(list));

    for (size_t i = 0; i < doc_count(scopes); i++) doc_append(told, doc_at(scopes, i));
    doc_put_span(one, name, told);
}

static void put_security(struct api_openapi_writer *w, struct doc *operation, const struct doc *method)
{
    const struct doc *authorizer = api_openapi_part(w, "authorizers", doc_get_str(method, "authorizerId"));
    struct doc *list = doc_list(w->arena);

    if (authorizer) add_security(list, doc_get_str(authorizer, "name"), doc_get(method, "authorizationScopes"));
    if (span_is(doc_get_str(method, "authorizationType"), "AWS_IAM")) {
        w->uses_signatures = true;
        add_security(list, SPAN("sigv4"), NULL);
    }
    if (doc_get_bool(method, "apiKeyRequired", false)) {
        w->uses_key = true;
        add_security(list, SPAN("api_key"), NULL);
    }
    if (doc_count(list)) doc_put(operation, "security", list);
}

/* --- integrations ------------------------------------------------------------------------------------------------- */

static void take(struct doc *to, const struct doc *from, const char *const *members)
{
    for (; *members; members++) {
        struct doc *value = doc_get(from, *members);
        bool is_empty = (doc_is(value, DOC_LIST) || doc_is(value, DOC_MAP)) && !doc_count(value);

        if (value && !is_empty) doc_put(to, *members, value);
    }
}

/* A template that is empty is kept as null, and told as the empty text that it was. */
static void take_templates(const struct api_openapi_writer *w, struct doc *to, const struct doc *from,
                           const char *member)
{
    const struct doc *templates = doc_get(from, member);
    struct doc *told;

    if (!doc_count(templates)) return;
    told = doc_put_map(to, member);
    for (uint32_t i = 0; i < templates->map.count; i++) {
        struct doc *value = templates->map.members[i].value;
        doc_put_span(told, templates->map.members[i].name,
                     doc_is(value, DOC_STRING) ? value : doc_string(w->arena, SPAN("")));
    }
}

static struct doc *integration_responses(const struct api_openapi_writer *w, const struct doc *all)
{
    static const char *const kept[] = { "statusCode", "responseParameters", "contentHandling", NULL };
    struct doc *responses = doc_map(w->arena);

    for (uint32_t i = 0; i < doc_count(all); i++) {
        const struct doc *response = all->map.members[i].value;
        struct span pattern = doc_get_str(response, "selectionPattern");
        struct doc *r = doc_map(w->arena);

        take(r, response, kept);
        take_templates(w, r, response, "responseTemplates");
        doc_put_span(responses, pattern.size ? pattern : SPAN("default"), r);
    }
    return responses;
}

static struct doc *integration_of(const struct api_openapi_writer *w, const struct doc *integration)
{
    static const char *const kept[] = { "httpMethod",
                                        "uri",
                                        "credentials",
                                        "requestParameters",
                                        "connectionId",
                                        "timeoutInMillis",
                                        "contentHandling",
                                        "cacheKeyParameters",
                                        "tlsConfig",
                                        "integrationTarget",
                                        "responseTransferMode",
                                        NULL };
    const struct doc *responses = doc_get(integration, "integrationResponses");
    struct span connection = doc_get_str(integration, "connectionType");
    struct doc *i = doc_map(w->arena);

    doc_put_str(i, "type", arena_lower(w->arena, doc_get_str(integration, "type")));
    take(i, integration, kept);
    take_templates(w, i, integration, "requestTemplates");
    if (doc_count(responses)) doc_put(i, "responses", integration_responses(w, responses));
    doc_put_str(i, "passthroughBehavior", arena_lower(w->arena, doc_get_str(integration, "passthroughBehavior")));
    if (span_is(connection, "VPC_LINK")) doc_put_str(i, "connectionType", connection);
    if (doc_get_int(i, "timeoutInMillis", 0) == 29000) doc_remove(i, SPAN("timeoutInMillis"));
    return i;
}

/* A namespace of cached answers that is not the resource's own. */
static void put_namespace(struct doc *integration, const struct doc *from, const struct doc *resource)
{
    struct span name = doc_get_str(from, "cacheNamespace");

    if (name.size && !span_eq(name, doc_get_str(resource, "id"))) doc_put_str(integration, "cacheNamespace", name);
}

/* --- methods and resources ---------------------------------------------------------------------------------------- */

static struct doc *operation_of(struct api_openapi_writer *w, const struct doc *resource, const struct doc *method)
{
    const struct doc *validator = api_openapi_part(w, "requestValidators", doc_get_str(method, "requestValidatorId"));
    const struct doc *integration = doc_get(method, "methodIntegration"), *models = doc_get(method, "requestModels");
    struct doc *o = doc_map(w->arena), *parameters = doc_list(w->arena), *told;

    if (doc_get_str(method, "operationName").size) doc_put_str(o, "operationId", doc_get_str(method, "operationName"));
    if (!w->export->is_v3) put_types(o, "consumes", models);
    put_parameters(w, parameters, doc_get(method, "requestParameters"));
    put_body(w, o, parameters, models);
    if (doc_count(parameters)) doc_put(o, "parameters", parameters);
    put_responses(w, o, method);
    put_security(w, o, method);
    if (validator && w->export->has_all) doc_put_str(o, EXTENSION "request-validator", doc_get_str(validator, "name"));
    if (integration && (w->export->has_integrations || w->export->has_all)) {
        told = integration_of(w, integration);
        put_namespace(told, integration, resource);
        doc_put(o, EXTENSION "integration", told);
    }
    return o;
}

struct doc *api_openapi_paths(struct api_openapi_writer *w)
{
    struct doc *resources = api_openapi_sorted(w, "resources"), *paths = doc_map(w->arena);

    for (size_t i = 0; i < doc_count(resources); i++) {
        const struct doc *resource = doc_at(resources, i), *methods = doc_get(resource, "resourceMethods");
        struct doc *item = doc_map(w->arena);

        for (uint32_t k = 0; k < doc_count(methods); k++) {
            struct span verb = methods->map.members[k].name;
            doc_put_span(item, span_is(verb, "ANY") ? SPAN(EXTENSION "any-method") : arena_lower(w->arena, verb),
                         operation_of(w, resource, methods->map.members[k].value));
        }
        if (doc_count(item)) doc_put_span(paths, doc_get_str(resource, "path"), item);
    }
    return paths;
}
