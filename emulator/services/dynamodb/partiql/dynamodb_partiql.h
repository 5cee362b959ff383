/* Handlers of PartiQL: ExecuteStatement, BatchExecuteStatement and ExecuteTransaction. */
#ifndef NUBE_DYNAMODB_PARTIQL_H
#define NUBE_DYNAMODB_PARTIQL_H

#include "emulator/core/call.h"

int dynamodb_execute_statement(struct call *c);
int dynamodb_batch_execute_statement(struct call *c);
int dynamodb_execute_transaction(struct call *c);

int dynamodb_execute_statement_prepare(struct call *c);
int dynamodb_batch_execute_statement_prepare(struct call *c);
int dynamodb_execute_transaction_prepare(struct call *c);

#endif
