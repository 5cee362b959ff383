/* Capacity units: what an operation consumes, in half units, since an eventually consistent read is half of one. */
#ifndef NUBE_DYNAMODB_CAPACITY_H
#define NUBE_DYNAMODB_CAPACITY_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

struct ddb_consumed {
    int64_t table;                    /* half units, as all here */
    int64_t indexes[DDB_INDEXES_MAX]; /* by position in the table */
};

/* Of reading `bytes` in one go: a unit for each 4 KB begun, half of it when eventually consistent; never nothing. */
int64_t ddb_read_units(int64_t bytes, bool consistent);

/* Of writing a row: a unit for each KB begun of the larger of before and after; sizes below 0 stand for no row. */
int64_t ddb_write_units(int64_t old_size, int64_t new_size);

/* Makes it a transaction's. AWS: a transactional read or write costs twice. */
void ddb_consumed_double(struct ddb_consumed *consumed);

/* The ConsumedCapacity structure that ReturnConsumedCapacity asks for; NULL for NONE. `also` names the member that
 * repeats the units, "ReadCapacityUnits" or "WriteCapacityUnits", as transactions do; NULL: none does. */
struct doc *ddb_consumed_describe(struct arena *a, struct span wanted, const struct ddb_table *table,
                                  const struct ddb_consumed *consumed, const char *also);

/* Puts it into c->out as the input asks. */
void ddb_consumed_put(struct call *c, const struct ddb_table *table, const struct ddb_consumed *consumed);

#endif
