/* A task's call. */
#ifndef NUBE_STATES_ERRANDS_H
#define NUBE_STATES_ERRANDS_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/store/states_store.h"

struct states_errand_kind {
    uint64_t epoch; /* of states_runs.h */
    bool is_again;  /* its call may have been made before, by a process that is gone */
    bool is_trial;  /* what goes over the wire is told, too */
};

/* Starts the call of one task of a stretch that is durable. Its end is told to the run. */
void states_errand_start(const struct states_execution *e, struct arena *a, const struct asl_task *t,
                         const struct states_errand_kind *how);

#endif
