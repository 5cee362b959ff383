/* What calls to DynamoDB and its streams ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
#ifndef NUBE_DYNAMODB_ASKS_H
#define NUBE_DYNAMODB_ASKS_H

#include "emulator/core/call.h"

/* The table that TableName names; for Query and Scan the index, where one is named; every table of the account. */
void ddb_ask_table(struct call *c);
void ddb_ask_table_or_index(struct call *c);
void ddb_ask_all(struct call *c);

/* Each table of a batch. */
void ddb_ask_batch(struct call *c);

/* Each item of a transaction: GetItem, or what each write is. */
void ddb_ask_transact_get(struct call *c);
void ddb_ask_transact_write(struct call *c);

/* PartiQL: by what the statement is, on its table or index. A statement that cannot be parsed asks for nothing by
 * name. */
void ddb_ask_statement(struct call *c);
void ddb_ask_statements(struct call *c);
void ddb_ask_transact_statements(struct call *c);

/* What BackupArn, ResourceArn or StreamArn names; the stream of a ShardIterator. */
void ddb_ask_backup(struct call *c);
void ddb_ask_resource(struct call *c);
void ddb_ask_stream(struct call *c);
void ddb_ask_iterator(struct call *c);

/* Restoring: from the backup, or the source table, to the target table. */
void ddb_ask_restore(struct call *c);
void ddb_ask_restore_to_time(struct call *c);

/* The table that TableArn names, or that is to be made; the export or import itself. */
void ddb_ask_exported(struct call *c);
void ddb_ask_export(struct call *c);
void ddb_ask_import(struct call *c);
void ddb_ask_import_arn(struct call *c);

#endif
