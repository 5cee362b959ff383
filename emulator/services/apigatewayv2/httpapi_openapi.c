/* One list of names for both ways: AWS's extensions call members as the API does, with a small letter in front. */
#include "emulator/services/apigatewayv2/httpapi_openapi.h"

#include <string.h>

#include "emulator/services/apigatewayv2/httpapi_routes.h"

#define ANY         "x-amazon-apigateway-any-method"
#define INTEGRATION "x-amazon-apigateway-integration"
#define AUTHORIZER  "x-amazon-apigateway-authorizer"
#define AUTH        "x-amazon-apigateway-auth"
#define CORS        "x-amazon-apigateway-cors"
#define ENDPOINT    "x-amazon-apigateway-endpoint-configuration"
#define TAG_VALUE   "x-amazon-apigateway-tag-value"

struct renamed {
    const char *ours, *theirs;
};

static const struct renamed integration_members[] = { { "CredentialsArn", "credentials" },
                                                      { "Description", "description" },
                                                      { "IntegrationMethod", "httpMethod" },
                                                      { "IntegrationSubtype", "integrationSubtype" },
                                                      { "IntegrationUri", "uri" },
                                                      { "PayloadFormatVersion", "payloadFormatVersion" },
                                                      { "RequestParameters", "requestParameters" },
                                                      { "ResponseParameters", "responseParameters" },
                                                      { "TimeoutInMillis", "timeoutInMillis" },
                                                      { NULL, NULL } };
/* What integrations of HTTP APIs have none of here: it is read to be refused as CreateIntegration refuses it. */
static const struct renamed refused_members[] = { { "ConnectionId", "connectionId" },
                                                  { "ConnectionType", "connectionType" },
                                                  { NULL, NULL } };
static const struct renamed tls_members[] = { { "ServerNameToVerify", "serverNameToVerify" }, { NULL, NULL } };
static const struct renamed cors_members[] = { { "AllowCredentials", "allowCredentials" },
                                               { "AllowHeaders", "allowHeaders" },
                                               { "AllowMethods", "allowMethods" },
                                               { "AllowOrigins", "allowOrigins" },
                                               { "ExposeHeaders", "exposeHeaders" },
                                               { "MaxAge", "maxAge" },
                                               { NULL, NULL } };
static const struct renamed authorizer_members[] = { { "AuthorizerCredentialsArn", "authorizerCredentials" },
                                                     { "AuthorizerPayloadFormatVersion",
                                                       "authorizerPayloadFormatVersion" },
                                                     { "AuthorizerResultTtlInSeconds", "authorizerResultTtlInSeconds" },
                                                     { "AuthorizerUri", "authorizerUri" },
                                                     { "EnableSimpleResponses", "enableSimpleResponses" },
                                                     { NULL, NULL } };

/* Copies the members that are there, by their other names. */
static void translate(const struct doc *from, struct doc *to, const struct renamed *members, bool is_reading)
{
    for (; members->ours; members++) {
        const struct doc *value = doc_get(from, is_reading ? members->theirs : members->ours);
        if (value) doc_put(to, is_reading ? members->ours : members->theirs, doc_copy(doc_arena(to), value));
    }
}

