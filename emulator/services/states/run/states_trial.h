/* A trial while its state runs. */
#ifndef NUBE_STATES_TRIAL_H
#define NUBE_STATES_TRIAL_H

#include "emulator/asl/run/asl_trial.h"

/* A trial and what it lives on. */
struct states_trial {
    struct asl_trial trial;
    struct asl_definition *definition;
    _Atomic int users; /* beside its express execution */
};

/* One more user; each frees it once, and the last one's is the end of it. NULL is fine. */
struct states_trial *states_trial_take(struct states_trial *t);
void states_trial_free(struct states_trial *t);

#endif
