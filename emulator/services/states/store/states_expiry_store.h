/* What is over for so long that nobody can ask for it any more. */
#ifndef NUBE_STATES_EXPIRY_STORE_H
#define NUBE_STATES_EXPIRY_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "emulator/store/db.h"

/* Removes up to so many executions that ended then or before, the oldest first, with all that is theirs. Returns
 * whether there may be more. */
bool states_executions_expire(struct db *db, int64_t until_ms, int64_t executions_max);

/* When the oldest execution that there is began; `otherwise` where there is none. */
int64_t states_executions_since(struct db *db, int64_t otherwise);

#endif
