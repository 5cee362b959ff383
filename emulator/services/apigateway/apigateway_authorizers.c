/* Handlers of authorizers and request validators. */
#include "emulator/services/apigateway/apigateway_authorizers.h"

#include "emulator/core/arn.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

#define TTL_SECONDS_MAX 3600

/* --- checks ------------------------------------------------------------------------------------------------------- */

static bool is_cognito(const struct doc *authorizer)
{
    return span_is(doc_get_str(authorizer, "type"), "COGNITO_USER_POOLS");
}

static int uri_check(struct call *c, struct span uri)
{
    struct arn arn;

    if (arn_parse_of(uri, "apigateway", &arn) && span_is(arn.account, "lambda") && span_starts(arn.resource, "path/") &&
        span_ends(arn.resource, "/invocations"))
        return 0;
    return fault(
        c, &apigateway_bad_request,
        "Invalid Authorizer URI: %.*s. Authorizer URI should be a valid API Gateway ARN that represents a Lambda "
        "function invocation.",
        SPAN_ARG(uri));
}

static int pools_check(struct call *c, const struct doc *pools)
{
    struct arn arn;

    if (!doc_count(pools))
        return fault(c, &apigateway_bad_request,
                     "Invalid authorizer: at least one provider ARN must be specified for COGNITO_USER_POOLS");
    for (size_t i = 0; i < doc_count(pools); i++)
        if (!arn_parse_of(doc_text(doc_at(pools, i)), "cognito-idp", &arn) || !span_starts(arn.resource, "userpool/"))
            return fault(c, &apigateway_bad_request, "Invalid Cognito User Pool ARN specified: %.*s",
                         SPAN_ARG(doc_text(doc_at(pools, i))));
    return 0;
}

static bool is_source(struct span piece, bool is_request)
{
    static const char *const places[] = { "method.request.querystring.", "context.", "stageVariables." };
    bool is_one = span_starts(piece, "method.request.header.");

    for (size_t i = 0; is_request && i < sizeof places / sizeof *places; i++) is_one |= span_starts(piece, places[i]);
    return is_one;
}

/* "method.request.header.Auth, context.identity.sourceIp". A TOKEN's is one header; a REQUEST's may be none when nothing is
 * cached. */
static int source_check(struct call *c, const struct doc *authorizer)
{
    struct span source = doc_get_str(authorizer, "identitySource"), piece;
    bool is_request = span_is(doc_get_str(authorizer, "type"), "REQUEST");
    bool is_cached = doc_get_int(authorizer, "authorizerResultTtlInSeconds", 300) > 0;

    if (!source.size && (is_cognito(authorizer) || (is_request && !is_cached))) return 0;
    if (!source.size) source = SPAN("");
    while (span_split(&source, ',', &piece))
        if (!is_source(span_trim(piece), is_request))
            return fault(c, &apigateway_bad_request, "Identity source expression is invalid");
    return 0;
}

static int authorizer_check(struct call *c, const struct doc *authorizer)
{
    int64_t ttl = doc_get_int(authorizer, "authorizerResultTtlInSeconds", 300);

    if (ttl < 0 || ttl > TTL_SECONDS_MAX)
        return fault(c, &apigateway_bad_request, "Authorizer result TTL must be between 0 and 3600 seconds");
    if (is_cognito(authorizer) ? pools_check(c, doc_get(authorizer, "providerARNs"))
                               : uri_check(c, doc_get_str(authorizer, "authorizerUri")))
        return -1;
    return source_check(c, authorizer);
}

/* --- authorizers -------------------------------------------------------------------------------------------------- */

int api_authorizer_prepare(struct call *c)
{
    if (!doc_get_str(c->in, "name").size) return fault(c, &apigateway_bad_request, "Authorizer name must be non-empty");
    return authorizer_check(c, c->in);
}

/* AWS: an API that is not there is told by these words. */
int api_create_authorizer(struct call *c)
{
    static const char *const kept[] = { "name",
                                        "type",
                                        "providerARNs",
                                        "authType",
                                        "authorizerUri",
                                        "authorizerCredentials",
                                        "identitySource",
                                        "identityValidationExpression",
                                        "authorizerResultTtlInSeconds",
                                        NULL };
    struct doc *authorizer = doc_map(&c->arena);

    if (!api_noun_named(c, &api_noun_rest_api))
        return fault(c, &apigateway_conflict,
                     "Unable to complete operation due to concurrent modification. Please try again later.");
    doc_put_str(authorizer, "id", api_id_new(c, 6));
    api_keep(c, authorizer, kept);
    if (!doc_get(authorizer, "authType"))
        doc_put_cstr(authorizer, "authType", is_cognito(authorizer) ? "cognito_user_pools" : "custom");
    api_noun_put(c, &api_noun_authorizer, authorizer);
    c->out = authorizer;
    return 0;
}

