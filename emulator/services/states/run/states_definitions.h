/* Compiled definitions, kept by the id of their row. */
#ifndef NUBE_STATES_DEFINITIONS_H
#define NUBE_STATES_DEFINITIONS_H

#include "emulator/asl/definition/asl_definition.h"
#include "emulator/store/db.h"

/* The compiled definition, read and compiled if need be; NULL when there is none (or it no longer compiles). Give each
 * back: until then it stays. */
const struct asl_definition *states_definition_take(struct db *db, int64_t id);
void states_definition_give(const struct asl_definition *d);

/* Forgets all, for rows get new ids. Those that are out are freed when given back. */
void states_definitions_forget(void);

#endif
