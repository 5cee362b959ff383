/* Handlers of resources, methods and integrations. */
#include "emulator/base/ids.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_apis.h"
#include "emulator/services/apigateway/apigateway_faults.h"

#define PAGE_MAX           500
#define INTEGRATION_MS_MAX 29000

static int resource_require(struct call *c, const char *member, struct doc **resource)
{
    struct doc *api;

    if (api_require(c, &api)) return -1;
    *resource = api_store_get(c, "resource", api_id(c), doc_get_str(c->in, member));
    return *resource ? 0 : fault(c, &apigateway_not_found, "Invalid Resource identifier specified");
}

static void resource_store(struct call *c, const struct doc *resource)
{
    api_store_put(c, "resource", api_id(c), doc_get_str(resource, "id"), resource);
}

static int method_require(struct call *c, struct doc **resource, struct doc **method)
{
    if (resource_require(c, "resourceId", resource)) return -1;
    *method = doc_get_span(doc_get(*resource, "resourceMethods"), doc_get_str(c->in, "httpMethod"));
    return *method ? 0 : fault(c, &apigateway_not_found, "Invalid Method identifier specified");
}

/* AWS shows the methods' insides only when asked to embed them. */
static void put_resource(struct call *c, const struct doc *resource, bool with_methods, struct doc *out)
{
    struct doc *methods = doc_get(resource, "resourceMethods"), *names;

    for (uint32_t i = 0; i < resource->map.count; i++)
        if (!span_is(resource->map.members[i].name, "resourceMethods"))
            doc_put_span(out, resource->map.members[i].name, resource->map.members[i].value);
    if (!doc_count(methods)) return;
    names = doc_put_map(out, "resourceMethods");
    for (uint32_t i = 0; i < methods->map.count; i++)
        doc_put_span(names, methods->map.members[i].name,
                     with_methods ? methods->map.members[i].value : doc_map(&c->arena));
}

int api_get_resources(struct call *c)
{
    struct doc *items = doc_put_list(c->out, "items"), *api, *resources;
    int64_t limit = doc_get_int(c->in, "limit", 25);
    bool with_methods = span_is(doc_text(doc_at(doc_get(c->in, "embed"), 0)), "methods");

    if (api_require(c, &api)) return -1;
    if (limit < 1 || limit > PAGE_MAX) return fault(c, &apigateway_bad_request, "Limit must be between 1 and 500");
    resources = api_store_list(c, "resource", api_id(c), doc_get_str(c->in, "position"), limit + 1);
    for (size_t i = 0; i < doc_count(resources) && i < (size_t)limit; i++)
        put_resource(c, doc_at(resources, i), with_methods, doc_append_map(items));
    if (doc_count(resources) > (size_t)limit)
        doc_put_str(c->out, "position", doc_get_str(doc_at(items, (size_t)limit - 1), "id"));
    return 0;
}

int api_get_resource(struct call *c)
{
    struct doc *resource;

    if (resource_require(c, "resourceId", &resource)) return -1;
    put_resource(c, resource, false, c->out);
    return 0;
}