int api_get_authorizer(struct call *c)
{
    return api_noun_get(c, &api_noun_authorizer);
}

int api_get_authorizers(struct call *c)
{
    return api_noun_list(c, &api_noun_authorizer);
}

int api_update_authorizer(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/authorizerCredentials", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/authorizerResultTtlInSeconds", PATCH_REPLACE, PATCH_INTEGER, NULL },
        { "/authorizerUri", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/authType", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/identitySource", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/identityValidationExpression", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/name", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/providerARNs", PATCH_ADD | PATCH_REMOVE | PATCH_REPLACE, PATCH_LIST, NULL },
        { "/type", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *authorizer;

    if (api_noun_require(c, &api_noun_authorizer, &authorizer) || api_patch(c, &rules, authorizer) ||
        authorizer_check(c, authorizer))
        return -1;
    api_noun_put(c, &api_noun_authorizer, authorizer);
    c->out = authorizer;
    return 0;
}

/* Is it the value of that member in one of the API's methods? */
static int unused_check(struct call *c, const char *what, const char *member, struct span id)
{
    struct doc *resources = api_noun_all(c, &api_noun_resource);

    for (size_t i = 0; i < doc_count(resources); i++) {
        struct doc *methods = doc_get(doc_at(resources, i), "resourceMethods");
        for (size_t k = 0; k < doc_count(methods); k++)
            if (span_eq(doc_get_str(methods->map.members[k].value, member), id))
                return fault(c, &apigateway_conflict, "Cannot delete %s '%.*s', is referenced in method: %.*s/%.*s",
                             what, SPAN_ARG(id), SPAN_ARG(doc_get_str(doc_at(resources, i), "path")),
                             SPAN_ARG(methods->map.members[k].name));
    }
    return 0;
}

int api_delete_authorizer(struct call *c)
{
    if (unused_check(c, "authorizer", "authorizerId", doc_get_str(c->in, "authorizerId"))) return -1;
    return api_noun_delete(c, &api_noun_authorizer);
}

/* --- request validators ------------------------------------------------------------------------------------------- */

int api_create_request_validator(struct call *c)
{
    struct doc *validator = doc_map(&c->arena);

    if (!api_noun_named(c, &api_noun_rest_api))
        return fault(c, &apigateway_bad_request, "Invalid REST API identifier specified");
    if (!doc_get_str(c->in, "name").size)
        return fault(c, &apigateway_bad_request, "Request Validator name cannot be blank");
    doc_put_str(validator, "id", api_id_new(c, 6));
    doc_put_str(validator, "name", doc_get_str(c->in, "name"));
    doc_put_bool(validator, "validateRequestBody", doc_get_bool(c->in, "validateRequestBody", false));
    doc_put_bool(validator, "validateRequestParameters", doc_get_bool(c->in, "validateRequestParameters", false));
    api_noun_put(c, &api_noun_validator, validator);
    c->out = validator;
    return 0;
}

int api_get_request_validator(struct call *c)
{
    return api_noun_get(c, &api_noun_validator);
}

int api_get_request_validators(struct call *c)
{
    return api_noun_list(c, &api_noun_validator);
}

static int name_set(struct api_patch *p)
{
    if (!p->value.size) return fault(p->c, &apigateway_bad_request, "Request Validator name cannot be blank");
    return api_patch_set(p);
}

int api_update_request_validator(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/name", PATCH_REPLACE, PATCH_TEXT, name_set },
        { "/validateRequestParameters", PATCH_REPLACE, PATCH_BOOLEAN, NULL },
        { "/validateRequestBody", PATCH_REPLACE, PATCH_BOOLEAN, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };

    return api_patch_noun(c, &api_noun_validator, &rules);
}

int api_delete_request_validator(struct call *c)
{
    if (unused_check(c, "request validator", "requestValidatorId", doc_get_str(c->in, "requestValidatorId"))) return -1;
    return api_noun_delete(c, &api_noun_validator);
}
