/* What the tests of Step Functions and Pipes share: machines, and waiting for executions. */
#ifndef NUBE_STATES_WORLD_H
#define NUBE_STATES_WORLD_H

#include "tests/support/emulator/world.h"

#define ROLE    "arn:aws:iam::000000000000:role/workflow"
#define MACHINE "arn:aws:states:us-east-1:000000000000:stateMachine:"
#define RUN     "arn:aws:states:us-east-1:000000000000:execution:"

/* Makes one of that name and definition. */
void machine(const char *name, const char *definition);

/* The execution's description, once its status is this one (bounded: 10 s); the call is the caller's to free. */
struct call *until(const char *run, const char *status);

/* Waits until those under way have been put away (bounded: 10 s). */
void no_run_is_left(void);

/* Waits until one is under way; false when none is after 10 s. From any thread. */
bool a_run_begins(void);

/* Its events' types, a blank between them. */
void history_is(const char *run, const char *expected);

#endif
