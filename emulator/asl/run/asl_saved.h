/* Executions between stretches, as text. */
#ifndef NUBE_ASL_SAVED_H
#define NUBE_ASL_SAVED_H

#include "emulator/asl/run/asl_execution.h"

/* Its saved form, in its arena. */
struct span asl_execution_save(struct asl_execution *x);

/* Goes on from a saved form; `last_event` is the history's last id. NULL when the form does not fit the definition. */
struct asl_execution *asl_execution_restore(const struct asl_definition *definition, const struct asl_facts *facts,
                                            struct span saved, int64_t last_event);

#endif
