/* EXPRESS executions: in memory only, without a history, gone with the process.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html: they run for five minutes at
 * most. */
#ifndef NUBE_STATES_EXPRESS_H
#define NUBE_STATES_EXPRESS_H

#include "emulator/base/buf.h"
#include "emulator/services/states/store/states_store.h"

#define STATES_EXPRESS_MS_MAX 300000

struct states_trial;

struct states_express;

/* Puts the end into the output of the call that waits. */
typedef void states_express_answer(struct states_express *x, const struct states_execution *e, struct call *c);

/* What a row is to a STANDARD execution. */
struct states_express {
    struct arena arena;
    struct states_execution e; /* its texts are in the arena; `saved` in the buffer, and later `mock` */
    struct buf saved;          /* followed by what it keeps of its test case */
    struct call *caller;       /* waits for the end; NULL: nobody does */
    states_express_answer *answer;
    struct states_trial *trial; /* of TestState; NULL: it is an execution */
};

/* A new one, with copies of all texts; the caller may be NULL, and with it the answer. */
struct states_express *states_express_new(const struct states_execution *e, struct call *caller,
                                          states_express_answer *answer);

/* Keeps where it stands until it goes on. */
void states_express_keep(struct states_express *x, const struct states_execution *e);

/* It has ended: its caller is told. */
void states_express_end(struct states_express *x, const struct states_execution *e);

/* A caller who was not told learns that it is gone, from a worker. */
void states_express_free(struct states_express *x);

#endif
