/* What an event source mapping reads, and for which function: is it there, and may the function's role read it? */
#ifndef NUBE_LAMBDA_SOURCE_ORIGIN_H
#define NUBE_LAMBDA_SOURCE_ORIGIN_H

#include "emulator/services/lambda/lambda_function.h"
#include "emulator/services/lambda/lambda_source_store.h"

/* Looked up in the call's transaction. 0, or -1 with the fault. */
int lambda_source_origin_check(struct call *c, const struct lambda_source *s, const struct lambda_function *f);

#endif
