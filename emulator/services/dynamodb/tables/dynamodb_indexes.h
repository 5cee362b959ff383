/* Adding, changing and removing a table's global indexes, and filling new ones. */
#ifndef NUBE_DYNAMODB_INDEXES_H
#define NUBE_DYNAMODB_INDEXES_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

/* Checks an UpdateTable's GlobalSecondaryIndexUpdates by themselves, without a table. 0, or -1 with the fault. */
int ddb_indexes_check(struct call *c);

/* Carries them out on the table and its description, which the caller stores; a new index begins to be filled with the commit. *removed is the entry of
 * the index that went, or NULL. 0, or -1 with the fault. */
int ddb_indexes_update(struct call *c, struct ddb_table *table, struct doc *description, struct doc **removed);

/* Goes on filling indexes that are CREATING, in small jobs between others' writes, until there is none or it is told to stop. */
void ddb_backfill_start(void);
void ddb_backfill_stop(void);

#endif
