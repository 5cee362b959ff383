/* The services that a Resource may name, and how their errors are named there. */
#ifndef NUBE_STATES_INTEGRATIONS_H
#define NUBE_STATES_INTEGRATIONS_H

#include "emulator/asl/definition/asl_definition.h"
#include "emulator/core/service.h"

/* A service as a Resource names it, as the door does, and as errors do. */
struct integration {
    const char *resource, *door; /* door NULL: it is not behind ours */
    const char *errors;          /* "Lambda", in "Lambda.ResourceNotFoundException" */
    const char *client;          /* in the cause: "AWSLambda" */
    const char
        *unmodelled; /* what its SDK calls an error that the service's model does not list: "AWSLambdaException" */
    bool models_validation;      /* its model lists ValidationException */
    const char *const *modelled; /* all that its model lists; NULL: nearly all that it raises. Ends with NULL */
};

struct integration states_integration_of(const struct asl_resource *r);

/* The operation that an action means ("getSAMLProvider", "getSamlProvider"), or NULL. */
const struct operation *states_operation_of(const struct service *service, struct span action);

/* The name of the SDK's exception for a fault. */
const char *states_exception_of(struct arena *a, const struct integration *i, const struct fault_kind *kind);

/* The fault as the service words it to those SDKs: Query goes before its other protocols. */
struct fault_words states_fault_words(const struct service *service, const struct fault_raised *f);

#endif
