/* What DynamoDB does without a caller. */
#ifndef NUBE_DYNAMODB_CHORES_H
#define NUBE_DYNAMODB_CHORES_H

#include "emulator/core/chore.h"

extern struct chore ddb_sweep; /* rows that deleted tables, indexes and backups leave: dynamodb_sweep.c */
extern struct chore ddb_fill;  /* indexes that are CREATING: dynamodb_fills.c */
extern struct chore
    ddb_expiry;                /* items that have expired, and tables looked through for what will: dynamodb_expiry.c */
extern struct chore ddb_trim;  /* records that are a day old, streams and shards that ended then: dynamodb_streams.c */
extern struct chore ddb_prune; /* what is too old in the journal, or of deleted tables: dynamodb_changes.c */
extern struct chore ddb_copying; /* rows into backups that are made and tables that are restored: dynamodb_restores.c */
extern struct chore ddb_backup_expiry; /* system backups that have had their time: dynamodb_backups.c */

#endif
