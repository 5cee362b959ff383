/* AWS Step Functions: state machines and their executions.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/ */
#include "emulator/core/service.h"
#include "emulator/services/states/states_asks.h"
#include "emulator/services/states/api/states_activities.h"
#include "emulator/services/states/api/states_aliases.h"
#include "emulator/services/states/api/states_executions.h"
#include "emulator/services/states/run/states_express.h"
#include "emulator/services/states/run/states_expiry.h"
#include "emulator/services/states/api/states_machines.h"
#include "emulator/services/states/api/states_redrive.h"
#include "emulator/services/states/api/states_sync.h"
#include "emulator/services/states/run/states_map_runs.h"
#include "emulator/services/states/mocks/states_mocks.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/states_shapes.h"
#include "emulator/services/states/api/states_tags.h"
#include "emulator/services/states/api/states_tokens.h"
#include "emulator/services/states/api/states_trials.h"
#include "emulator/services/states/api/states_versions.h"
#include "emulator/services/states/run/states_stretch.h"
#include "emulator/wire/codecs.h"

extern const struct service states_service;

static const struct operation operations[] = {
    { "CreateStateMachine", &StatesCreateStateMachineInput, &StatesCreateStateMachineOutput,
      states_create_state_machine, WRITES, .check = states_create_check, .asks = states_ask_new_machine },
    { "UpdateStateMachine", &StatesUpdateStateMachineInput, &StatesUpdateStateMachineOutput,
      states_update_state_machine, WRITES, .asks = states_ask_machine_role },
    { "DescribeStateMachine", &StatesStateMachineArnInput, &StatesDescribeStateMachineOutput,
      states_describe_state_machine, .asks = states_ask_machine },
    { "ListStateMachines", &StatesListStateMachinesInput, &StatesListStateMachinesOutput, states_list_state_machines,
      .asks = states_ask_machines },
    { "DeleteStateMachine", &StatesStateMachineArnInput, &Nothing, states_delete_state_machine, WRITES,
      .asks = states_ask_machine },
    { "ValidateStateMachineDefinition", &StatesValidateInput, &StatesValidateOutput,
      states_validate_state_machine_definition, NO_DATABASE },
    { "TestState", &StatesTestStateInput, &StatesTestStateOutput, states_test_state, ASYNC | NO_DATABASE,
      .asks = states_ask_trial },
    { "StartExecution", &StatesStartExecutionInput, &StatesStartExecutionOutput, states_start_execution, WRITES,
      .check = states_start_check, .asks = states_ask_machine, .idempotency_token = "name",
      .replay = states_start_execution_replay },
    { "StartSyncExecution", &StatesStartExecutionInput, &StatesStartSyncExecutionOutput, states_start_sync_execution,
      ASYNC, .check = states_start_check, .asks = states_ask_machine },
    { "DescribeExecution", &StatesExecutionArnInput, &StatesDescribeExecutionOutput, states_describe_execution,
      .asks = states_ask_execution },
    { "DescribeStateMachineForExecution", &StatesExecutionArnInput, &StatesDescribeForExecutionOutput,
      states_describe_state_machine_for_execution, .asks = states_ask_execution },
    { "DescribeMapRun", &StatesDescribeMapRunInput, &StatesDescribeMapRunOutput, states_describe_map_run,
      .asks = states_ask_map_run },
    { "ListMapRuns", &StatesListMapRunsInput, &StatesListMapRunsOutput, states_list_map_runs,
      .asks = states_ask_execution },
    { "UpdateMapRun", &StatesUpdateMapRunInput, &Nothing, states_update_map_run, WRITES, .asks = states_ask_map_run },
    { "ListExecutions", &StatesListExecutionsInput, &StatesListExecutionsOutput, states_list_executions,
      .asks = states_ask_executions },
    { "StopExecution", &StatesStopExecutionInput, &StatesStopExecutionOutput, states_stop_execution, WRITES,
      .asks = states_ask_execution },
    { "RedriveExecution", &StatesRedriveExecutionInput, &StatesRedriveExecutionOutput, states_redrive_execution, WRITES,
      .asks = states_ask_execution },
    { "GetExecutionHistory", &StatesGetExecutionHistoryInput, &StatesGetExecutionHistoryOutput,
      states_get_execution_history, .asks = states_ask_execution },
    { "PublishStateMachineVersion", &StatesPublishVersionInput, &StatesPublishVersionOutput,
      states_publish_state_machine_version, WRITES, .asks = states_ask_machine },
    { "ListStateMachineVersions", &StatesListOfMachineInput, &StatesListVersionsOutput,
      states_list_state_machine_versions, .asks = states_ask_machine },
    { "DeleteStateMachineVersion", &StatesVersionArnInput, &Nothing, states_delete_state_machine_version, WRITES,
      .asks = states_ask_version },
    { "CreateStateMachineAlias", &StatesCreateAliasInput, &StatesCreateAliasOutput, states_create_state_machine_alias,
      WRITES, .asks = states_ask_routed },
    { "UpdateStateMachineAlias", &StatesUpdateAliasInput, &StatesUpdateAliasOutput, states_update_state_machine_alias,
      WRITES, .asks = states_ask_alias },
    { "DescribeStateMachineAlias", &StatesAliasArnInput, &StatesDescribeAliasOutput,
      states_describe_state_machine_alias, .asks = states_ask_alias },
    { "ListStateMachineAliases", &StatesListOfMachineInput, &StatesListAliasesOutput, states_list_state_machine_aliases,
      .asks = states_ask_machine },
    { "DeleteStateMachineAlias", &StatesAliasArnInput, &Nothing, states_delete_state_machine_alias, WRITES,
      .asks = states_ask_alias },
    { "CreateActivity", &StatesCreateActivityInput, &StatesCreateActivityOutput, states_create_activity, WRITES,
      .asks = states_ask_new_activity },
    { "DescribeActivity", &StatesActivityArnInput, &StatesDescribeActivityOutput, states_describe_activity,
      .asks = states_ask_activity },
    { "DeleteActivity", &StatesActivityArnInput, &Nothing, states_delete_activity, WRITES,
      .asks = states_ask_activity },
    { "ListActivities", &StatesListStateMachinesInput, &StatesListActivitiesOutput, states_list_activities,
      .asks = states_ask_activities },
    { "GetActivityTask", &StatesGetActivityTaskInput, &StatesGetActivityTaskOutput, states_get_activity_task,
      WRITES | MAY_WAIT, .asks = states_ask_activity },
    { "SendTaskSuccess", &StatesSendTaskSuccessInput, &Nothing, states_send_task_success, WRITES },
    { "SendTaskFailure", &StatesSendTaskFailureInput, &Nothing, states_send_task_failure, WRITES },
    { "SendTaskHeartbeat", &StatesSendTaskHeartbeatInput, &Nothing, states_send_task_heartbeat, WRITES },
    { "TagResource", &StatesTagResourceInput, &Nothing, states_tag_resource, WRITES, .asks = states_ask_resource },
    { "UntagResource", &StatesUntagResourceInput, &Nothing, states_untag_resource, WRITES,
      .asks = states_ask_resource },
    { "ListTagsForResource", &StatesResourceArnInput, &StatesTagsOutput, states_list_tags_for_resource,
      .asks = states_ask_resource },
    { 0 },
};

static int take_up(void)
{
    return states_runs_take_up(states_stretch_begin);
}

const struct service states_service = {
    .name = "states",
    .title = "AWS Step Functions",
    .target_prefix = "AWSStepFunctions",
    .codecs = CODECS(&aws_json_1_0),
    .body_bytes_max = 4 * 1024 * 1024,
    .operations = operations,
    .resource_tags = states_resource_tags,
    .condition_keys = states_condition_keys,
    .schema = states_schema,
    .configure = states_mocks_configure,
    .chores = CHORES({ &states_expiry, states_expiry_step }),
    .start = take_up,
    .stop = states_runs_stop,
    .reset = states_runs_reset,
};
