/* Handlers of single items. Each has a part that runs before it on the caller's thread: see ddb_prepare. */
#ifndef NUBE_DYNAMODB_ITEMS_H
#define NUBE_DYNAMODB_ITEMS_H

#include "emulator/services/dynamodb/expressions/dynamodb_expressions.h"
#include "emulator/services/dynamodb/store/dynamodb_store.h"

int dynamodb_put_item(struct call *c);
int dynamodb_update_item(struct call *c);
int dynamodb_delete_item(struct call *c);
int dynamodb_get_item(struct call *c);

int dynamodb_put_item_prepare(struct call *c);
int dynamodb_update_item_prepare(struct call *c);
int dynamodb_delete_item_prepare(struct call *c);
int dynamodb_get_item_prepare(struct call *c);

/* A read of one item, GetItem's or a part of another's: prepared from its input, and run. */
struct ddb_get {
    struct span given; /* of a batch: its table's name or ARN, as the request has it */
    struct doc *key;
    struct ddb_expressions expressions;
    bool consistent;
    bool as_stored; /* an item that is not projected may stand as DOC_JSON: nobody looks into it */
};
int ddb_get_prepare(struct call *c, struct ddb_get *get, const struct doc *in);

/* Checks key values and gives item (NULL: none) and its size, -1 when there is none. 0, or -1 with the fault. */
int ddb_get_run(struct call *c, const struct ddb_get *get, const struct ddb_table *table, struct doc **item,
                int64_t *size);

#endif
