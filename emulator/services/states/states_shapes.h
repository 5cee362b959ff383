/* Step Functions' shapes. */
#ifndef NUBE_STATES_SHAPES_H
#define NUBE_STATES_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape StatesCreateStateMachineInput, StatesCreateStateMachineOutput, StatesUpdateStateMachineInput,
    StatesUpdateStateMachineOutput, StatesStateMachineArnInput, StatesDescribeStateMachineOutput,
    StatesListStateMachinesInput, StatesListStateMachinesOutput, StatesValidateInput, StatesValidateOutput,
    StatesStartExecutionInput, StatesStartExecutionOutput, StatesStartSyncExecutionOutput, StatesExecutionArnInput,
    StatesDescribeExecutionOutput, StatesListExecutionsInput, StatesListExecutionsOutput, StatesStopExecutionInput,
    StatesStopExecutionOutput, StatesGetExecutionHistoryInput, StatesGetExecutionHistoryOutput,
    StatesDescribeForExecutionOutput, StatesTagResourceInput, StatesUntagResourceInput, StatesResourceArnInput,
    StatesTagsOutput, StatesCreateActivityInput, StatesCreateActivityOutput, StatesActivityArnInput,
    StatesDescribeActivityOutput, StatesListActivitiesOutput, StatesGetActivityTaskInput, StatesGetActivityTaskOutput,
    StatesSendTaskSuccessInput, StatesSendTaskFailureInput, StatesSendTaskHeartbeatInput, StatesPublishVersionInput,
    StatesPublishVersionOutput, StatesVersionArnInput, StatesListOfMachineInput, StatesListVersionsOutput,
    StatesCreateAliasInput, StatesCreateAliasOutput, StatesUpdateAliasInput, StatesUpdateAliasOutput,
    StatesAliasArnInput, StatesDescribeAliasOutput, StatesListAliasesOutput, StatesRedriveExecutionInput,
    StatesRedriveExecutionOutput, StatesDescribeMapRunInput, StatesDescribeMapRunOutput, StatesListMapRunsInput,
    StatesListMapRunsOutput, StatesUpdateMapRunInput, StatesTestStateInput, StatesTestStateOutput;

#endif
