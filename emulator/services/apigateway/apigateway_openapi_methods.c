/* The document's paths: resources, their methods, what these answer, and their integrations. */
#include "emulator/services/apigateway/apigateway_openapi_reader.h"

#include "emulator/base/json.h"

#define EXTENSION "x-amazon-apigateway-"

/* One method under way. */
struct reading {
    struct api_openapi_reader *r;
    struct span path, verb;
    const struct doc *operation, *shared; /* what all methods of the path have */
    struct doc *method;
};

/* --- parameters and bodies ---------------------------------------------------------------------------------------- */

static struct doc *map_of(struct doc *in, const char *name)
{
    return doc_get(in, name) ? doc_get(in, name) : doc_put_map(in, name);
}

static void add_parameter(struct reading *m, const char *where, struct span name, bool is_required)
{
    struct arena *a = m->r->arena;

    doc_put_span(map_of(m->method, "requestParameters"),
                 arena_format(a, "method.request.%s.%.*s", where, SPAN_ARG(name)), doc_bool(a, is_required));
}

/* AWS: a path's variables are parameters, whether told or not. */
static void add_path_parameters(struct reading *m)
{
    struct span rest = m->path, part;

    while (span_split(&rest, '/', &part)) {
        if (part.size < 3 || part.data[0] != '{' || part.data[part.size - 1] != '}') continue;
        part = span_sub(part, 1, part.size - 2);
        if (span_ends(part, "+")) part.size--;
        add_parameter(m, "path", part, true);
    }
}

static void add_model(struct reading *m, struct doc *owner, const char *member, struct span type,
                      const struct doc *schema)
{
    struct api_openapi_reader *r = m->r;

    doc_put_span(map_of(owner, member), type, doc_string(r->arena, api_openapi_model(r, schema)));
}

/* Swagger's types of content: the operation's own, the document's, or JSON. */
static const struct doc *types_of(const struct reading *m, const char *member)
{
    const struct doc *own = doc_get(m->operation, member);

    return doc_count(own) ? own : doc_get(m->r->root, member);
}

static void add_models(struct reading *m, struct doc *owner, const char *member, const struct doc *types,
                       const struct doc *schema)
{
    if (!doc_count(types)) add_model(m, owner, member, SPAN("application/json"), schema);
    for (size_t i = 0; i < doc_count(types); i++)
        if (doc_is(doc_at(types, i), DOC_STRING)) add_model(m, owner, member, doc_text(doc_at(types, i)), schema);
}

static void read_parameter(struct reading *m, const struct doc *parameter)
{
    const struct doc *p = api_openapi_resolve(m->r, parameter);
    struct span in = doc_get_str(p, "in"), name = doc_get_str(p, "name");
    bool is_required = doc_get_bool(p, "required", false);

    if (span_is(in, "query")) add_parameter(m, "querystring", name, is_required);
    else if (span_is(in, "header")) add_parameter(m, "header", name, is_required);
    else if (span_is(in, "path")) return; /* they are there */
    else if (span_is(in, "body") && doc_get(p, "schema"))
        add_models(m, m->method, "requestModels", types_of(m, "consumes"), doc_get(p, "schema"));
    else
        api_openapi_warn(m->r,
                         "Parameter '%.*s' of resource '%.*s' and method '%.*s' is ignored: '%.*s' is not supported",
                         SPAN_ARG(name), SPAN_ARG(m->path), SPAN_ARG(m->verb), SPAN_ARG(in));
}

/* OpenAPI 3: { "application/json": { "schema": … } } */
static void read_content(struct reading *m, struct doc *owner, const char *member, const struct doc *content)
{
    for (uint32_t i = 0; i < api_openapi_members(content); i++) {
        const struct doc *schema = doc_get(content->map.members[i].value, "schema");
        if (schema) add_model(m, owner, member, content->map.members[i].name, schema);
    }
}

static void read_parameters(struct reading *m)
{
    const struct doc *own = doc_get(m->operation, "parameters");
    const struct doc *body = api_openapi_resolve(m->r, doc_get(m->operation, "requestBody"));

    add_path_parameters(m);
    for (size_t i = 0; i < doc_count(m->shared); i++) read_parameter(m, doc_at(m->shared, i));
    for (size_t i = 0; i < doc_count(own); i++) read_parameter(m, doc_at(own, i));
    read_content(m, m->method, "requestModels", doc_get(body, "content"));
}

/* --- who may call ------------------------------------------------------------------------------------------------- */

static void read_scheme(struct reading *m, struct span name, const struct doc *scopes)
{
    const struct doc *scheme = doc_get_span(api_openapi_schemes(m->r), name);
    const struct doc *told = doc_get(scheme, EXTENSION "authorizer");
    struct span kind = doc_get_str(scheme, EXTENSION "authtype"), type = doc_get_str(told, "type");

    if (span_is_nocase(kind, "awsSigv4")) {
        doc_put_cstr(m->method, "authorizationType", "AWS_IAM");
    } else if (doc_is(told, DOC_MAP)) {
        bool is_cognito = span_is_nocase(type, "cognito_user_pools");

        doc_put_cstr(m->method, "authorizationType", is_cognito ? "COGNITO_USER_POOLS" : "CUSTOM");
        doc_put_str(m->method, "authorizerName", name);
        if (doc_count(scopes)) doc_put(m->method, "authorizationScopes", (struct doc *)(uintptr_t)scopes);
    } else if (span_is(doc_get_str(scheme, "type"), "apiKey") &&
               span_is_nocase(doc_get_str(scheme, "name"), "x-api-key")) {
        doc_put_bool(m->method, "apiKeyRequired", true);
    }
}

