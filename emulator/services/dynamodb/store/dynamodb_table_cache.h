/* Tables as they were last read: every request asks for one. Only for calls that read; what a write sees is under
 * way. */
#ifndef NUBE_DYNAMODB_TABLE_CACHE_H
#define NUBE_DYNAMODB_TABLE_CACHE_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

/* Before the first table is kept. */
void ddb_table_cache_start(void);

/* Fills the table, its indexes aside, as ddb_store_table does. False: it is not kept, or what is kept does not hold
 * for this call. */
bool ddb_table_cache_find(struct call *c, struct span name, struct ddb_table *table);

/* Keeps what was just read for the call; `keys` are the table's, packed. */
void ddb_table_cache_keep(struct call *c, const struct ddb_table *table, struct span keys);

#endif