/* AWS: letters, digits and ._-: or a variable in braces, which may end with a +. */
static bool is_path_part(struct span part)
{
    bool is_variable = part.size > 2 && part.data[0] == '{' && part.data[part.size - 1] == '}';

    if (is_variable) {
        part = span_sub(part, 1, part.size - 2);
        if (span_ends(part, "+")) part.size--;
    }
    for (size_t i = 0; i < part.size; i++) {
        char x = part.data[i];
        bool letter = (x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9');
        if (!letter && x != '.' && x != '_' && x != '-' && x != ':') return false;
    }
    return part.size > 0;
}

static bool has_sibling(struct call *c, struct span parent_id, struct span part)
{
    struct doc *resources = api_store_list(c, "resource", api_id(c), SPAN(""), -1);

    for (size_t i = 0; i < doc_count(resources); i++) {
        struct doc *r = doc_at(resources, i);
        if (span_eq(doc_get_str(r, "parentId"), parent_id) && span_eq(doc_get_str(r, "pathPart"), part)) return true;
    }
    return false;
}

int api_create_resource(struct call *c)
{
    struct span part = doc_get_str(c->in, "pathPart"), parent_path;
    char *id = arena_alloc(&c->arena, 7);
    struct doc *parent, *resource = doc_map(&c->arena);

    if (resource_require(c, "parentId", &parent)) return -1;
    if (!is_path_part(part))
        return fault(
            c, &apigateway_bad_request,
            "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the "
            "end.");
    if (has_sibling(c, doc_get_str(parent, "id"), part))
        return fault(c, &apigateway_conflict, "Another resource with the same parent already has this name: %.*s",
                     SPAN_ARG(part));
    random_text(id, 6, ALPHABET_LOWER);
    parent_path = doc_get_str(parent, "path");
    doc_put_cstr(resource, "id", id);
    doc_put_str(resource, "parentId", doc_get_str(parent, "id"));
    doc_put_str(resource, "pathPart", part);
    doc_put_format(resource, "path", "%.*s/%.*s", SPAN_ARG(span_is(parent_path, "/") ? SPAN("") : parent_path),
                   SPAN_ARG(part));
    resource_store(c, resource);
    put_resource(c, resource, false, c->out);
    return 0;
}

/* With all that is below it: those whose path begins with its own. */
int api_delete_resource(struct call *c)
{
    struct doc *resource, *resources;
    const char *below;

    if (resource_require(c, "resourceId", &resource)) return -1;
    if (!doc_get(resource, "parentId")) return fault(c, &apigateway_bad_request, "Root resource cannot be deleted");
    below = arena_printf(&c->arena, "%.*s/", SPAN_ARG(doc_get_str(resource, "path")));
    resources = api_store_list(c, "resource", api_id(c), SPAN(""), -1);
    for (size_t i = 0; i < doc_count(resources); i++) {
        struct doc *r = doc_at(resources, i);
        if (span_starts(doc_get_str(r, "path"), below))
            api_store_delete(c, "resource", api_id(c), doc_get_str(r, "id"));
    }
    api_store_delete(c, "resource", api_id(c), doc_get_str(resource, "id"));
    return 0;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static bool is_method(struct span name)
{
    static const char *const names[] = { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(name, names[i])) return true;
    return false;
}

int api_put_method(struct call *c)
{
    static const char *const kept[] = { "authorizationType", "authorizerId",      "requestValidatorId",
                                        "operationName",     "requestParameters", "requestModels" };
    struct span name = doc_get_str(c->in, "httpMethod");
    struct doc *resource, *methods, *method;

    if (resource_require(c, "resourceId", &resource)) return -1;
    if (!is_method(name))
        return fault(c, &apigateway_bad_request,
                     "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY");
    if (!span_is(doc_get_str(c->in, "authorizationType"), "NONE"))
        return fault(c, &fault_not_implemented,
                     "Authorizers are not emulated by Nube: use the authorization type NONE");
    methods = doc_get(resource, "resourceMethods");
    if (!methods) methods = doc_put_map(resource, "resourceMethods");
    if (doc_get_span(methods, name)) return fault(c, &apigateway_conflict, "Method already exists for this resource");
    method = doc_put_map(methods, arena_string(&c->arena, name));
    doc_put_str(method, "httpMethod", name);
    doc_put_bool(method, "apiKeyRequired", doc_get_bool(c->in, "apiKeyRequired", false));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (doc_get(c->in, kept[i])) doc_put(method, kept[i], doc_get(c->in, kept[i]));
    resource_store(c, resource);
    c->out = method;
    return 0;
}

int api_get_method(struct call *c)
{
    struct doc *resource, *method;

    if (method_require(c, &resource, &method)) return -1;
    c->out = method;
    return 0;
}

static int integration_check(struct call *c)
{
    struct span type = doc_get_str(c->in, "type"), uri = doc_get_str(c->in, "uri");
    int64_t timeout = doc_get_int(c->in, "timeoutInMillis", INTEGRATION_MS_MAX);

    if (!span_is(type, "AWS_PROXY"))
        return fault(c, &fault_not_implemented, "Integrations of the type %.*s are not emulated by Nube: use AWS_PROXY",
                     SPAN_ARG(type));
    if (!doc_get_str(c->in, "integrationHttpMethod").size)
        return fault(c, &apigateway_bad_request, "Enumeration value for HttpMethod must be non-empty");
    if (!span_starts(uri, "arn:aws:apigateway:"))
        return fault(c, &apigateway_bad_request, "AWS ARN for integration must contain path or action");
    if (timeout < 50 || timeout > INTEGRATION_MS_MAX)
        return fault(c, &apigateway_bad_request, "Timeout should be between 50 ms and 29000 ms");
    return 0;
}

int api_put_integration(struct call *c)
{
    static const char *const kept[] = {
        "type", "uri", "credentials", "requestParameters", "requestTemplates", "contentHandling", "connectionType"
    };
    struct span behavior = doc_get_str(c->in, "passthroughBehavior");
    struct doc *resource, *method, *integration;

    if (integration_check(c) || method_require(c, &resource, &method)) return -1;
    integration = doc_put_map(method, "methodIntegration");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (doc_get(c->in, kept[i])) doc_put(integration, kept[i], doc_get(c->in, kept[i]));
    doc_put_str(integration, "httpMethod", doc_get_str(c->in, "integrationHttpMethod"));
    doc_put_str(integration, "passthroughBehavior", behavior.data ? behavior : SPAN("WHEN_NO_MATCH"));
    doc_put_int(integration, "timeoutInMillis", doc_get_int(c->in, "timeoutInMillis", INTEGRATION_MS_MAX));
    doc_put_str(integration, "cacheNamespace", doc_get_str(c->in, "resourceId"));
    doc_put_list(integration, "cacheKeyParameters");
    resource_store(c, resource);
    c->out = integration;
    return 0;
}

int api_get_integration(struct call *c)
{
    struct doc *resource, *method, *integration;

    if (method_require(c, &resource, &method)) return -1;
    integration = doc_get(method, "methodIntegration");
    if (!integration) return fault(c, &apigateway_not_found, "Invalid Integration identifier specified");
    c->out = integration;
    return 0;
}
