/* How invocations end: what their callers are told, in AWS's words. */
#ifndef NUBE_LAMBDA_ENDINGS_H
#define NUBE_LAMBDA_ENDINGS_H

#include "emulator/services/lambda/lambda_platform.h"
#include "emulator/services/lambda/lambda_targets.h"

/* What to tell a caller: gathered under the lock, told outside it. */
struct lambda_ending {
    struct lambda_invocation *invocation;
    struct arena arena;
    struct lambda_result result;
    struct lambda_phase_end end;
    const char *fault; /* why the platform ended it; NULL: it did not, or it was late */
    struct lambda_ending *next;
};

/* The invocation runs no more. `function_error` is NULL, or "Unhandled". */
struct lambda_ending *lambda_ending_new(struct lambda_invocation *v, const char *function_error);

void lambda_invocation_free(struct lambda_invocation *v);

/* AWS's JSON for an error of the runtime's. Texts last as long as the ending. */
void lambda_ending_error(struct lambda_ending *e, const char *type, const char *message);

/* The function's time is over. */
void lambda_ending_timeout(struct lambda_ending *e, int64_t timeout_seconds);

/* How its process ended, in the words of lambda_process_reap. */
void lambda_ending_exit(struct lambda_ending *e, const char *how);
void lambda_ending_too_large(struct lambda_ending *e, int64_t bytes_max);

/* What the process answered, which lasts until it is told. */
void lambda_ending_of_response(struct lambda_ending *e, const struct lambda_answer *answer);

/* What is logged at its end, and the tail. */
void lambda_ending_log(struct lambda_ending *e, struct lambda_instance *i);

/* What is heard of it, where that is still to come: the runtime asks for more. */
void lambda_ending_heard(struct lambda_instance *i);

/* Are the platform's lines about it worth their wording? */
bool lambda_invocation_is_logged(const struct lambda_invocation *v, const struct lambda_log *log);
void lambda_endings_add(struct lambda_ending **list, struct lambda_ending *e);

/* Tells all callers, and frees the list. Without the lock. */
void lambda_endings_tell(struct lambda_ending *e);

#endif
