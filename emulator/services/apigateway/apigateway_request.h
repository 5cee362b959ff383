/* A request to a stage on its way: what came, what was found, what was decided. Each step of the pipeline
 * (apigateway_plane.c) takes it, adds what it finds, and gives 0, or -1 with a refusal. */
#ifndef NUBE_APIGATEWAY_REQUEST_H
#define NUBE_APIGATEWAY_REQUEST_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"
#include "emulator/services/apigateway/apigateway_live.h"

struct api_log;

/* The last value of a name, and all of them. */
struct api_values {
    struct doc *single, *multi;
};

struct api_request {
    struct call *call;
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
    bool is_of_domain;     /* it came to a custom domain name */
    struct span full_path; /* with the stage: "/prod/orders"; further slashes are as they came */

    /* What that is. */
    const struct api_live *taken; /* the stage */
    const struct api_live *live;  /* it, or its canary */
    const struct api_method *method;
    struct doc *path_parameters; /* still percent-encoded */

    /* What came, taken apart when it is first asked for: see apigateway_values.h and apigateway_context.h. */
    struct api_values *query, *headers;
    struct doc *context;

    /* What templates have set of $context.requestOverride and $context.responseOverride; NULL: nothing. */
    struct doc *request_override, *response_override;

    /* Who asks. */
    struct span method_arn;              /* arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH */
    const struct identity *signer;       /* whom the signature names, of a method that wants one; else NULL */
    const struct api_plan_key *key;      /* the API key that came, when it is one of the stage's; else NULL */
    int64_t authorizer_ms;               /* how long the authorizer took; 0: it was not asked */
    const struct doc *authorizer_policy; /* of a Lambda authorizer */
    struct doc *authorizer;              /* what the authorizer told: $context.authorizer; NULL: none was asked */

    struct span cache_name;   /* what the answer is cached under; absent: it is not */
    struct api_log *log;      /* the execution log; NULL: it is off */
    struct doc *test_headers; /* of TestInvokeMethod's request: as they were given */

    int integration_status; /* what the integration answered; 0: none did */
    int64_t integration_ms; /* and how long it took */
    int64_t began_us;       /* when the request came, by the machine's own time */

    /* Why it is refused. */
    enum api_refusal refusal;
    int refusal_status;     /* 0: the kind's */
    const char *message;    /* NULL: none, as AWS gives null */
    const char *validation; /* $context.error.validationErrorString; NULL: nothing was checked */
    const char *fault;      /* x-amzn-ErrorType, where that is not the kind's */
};

#endif
