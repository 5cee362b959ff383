/* Who holds a trial. */
#include "emulator/services/states/run/states_trial.h"

#include <stdlib.h>

struct states_trial *states_trial_take(struct states_trial *t)
{
    t->users++;
    return t;
}

void states_trial_free(struct states_trial *t)
{
    if (!t || t->users-- > 0) return;
    asl_definition_free(t->definition);
    arena_release(&t->trial.arena);
    free(t);
}
