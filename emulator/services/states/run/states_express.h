/* EXPRESS executions: in memory only, without a history, gone with the process.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html: they run for five minutes at most. */
#ifndef NUBE_STATES_EXPRESS_H
#define NUBE_STATES_EXPRESS_H

#include "emulator/base/buf.h"
#include "emulator/services/states/store/states_store.h"

#define STATES_EXPRESS_MS_MAX 300000

struct states_trial;

/* What a row is to a STANDARD execution. */
struct states_express {
    struct arena arena;
    struct states_execution e;  /* its texts are in the arena; `saved` in the buffer, and later `mock` */
    struct buf saved;           /* followed by what it keeps of its test case */
    struct call *caller;        /* waits for the end; NULL: nobody does */
    struct states_trial *trial; /* of TestState; NULL: it is an execution */
};

/* A new one, with copies of all texts. */
struct states_express *states_express_new(const struct states_execution *e, struct call *caller);

/* Keeps where it stands until it goes on. */
void states_express_keep(struct states_express *x, const struct states_execution *e);

/* It has ended: its caller is told. */
void states_express_end(struct states_express *x, const struct states_execution *e);

/* A caller who was not told learns that it is gone, from a worker. */
void states_express_free(struct states_express *x);

/* The handler of StartSyncExecution. */
int states_start_sync_execution(struct call *c);

#endif
