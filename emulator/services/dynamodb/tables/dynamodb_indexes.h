/* Adding, changing and removing a table's global indexes. */
#ifndef NUBE_DYNAMODB_INDEXES_H
#define NUBE_DYNAMODB_INDEXES_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

/* Checks an UpdateTable's GlobalSecondaryIndexUpdates by themselves, without a table. 0, or -1 with the fault. */
int ddb_indexes_check(struct call *c);

/* Carries them out on the table and its description, which the caller stores; a new index begins to be filled with the
 * commit. *removed is the entry of the index that went, or NULL. 0, or -1 with the fault. */
int ddb_indexes_update(struct call *c, struct ddb_table *table, struct doc *description, struct doc **removed);

#endif
