/* Task states. */
#ifndef NUBE_ASL_TASKS_H
#define NUBE_ASL_TASKS_H

#include "emulator/asl/run/asl_branch.h"

enum asl_became asl_task_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input);

/* Its task has ended; spans of the outcome are copied. */
enum asl_became asl_task_ended(struct asl_execution *x, struct asl_branch *b, struct asl_outcome o);

/* One of its timeouts has passed. */
enum asl_became asl_task_timed_out(struct asl_execution *x, struct asl_branch *b);

/* From now on its timeouts count. */
void asl_task_clocks_start(struct asl_execution *x, struct asl_branch *b);

#endif
