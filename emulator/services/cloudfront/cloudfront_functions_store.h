/* The SQL of functions: each has a row a stage. */
#ifndef NUBE_CLOUDFRONT_FUNCTIONS_STORE_H
#define NUBE_CLOUDFRONT_FUNCTIONS_STORE_H

#include "emulator/core/call.h"

struct cloudfront_function {
    struct span account, name, stage; /* "DEVELOPMENT" or "LIVE" */
    struct span etag;
    int64_t created_ms, changed_ms;
    struct doc *config; /* a FunctionConfig */
    struct span code;
};

/* Of the caller's account. False: there is none in that stage. */
bool cloudfront_store_function_find(struct call *c, struct span name, const char *stage, struct cloudfront_function *f);

/* Of any, by its ARN. */
bool cloudfront_store_function_by_arn(struct call *c, struct span arn, const char *stage,
                                      struct cloudfront_function *f);

/* The caller's, by name and stage. */
struct rows *cloudfront_store_functions(struct call *c);
bool cloudfront_store_function_next(struct call *c, struct rows *rows, struct cloudfront_function *f);
int64_t cloudfront_store_functions_count(struct call *c);

void cloudfront_store_function_put(struct call *c, const struct cloudfront_function *f);
void cloudfront_store_function_delete(struct call *c, const struct cloudfront_function *f); /* all its stages */

#endif
