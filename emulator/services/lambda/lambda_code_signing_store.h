/* Rows of code signing configurations. */
#ifndef NUBE_LAMBDA_CODE_SIGNING_STORE_H
#define NUBE_LAMBDA_CODE_SIGNING_STORE_H

#include "emulator/core/call.h"

struct lambda_code_signing {
    int64_t id;
    struct span arn, description;
    struct doc *publishers; /* AllowedPublishers */
    struct span policy;     /* UntrustedArtifactOnDeployment: "Warn", "Enforce" */
    int64_t modified_ms;
    struct doc *tags; /* or NULL */
};

/* What comes back lies in the call's arena. False: there is none. */
bool lambda_code_signing_find(struct call *c, struct span arn, struct lambda_code_signing *s);
void lambda_code_signing_insert(struct call *c, const struct lambda_code_signing *s);
void lambda_code_signing_update(struct call *c, const struct lambda_code_signing *s);
void lambda_code_signing_delete(struct call *c, const struct lambda_code_signing *s);

/* The caller's, behind the row `after`, `count` at most. */
struct lambda_code_signing *lambda_code_signing_list(struct call *c, int64_t after, int count, int *found);

/* Names of functions that have it, behind the name `after`, sorted, `count` at most. */
struct doc *lambda_code_signing_functions(struct call *c, struct span arn, struct span after, int count);

#endif
