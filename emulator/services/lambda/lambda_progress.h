/* Functions that are being made or changed. On AWS that takes seconds, in which a new function is Pending, and one that
 * is updated InProgress: a new one is not invoked, of one that is updated the former code and configuration run, and
 * neither is changed again. Here there is nothing to wait for: it is over when somebody looks (GetFunction and
 * GetFunctionConfiguration, which is what waiters ask), or else after a moment of Nube's clock, or with the process.
 * https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
#ifndef NUBE_LAMBDA_PROGRESS_H
#define NUBE_LAMBDA_PROGRESS_H

#include "emulator/services/lambda/lambda_function.h"

#define LAMBDA_PROGRESS_MS 50

enum lambda_progress { LAMBDA_DONE, LAMBDA_PENDING, LAMBDA_IN_PROGRESS };

/* Told once an update is over: of that edition of the version. Without locks. */
void lambda_progress_start(void (*over)(int64_t function_id, int64_t edition));

/* In the handler that makes the version, or updates it. `former` is what runs until that is over; NULL: it cannot run
 * any more. */
void lambda_progress_create(struct call *c, const struct lambda_function *f);
void lambda_progress_update(struct call *c, const struct lambda_function *f, const struct lambda_function *former);

enum lambda_progress lambda_progress_of(const struct lambda_function *f);

/* 0 where it is not under way, or -1 with AWS's ResourceConflictException. */
int lambda_progress_check(struct call *c, const struct lambda_function *f);

/* Somebody looks at the function, or at one of its versions. */
void lambda_progress_look(const struct lambda_function *f);

/* Of a version that is being updated, what runs until that is over takes the place of what it becomes. */
void lambda_progress_run_former(struct arena *a, struct lambda_function *f);

/* Each former version that still may run; under a lock, so that `use` is brief and asks nothing of here. */
void lambda_progress_formers(void (*use)(const struct lambda_function *former, void *arg), void *arg);

void lambda_progress_reset(void);

#endif
