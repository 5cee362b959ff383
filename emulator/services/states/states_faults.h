/* What Step Functions refuses with. */
#ifndef NUBE_STATES_FAULTS_H
#define NUBE_STATES_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind states_invalid_arn, states_invalid_definition, states_invalid_name,
    states_invalid_execution_input, states_invalid_token, states_machine_does_not_exist, states_machine_already_exists,
    states_machine_deleting, states_machine_type_not_supported, states_execution_already_exists,
    states_execution_does_not_exist, states_missing_parameter, states_resource_not_found, states_too_many_tags,
    states_invalid_output, states_task_timed_out, states_task_does_not_exist, states_activity_does_not_exist,
    states_activity_already_exists, states_invalid_logging_configuration, states_invalid_encryption_configuration,
    states_conflict, states_quota_exceeded, states_execution_not_redrivable, states_machine_limit_exceeded,
    states_activity_limit_exceeded, states_execution_limit_exceeded;

#endif
