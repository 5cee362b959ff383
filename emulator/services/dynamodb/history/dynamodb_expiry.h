/* Deleting what has expired. */
#ifndef NUBE_DYNAMODB_EXPIRY_H
#define NUBE_DYNAMODB_EXPIRY_H

#include "emulator/core/chore.h"

/* Deletes some of what has expired, and looks through tables that got a TTL attribute for what will. */
chore_step ddb_expiry_step;

#endif
