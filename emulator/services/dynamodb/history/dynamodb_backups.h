/* Backups and point-in-time recovery. */
#ifndef NUBE_DYNAMODB_BACKUPS_H
#define NUBE_DYNAMODB_BACKUPS_H

#include "emulator/core/chore.h"

int dynamodb_create_backup(struct call *c);
int dynamodb_describe_backup(struct call *c);
int dynamodb_list_backups(struct call *c);
int dynamodb_delete_backup(struct call *c);
int dynamodb_update_continuous_backups(struct call *c);
int dynamodb_describe_continuous_backups(struct call *c);

/* The table of that description goes: with point-in-time recovery its rows become a system backup. Returns whether they did. */
bool ddb_backup_of_deleted(struct call *c, int64_t space, const struct doc *description);

/* Deletes system backups that have had their time. */
chore_step ddb_backup_expiry_step;

#endif
