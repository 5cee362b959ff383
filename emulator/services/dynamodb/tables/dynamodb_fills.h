/* Filling the global indexes of tables that have items already. */
#ifndef NUBE_DYNAMODB_FILLS_H
#define NUBE_DYNAMODB_FILLS_H

#include "emulator/core/chore.h"

/* Moves the cursors of indexes that are CREATING on, until none is left. */
chore_step ddb_fill_step;

#endif
