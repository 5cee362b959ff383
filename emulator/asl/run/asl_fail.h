/* Failing a branch's state: the failure is noted in its branch; what follows from it is asl_step.c's. */
#ifndef NUBE_ASL_FAIL_H
#define NUBE_ASL_FAIL_H

#include "emulator/asl/run/asl_branch.h"

#define ASL_ERROR_QUERY "States.QueryEvaluationError"

/* All give ASL_FAILS. */
enum asl_became asl_fail(struct asl_branch *b, struct span error, struct span cause);

/* What it made is too large. */
enum asl_became asl_fail_limit(struct asl_branch *b, struct span cause);

/* An expression's error: its cause gets AWS's preamble. */
enum asl_became asl_fail_runtime(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e);

/* States.Runtime, likewise. */
enum asl_became asl_fail_format(struct asl_execution *x, struct asl_branch *b, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* No choice holds. */
enum asl_became asl_fail_no_choice(struct asl_execution *x, struct asl_branch *b);

/* The cause of an expression's error, with AWS's preamble; writes EvaluationFailed where it is a JSONata one's. */
struct span asl_error_explained(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e);

#endif
