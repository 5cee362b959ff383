/* Integrations: what a route asks. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html */
#ifndef NUBE_HTTPAPI_INTEGRATIONS_H
#define NUBE_HTTPAPI_INTEGRATIONS_H

#include "emulator/core/call.h"

/* An AWS service's operation as an integration has it: "SQS-SendMessage". */
struct httpapi_subtype {
    const char *name, *service, *operation;
    const char *const *required; /* parameters; ends with NULL */
};

/* NULL: there is none of that name. */
const struct httpapi_subtype *httpapi_subtype_find(struct span name);

/* "arn:aws:lambda:…" or "arn:aws:apigateway:…:lambda:path/…/functions/ARN/invocations" → the function's; else absent. */
struct span httpapi_integration_function(struct span uri);

/* The integration that an API made by one call has: a function's ARN, or a URL. NULL with the fault. */
struct doc *httpapi_integration_quick(struct call *c, struct span target, struct span credentials);

#endif
