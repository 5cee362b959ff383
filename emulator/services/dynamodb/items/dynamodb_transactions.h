/* Handlers of transactions: TransactGetItems and TransactWriteItems. */
#ifndef NUBE_DYNAMODB_TRANSACTIONS_H
#define NUBE_DYNAMODB_TRANSACTIONS_H

#include "emulator/services/dynamodb/items/dynamodb_writes.h"

int dynamodb_transact_get_items(struct call *c);
int dynamodb_transact_write_items(struct call *c);

int dynamodb_transact_get_items_prepare(struct call *c);
int dynamodb_transact_write_items_prepare(struct call *c);

#define DDB_TRANSACTION_BYTES_MAX (4 * 1024 * 1024)

/* Writes that are done all or not at all. */
struct ddb_transaction {
    struct ddb_write *writes; /* prepared */
    struct span *tables;
    int count;
    struct doc *reasons; /* a map for each part */
    bool is_cancelled;
};

/* One with room for so many parts; its count is 0. */
struct ddb_transaction *ddb_transaction_new(struct arena *a, size_t parts);

/* Runs it: 0 with the consumed capacity in c->out, or -1 with the fault, TransactionCanceledException with its reasons
 * for one of a part's own. */
int ddb_transaction_run(struct call *c, struct ddb_transaction *t);

/* Was this request, known by ClientRequestToken, done already? 0: no, go on; 1: yes; -1: the token was another
 * request's. */
int ddb_transaction_check_token(struct call *c, const struct doc *request);

/* Answers one that was done already. AWS: it consumes reads of the items instead of writes. 0, or -1 with the fault. */
int ddb_transaction_replay(struct call *c, struct ddb_transaction *t);

/* How a fault of a part is called among the reasons, and in the answers of a batch of statements; NULL: it is the
 * call's own. */
const char *ddb_reason_code(const struct fault_kind *kind);

#endif
