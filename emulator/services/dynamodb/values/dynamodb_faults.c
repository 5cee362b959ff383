/* DynamoDB's errors. */
#include "emulator/services/dynamodb/values/dynamodb_faults.h"

const struct fault_kind ddb_resource_not_found = { "ResourceNotFoundException", 400, SENDER };
const struct fault_kind ddb_resource_in_use = { "ResourceInUseException", 400, SENDER };
const struct fault_kind ddb_conditional_check_failed = { "ConditionalCheckFailedException", 400, SENDER };
const struct fault_kind ddb_limit_exceeded = { "LimitExceededException", 400, SENDER };
const struct fault_kind ddb_transaction_canceled = { "TransactionCanceledException", 400, SENDER,
                                                     .says_message_capital = true };
const struct fault_kind ddb_idempotent_mismatch = { "IdempotentParameterMismatchException", 400, SENDER,
                                                    .says_message_capital = true };
const struct fault_kind ddb_duplicate_item = { "DuplicateItemException", 400, SENDER };
const struct fault_kind ddb_throughput_exceeded = { "ProvisionedThroughputExceededException", 400, SENDER };

int ddb_refuse(struct call *c, const char *message)
{
    return message ? fault(c, &fault_validation, "%s", message) : 0;
}

int ddb_refuse_unmade(struct call *c, struct span table_name)
{
    return fault(c, &ddb_resource_in_use,
                 "Attempt to change a resource which is still in use: Table is being created: %.*s",
                 SPAN_ARG(table_name));
}
