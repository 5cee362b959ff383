/* Restoring: a new table from a backup, or from what another one was at a moment. */
#ifndef NUBE_DYNAMODB_RESTORES_H
#define NUBE_DYNAMODB_RESTORES_H

#include "emulator/core/chore.h"
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"

int dynamodb_restore_table_from_backup(struct call *c);
int dynamodb_restore_table_to_point_in_time(struct call *c);

/* Copies rows into backups that are made and tables that are restored. */
chore_step ddb_copying_step;

/* Of dynamodb_backups.c. */
extern const struct fault_kind ddb_backup_not_found, ddb_backup_in_use, ddb_table_not_found;
int ddb_backup_table_require(struct call *c, struct span name, struct ddb_table *table);
int ddb_backup_require(struct call *c, struct span arn, struct ddb_backup *backup);
void ddb_pitr_window(const struct call *c, const struct ddb_pitr *pitr, int64_t *earliest_ms, int64_t *latest_ms);

#endif
