/* The sweep of what deleted tables, indexes and backups leave: their rows go in the background. */
#ifndef NUBE_DYNAMODB_SWEEP_H
#define NUBE_DYNAMODB_SWEEP_H

#include "emulator/core/chore.h"

chore_step ddb_sweep_step;

#endif
