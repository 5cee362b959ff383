/* Step Functions' faults. https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html */
#include "emulator/services/states/states_faults.h"

#include <stddef.h>

const struct fault_kind states_invalid_arn = { "InvalidArn", 400, SENDER };
const struct fault_kind states_invalid_definition = { "InvalidDefinition", 400, SENDER };
const struct fault_kind states_invalid_name = { "InvalidName", 400, SENDER };
const struct fault_kind states_invalid_execution_input = { "InvalidExecutionInput", 400, SENDER };
const struct fault_kind states_invalid_token = { "InvalidToken", 400, SENDER };
const struct fault_kind states_machine_does_not_exist = { "StateMachineDoesNotExist", 400, SENDER };
const struct fault_kind states_machine_already_exists = { "StateMachineAlreadyExists", 400, SENDER };
const struct fault_kind states_machine_deleting = { "StateMachineDeleting", 400, SENDER };
const struct fault_kind states_machine_type_not_supported = { "StateMachineTypeNotSupported", 400, SENDER };
const struct fault_kind states_execution_already_exists = { "ExecutionAlreadyExists", 400, SENDER };
const struct fault_kind states_execution_does_not_exist = { "ExecutionDoesNotExist", 400, SENDER };
const struct fault_kind states_missing_parameter = { "MissingRequiredParameter", 400, SENDER };
const struct fault_kind states_resource_not_found = { "ResourceNotFound", 400, SENDER };
const struct fault_kind states_too_many_tags = { "TooManyTags", 400, SENDER };
const struct fault_kind states_invalid_output = { "InvalidOutput", 400, SENDER };
const struct fault_kind states_task_timed_out = { "TaskTimedOut", 400, SENDER };
const struct fault_kind states_task_does_not_exist = { "TaskDoesNotExist", 400, SENDER };
const struct fault_kind states_activity_does_not_exist = { "ActivityDoesNotExist", 400, SENDER };
const struct fault_kind states_activity_already_exists = { "ActivityAlreadyExists", 400, SENDER };
const struct fault_kind states_invalid_logging_configuration = { "InvalidLoggingConfiguration", 400, SENDER };
const struct fault_kind states_invalid_encryption_configuration = { "InvalidEncryptionConfiguration", 400, SENDER };
const struct fault_kind states_machine_limit_exceeded = { "StateMachineLimitExceeded", 400, SENDER };
const struct fault_kind states_activity_limit_exceeded = { "ActivityLimitExceeded", 400, SENDER };
const struct fault_kind states_execution_limit_exceeded = { "ExecutionLimitExceeded", 400, SENDER };
const struct fault_kind states_conflict = { "ConflictException", 400, SENDER };
const struct fault_kind states_quota_exceeded = { "ServiceQuotaExceededException", 400, SENDER };
const struct fault_kind states_execution_not_redrivable = { "ExecutionNotRedrivable", 400, SENDER };
