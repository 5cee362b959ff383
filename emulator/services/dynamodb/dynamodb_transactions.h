/* Handlers of transactions: TransactGetItems and TransactWriteItems. */
#ifndef NUBE_DYNAMODB_TRANSACTIONS_H
#define NUBE_DYNAMODB_TRANSACTIONS_H

#include "emulator/core/call.h"

int dynamodb_transact_get_items(struct call *c);
int dynamodb_transact_write_items(struct call *c);

int dynamodb_transact_get_items_prepare(struct call *c);
int dynamodb_transact_write_items_prepare(struct call *c);

#endif
