/* Step Functions' shapes. https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html */
#include "emulator/services/states/states_shapes.h"

#include <stddef.h>

static const char *const types[] = { "STANDARD", "EXPRESS", NULL };
/* AWS: the words of the error list the statuses in this order. */
static const char *const statuses[] = { "SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED",
                                        "RUNNING",   NULL };
static const char *const severities[] = { "ERROR", "WARNING", NULL };

static const char *const inclusions[] = { "ALL_DATA", "METADATA_ONLY", NULL };
static const char *const redrives[] = { "REDRIVEN", "NOT_REDRIVEN", NULL };

static const struct shape Arn = STRING_OF(1, 256), IncludedData = ENUM_OF(inclusions),
                          RedriveFilter = ENUM_OF(redrives), LongArn = STRING_OF(1, 2000), Name = STRING_OF(1, 80),
                          Definition = STRING_OF(1, 1048576), Type = ENUM_OF(types), Status = ENUM_OF(statuses),
                          Severity = ENUM_OF(severities), PageSize = INTEGER_OF(0, 1000),
                          PageToken = STRING_OF(1, 1024), LongPageToken = STRING_OF(1, 3096),
                          Data = { .type = T_STRING, .flags = HAS_MAX, .max = 262144 },
                          Diagnostics = INTEGER_OF(0, 100), ErrorName = STRING_OF(0, 256), Cause = STRING_OF(0, 32768),
                          TaskToken = STRING_OF(1, 2048),
                          Description = { .type = T_STRING, .flags = HAS_MAX, .max = 256 },
                          TraceHeader = STRING_OF(0, 256);

