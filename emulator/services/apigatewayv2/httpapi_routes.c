/* Routes, and what they may be. */
#include "emulator/services/apigatewayv2/httpapi_routes.h"

#include "emulator/base/ids.h"
#include "emulator/services/apigatewayv2/httpapi_deployments.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"

/* --- keys --------------------------------------------------------------------------------------------------------- */

static bool is_method(struct span method)
{
    static const char *const methods[] = { "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT" };

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (span_is(method, methods[i])) return true;
    return false;
}

/* Literal text, or a whole segment {name}, or as the last one {name+}. */
static bool is_segment(struct span s, bool is_last)
{
    struct span name;

    if (!s.size || s.data[0] != '{')
        return span_find(s, '{') == s.size && span_find(s, '}') == s.size && span_find(s, '?') == s.size;
    if (s.size < 3 || s.data[s.size - 1] != '}') return false;
    name = span_sub(s, 1, s.size - 2);
    if (name.data[name.size - 1] == '+') {
        if (!is_last) return false;
        name.size--;
    }
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] == '{' || name.data[i] == '}' || name.data[i] == '+') return false;
    return name.size > 0;
}

bool httpapi_route_key_parse(struct span key, struct span *method, struct span *path)
{
    size_t space = span_find(key, ' ');
    struct span rest, segment;

    *method = span_sub(key, 0, space);
    *path = span_sub(key, space + 1, SIZE_MAX);
    if (!is_method(*method) || !path->size || path->data[0] != '/') return false;
    rest = span_sub(*path, 1, SIZE_MAX);
    while (span_split(&rest, '/', &segment))
        if (!is_segment(segment, !rest.size)) return false;
    return true;
}

static int key_check(struct call *c, struct span key, const struct doc *before)
{
    const struct doc *same = httpapi_route_with(c, "RouteKey", key);
    struct span method, path;

    if (!span_is(key, HTTPAPI_DEFAULT) && !httpapi_route_key_parse(key, &method, &path))
        return fault(c, &httpapi_bad_request,
                     "The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP "
                     "METHOD> /<RESOURCE PATH>\" or \"$default\"");
    if (same && !(before && span_eq(doc_get_str(before, "RouteId"), doc_get_str(same, "RouteId"))))
        return fault(c, &httpapi_conflict, "Route with key %.*s already exists for this API", SPAN_ARG(key));
    return 0;
}

/* --- where they lead, and whom they let in ------------------------------------------------------------------------ */

static int target_check(struct call *c, struct span target)
{
    static const char prefix[] = "integrations/";
    struct span id = span_sub(target, sizeof prefix - 1, SIZE_MAX);

    if (!target.data) return 0;
    if (!span_starts(target, prefix) || !httpapi_store_part(c, HTTPAPI_INTEGRATION, id))
        return fault(c, &httpapi_bad_request, "Invalid route target specified: %.*s", SPAN_ARG(target));
    return 0;
}

static int authorization_check(struct call *c, struct doc *route)
{
    struct span type = doc_get_str(route, "AuthorizationType"), id = doc_get_str(route, "AuthorizerId");
    const struct doc *authorizer;
    bool is_jwt = span_is(type, "JWT");

    if (!type.data) doc_put_cstr(route, "AuthorizationType", "NONE");
    if (!is_jwt && doc_count(doc_get(route, "AuthorizationScopes")))
        return fault(c, &httpapi_bad_request, "Authorization scopes are only supported with authorizationType JWT");
    if (!is_jwt && !span_is(type, "CUSTOM")) {
        if (!id.data || !doc_get(c->in, "AuthorizerId")) return doc_remove(route, SPAN("AuthorizerId")), 0;
        return fault(c, &httpapi_bad_request,
                     "Authorizer IDs are only supported with authorizationType JWT and CUSTOM");
    }
    authorizer = httpapi_store_part(c, HTTPAPI_AUTHORIZER, id);
    if (!authorizer) return fault(c, &httpapi_bad_request, "Invalid authorizer ID specified: %.*s", SPAN_ARG(id));
    if (span_is(doc_get_str(authorizer, "AuthorizerType"), "JWT") != is_jwt)
        return fault(c, &httpapi_bad_request, "Authorization type on the route does not match the authorizer type");
    return 0;
}

/* AWS: what WebSocket APIs have besides. */
static int websocket_check(struct call *c)
{
    static const char *const members[] = { "ApiKeyRequired", "ModelSelectionExpression", "RequestModels",
                                           "RequestParameters", "RouteResponseSelectionExpression" };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const struct doc *d = doc_get(c->in, members[i]);
        if (d && !(doc_is(d, DOC_BOOL) && !d->boolean))
            return fault(c, &httpapi_bad_request, "%s is not supported on protocolType HTTP", members[i]);
    }
    return 0;
}

static int check(struct call *c, struct doc *route, const struct doc *before)
{
    doc_put_bool(route, "ApiKeyRequired", false);
    if (websocket_check(c) || key_check(c, doc_get_str(route, "RouteKey"), before)) return -1;
    return target_check(c, doc_get_str(route, "Target")) ? -1 : authorization_check(c, route);
}

static const char *const kept[] = {
    "AuthorizationScopes", "AuthorizationType", "AuthorizerId", "OperationName", "RouteKey", "Target", NULL
};

static const struct httpapi_limit limits[] = { { "OperationName", 1, 64 }, { 0 } };

const struct httpapi_noun httpapi_routes = {
    .name = HTTPAPI_ROUTE,
    .id_member = "RouteId",
    .words = "Route",
    .is_of_api = true,
    .kept = kept,
    .id_size = 7,
    .limits = limits,
    .check = check,
    .changed = httpapi_deploy_changed,
};

/* --- for others --------------------------------------------------------------------------------------------------- */

const struct doc *httpapi_route_with(struct call *c, const char *member, struct span value)
{
    const struct doc *routes = httpapi_store_parts(c, HTTPAPI_ROUTE);

    for (size_t i = 0; i < doc_count(routes); i++)
        if (span_eq(doc_get_str(doc_at(routes, i), member), value)) return doc_at(routes, i);
    return NULL;
}

int httpapi_route_quick(struct call *c, struct span key, const struct doc *integration)
{
    struct doc *route = doc_map(&c->arena);
    char id[8];

    if (key_check(c, key, NULL)) return -1;
    random_text(id, 7, ALPHABET_LOWER);
    doc_put_str(route, "RouteId", span_of(id));
    doc_put_str(route, "RouteKey", key);
    doc_put_bool(route, "ApiKeyRequired", false);
    doc_put_cstr(route, "AuthorizationType", "NONE");
    doc_put_bool(route, "ApiGatewayManaged", true);
    doc_put_format(route, "Target", "integrations/%.*s", SPAN_ARG(doc_get_str(integration, "IntegrationId")));
    httpapi_keep(c, &httpapi_routes, route);
    return 0;
}
