/* Backups and point-in-time recovery. */
#ifndef NUBE_DYNAMODB_BACKUPS_H
#define NUBE_DYNAMODB_BACKUPS_H

#include "emulator/core/chore.h"
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"

int dynamodb_create_backup(struct call *c);
int dynamodb_describe_backup(struct call *c);
int dynamodb_list_backups(struct call *c);
int dynamodb_delete_backup(struct call *c);
int dynamodb_update_continuous_backups(struct call *c);
int dynamodb_describe_continuous_backups(struct call *c);

/* The table of that description goes: with point-in-time recovery its rows become a system backup. Returns whether they
 * did. */
bool ddb_backup_of_deleted(struct call *c, int64_t space, const struct doc *description);

/* Deletes system backups that have had their time. */
chore_step ddb_backup_expiry_step;

extern const struct fault_kind ddb_backup_in_use;

/* What a restore needs of a backup or of point-in-time recovery; the first two raise a fault where there is none. */
int ddb_backup_table_require(struct call *c, struct span name, struct ddb_table *table);
int ddb_backup_require(struct call *c, struct span arn, struct ddb_backup *backup);
void ddb_pitr_window(const struct call *c, const struct ddb_pitr *pitr, int64_t *earliest_ms, int64_t *latest_ms);

#endif