#define NAMED(name, ...)                                                  \
    static const struct member name##_members[] = { __VA_ARGS__, { 0 } }; \
    static const struct shape name = { .type = T_STRUCTURE, .members = name##_members, .java_name = #name }
#define PUBLIC(name, ...)                                                 \
    static const struct member name##_members[] = { __VA_ARGS__, { 0 } }; \
    const struct shape States##name = STRUCTURE(name##_members)

NAMED(Tag, { "key", &String }, { "value", &String });
static const struct shape Tags = LIST_OF(&Tag);
NAMED(LogGroup, { "logGroupArn", &String });
NAMED(LogDestination, { "cloudWatchLogsLogGroup", &LogGroup });
static const struct shape LogDestinations = LIST_OF(&LogDestination);
static const char *const levels[] = { "OFF", "ALL", "ERROR", "FATAL", NULL };
static const char *const encryptions[] = { "CUSTOMER_MANAGED_KMS_KEY", "AWS_OWNED_KEY", NULL };
static const struct shape Level = ENUM_OF(levels), EncryptionType = ENUM_OF(encryptions);
NAMED(Logging, { "level", &Level }, { "includeExecutionData", &Boolean }, { "destinations", &LogDestinations });
NAMED(Tracing, { "enabled", &Boolean });
NAMED(Encryption, { "kmsKeyId", &String }, { "kmsDataKeyReusePeriodSeconds", &Integer },
      { "type", &EncryptionType, REQUIRED });

PUBLIC(CreateStateMachineInput, { "name", &Name, REQUIRED }, { "definition", &Definition, REQUIRED },
       { "roleArn", &Arn, REQUIRED }, { "type", &Type }, { "loggingConfiguration", &Logging }, { "tags", &Tags },
       { "tracingConfiguration", &Tracing }, { "publish", &Boolean }, { "versionDescription", &Description },
       { "encryptionConfiguration", &Encryption });
PUBLIC(CreateStateMachineOutput, { "stateMachineArn", &String, REQUIRED }, { "creationDate", &Timestamp, REQUIRED },
       { "stateMachineVersionArn", &String });
PUBLIC(UpdateStateMachineInput, { "stateMachineArn", &Arn, REQUIRED }, { "definition", &Definition },
       { "roleArn", &Arn }, { "loggingConfiguration", &Logging }, { "tracingConfiguration", &Tracing },
       { "publish", &Boolean }, { "versionDescription", &Description }, { "encryptionConfiguration", &Encryption });
PUBLIC(UpdateStateMachineOutput, { "updateDate", &Timestamp, REQUIRED }, { "revisionId", &String },
       { "stateMachineVersionArn", &String });
PUBLIC(StateMachineArnInput, { "stateMachineArn", &Arn, REQUIRED }, { "includedData", &IncludedData });
static const struct shape References = MAP_OF(&StringList);
PUBLIC(DescribeStateMachineOutput, { "stateMachineArn", &String, REQUIRED }, { "name", &String, REQUIRED },
       { "status", &String }, { "definition", &String, REQUIRED }, { "roleArn", &String, REQUIRED },
       { "type", &String, REQUIRED }, { "creationDate", &Timestamp, REQUIRED }, { "loggingConfiguration", &Logging },
       { "tracingConfiguration", &Tracing }, { "label", &String }, { "revisionId", &String },
       { "description", &String }, { "encryptionConfiguration", &Encryption }, { "variableReferences", &References });
PUBLIC(DescribeForExecutionOutput, { "stateMachineArn", &String, REQUIRED }, { "name", &String, REQUIRED },
       { "definition", &String, REQUIRED }, { "roleArn", &String, REQUIRED }, { "updateDate", &Timestamp, REQUIRED },
       { "loggingConfiguration", &Logging }, { "tracingConfiguration", &Tracing }, { "mapRunArn", &String },
       { "label", &String }, { "revisionId", &String }, { "encryptionConfiguration", &Encryption },
       { "variableReferences", &References });

NAMED(MachineItem, { "stateMachineArn", &String }, { "name", &String }, { "type", &String },
      { "creationDate", &Timestamp });
static const struct shape MachineItems = LIST_OF(&MachineItem);
PUBLIC(ListStateMachinesInput, { "maxResults", &PageSize }, { "nextToken", &PageToken });
PUBLIC(ListStateMachinesOutput, { "stateMachines", &MachineItems, REQUIRED }, { "nextToken", &String });

NAMED(Diagnostic, { "severity", &Severity }, { "code", &String }, { "message", &String }, { "location", &String });
static const struct shape DiagnosticList = LIST_OF(&Diagnostic);
PUBLIC(ValidateInput, { "definition", &Definition, REQUIRED }, { "type", &Type }, { "severity", &Severity },
       { "maxResults", &Diagnostics });
PUBLIC(ValidateOutput, { "result", &String, REQUIRED }, { "diagnostics", &DiagnosticList, REQUIRED },
       { "truncated", &Boolean });

PUBLIC(StartExecutionInput, { "stateMachineArn", &Arn, REQUIRED }, { "name", &Name }, { "input", &Data },
       { "traceHeader", &TraceHeader }, { "includedData", &IncludedData });
PUBLIC(StartExecutionOutput, { "executionArn", &String, REQUIRED }, { "startDate", &Timestamp, REQUIRED });
NAMED(Included, { "included", &Boolean });
NAMED(Billing, { "billedMemoryUsedInMB", &Long }, { "billedDurationInMilliseconds", &Long });
PUBLIC(StartSyncExecutionOutput, { "executionArn", &String, REQUIRED }, { "stateMachineArn", &String },
       { "name", &String }, { "startDate", &Timestamp, REQUIRED }, { "stopDate", &Timestamp, REQUIRED },
       { "status", &String, REQUIRED }, { "error", &String }, { "cause", &String }, { "input", &String },
       { "inputDetails", &Included }, { "output", &String }, { "outputDetails", &Included }, { "traceHeader", &String },
       { "billingDetails", &Billing });
PUBLIC(ExecutionArnInput, { "executionArn", &Arn, REQUIRED }, { "includedData", &IncludedData });
PUBLIC(DescribeExecutionOutput, { "executionArn", &String, REQUIRED }, { "stateMachineArn", &String, REQUIRED },
       { "name", &String }, { "status", &String, REQUIRED }, { "startDate", &Timestamp, REQUIRED },
       { "stopDate", &Timestamp }, { "input", &String }, { "inputDetails", &Included }, { "output", &String },
       { "outputDetails", &Included }, { "traceHeader", &String }, { "mapRunArn", &String }, { "error", &String },
       { "cause", &String }, { "stateMachineVersionArn", &String }, { "stateMachineAliasArn", &String },
       { "redriveCount", &Integer }, { "redriveDate", &Timestamp }, { "redriveStatus", &String },
       { "redriveStatusReason", &String });

NAMED(ExecutionItem, { "executionArn", &String }, { "stateMachineArn", &String }, { "name", &String },
      { "status", &String }, { "startDate", &Timestamp }, { "stopDate", &Timestamp }, { "mapRunArn", &String },
      { "itemCount", &Integer }, { "stateMachineVersionArn", &String }, { "stateMachineAliasArn", &String },
      { "redriveCount", &Integer }, { "redriveDate", &Timestamp });
static const struct shape ExecutionItems = LIST_OF(&ExecutionItem);
PUBLIC(ListExecutionsInput, { "stateMachineArn", &Arn }, { "statusFilter", &Status }, { "maxResults", &PageSize },
       { "nextToken", &LongPageToken }, { "mapRunArn", &LongArn }, { "redriveFilter", &RedriveFilter });
PUBLIC(ListExecutionsOutput, { "executions", &ExecutionItems, REQUIRED }, { "nextToken", &String });
#define COUNTS                                                                                                      \
    { "pending", &Long }, { "running", &Long }, { "succeeded", &Long }, { "failed", &Long }, { "timedOut", &Long }, \
        { "aborted", &Long }, { "total", &Long }, { "resultsWritten", &Long }, { "failuresNotRedrivable", &Long },  \
    {                                                                                                               \
        "pendingRedrive", &Long                                                                                     \
    }
NAMED(MapRunCounts, COUNTS);
static const struct shape Percentage = { .type = T_DOUBLE, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 100 },
                          NotNegative = { .type = T_INTEGER, .flags = HAS_MIN, .min = 0 },
                          NotNegativeLong = { .type = T_LONG, .flags = HAS_MIN, .min = 0 };
PUBLIC(DescribeMapRunInput, { "mapRunArn", &LongArn, REQUIRED });
PUBLIC(DescribeMapRunOutput, { "mapRunArn", &String, REQUIRED }, { "executionArn", &String, REQUIRED },
       { "status", &String, REQUIRED }, { "startDate", &Timestamp, REQUIRED }, { "stopDate", &Timestamp },
       { "maxConcurrency", &Integer, REQUIRED }, { "toleratedFailurePercentage", &Double, REQUIRED },
       { "toleratedFailureCount", &Long, REQUIRED }, { "itemCounts", &MapRunCounts, REQUIRED },
       { "executionCounts", &MapRunCounts, REQUIRED }, { "redriveCount", &Integer }, { "redriveDate", &Timestamp });
NAMED(MapRunItem, { "executionArn", &String }, { "mapRunArn", &String }, { "stateMachineArn", &String },
      { "startDate", &Timestamp }, { "stopDate", &Timestamp });
static const struct shape MapRunItems = LIST_OF(&MapRunItem);
PUBLIC(ListMapRunsInput, { "executionArn", &Arn, REQUIRED }, { "maxResults", &PageSize }, { "nextToken", &PageToken });
PUBLIC(ListMapRunsOutput, { "mapRuns", &MapRunItems, REQUIRED }, { "nextToken", &String });
PUBLIC(UpdateMapRunInput, { "mapRunArn", &LongArn, REQUIRED }, { "maxConcurrency", &NotNegative },
       { "toleratedFailurePercentage", &Percentage }, { "toleratedFailureCount", &NotNegativeLong });
PUBLIC(StopExecutionInput, { "executionArn", &Arn, REQUIRED }, { "error", &ErrorName }, { "cause", &Cause });
PUBLIC(StopExecutionOutput, { "stopDate", &Timestamp, REQUIRED });

/* An event is the interpreter's own document; only its time needs the protocol's form. Every …EventDetails is listed so
 * that clients' models find what they know. */
#define DETAILS(name)   \
    {                   \
        name, &Document \
    }
NAMED(HistoryEvent, { "timestamp", &Timestamp }, { "type", &String }, { "id", &Long }, { "previousEventId", &Long },
      DETAILS("activityFailedEventDetails"), DETAILS("activityScheduleFailedEventDetails"),
      DETAILS("activityScheduledEventDetails"), DETAILS("activityStartedEventDetails"),
      DETAILS("activitySucceededEventDetails"), DETAILS("activityTimedOutEventDetails"),
      DETAILS("executionRedrivenEventDetails"), DETAILS("mapRunRedrivenEventDetails"),
      DETAILS("executionStartedEventDetails"), DETAILS("executionSucceededEventDetails"),
      DETAILS("executionFailedEventDetails"), DETAILS("executionTimedOutEventDetails"),
      DETAILS("executionAbortedEventDetails"), DETAILS("stateEnteredEventDetails"), DETAILS("stateExitedEventDetails"),
      DETAILS("lambdaFunctionScheduledEventDetails"), DETAILS("lambdaFunctionScheduleFailedEventDetails"),
      DETAILS("lambdaFunctionStartFailedEventDetails"), DETAILS("lambdaFunctionSucceededEventDetails"),
      DETAILS("lambdaFunctionFailedEventDetails"), DETAILS("lambdaFunctionTimedOutEventDetails"),
      DETAILS("taskScheduledEventDetails"), DETAILS("taskStartFailedEventDetails"), DETAILS("taskStartedEventDetails"),
      DETAILS("taskSubmitFailedEventDetails"), DETAILS("taskSubmittedEventDetails"),
      DETAILS("taskSucceededEventDetails"), DETAILS("taskFailedEventDetails"), DETAILS("taskTimedOutEventDetails"),
      DETAILS("mapStateStartedEventDetails"), DETAILS("mapIterationStartedEventDetails"),
      DETAILS("mapIterationSucceededEventDetails"), DETAILS("mapIterationFailedEventDetails"),
      DETAILS("mapIterationAbortedEventDetails"), DETAILS("mapRunStartedEventDetails"),
      DETAILS("mapRunFailedEventDetails"), DETAILS("evaluationFailedEventDetails"));
static const struct shape HistoryEvents = LIST_OF(&HistoryEvent);
PUBLIC(GetExecutionHistoryInput, { "executionArn", &Arn, REQUIRED }, { "maxResults", &PageSize },
       { "reverseOrder", &Boolean }, { "nextToken", &PageToken }, { "includeExecutionData", &Boolean });
PUBLIC(GetExecutionHistoryOutput, { "events", &HistoryEvents, REQUIRED }, { "nextToken", &String });

PUBLIC(TagResourceInput, { "resourceArn", &Arn, REQUIRED }, { "tags", &Tags, REQUIRED });
PUBLIC(UntagResourceInput, { "resourceArn", &Arn, REQUIRED }, { "tagKeys", &StringList, REQUIRED });
PUBLIC(ResourceArnInput, { "resourceArn", &Arn, REQUIRED });
PUBLIC(TagsOutput, { "tags", &Tags });

PUBLIC(CreateActivityInput, { "name", &Name, REQUIRED }, { "tags", &Tags }, { "encryptionConfiguration", &Encryption });
PUBLIC(CreateActivityOutput, { "activityArn", &String, REQUIRED }, { "creationDate", &Timestamp, REQUIRED });
PUBLIC(ActivityArnInput, { "activityArn", &Arn, REQUIRED });
PUBLIC(DescribeActivityOutput, { "activityArn", &String, REQUIRED }, { "name", &String, REQUIRED },
       { "creationDate", &Timestamp, REQUIRED }, { "encryptionConfiguration", &Encryption });
NAMED(ActivityItem, { "activityArn", &String }, { "name", &String }, { "creationDate", &Timestamp });
static const struct shape ActivityItems = LIST_OF(&ActivityItem);
PUBLIC(ListActivitiesOutput, { "activities", &ActivityItems, REQUIRED }, { "nextToken", &String });
PUBLIC(GetActivityTaskInput, { "activityArn", &Arn, REQUIRED }, { "workerName", &Name });
PUBLIC(GetActivityTaskOutput, { "taskToken", &String }, { "input", &String });
PUBLIC(SendTaskSuccessInput, { "taskToken", &TaskToken, REQUIRED }, { "output", &Data, REQUIRED });
PUBLIC(SendTaskFailureInput, { "taskToken", &TaskToken, REQUIRED }, { "error", &ErrorName }, { "cause", &Cause });
PUBLIC(SendTaskHeartbeatInput, { "taskToken", &TaskToken, REQUIRED });

PUBLIC(PublishVersionInput, { "stateMachineArn", &Arn, REQUIRED }, { "revisionId", &String },
       { "description", &Description });
PUBLIC(PublishVersionOutput, { "creationDate", &Timestamp, REQUIRED }, { "stateMachineVersionArn", &String, REQUIRED });
PUBLIC(VersionArnInput, { "stateMachineVersionArn", &LongArn, REQUIRED });
NAMED(VersionItem, { "stateMachineVersionArn", &String }, { "creationDate", &Timestamp });
static const struct shape VersionItems = LIST_OF(&VersionItem);
PUBLIC(ListOfMachineInput, { "stateMachineArn", &Arn, REQUIRED }, { "nextToken", &PageToken },
       { "maxResults", &PageSize });
PUBLIC(ListVersionsOutput, { "stateMachineVersions", &VersionItems, REQUIRED }, { "nextToken", &String });
static const struct shape Weight = INTEGER_OF(0, 100),
                          AliasName = { .type = T_STRING,
                                        .flags = HAS_MIN | HAS_MAX,
                                        .min = 1,
                                        .max = 80,
                                        .pattern = "^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$" };
NAMED(RoutingConfigurationListItem, { "stateMachineVersionArn", &Arn, REQUIRED }, { "weight", &Weight, REQUIRED });
static const struct shape Routing = {
    .type = T_LIST, .element = &RoutingConfigurationListItem, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 2
};
PUBLIC(CreateAliasInput, { "description", &Description }, { "name", &AliasName, REQUIRED },
       { "routingConfiguration", &Routing, REQUIRED });
PUBLIC(CreateAliasOutput, { "stateMachineAliasArn", &String, REQUIRED }, { "creationDate", &Timestamp, REQUIRED });
PUBLIC(UpdateAliasInput, { "stateMachineAliasArn", &Arn, REQUIRED }, { "description", &Description },
       { "routingConfiguration", &Routing });
PUBLIC(UpdateAliasOutput, { "updateDate", &Timestamp, REQUIRED });
PUBLIC(AliasArnInput, { "stateMachineAliasArn", &Arn, REQUIRED });
PUBLIC(DescribeAliasOutput, { "stateMachineAliasArn", &String }, { "name", &String }, { "description", &String },
       { "routingConfiguration", &Routing }, { "creationDate", &Timestamp }, { "updateDate", &Timestamp });
NAMED(AliasItem, { "stateMachineAliasArn", &String }, { "creationDate", &Timestamp });
static const struct shape AliasItems = LIST_OF(&AliasItem);
PUBLIC(ListAliasesOutput, { "stateMachineAliases", &AliasItems, REQUIRED }, { "nextToken", &String });

static const struct shape ClientToken = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[!-~]+"
};
PUBLIC(RedriveExecutionInput, { "executionArn", &Arn, REQUIRED }, { "clientToken", &ClientToken });
PUBLIC(RedriveExecutionOutput, { "redriveDate", &Timestamp, REQUIRED });

