/* What a Task calls: from the interpreter's task to a call through the door, and from its end back to an outcome.
 *
 * Every integration goes the same way: the action is an operation of a service, its parameters are fitted to the
 * operation's input shape, its output to the form in which Step Functions hands it on. A few differ in detail; those
 * are rows of a table in states_tasks.c.
 */
#ifndef NUBE_STATES_TASKS_H
#define NUBE_STATES_TASKS_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/core/call.h"

/* Opens the call that the task makes, in the name of `who`. NULL when it cannot be made: *refusal then says how the
 * task failed, in texts of the arena. */
struct call *states_task_open(struct arena *a, const struct asl_task *t, const struct identity *who,
                              struct span endpoint, struct asl_outcome *refusal);

/* How the ended call ends its task. Texts are in the call's arena. */
struct asl_outcome states_task_outcome(const struct asl_resource *r, struct call *c);

#endif
