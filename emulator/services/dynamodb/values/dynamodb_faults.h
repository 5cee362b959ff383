/* DynamoDB's errors. AWS: CommonErrors and each operation's page. Its ValidationException is the common one. */
#ifndef NUBE_DYNAMODB_FAULTS_H
#define NUBE_DYNAMODB_FAULTS_H

#include "emulator/core/call.h"

extern const struct fault_kind ddb_resource_not_found;
extern const struct fault_kind ddb_resource_in_use;
extern const struct fault_kind ddb_conditional_check_failed;
extern const struct fault_kind ddb_limit_exceeded;
extern const struct fault_kind ddb_transaction_canceled;
extern const struct fault_kind ddb_idempotent_mismatch;
extern const struct fault_kind ddb_duplicate_item;
extern const struct fault_kind ddb_throughput_exceeded;

/* Raises a ResourceInUseException of a table that is being made. Returns -1. */
int ddb_refuse_unmade(struct call *c, struct span table_name);

/* Raises a ValidationException with the message when there is one. Returns -1 then, else 0. */
int ddb_refuse(struct call *c, const char *message);

#endif
