/* A request to a stage on its way: what came, what was found, what was decided. Each step of the pipeline
 * (apigateway_plane.c) takes it, adds what it finds, and gives 0, or -1 with a refusal. */
#ifndef NUBE_APIGATEWAY_REQUEST_H
#define NUBE_APIGATEWAY_REQUEST_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"
#include "emulator/services/apigateway/apigateway_live.h"

/* Kinds of the gateway's own answers: see apigateway_refusal.h. ORDER refusals */
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

struct api_request {
    const struct http_request *http;
    struct http_response *response;
    struct arena *arena;
    const char *request_id;
    char extended_id[17]; /* x-amz-apigw-id, "JKJaXmPLvHcESHA=" */
    struct span trace_id; /* X-Amzn-Trace-Id's value: "Root=1-…" */
    int64_t now_ms;

    /* Where it goes. */
    struct span api_id, stage;
    struct span path;      /* behind the stage, as it came, with one slash in front */
    struct span full_path; /* with the stage: "/prod/orders"; further slashes are as they came */

    /* What that is. */
    const struct api_live *live;
    const struct doc *resource, *method, *integration;
    struct span resource_id, resource_path, method_name;
    struct doc *path_parameters; /* still percent-encoded */

    /* Why it is refused. */
    enum api_refusal refusal;
    int refusal_status;  /* 0: the kind's */
    const char *message; /* NULL: none, as AWS gives null */
    const char *fault;   /* x-amzn-ErrorType, where that is not the kind's */
};

#endif
