/* A table of the kinds. */
#include "emulator/services/apigateway/apigateway_refusals.h"

#define PLAIN   "{\"message\":"
#define SPACED  "{\"message\": "
#define CAPITAL "{\"Message\":"

/* ORDER refusals. AWS: names and statuses by the page above, words and error types as seen. */
static const struct api_refusal_kind kinds[] = {
    [API_NOT_REFUSED] = { "", 200, "", "", PLAIN },
    [API_ACCESS_DENIED] = { "ACCESS_DENIED", 403, "AccessDeniedException", "Forbidden", CAPITAL },
    [API_CONFIGURATION_ERROR] = { "API_CONFIGURATION_ERROR", 500, "InternalServerErrorException",
                                  "Internal server error", SPACED },
    [API_AUTHORIZER_CONFIGURATION_ERROR] = { "AUTHORIZER_CONFIGURATION_ERROR", 500, "AuthorizerConfigurationException",
                                             NULL, PLAIN },
    [API_AUTHORIZER_FAILURE] = { "AUTHORIZER_FAILURE", 500, "AuthorizerFailureException", NULL, PLAIN },
    [API_BAD_REQUEST_BODY] = { "BAD_REQUEST_BODY", 400, "BadRequestException", "Invalid request body", SPACED },
    [API_BAD_REQUEST_PARAMETERS] = { "BAD_REQUEST_PARAMETERS", 400, "BadRequestException",
                                     "Missing required request parameters", SPACED },
    [API_DEFAULT_4XX] = { "DEFAULT_4XX", 0, "BadRequestException", "Bad Request", SPACED },
    [API_DEFAULT_5XX] = { "DEFAULT_5XX", 0, "InternalServerErrorException", "Internal server error", SPACED },
    [API_EXPIRED_TOKEN] = { "EXPIRED_TOKEN", 403, "ExpiredTokenException",
                            "The security token included in the request is expired", PLAIN },
    [API_INTEGRATION_FAILURE] = { "INTEGRATION_FAILURE", 504, "IntegrationFailureException",
                                  "Network error communicating with endpoint", SPACED },
    [API_INTEGRATION_TIMEOUT] = { "INTEGRATION_TIMEOUT", 504, "InternalServerErrorException",
                                  "Endpoint request timed out", SPACED },
    [API_INVALID_API_KEY] = { "INVALID_API_KEY", 403, "ForbiddenException", "Forbidden", PLAIN },
    [API_INVALID_SIGNATURE] = { "INVALID_SIGNATURE", 403, "InvalidSignatureException", "Forbidden", PLAIN },
    [API_MISSING_AUTHENTICATION_TOKEN] = { "MISSING_AUTHENTICATION_TOKEN", 403, "MissingAuthenticationTokenException",
                                           "Missing Authentication Token", PLAIN },
    [API_QUOTA_EXCEEDED] = { "QUOTA_EXCEEDED", 429, "LimitExceededException", "Limit Exceeded", PLAIN },
    [API_REQUEST_TOO_LARGE] = { "REQUEST_TOO_LARGE", 413, "BadRequestException", "Request Too Long", SPACED },
    [API_RESOURCE_NOT_FOUND] = { "RESOURCE_NOT_FOUND", 404, "NotFoundException", "Not Found", PLAIN },
    [API_THROTTLED] = { "THROTTLED", 429, "TooManyRequestsException", "Too Many Requests", PLAIN },
    [API_UNAUTHORIZED] = { "UNAUTHORIZED", 401, "UnauthorizedException", "Unauthorized", PLAIN },
    [API_UNSUPPORTED_MEDIA_TYPE] = { "UNSUPPORTED_MEDIA_TYPE", 415, "BadRequestException", "Unsupported Media Type",
                                     SPACED },
    [API_WAF_FILTERED] = { "WAF_FILTERED", 403, "ForbiddenException", "Forbidden", PLAIN },
};
_Static_assert(sizeof kinds / sizeof *kinds == API_REFUSALS, "ORDER refusals");

const struct api_refusal_kind *api_refusal_kind(enum api_refusal kind)
{
    return &kinds[kind];
}

static enum api_refusal kind_named(struct span name)
{
    for (size_t i = 1; i < API_REFUSALS; i++)
        if (span_is(name, kinds[i].name)) return (enum api_refusal)i;
    return API_NOT_REFUSED;
}

void api_refusals_compile(const struct doc *list, struct api_put_refusals *put)
{
    for (size_t i = 0; i < doc_count(list); i++)
        put->of[kind_named(doc_get_str(doc_at(list, i), "responseType"))] = doc_at(list, i);
    put->of[API_NOT_REFUSED] = NULL;
}

const struct doc *api_refusals_find(const struct api_put_refusals *put, enum api_refusal kind, int status)
{
    if (put->of[kind]) return put->of[kind];
    return put->of[status < 500 ? API_DEFAULT_4XX : API_DEFAULT_5XX];
}
