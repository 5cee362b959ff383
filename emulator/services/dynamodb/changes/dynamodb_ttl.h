/* Time to live: which attribute says when an item expires, and the sweep that deletes what has expired. */
#ifndef NUBE_DYNAMODB_TTL_H
#define NUBE_DYNAMODB_TTL_H

#include "emulator/core/chore.h"
#include "emulator/services/dynamodb/store/dynamodb_store.h"

int dynamodb_update_time_to_live(struct call *c);
int dynamodb_describe_time_to_live(struct call *c);

/* The TimeToLiveDescription of the table. */
struct doc *ddb_ttl_describe(struct call *c, int64_t space);

/* An item of a table with a TTL attribute became another; NULL: there is none. */
void ddb_ttl_change(struct call *c, const struct ddb_table *table, struct span key, const struct doc *old,
                    const struct doc *new);

/* The second at which such an item expires, -1 when it does not. AWS: a number of epoch seconds; any other type counts as none. */
int64_t ddb_ttl_of(struct span attribute, const struct doc *item);

/* Deletes what has expired, and looks through tables that got a TTL attribute for what will. */
extern struct chore ddb_expiry;

#endif
