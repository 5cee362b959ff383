/* Whom to tell once a transaction is durable: gathered inside of it, on the writer, and run after its commit. */
#ifndef NUBE_STATES_AFTERMATH_H
#define NUBE_STATES_AFTERMATH_H

#include "emulator/core/call.h"

struct states_after;
struct states_stop;

struct states_aftermath {
    struct arena arena;
    struct states_after *first, **end;
    struct states_stop *stops; /* none are left when it runs */
};

/* An execution has news from outside; an execution was ended by somebody else; an activity has a task for one more
 * worker. */
void states_after_news(struct states_aftermath *after, int64_t execution);
void states_after_forget(struct states_aftermath *after, int64_t execution);
void states_after_activity(struct states_aftermath *after, struct span activity);

/* An execution is to be stopped, in this transaction still: see states_executions_stop. And the next of these; false:
 * there is none. */
void states_after_stop(struct states_aftermath *after, int64_t execution);
bool states_after_stop_take(struct states_aftermath *after, int64_t *execution);

/* Runs it, on the writer. */
void states_aftermath_run(struct states_aftermath *after);
void states_aftermath_release(struct states_aftermath *after);

/* One that runs after this call's commit. */
struct states_aftermath *states_aftermath_of(struct call *c);

#endif
