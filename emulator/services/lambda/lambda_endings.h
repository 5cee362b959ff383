/* How invocations end: what their callers are told, in AWS's words. */
#ifndef NUBE_LAMBDA_ENDINGS_H
#define NUBE_LAMBDA_ENDINGS_H

#include "emulator/services/lambda/lambda_targets.h"

/* What to tell a caller: gathered under the lock, told outside it. */
struct lambda_ending {
    struct lambda_invocation *invocation;
    struct arena arena;
    struct lambda_result result;
    struct lambda_ending *next;
};

/* The invocation runs no more. `function_error` is NULL, or "Unhandled". */
struct lambda_ending *lambda_ending_new(struct lambda_invocation *v, const char *function_error);

/* AWS's JSON for an error of the runtime's. */
void lambda_ending_error(struct lambda_ending *e, const char *type, const char *message);
void lambda_ending_too_large(struct lambda_ending *e, int64_t bytes_max);
void lambda_ending_of_response(struct lambda_ending *e, const struct lambda_answer *answer);

/* The report lines around the invocation's own log. */
void lambda_ending_log(struct lambda_ending *e, struct lambda_instance *i);
void lambda_endings_add(struct lambda_ending **list, struct lambda_ending *e);

/* Tells all callers, and frees the list. Without the lock. */
void lambda_endings_tell(struct lambda_ending *e);

#endif
