/* Time to live: which attribute says when an item expires, and what a write notes of it. */
#ifndef NUBE_DYNAMODB_TTL_H
#define NUBE_DYNAMODB_TTL_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

#define DDB_TTL_TOO_OLD_SECONDS ((int64_t)5 * 365 * 24 * 3600) /* AWS: what expired before that stays */
#define DDB_TTL_SECONDS_MAX     (INT64_MAX / 1000)

int dynamodb_update_time_to_live(struct call *c);
int dynamodb_describe_time_to_live(struct call *c);

/* The TimeToLiveDescription of the table. */
struct doc *ddb_ttl_describe(struct call *c, int64_t space);

/* An item of a table with a TTL attribute became another; NULL: there is none. */
void ddb_ttl_change(struct call *c, const struct ddb_table *table, struct span key, const struct doc *old,
                    const struct doc *new);

/* The second at which such an item expires, -1 when it does not. AWS: a number of epoch seconds; any other type counts
 * as none. */
int64_t ddb_ttl_of(struct span attribute, const struct doc *item);

#endif
