/* Restoring: a new table from a backup, or from what another one was at a moment. */
#ifndef NUBE_DYNAMODB_RESTORES_H
#define NUBE_DYNAMODB_RESTORES_H

#include "emulator/core/chore.h"

int dynamodb_restore_table_from_backup(struct call *c);
int dynamodb_restore_table_to_point_in_time(struct call *c);

/* Copies rows into backups that are made and tables that are restored. */
chore_step ddb_copying_step;

#endif
