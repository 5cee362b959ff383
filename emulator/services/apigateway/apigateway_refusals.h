/* The kinds of the gateway's own answers, and those that an API has words of its own for.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
#ifndef NUBE_APIGATEWAY_REFUSALS_H
#define NUBE_APIGATEWAY_REFUSALS_H

#include "emulator/base/doc.h"

/* ORDER refusals */
enum api_refusal {
    API_NOT_REFUSED,
    API_ACCESS_DENIED,
    API_CONFIGURATION_ERROR,
    API_AUTHORIZER_CONFIGURATION_ERROR,
    API_AUTHORIZER_FAILURE,
    API_BAD_REQUEST_BODY,
    API_BAD_REQUEST_PARAMETERS,
    API_DEFAULT_4XX,
    API_DEFAULT_5XX,
    API_EXPIRED_TOKEN,
    API_INTEGRATION_FAILURE,
    API_INTEGRATION_TIMEOUT,
    API_INVALID_API_KEY,
    API_INVALID_SIGNATURE,
    API_MISSING_AUTHENTICATION_TOKEN,
    API_QUOTA_EXCEEDED,
    API_REQUEST_TOO_LARGE,
    API_RESOURCE_NOT_FOUND,
    API_THROTTLED,
    API_UNAUTHORIZED,
    API_UNSUPPORTED_MEDIA_TYPE,
    API_WAF_FILTERED,
    API_REFUSALS
};

struct api_refusal_kind {
    const char *name;    /* "ACCESS_DENIED" */
    int status;          /* 0: of the two defaults */
    const char *fault;   /* x-amzn-ErrorType */
    const char *message; /* NULL: null */
    const char *member;  /* of the body, up to its value */
};

const struct api_refusal_kind *api_refusal_kind(enum api_refusal kind);

/* GatewayResponse by its kind; NULL: it was not put. */
struct api_put_refusals {
    const struct doc *of[API_REFUSALS];
};

/* From a list of GatewayResponse. */
void api_refusals_compile(const struct doc *list, struct api_put_refusals *put);

/* The one that counts for a refusal of that kind and status: its own, or the default of its class; or NULL. */
const struct doc *api_refusals_find(const struct api_put_refusals *put, enum api_refusal kind, int status);

#endif
