/* Authorizers: tokens of an issuer (JWT), or a function that decides (REQUEST).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html */
#include "emulator/services/apigatewayv2/httpapi_deployments.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"
#include "emulator/services/apigatewayv2/httpapi_integrations.h"
#include "emulator/services/apigatewayv2/httpapi_nouns.h"
#include "emulator/services/apigatewayv2/httpapi_routes.h"

#define TTL_DEFAULT 300

static int name_check(struct call *c, const struct doc *authorizer)
{
    struct span name = doc_get_str(authorizer, "Name"), id = doc_get_str(authorizer, "AuthorizerId");
    const struct doc *all = httpapi_store_parts(c, HTTPAPI_AUTHORIZER);

    for (size_t i = 0; i < doc_count(all); i++)
        if (span_eq(doc_get_str(doc_at(all, i), "Name"), name) &&
            !span_eq(doc_get_str(doc_at(all, i), "AuthorizerId"), id))
            return fault(c, &httpapi_bad_request,
                         "Authorizer name must be unique. Authorizer %.*s already exists in this RestApi.",
                         SPAN_ARG(name));
    return 0;
}

/* DIFFERS: an issuer may be a server by plain HTTP, since one on this machine is. */
static int jwt_check(struct call *c, const struct doc *authorizer)
{
    const struct doc *jwt = doc_get(authorizer, "JwtConfiguration"), *source = doc_get(authorizer, "IdentitySource");
    struct span issuer = doc_get_str(jwt, "Issuer"), where = doc_text(doc_at(source, 0));

    if (!span_starts(issuer, "https://") && !span_starts(issuer, "http://"))
        return fault(c, &httpapi_bad_request, "Invalid issuer: %.*s. Issuer must be a valid HTTPS URL",
                     SPAN_ARG(issuer));
    if (!doc_count(doc_get(jwt, "Audience")))
        return fault(c, &httpapi_bad_request, "The audience for JWT authorizers must have at least one value");
    if (doc_count(source) != 1 ||
        !(span_starts(where, "$request.header.") || span_starts(where, "$request.querystring.")))
        return fault(c, &httpapi_bad_request,
                     "JWT authorizers need one identity source, of a header or the query string");
    return 0;
}

static int function_check(struct call *c, struct doc *authorizer)
{
    struct span version = doc_get_str(authorizer, "AuthorizerPayloadFormatVersion");

    if (!httpapi_integration_function(doc_get_str(authorizer, "AuthorizerUri")).data)
        return fault(c, &httpapi_bad_request, "Invalid authorizer URI specified");
    if (!span_is(version, "1.0") && !span_is(version, "2.0"))
        return fault(c, &httpapi_bad_request,
                     "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer");
    if (doc_get_bool(authorizer, "EnableSimpleResponses", false) && !span_is(version, "2.0"))
        return fault(c, &httpapi_bad_request,
                     "EnableSimpleResponses is supported for authorizer payload format version 2.0 alone");
    if (!doc_get(authorizer, "AuthorizerResultTtlInSeconds"))
        doc_put_int(authorizer, "AuthorizerResultTtlInSeconds", TTL_DEFAULT);
    if (doc_get_int(authorizer, "AuthorizerResultTtlInSeconds", 0) && !doc_count(doc_get(authorizer, "IdentitySource")))
        return fault(c, &httpapi_bad_request, "Identity sources are required when caching is enabled");
    return 0;
}

static int check(struct call *c, struct doc *authorizer, const struct doc *before)
{
    struct span type = doc_get_str(authorizer, "AuthorizerType");

    (void)before;
    if (doc_get(c->in, "IdentityValidationExpression"))
        return fault(c, &httpapi_bad_request, "IdentityValidationExpression is not supported on protocolType HTTP");
    if (name_check(c, authorizer)) return -1;
    if (span_is(type, "JWT")) return jwt_check(c, authorizer);
    if (span_is(type, "REQUEST")) return function_check(c, authorizer);
    return fault(c, &httpapi_bad_request, "Invalid authorizer type specified: %.*s", SPAN_ARG(type));
}

static int release(struct call *c, const struct doc *authorizer)
{
    const struct doc *route = httpapi_route_with(c, "AuthorizerId", doc_get_str(authorizer, "AuthorizerId"));

    if (!route) return 0;
    return fault(c, &httpapi_conflict, "Cannot delete authorizer '%.*s', is referenced in route: %.*s",
                 SPAN_ARG(doc_get_str(authorizer, "Name")), SPAN_ARG(doc_get_str(route, "RouteKey")));
}

static const char *const kept[] = { "AuthorizerCredentialsArn",
                                    "AuthorizerPayloadFormatVersion",
                                    "AuthorizerResultTtlInSeconds",
                                    "AuthorizerType",
                                    "AuthorizerUri",
                                    "EnableSimpleResponses",
                                    "IdentitySource",
                                    "JwtConfiguration",
                                    "Name",
                                    NULL };

static const struct httpapi_limit limits[] = {
    { "Name", 1, 128 },
    { "AuthorizerUri", 1, 2048 },
    { "AuthorizerResultTtlInSeconds", 0, 3600 },
    { 0 },
};

const struct httpapi_noun httpapi_authorizers = {
    .name = HTTPAPI_AUTHORIZER,
    .id_member = "AuthorizerId",
    .words = "Authorizer",
    .is_of_api = true,
    .kept = kept,
    .id_size = 6,
    .limits = limits,
    .check = check,
    .release = release,
    .changed = httpapi_deploy_changed,
};