/* "#/a/b" within the document; anything else as it is. */
static const struct doc *resolved(const struct doc *document, const struct doc *d)
{
    struct span path = doc_get_str(d, "$ref"), part;

    if (!span_starts(path, "#/")) return d;
    path = span_sub(path, 2, SIZE_MAX);
    d = document;
    while (d && span_split(&path, '/', &part)) d = doc_get_span(d, part);
    return d;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct reader {
    struct arena *arena;
    const struct doc *document;
    struct span basepath;
    struct doc *warnings, *authorizers, *routes;
};

static void warn(struct reader *r, const char *format, struct span what)
{
    doc_append_str(r->warnings, arena_format(r->arena, format, SPAN_ARG(what)));
}

static void put_source(struct doc *authorizer, struct span sources)
{
    struct doc *list = doc_put_list(authorizer, "IdentitySource");
    struct span source;

    while (span_split(&sources, ',', &source))
        if (span_trim(source).size) doc_append_str(list, span_trim(source));
}

static void read_authorizer(struct reader *r, struct span name, const struct doc *scheme)
{
    const struct doc *given = doc_get(scheme, AUTHORIZER), *jwt = doc_get(given, "jwtConfiguration");
    struct doc *authorizer;

    if (!given) return;
    authorizer = doc_append_map(r->authorizers);
    doc_put_str(authorizer, "Name", name);
    doc_put_str(authorizer, "AuthorizerType", arena_upper(r->arena, doc_get_str(given, "type")));
    put_source(authorizer, doc_get_str(given, "identitySource"));
    translate(given, authorizer, authorizer_members, true);
    if (!jwt) return;
    doc_put_map(authorizer, "JwtConfiguration");
    doc_put_str(doc_get(authorizer, "JwtConfiguration"), "Issuer", doc_get_str(jwt, "issuer"));
    doc_put(doc_get(authorizer, "JwtConfiguration"), "Audience",
            doc_get(jwt, "audience") ? doc_copy(r->arena, doc_get(jwt, "audience")) : doc_list(r->arena));
}

static bool is_authorizer(const struct reader *r, struct span name, bool *is_jwt)
{
    for (size_t i = 0; i < doc_count(r->authorizers); i++) {
        const struct doc *authorizer = doc_at(r->authorizers, i);
        if (!span_eq(doc_get_str(authorizer, "Name"), name)) continue;
        *is_jwt = span_is(doc_get_str(authorizer, "AuthorizerType"), "JWT");
        return true;
    }
    return false;
}

static void read_security(struct reader *r, const struct doc *operation, struct doc *route)
{
    const struct doc *security = doc_get(operation, "security"), *first, *scopes;
    bool is_jwt = false;

    if (!security) security = doc_get(r->document, "security");
    if (span_is(doc_get_str(doc_get(operation, AUTH), "type"), "AWS_IAM"))
        doc_put_cstr(route, "AuthorizationType", "AWS_IAM");
    first = doc_at(security, 0);
    if (!doc_is(first, DOC_MAP) || !doc_count(first)) return;
    if (!is_authorizer(r, first->map.members[0].name, &is_jwt)) {
        warn(r, "The security scheme %.*s is no authorizer: it is ignored", first->map.members[0].name);
        return;
    }
    doc_put_cstr(route, "AuthorizationType", is_jwt ? "JWT" : "CUSTOM");
    doc_put_str(route, "AuthorizerName", first->map.members[0].name);
    scopes = first->map.members[0].value;
    if (is_jwt && doc_count(scopes)) doc_put(route, "AuthorizationScopes", doc_copy(r->arena, scopes));
}

static void read_operation(struct reader *r, struct span path, const char *method, const struct doc *operation)
{
    const struct doc *given = resolved(r->document, doc_get(operation, INTEGRATION));
    struct doc *route, *integration;
    bool is_default = span_is(path, "/" HTTPAPI_DEFAULT);

    if (!doc_is(operation, DOC_MAP)) return;
    route = doc_append_map(r->routes);
    if (is_default) doc_put_cstr(route, "RouteKey", HTTPAPI_DEFAULT);
    else doc_put_format(route, "RouteKey", "%s %.*s%.*s", method, SPAN_ARG(r->basepath), SPAN_ARG(path));
    doc_put_str(route, "OperationName", doc_get_str(operation, "operationId"));
    read_security(r, operation, route);
    if (!given) {
        warn(r, "The path %.*s has an operation without an integration", path);
        return;
    }
    integration = doc_put_map(route, "integration");
    doc_put_str(integration, "IntegrationType", arena_upper(r->arena, doc_get_str(given, "type")));
    translate(given, integration, integration_members, true);
    translate(given, integration, refused_members, true);
    translate(doc_get(given, "tlsConfig"), doc_put_map(integration, "TlsConfig"), tls_members, true);
}

static void read_path(struct reader *r, struct span path, const struct doc *item)
{
    static const char *const methods[] = { "delete", "get", "head", "options", "patch", "post", "put" };

    item = resolved(r->document, item);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (doc_get(item, methods[i]))
            read_operation(r, path, arena_string(r->arena, arena_upper(r->arena, span_of(methods[i]))),
                           doc_get(item, methods[i]));
    if (doc_get(item, ANY)) read_operation(r, path, "ANY", doc_get(item, ANY));
}

/* "https://host/v1" → "/v1", or what the variable basePath stands for. */
static struct span basepath_of(const struct doc *document)
{
    const struct doc *server = doc_at(doc_get(document, "servers"), 0);
    struct span given = doc_get_str(doc_get(doc_get(server, "variables"), "basePath"), "default");
    struct span url = doc_get_str(server, "url"), path;
    size_t host = span_starts(url, "https://") ? 8 : span_starts(url, "http://") ? 7 : 0;

    if (given.size) return given;
    path = span_sub(url, host, SIZE_MAX);
    path = span_sub(path, span_find(path, '/'), SIZE_MAX);
    return span_find(path, '{') == path.size && path.size > 1 ? path : SPAN("");
}

/* AWS: tags of the document that have a value are the API's. */
static void read_tags(const struct reader *r, struct doc *api)
{
    const struct doc *tags = doc_get(r->document, "tags");

    for (size_t i = 0; i < doc_count(tags); i++) {
        struct doc *value = doc_get(doc_at(tags, i), TAG_VALUE);
        struct span name = doc_get_str(doc_at(tags, i), "name");
        if (!doc_is(value, DOC_STRING) || !name.size) continue;
        if (!doc_get(api, "Tags")) doc_put_map(api, "Tags");
        doc_put_span(doc_get(api, "Tags"), name, doc_copy(r->arena, value));
    }
}

/* Is its own address shut? Told by the first server. */
static void read_endpoint(const struct reader *r, struct doc *api)
{
    const struct doc *told =
        doc_get(doc_get(doc_at(doc_get(r->document, "servers"), 0), ENDPOINT), "disableExecuteApiEndpoint");

    if (doc_is(told, DOC_BOOL)) doc_put_bool(api, "DisableExecuteApiEndpoint", told->boolean);
}

static struct doc *read_api(const struct reader *r)
{
    const struct doc *info = doc_get(r->document, "info"), *cors = doc_get(r->document, CORS);
    struct doc *api = doc_map(r->arena);
    struct span version = doc_get_str(info, "version");

    doc_put_cstr(api, "ProtocolType", "HTTP");
    doc_put_str(api, "Name", doc_get_str(info, "title"));
    doc_put_str(api, "Description", doc_get_str(info, "description"));
    if (version.size) doc_put_str(api, "Version", version);
    if (cors) translate(cors, doc_put_map(api, "CorsConfiguration"), cors_members, true);
    read_tags(r, api);
    read_endpoint(r, api);
    return api;
}

/* Are the paths objects of objects, where there are any? */
static bool paths_are_formed(const struct doc *paths)
{
    if (paths && paths->kind != DOC_MAP) return false;
    for (size_t i = 0; i < doc_count(paths); i++)
        if (span_starts(paths->map.members[i].name, "/") && !doc_is(paths->map.members[i].value, DOC_MAP)) return false;
    return true;
}

struct doc *httpapi_openapi_read(struct arena *a, const struct doc *document, bool prepends_basepath,
                                 struct doc *warnings)
{
    const struct doc *schemes = doc_get(doc_get(document, "components"), "securitySchemes");
    const struct doc *paths = doc_get(document, "paths");
    struct reader r = { a, document, SPAN(""), warnings, doc_list(a), doc_list(a) };
    struct doc *read = doc_map(a);

    if (!span_starts(doc_get_str(document, "openapi"), "3.0") || !doc_get_str(doc_get(document, "info"), "title").size)
        return NULL;
    if (!paths_are_formed(paths)) return NULL;
    if (prepends_basepath) r.basepath = basepath_of(document);
    for (size_t i = 0; i < doc_count(schemes); i++)
        read_authorizer(&r, schemes->map.members[i].name, resolved(document, schemes->map.members[i].value));
    for (size_t i = 0; i < doc_count(paths); i++)
        read_path(&r, paths->map.members[i].name, paths->map.members[i].value);
    doc_put(read, "api", read_api(&r));
    doc_put(read, "authorizers", r.authorizers);
    doc_put(read, "routes", r.routes);
    return read;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static const struct doc *part(const struct doc *snapshot, const char *parts, const char *member, struct span value)
{
    const struct doc *all = doc_get(snapshot, parts);

    for (size_t i = 0; i < doc_count(all); i++)
        if (span_eq(doc_get_str(doc_at(all, i), member), value)) return doc_at(all, i);
    return NULL;
}

static void write_security(struct doc *operation, const struct doc *snapshot, const struct doc *route, bool extends)
{
    const struct doc *authorizer = part(snapshot, "authorizers", "AuthorizerId", doc_get_str(route, "AuthorizerId"));
    const struct doc *scopes = doc_get(route, "AuthorizationScopes");
    struct arena *a = doc_arena(operation);

    if (extends && span_is(doc_get_str(route, "AuthorizationType"), "AWS_IAM"))
        doc_put_cstr(doc_put_map(operation, AUTH), "type", "AWS_IAM");
    if (authorizer && doc_get_str(route, "AuthorizerId").size)
        doc_put_span(doc_append_map(doc_put_list(operation, "security")), doc_get_str(authorizer, "Name"),
                     scopes ? doc_copy(a, scopes) : doc_list(a));
}

static void write_integration(struct doc *operation, const struct doc *snapshot, const struct doc *route)
{
    struct span id = span_sub(doc_get_str(route, "Target"), sizeof "integrations/" - 1, SIZE_MAX);
    const struct doc *integration = id.size ? part(snapshot, "integrations", "IntegrationId", id) : NULL;
    struct doc *written;

    if (!integration) return;
    written = doc_put_map(operation, INTEGRATION);
    doc_put_str(written, "type", arena_lower(doc_arena(operation), doc_get_str(integration, "IntegrationType")));
    doc_put_cstr(written, "connectionType", "INTERNET");
    translate(integration, written, integration_members, false);
}

static struct doc *or_new(struct doc *map, struct span name)
{
    struct doc *there = doc_get_span(map, name);

    if (there) return there;
    there = doc_map(doc_arena(map));
    doc_put_span(map, name, there);
    return there;
}

static void write_route(struct doc *paths, const struct doc *snapshot, const struct doc *route, bool extends)
{
    struct span key = doc_get_str(route, "RouteKey"), method = SPAN("ANY"), path = SPAN("/" HTTPAPI_DEFAULT);
    struct doc *operation;

    httpapi_route_key_parse(key, &method, &path);
    if (span_is(key, HTTPAPI_DEFAULT)) method = SPAN("ANY"), path = SPAN("/" HTTPAPI_DEFAULT);
    if (span_is(method, "ANY") && !extends) return; /* there is no other word for it */
    operation = or_new(or_new(paths, path), span_is(method, "ANY") ? SPAN(ANY) : arena_lower(doc_arena(paths), method));
    doc_put_str(operation, "operationId", doc_get_str(route, "OperationName"));
    doc_put_cstr(or_new(or_new(operation, SPAN("responses")), SPAN("default")), "description", "Default response");
    write_security(operation, snapshot, route, extends);
    if (extends) write_integration(operation, snapshot, route);
}

static struct span joined(struct arena *a, const struct doc *list)
{
    struct span all = SPAN("");

    for (size_t i = 0; i < doc_count(list); i++)
        all = arena_format(a, "%.*s%s%.*s", SPAN_ARG(all), i ? ", " : "", SPAN_ARG(doc_text(doc_at(list, i))));
    return all;
}

static void write_authorizer(struct doc *schemes, const struct doc *authorizer, bool extends)
{
    struct doc *scheme = or_new(schemes, doc_get_str(authorizer, "Name")), *written;
    const struct doc *jwt = doc_get(authorizer, "JwtConfiguration");

    doc_put_cstr(scheme, "type", jwt ? "oauth2" : "apiKey");
    if (jwt) doc_put_map(scheme, "flows");
    else doc_put_cstr(scheme, "name", "Unused"), doc_put_cstr(scheme, "in", "header");
    if (!extends) return;
    written = doc_put_map(scheme, AUTHORIZER);
    doc_put_str(written, "type", arena_lower(doc_arena(schemes), doc_get_str(authorizer, "AuthorizerType")));
    doc_put_str(written, "identitySource", joined(doc_arena(schemes), doc_get(authorizer, "IdentitySource")));
    translate(authorizer, written, authorizer_members, false);
    if (!jwt) return;
    doc_put_map(written, "jwtConfiguration");
    doc_put_str(doc_get(written, "jwtConfiguration"), "issuer", doc_get_str(jwt, "Issuer"));
    doc_put(doc_get(written, "jwtConfiguration"), "audience", doc_copy(doc_arena(schemes), doc_get(jwt, "Audience")));
}

static void write_tags(struct doc *document, const struct doc *api)
{
    const struct doc *tags = doc_get(api, "Tags");
    struct doc *list = doc_count(tags) ? doc_put_list(document, "tags") : NULL;

    for (size_t i = 0; i < doc_count(tags); i++) {
        struct doc *tag = doc_append_map(list);
        doc_put_str(tag, "name", tags->map.members[i].name);
        doc_put_str(tag, TAG_VALUE, doc_text(tags->map.members[i].value));
    }
}

static void write_endpoint(struct doc *document, const struct doc *api)
{
    if (!doc_get_bool(api, "DisableExecuteApiEndpoint", false)) return;
    doc_put_bool(doc_put_map(doc_at(doc_get(document, "servers"), 0), ENDPOINT), "disableExecuteApiEndpoint", true);
}

static void write_info(struct doc *document, const struct doc *api)
{
    struct span version = doc_get_str(api, "Version");
    struct doc *info = doc_put_map(document, "info"), *server;

    doc_put_cstr(document, "openapi", "3.0.1");
    doc_put_str(info, "title", doc_get_str(api, "Name"));
    doc_put_str(info, "description", doc_get_str(api, "Description"));
    doc_put_str(info, "version", version.size ? version : SPAN("1.0"));
    doc_put(document, "info", info);
    server = doc_append_map(doc_put_list(document, "servers"));
    doc_put_str(server, "url", doc_get_str(api, "ApiEndpoint"));
}

struct doc *httpapi_openapi_write(struct arena *a, const struct doc *snapshot, bool has_extensions)
{
    const struct doc *routes = doc_get(snapshot, "routes"), *authorizers = doc_get(snapshot, "authorizers");
    const struct doc *api = doc_get(snapshot, "api"), *cors = doc_get(api, "CorsConfiguration");
    struct doc *document = doc_map(a), *paths, *schemes;

    write_info(document, api);
    paths = doc_put_map(document, "paths");
    for (size_t i = 0; i < doc_count(routes); i++) write_route(paths, snapshot, doc_at(routes, i), has_extensions);
    if (doc_count(authorizers)) {
        schemes = doc_put_map(doc_put_map(document, "components"), "securitySchemes");
        for (size_t i = 0; i < doc_count(authorizers); i++)
            write_authorizer(schemes, doc_at(authorizers, i), has_extensions);
    }
    if (!has_extensions) return document;
    write_tags(document, api);
    write_endpoint(document, api);
    if (cors) translate(cors, doc_put_map(document, CORS), cors_members, false);
    doc_put_cstr(document, "x-amazon-apigateway-importexport-version", "1.0");
    return document;
}
