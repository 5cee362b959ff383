/* How functions are named: a bare name, a partial or a full ARN, each with a qualifier or without. */
#ifndef NUBE_LAMBDA_NAMES_H
#define NUBE_LAMBDA_NAMES_H

#include "emulator/services/lambda/lambda_store.h"

struct lambda_name {
    struct span account, region, name, qualifier; /* qualifier absent when there is none */
};

/* Reads a function's name as an operation takes it; what it leaves out is the caller's. */
void lambda_name_parse(const struct call *c, struct span text, struct lambda_name *n);

/* The function that the input's FunctionName and Qualifier name. 0, or -1 with ResourceNotFoundException. Needs
 * c->db. */
int lambda_function_require(struct call *c, struct lambda_function *f);

#endif
