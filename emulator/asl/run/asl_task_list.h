/* The tasks in flight of a tree of branches. */
#ifndef NUBE_ASL_TASK_LIST_H
#define NUBE_ASL_TASK_LIST_H

#include "emulator/asl/run/asl_branch.h"

/* Puts the branch's task into x->tasks. */
void asl_task_give(struct asl_execution *x, struct asl_branch *b);

/* The earlier of its timeouts; 0: none. */
int64_t asl_task_due(const struct asl_branch *b);

/* The branch at or below `b` whose task this is; NULL: none. */
struct asl_branch *asl_task_find(struct asl_branch *b, int64_t task);

/* Takes those out of x->tasks whose branch was given up in the same stretch. */
void asl_tasks_prune(struct asl_execution *x);

/* Gives every one at or below `b` again, but those handed over. */
void asl_tasks_resume(struct asl_execution *x, struct asl_branch *b);

/* Are there any at or below `b` that are not handed over? */
bool asl_tasks_in_flight(const struct asl_branch *b);

#endif
