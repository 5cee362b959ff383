/* Amazon EventBridge Pipes: from a source to a target.
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/ */
#include <stddef.h>
#include "emulator/core/service.h"
#include "emulator/services/pipes/pipes_asks.h"
#include "emulator/services/pipes/pipes_pipes.h"
#include "emulator/services/pipes/pipes_pollers.h"
#include "emulator/wire/codecs.h"

extern const struct service pipes_service;

static const char *const states[] = { "RUNNING", "STOPPED", NULL };
static const struct shape Name = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[.\\-_A-Za-z0-9]+"
};
static const struct shape Arn = STRING_OF(1, 1600), State = ENUM_OF(states), Limit = INTEGER_OF(1, 100),
                          Description = STRING_OF(0, 512);

#define CONFIGURED                                                                                           \
    { "Description", &Description }, { "DesiredState", &State }, { "SourceParameters", &Document },          \
        { "Enrichment", &String }, { "EnrichmentParameters", &Document }, { "TargetParameters", &Document }, \
        { "LogConfiguration", &Document },                                                                   \
    {                                                                                                        \
        "Tags", &StringMap                                                                                   \
    }
#define SUMMARY                                                                                        \
    { "Arn", &String }, { "Name", &String }, { "DesiredState", &String }, { "CurrentState", &String }, \
        { "CreationTime", &Timestamp },                                                                \
    {                                                                                                  \
        "LastModifiedTime", &Timestamp                                                                 \
    }

static const struct member CreatePipeInput_members[] = {
    { "Name", &Name, REQUIRED, .place = IN_URI },
    { "Source", &Arn, REQUIRED },
    { "Target", &Arn, REQUIRED },
    { "RoleArn", &Arn, REQUIRED },
    CONFIGURED,
    { 0 },
};
static const struct shape CreatePipeInput = STRUCTURE(CreatePipeInput_members);

static const struct member UpdatePipeInput_members[] = {
    { "Name", &Name, REQUIRED, .place = IN_URI }, { "Target", &Arn }, { "RoleArn", &Arn, REQUIRED }, CONFIGURED, { 0 },
};
static const struct shape UpdatePipeInput = STRUCTURE(UpdatePipeInput_members);

static const struct member NameInput_members[] = { { "Name", &Name, REQUIRED, .place = IN_URI }, { 0 } };
static const struct shape NameInput = STRUCTURE(NameInput_members);

static const struct member Summary_members[] = { SUMMARY, { 0 } };
static const struct shape Summary = STRUCTURE(Summary_members);

static const struct member DescribePipeOutput_members[] = {
    SUMMARY,
    { "Source", &String },
    { "Target", &String },
    { "RoleArn", &String },
    { "StateReason", &String },
    CONFIGURED,
    { 0 },
};
static const struct shape DescribePipeOutput = STRUCTURE(DescribePipeOutput_members);

static const struct member ListPipesInput_members[] = {
    { "NamePrefix", &String, 0, "NamePrefix", IN_QUERY },
    { "DesiredState", &State, 0, "DesiredState", IN_QUERY },
    { "CurrentState", &String, 0, "CurrentState", IN_QUERY },
    { "SourcePrefix", &String, 0, "SourcePrefix", IN_QUERY },
    { "TargetPrefix", &String, 0, "TargetPrefix", IN_QUERY },
    { "NextToken", &String, 0, "NextToken", IN_QUERY },
    { "Limit", &Limit, 0, "Limit", IN_QUERY },
    { 0 },
};
static const struct shape ListPipesInput = STRUCTURE(ListPipesInput_members);

static const struct member Pipe_members[] = {
    SUMMARY, { "Source", &String }, { "Target", &String }, { "Enrichment", &String }, { "StateReason", &String }, { 0 }
};
static const struct shape Pipe = STRUCTURE(Pipe_members);
static const struct shape PipeList = LIST_OF(&Pipe);
static const struct member ListPipesOutput_members[] = { { "Pipes", &PipeList }, { "NextToken", &String }, { 0 } };
static const struct shape ListPipesOutput = STRUCTURE(ListPipesOutput_members);

static const struct operation operations[] = {
    { "CreatePipe", &CreatePipeInput, &Summary, pipes_create_pipe, WRITES, .rest = { "POST", "/v1/pipes/{Name}" },
      .asks = pipes_ask_pipe_role },
    { "DescribePipe", &NameInput, &DescribePipeOutput, pipes_describe_pipe, 0, .rest = { "GET", "/v1/pipes/{Name}" },
      .asks = pipes_ask_pipe },
    { "UpdatePipe", &UpdatePipeInput, &Summary, pipes_update_pipe, WRITES, .rest = { "PUT", "/v1/pipes/{Name}" },
      .asks = pipes_ask_pipe_role },
    { "DeletePipe", &NameInput, &Summary, pipes_delete_pipe, WRITES, .rest = { "DELETE", "/v1/pipes/{Name}" },
      .asks = pipes_ask_pipe },
    { "StartPipe", &NameInput, &Summary, pipes_start_pipe, WRITES, .rest = { "POST", "/v1/pipes/{Name}/start" },
      .asks = pipes_ask_pipe },
    { "StopPipe", &NameInput, &Summary, pipes_stop_pipe, WRITES, .rest = { "POST", "/v1/pipes/{Name}/stop" },
      .asks = pipes_ask_pipe },
    { "ListPipes", &ListPipesInput, &ListPipesOutput, pipes_list_pipes, 0, .rest = { "GET", "/v1/pipes" } },
    { 0 },
};

const struct service pipes_service = {
    .name = "pipes",
    .title = "Amazon EventBridge Pipes",
    .codecs = CODECS(&rest_json),
    .body_bytes_max = 2 * 1024 * 1024,
    .operations = operations,
    .resource_tags = pipes_resource_tags,
    .schema = pipes_schema,
    .start = pipes_pollers_take_up,
    .stop = pipes_pollers_stop,
    .reset = pipes_pollers_reset,
};
