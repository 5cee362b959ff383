/* A table of the kinds, and their answers. */
#include "emulator/services/apigateway/apigateway_refusal.h"

#include <stdarg.h>

#include "emulator/base/json.h"

struct kind {
    const char *name;
    int status;
    const char *fault;   /* x-amzn-ErrorType */
    const char *message; /* NULL: null */
    const char *member;  /* AWS: one capital; what comes of a method's own has a blank behind */
};

#define PLAIN   "{\"message\":"
#define SPACED  "{\"message\": "
#define CAPITAL "{\"Message\":"

/* ORDER refusals. AWS: names and statuses by the page above, words and error types as seen. */
static const struct kind kinds[] = {
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
    [API_REQUEST_TOO_LARGE] = { "REQUEST_TOO_LARGE", 413, "RequestTooLargeException", "Request Too Long", PLAIN },
    [API_RESOURCE_NOT_FOUND] = { "RESOURCE_NOT_FOUND", 404, "NotFoundException", "Not Found", PLAIN },
    [API_THROTTLED] = { "THROTTLED", 429, "TooManyRequestsException", "Too Many Requests", PLAIN },
    [API_UNAUTHORIZED] = { "UNAUTHORIZED", 401, "UnauthorizedException", "Unauthorized", PLAIN },
    [API_UNSUPPORTED_MEDIA_TYPE] = { "UNSUPPORTED_MEDIA_TYPE", 415, "BadRequestException", "Unsupported Media Type",
                                     SPACED },
    [API_WAF_FILTERED] = { "WAF_FILTERED", 403, "ForbiddenException", "Forbidden", PLAIN },
};
_Static_assert(sizeof kinds / sizeof *kinds == API_REFUSALS, "ORDER refusals");

/* --- refusing ----------------------------------------------------------------------------------------------------- */

static int refuse(struct api_request *r, enum api_refusal kind, int status, const char *message)
{
    if (r->refusal) return -1;
    r->refusal = kind;
    r->refusal_status = status ? status : kinds[kind].status;
    r->message = message;
    return -1;
}

int api_refuse(struct api_request *r, enum api_refusal kind)
{
    return refuse(r, kind, 0, kinds[kind].message);
}

int api_refuse_words(struct api_request *r, enum api_refusal kind, const char *format, ...)
{
    const char *message;
    va_list args;

    va_start(args, format);
    message = arena_vprintf(r->arena, format, args);
    va_end(args);
    return refuse(r, kind, 0, message);
}

int api_refuse_internal(struct api_request *r, int status)
{
    return refuse(r, API_DEFAULT_5XX, status, kinds[API_DEFAULT_5XX].message);
}

/* --- answering ---------------------------------------------------------------------------------------------------- */

void api_refusal_answer(struct api_request *r)
{
    const struct kind *kind = &kinds[r->refusal];

    http_response_clear(r->response);
    r->response->status = r->refusal_status;
    http_response_header(r->response, "x-amzn-ErrorType", "%s", r->fault ? r->fault : kind->fault);
    http_response_header(r->response, "Content-Type", "application/json");
    buf_add_text(&r->response->body, kind->member);
    if (r->message) json_write_string(&r->response->body, span_of(r->message));
    else buf_add_text(&r->response->body, "null");
    buf_add_char(&r->response->body, '}');
}