static const char *const inspections[] = { "INFO", "DEBUG", "TRACE", NULL };
static const char *const mock_modes[] = { "STRICT", "PRESENT", "NONE", NULL };
static const struct shape InspectionLevel = ENUM_OF(inspections), MockMode = ENUM_OF(mock_modes);
NAMED(MockError, { "error", &ErrorName }, { "cause", &Cause });
NAMED(Mock, { "result", &Data }, { "errorOutput", &MockError }, { "fieldValidationMode", &MockMode });
NAMED(StateConfiguration, { "retrierRetryCount", &NotNegative }, { "errorCausedByState", &Name },
      { "mapIterationFailureCount", &NotNegative }, { "mapItemReaderData", &Data });
PUBLIC(TestStateInput, { "definition", &Definition, REQUIRED }, { "roleArn", &Arn }, { "input", &Data },
       { "inspectionLevel", &InspectionLevel }, { "revealSecrets", &Boolean }, { "variables", &Data },
       { "stateName", &Name }, { "mock", &Mock }, { "context", &Data }, { "stateConfiguration", &StateConfiguration });
NAMED(InspectionRequest, { "protocol", &String }, { "method", &String }, { "url", &String }, { "headers", &String },
      { "body", &String });
NAMED(InspectionResponse, { "protocol", &String }, { "statusCode", &String }, { "statusMessage", &String },
      { "headers", &String }, { "body", &String });
NAMED(InspectionError, { "catchIndex", &Integer }, { "retryIndex", &Integer },
      { "retryBackoffIntervalSeconds", &Integer });
NAMED(InspectionData, { "input", &String }, { "afterArguments", &String }, { "afterInputPath", &String },
      { "afterParameters", &String }, { "result", &String }, { "afterResultSelector", &String },
      { "afterResultPath", &String }, { "request", &InspectionRequest }, { "response", &InspectionResponse },
      { "variables", &String }, { "errorDetails", &InspectionError }, { "afterItemsPath", &String },
      { "afterItemSelector", &String }, { "afterItemBatcher", &String }, { "afterItemsPointer", &String },
      { "toleratedFailureCount", &Integer }, { "toleratedFailurePercentage", &Double }, { "maxConcurrency", &Integer });
PUBLIC(TestStateOutput, { "output", &String }, { "error", &String }, { "cause", &String },
       { "inspectionData", &InspectionData }, { "nextState", &String }, { "status", &String });