static void read_security(struct reading *m)
{
    const struct doc *own = doc_get(m->operation, "security"), *auth = doc_get(m->operation, EXTENSION "auth");
    const struct doc *all = own ? own : doc_get(m->r->root, "security");

    doc_put_cstr(m->method, "authorizationType", "NONE");
    for (size_t i = 0; i < doc_count(all); i++) {
        const struct doc *one = doc_at(all, i);
        for (uint32_t k = 0; k < api_openapi_members(one); k++)
            read_scheme(m, one->map.members[k].name, one->map.members[k].value);
    }
    if (doc_get_str(auth, "type").size)
        doc_put_str(m->method, "authorizationType", api_openapi_upper(m->r->arena, doc_get(auth, "type")));
}

/* --- what it answers ---------------------------------------------------------------------------------------------- */

static bool is_status(struct span code)
{
    int64_t status;

    return code.size == 3 && span_int(code, &status);
}

static void read_response(struct reading *m, struct span code, const struct doc *told)
{
    struct arena *a = m->r->arena;
    const struct doc *headers = doc_get(told, "headers"), *schema = doc_get(told, "schema");
    struct doc *response = doc_append_map(doc_get(m->method, "responses"));

    doc_put_str(response, "statusCode", code);
    for (uint32_t i = 0; i < api_openapi_members(headers); i++)
        doc_put_span(map_of(response, "responseParameters"),
                     arena_format(a, "method.response.header.%.*s", SPAN_ARG(headers->map.members[i].name)),
                     doc_bool(a, false));
    if (schema) add_models(m, response, "responseModels", types_of(m, "produces"), schema);
    read_content(m, response, "responseModels", doc_get(told, "content"));
}

/* AWS: "default" is no status, and nothing is made of it. */
static void read_responses(struct reading *m)
{
    const struct doc *responses = doc_get(m->operation, "responses");

    doc_put_list(m->method, "responses");
    for (uint32_t i = 0; i < api_openapi_members(responses); i++) {
        const struct doc_member *r = &responses->map.members[i];
        if (is_status(r->name)) read_response(m, r->name, api_openapi_resolve(m->r, r->value));
    }
}

/* --- its integration ---------------------------------------------------------------------------------------------- */

/* A map of texts; what is no text is left out, with a warning. */
static void take_texts(struct reading *m, struct doc *to, const struct doc *from, const char *member)
{
    const struct doc *told = doc_get(from, member);

    for (uint32_t i = 0; i < api_openapi_members(told); i++) {
        const struct doc_member *t = &told->map.members[i];

        if (doc_is(t->value, DOC_STRING)) doc_put_span(map_of(to, member), t->name, t->value);
        else
            api_openapi_warn(m->r,
                             "Invalid format for '%s'. Expected type string for property '%.*s' of resource '%.*s' and "
                             "method '%.*s' but got '%.*s'",
                             member, SPAN_ARG(t->name), SPAN_ARG(m->path), SPAN_ARG(m->verb),
                             SPAN_ARG(json_text(m->r->arena, t->value)));
    }
}

static void read_integration_response(struct reading *m, struct span pattern, const struct doc *told)
{
    struct doc *response = doc_append_map(doc_get(m->method, "integrationResponses"));

    doc_put_str(response, "statusCode", api_openapi_text(m->r->arena, doc_get(told, "statusCode")));
    if (!span_is(pattern, "default")) doc_put_str(response, "selectionPattern", pattern);
    take_texts(m, response, told, "responseParameters");
    take_texts(m, response, told, "responseTemplates");
    doc_put_str(response, "contentHandling", api_openapi_upper(m->r->arena, doc_get(told, "contentHandling")));
}

static void read_integration(struct reading *m)
{
    static const char *const pairs[] = { "uri",
                                         "uri",
                                         "credentials",
                                         "credentials",
                                         "cacheNamespace",
                                         "cacheNamespace",
                                         "cacheKeyParameters",
                                         "cacheKeyParameters",
                                         "timeoutInMillis",
                                         "timeoutInMillis",
                                         "connectionId",
                                         "connectionId",
                                         "tlsConfig",
                                         "tlsConfig",
                                         "integrationTarget",
                                         "integrationTarget",
                                         NULL };
    static const char *const names[] = { "type", "passthroughBehavior", "contentHandling", "connectionType",
                                         "responseTransferMode" };
    const struct doc *told = doc_get(m->operation, EXTENSION "integration"), *responses = doc_get(told, "responses");
    struct doc *integration;

    if (!doc_is(told, DOC_MAP)) return;
    integration = doc_put_map(m->method, "integration");
    api_openapi_take(integration, told, pairs);
    doc_put_str(integration, "integrationHttpMethod", api_openapi_upper(m->r->arena, doc_get(told, "httpMethod")));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        doc_put_str(integration, names[i], api_openapi_upper(m->r->arena, doc_get(told, names[i])));
    take_texts(m, integration, told, "requestParameters");
    take_texts(m, integration, told, "requestTemplates");
    doc_put_list(m->method, "integrationResponses");
    for (uint32_t i = 0; i < api_openapi_members(responses); i++)
        read_integration_response(m, responses->map.members[i].name, responses->map.members[i].value);
}

