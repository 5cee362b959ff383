/* What an event source mapping reads, and for which function: is it there, and may the function's role read it? */
#ifndef NUBE_LAMBDA_SOURCE_ORIGIN_H
#define NUBE_LAMBDA_SOURCE_ORIGIN_H

#include "emulator/services/lambda/lambda_function.h"
#include "emulator/services/lambda/lambda_source_store.h"

/* Looked up in the call's transaction. 0, or -1 with the fault. */
int lambda_source_origin_check(struct call *c, const struct lambda_source *s, const struct lambda_function *f);

/* Where a stream is that is there: behind its newest record, or, for who wants all of it, at its oldest one. */
void lambda_source_position_begin(struct call *c, const struct lambda_source *s, struct stream_position *position);

#endif
