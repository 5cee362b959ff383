/* TestState: a single state runs by itself, its integrations perhaps mocked, and what its data became is told. It runs as an EXPRESS execution does: in memory only,
 * for five minutes at most.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
#ifndef NUBE_STATES_TRIALS_H
#define NUBE_STATES_TRIALS_H

#include "emulator/asl/run/asl_trial.h"
#include "emulator/core/call.h"
#include "emulator/services/states/store/states_store.h"

/* A trial and what it lives on. */
struct states_trial {
    struct asl_trial trial;
    struct asl_definition *definition;
    _Atomic int users; /* beside its express execution */
};

/* The handler of TestState. */
int states_test_state(struct call *c);

/* It has ended: what the caller is told. */
void states_trial_answer(struct states_trial *t, const struct states_execution *e, struct call *c);

/* One more user; each frees it once, and the last one's is the end of it. NULL is fine. */
struct states_trial *states_trial_take(struct states_trial *t);
void states_trial_free(struct states_trial *t);

#endif
