/* A distributed Map's run between its steps. */
#ifndef NUBE_ASL_MAP_TASK_H
#define NUBE_ASL_MAP_TASK_H

#include "emulator/asl/run/asl_branch.h"

/* Waits for a task of this stage, with these parameters. */
enum asl_became asl_map_run_wait(struct asl_execution *x, struct asl_branch *b, enum asl_map_stage stage,
                                 struct doc *parameters);

enum asl_became asl_map_run_succeed(struct asl_execution *x, struct asl_branch *b, struct asl_payload output);

/* Fails, with an error, with an expression's, or since it made too much. */
enum asl_became asl_map_run_fail(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause);
enum asl_became asl_map_run_fail_runtime(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e);
enum asl_became asl_map_run_fail_limit(struct asl_execution *x, struct asl_branch *b);

/* The value of the reader's or the writer's Parameters or Arguments; NULL with *e, or when the state has failed. */
struct doc *asl_map_run_parameters(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                                   const struct asl_query *q, struct asl_error *e);

#endif