/* --- methods and resources ---------------------------------------------------------------------------------------- */

static void read_method(struct api_openapi_reader *r, struct doc *methods, struct span path, struct span verb,
                        const struct doc *item, const struct doc *operation)
{
    struct reading m = { r, path, verb, operation, doc_get(item, "parameters"), doc_append_map(methods) };
    struct span validator = doc_get_str(operation, EXTENSION "request-validator");

    doc_put_str(m.method, "httpMethod", verb);
    doc_put_str(m.method, "operationName", doc_get_str(operation, "operationId"));
    doc_put_str(m.method, "validatorName",
                validator.data ? validator : doc_get_str(r->root, EXTENSION "request-validator"));
    read_security(&m);
    read_parameters(&m);
    read_responses(&m);
    read_integration(&m);
}

const char *api_openapi_verb(struct span member)
{
    static const struct {
        const char *member, *verb;
    } verbs[] = {
        { "get", "GET" },         { "put", "PUT" },   { "post", "POST" },   { "delete", "DELETE" },
        { "options", "OPTIONS" }, { "head", "HEAD" }, { "patch", "PATCH" }, { EXTENSION "any-method", "ANY" }
    };

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (span_is(member, verbs[i].member)) return verbs[i].verb;
    return NULL;
}

static struct doc *read_methods(struct api_openapi_reader *r, struct span path, const struct doc *item)
{
    struct doc *methods = doc_list(r->arena);

    if (!item) api_openapi_warn(r, "The reference of path '%.*s' is ignored: it leads nowhere", SPAN_ARG(path));
    for (uint32_t i = 0; i < api_openapi_members(item); i++) {
        const struct doc_member *m = &item->map.members[i];
        const char *verb = api_openapi_verb(m->name);

        if (verb) read_method(r, methods, path, span_of(verb), item, m->value);
        if (span_is(m->name, "trace"))
            api_openapi_warn(r, "Method 'TRACE' of resource '%.*s' is ignored: it is not supported", SPAN_ARG(path));
    }
    return methods;
}

/* The path of the document's base, as "/a/b"; empty where there is none. AWS: a variable named basePath is it, even
 * where the server's URL does not have it. */
static struct span base_path(const struct api_openapi_reader *r)
{
    const struct doc *server = doc_at(doc_get(r->root, "servers"), 0);
    struct span variable = doc_get_str(doc_get(doc_get(server, "variables"), "basePath"), "default");
    struct span url = doc_get_str(server, "url");

    if (!r->is_v3) return doc_get_str(r->root, "basePath");
    if (variable.data) return variable;
    for (size_t i = 0; i + 3 < url.size; i++) {
        if (!span_starts(span_sub(url, i, 3), "://")) continue;
        url = span_sub(url, i + 3, SIZE_MAX);
        url = span_sub(url, span_find(url, '/'), SIZE_MAX);
        break;
    }
    return url.size && memchr(url.data, '{', url.size) ? SPAN("") : url;
}

static struct span without_slashes(struct span path)
{
    while (path.size && path.data[0] == '/') path = span_sub(path, 1, SIZE_MAX);
    while (path.size && path.data[path.size - 1] == '/') path.size--;
    return path;
}

/* What stands before every path: all of the base, or all but its first part. */
static struct span prefix(const struct api_openapi_reader *r)
{
    struct span base = without_slashes(base_path(r));

    if (span_is(r->options->basepath, "split")) base = without_slashes(span_sub(base, span_find(base, '/'), SIZE_MAX));
    else if (!span_is(r->options->basepath, "prepend")) base = SPAN("");
    return base;
}

struct doc *api_openapi_resources(struct api_openapi_reader *r)
{
    const struct doc *paths = doc_get(r->root, "paths");
    struct doc *list = doc_list(r->arena);
    struct span before = prefix(r);

    for (uint32_t i = 0; i < api_openapi_members(paths); i++) {
        struct span own = without_slashes(paths->map.members[i].name), path;
        struct doc *resource;

        if (!span_starts(paths->map.members[i].name, "/")) continue; /* an extension */
        resource = doc_append_map(list);
        path =
            arena_format(r->arena, "/%.*s%s%.*s", SPAN_ARG(before), before.size && own.size ? "/" : "", SPAN_ARG(own));
        doc_put_str(resource, "path", path);
        doc_put(resource, "methods", read_methods(r, path, api_openapi_resolve(r, paths->map.members[i].value)));
    }
    return list;
}
