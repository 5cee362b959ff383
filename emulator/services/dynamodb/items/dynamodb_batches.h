/* Handlers of many items at once, each by itself: BatchGetItem and BatchWriteItem. */
#ifndef NUBE_DYNAMODB_BATCHES_H
#define NUBE_DYNAMODB_BATCHES_H

#include "emulator/services/dynamodb/items/dynamodb_writes.h"

int dynamodb_batch_get_item(struct call *c);
int dynamodb_batch_write_item(struct call *c);

int dynamodb_batch_get_item_check(struct call *c);
int dynamodb_batch_get_item_prepare(struct call *c);
int dynamodb_batch_write_item_prepare(struct call *c);

/* What operations on several tables consume, a table at a time. */
struct ddb_bill {
    struct ddb_bill *next;
    struct ddb_table table;
    struct ddb_consumed consumed;
};

/* Adds to the table's bill. */
void ddb_bill_add(struct arena *a, struct ddb_bill **bills, const struct ddb_table *table,
                  const struct ddb_consumed *consumed);

/* Puts the list ConsumedCapacity into c->out, as the input asks; `also`: see ddb_consumed_describe. */
void ddb_bills_put(struct call *c, const struct ddb_bill *bills, const char *also);

/* Puts the write's item collection into c->out, when the input asks for ItemCollectionMetrics: each once, table by
 * table. */
void ddb_collections_put(struct call *c, const struct ddb_write *write);

#endif
