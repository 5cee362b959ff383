/* Time to live in the database: when each item of a table with a TTL attribute expires. */
#ifndef NUBE_DYNAMODB_TTL_STORE_H
#define NUBE_DYNAMODB_TTL_STORE_H

#include "emulator/core/call.h"
#include "emulator/store/db.h"

extern const char ddb_ttl_schema[], ddb_ttl_changes_schema[];

/* The table's attribute, absent when it has none; *is_changing while its items are being looked through, or what was
 * noted of them is being dropped. */
struct span ddb_store_ttl(struct call *c, int64_t space, bool *is_changing);

/* When it was last switched on or off; 0: never. */
int64_t ddb_store_ttl_changed_ms(struct call *c, int64_t space);

void ddb_store_ttl_enable(struct call *c, int64_t space, struct span attribute);
void ddb_store_ttl_disable(struct call *c, int64_t space);

/* The items of such a table are looked through from `*from` (absent: from the start) on. */
bool ddb_store_ttl_filling(struct call *c, int64_t *space, struct span *from);
void ddb_store_ttl_filled(struct call *c, int64_t space, struct span to, bool is_all);

void ddb_store_expiry_add(struct call *c, int64_t space, int64_t at, struct span key);
void ddb_store_expiry_remove(struct call *c, int64_t space, int64_t at, struct span key);

struct ddb_expiry {
    int64_t at; /* seconds */
    struct span key;
};

/* Spaces of tables with a TTL attribute, behind `after`: the next one, 0 when there is none. */
int64_t ddb_store_ttl_space(struct call *c, int64_t after);

/* The first to expire of a space, in order, up to and at that second. Returns how many. */
int ddb_store_expiries(struct call *c, int64_t space, int64_t until, struct ddb_expiry *expiries, int max);

/* When the next one of a space expires; INT64_MAX: never. */
int64_t ddb_store_expiry_next(struct call *c, int64_t space);

/* Drops at most so many of what was noted of tables that have no TTL any more. Returns whether there may be more. */
bool ddb_store_ttl_sweep(struct call *c, int max);

#endif
