/* Policies on methods: of the API itself, and those that Lambda authorizers give. Pure.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html */
#ifndef NUBE_APIGATEWAY_POLICIES_H
#define NUBE_APIGATEWAY_POLICIES_H

#include "emulator/core/identity.h"
#include "emulator/http/http.h"
#include "emulator/policy/policy_decide.h"

enum api_verdict { API_POLICY_SILENT, API_POLICY_ALLOWS, API_POLICY_DENIES };

/* What a request is to policies. */
struct api_asked {
    const struct http_request *http;
    struct span method_arn; /* arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH */
    int64_t now_ms;
    const struct identity *who; /* NULL: nobody */
};

/* What the API's own policy says; NULL: silent. */
enum api_verdict api_policy_of_resource(const struct policy *policy, const struct api_asked *asked, struct arena *a);

/* What a policy that an authorizer gave says. */
enum api_verdict api_policy_of_caller(const struct policy *policy, const struct api_asked *asked, struct arena *a);

#endif
