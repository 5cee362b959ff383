/* Lambda's shapes. https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
#include "emulator/services/lambda/lambda_shapes.h"

/* AWS: the pattern is longer there; names, partial and full ARNs, each with a qualifier or not. */
static const struct shape FunctionName = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 170,
    .pattern = "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?"
               "(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
};
static const struct shape Role = { .type = T_STRING,
                                   .pattern = "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+" };
static const struct shape Handler = { .type = T_STRING, .flags = HAS_MAX, .max = 128, .pattern = "[^\\s]+" };
static const struct shape Description = STRING_OF(0, 256);
static const struct shape Timeout = { .type = T_INTEGER, .flags = HAS_MIN, .min = 1 };
static const struct shape MemorySize = INTEGER_OF(128, 10240);
static const struct shape MaxItems = INTEGER_OF(1, 10000);

static const struct member FunctionCode_members[] = {
    { "ZipFile", &Blob },           { "S3Bucket", &String }, { "S3Key", &String },
    { "S3ObjectVersion", &String }, { "ImageUri", &String }, { 0 },
};
static const struct shape FunctionCode = STRUCTURE(FunctionCode_members);

static const struct member Environment_members[] = { { "Variables", &StringMap }, { 0 } };
static const struct shape Environment = STRUCTURE(Environment_members);

static const struct member TracingConfig_members[] = { { "Mode", &String }, { 0 } };
static const struct shape TracingConfig = STRUCTURE(TracingConfig_members);

static const struct member EphemeralStorage_members[] = { { "Size", &Integer, REQUIRED }, { 0 } };
static const struct shape EphemeralStorage = STRUCTURE(EphemeralStorage_members);

static const struct shape ResourceArn = { .type = T_STRING, .pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()" };
static const struct member DeadLetterConfig_members[] = { { "TargetArn", &ResourceArn }, { 0 } };
static const struct shape DeadLetterConfig = STRUCTURE(DeadLetterConfig_members);

static const struct member CreateFunctionInput_members[] = {
    { "FunctionName", &FunctionName, REQUIRED },
    { "Runtime", &String },
    { "Role", &Role, REQUIRED },
    { "Handler", &Handler },
    { "Code", &FunctionCode, REQUIRED },
    { "Description", &Description },
    { "Timeout", &Timeout },
    { "MemorySize", &MemorySize },
    { "Publish", &Boolean },
    { "PackageType", &String },
    { "DeadLetterConfig", &DeadLetterConfig },
    { "Environment", &Environment },
    { "TracingConfig", &TracingConfig },
    { "Tags", &StringMap },
    { "Architectures", &StringList },
    { "EphemeralStorage", &EphemeralStorage },
    { 0 },
};
const struct shape LambdaCreateFunctionInput = STRUCTURE(CreateFunctionInput_members);

static const struct member FunctionConfiguration_members[] = {
    { "FunctionName", &String },
    { "FunctionArn", &String },
    { "Runtime", &String },
    { "Role", &String },
    { "Handler", &String },
    { "CodeSize", &Long },
    { "Description", &String },
    { "Timeout", &Integer },
    { "MemorySize", &Integer },
    { "LastModified", &String },
    { "CodeSha256", &String },
    { "Version", &String },
    { "DeadLetterConfig", &DeadLetterConfig },
    { "Environment", &Environment },
    { "TracingConfig", &TracingConfig },
    { "RevisionId", &String },
    { "State", &String },
    { "StateReason", &String },
    { "StateReasonCode", &String },
    { "LastUpdateStatus", &String },
    { "PackageType", &String },
    { "Architectures", &StringList },
    { "EphemeralStorage", &EphemeralStorage },
    { 0 },
};
const struct shape LambdaFunctionConfiguration = STRUCTURE(FunctionConfiguration_members);

static const struct member FunctionInput_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, .place = IN_URI },
    { "Qualifier", &String, .place = IN_QUERY },
    { 0 },
};
const struct shape LambdaFunctionInput = STRUCTURE(FunctionInput_members);

static const struct member FunctionCodeLocation_members[] = { { "RepositoryType", &String },
                                                              { "Location", &String },
                                                              { 0 } };
static const struct shape FunctionCodeLocation = STRUCTURE(FunctionCodeLocation_members);
static const struct member GetFunctionOutput_members[] = {
    { "Configuration", &LambdaFunctionConfiguration },
    { "Code", &FunctionCodeLocation },
    { "Tags", &StringMap },
    { 0 },
};
const struct shape LambdaGetFunctionOutput = STRUCTURE(GetFunctionOutput_members);

static const struct member ListFunctionsInput_members[] = {
    { "Marker", &String, .place = IN_QUERY },
    { "MaxItems", &MaxItems, .place = IN_QUERY },
    { 0 },
};
const struct shape LambdaListFunctionsInput = STRUCTURE(ListFunctionsInput_members);

static const struct shape FunctionList = LIST_OF(&LambdaFunctionConfiguration);
static const struct member ListFunctionsOutput_members[] = { { "Functions", &FunctionList },
                                                             { "NextMarker", &String },
                                                             { 0 } };
const struct shape LambdaListFunctionsOutput = STRUCTURE(ListFunctionsOutput_members);

static const struct member UpdateFunctionCodeInput_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, .place = IN_URI },
    { "ZipFile", &Blob },
    { "S3Bucket", &String },
    { "S3Key", &String },
    { "S3ObjectVersion", &String },
    { "ImageUri", &String },
    { "Publish", &Boolean },
    { "DryRun", &Boolean },
    { "RevisionId", &String },
    { "Architectures", &StringList },
    { 0 },
};
const struct shape LambdaUpdateFunctionCodeInput = STRUCTURE(UpdateFunctionCodeInput_members);

static const struct member UpdateFunctionConfigurationInput_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, .place = IN_URI },
    { "Role", &Role },
    { "Handler", &Handler },
    { "Description", &Description },
    { "Timeout", &Timeout },
    { "MemorySize", &MemorySize },
    { "Environment", &Environment },
    { "Runtime", &String },
    { "DeadLetterConfig", &DeadLetterConfig },
    { "TracingConfig", &TracingConfig },
    { "RevisionId", &String },
    { "EphemeralStorage", &EphemeralStorage },
    { 0 },
};
const struct shape LambdaUpdateFunctionConfigurationInput = STRUCTURE(UpdateFunctionConfigurationInput_members);

static const char *const invocation_types[] = { "Event", "RequestResponse", "DryRun", NULL };
static const struct shape InvocationType = ENUM_OF(invocation_types);
static const char *const log_types[] = { "None", "Tail", NULL };
static const struct shape LogType = ENUM_OF(log_types);
static const struct member InvokeInput_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, .place = IN_URI },
    { "InvocationType", &InvocationType, 0, "X-Amz-Invocation-Type", IN_HEADER },
    { "LogType", &LogType, 0, "X-Amz-Log-Type", IN_HEADER },
    { "ClientContext", &String, 0, "X-Amz-Client-Context", IN_HEADER },
    { "Payload", &Blob, .place = IN_PAYLOAD },
    { "Qualifier", &String, .place = IN_QUERY },
    { 0 },
};
const struct shape LambdaInvokeInput = STRUCTURE(InvokeInput_members);

static const struct member InvokeOutput_members[] = {
    { "StatusCode", &Integer, .place = IN_STATUS },
    { "FunctionError", &String, 0, "X-Amz-Function-Error", IN_HEADER },
    { "LogResult", &String, 0, "X-Amz-Log-Result", IN_HEADER },
    { "Payload", &Blob, .place = IN_PAYLOAD },
    { "ExecutedVersion", &String, 0, "X-Amz-Executed-Version", IN_HEADER },
    { 0 },
};
const struct shape LambdaInvokeOutput = STRUCTURE(InvokeOutput_members);

static const struct member AddPermissionInput_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, .place = IN_URI },
    { "StatementId", &String, REQUIRED },
    { "Action", &String, REQUIRED },
    { "Principal", &String, REQUIRED },
    { "SourceArn", &String },
    { "SourceAccount", &String },
    { "EventSourceToken", &String },
    { "Qualifier", &String, .place = IN_QUERY },
    { "RevisionId", &String },
    { "PrincipalOrgID", &String },
    { 0 },
};
const struct shape LambdaAddPermissionInput = STRUCTURE(AddPermissionInput_members);

static const struct member AddPermissionOutput_members[] = { { "Statement", &String }, { 0 } };
const struct shape LambdaAddPermissionOutput = STRUCTURE(AddPermissionOutput_members);

static const struct member GetPolicyOutput_members[] = { { "Policy", &String }, { "RevisionId", &String }, { 0 } };
const struct shape LambdaGetPolicyOutput = STRUCTURE(GetPolicyOutput_members);

static const struct member RemovePermissionInput_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, .place = IN_URI },
    { "StatementId", &String, REQUIRED, .place = IN_URI },
    { "Qualifier", &String, .place = IN_QUERY },
    { "RevisionId", &String, .place = IN_QUERY },
    { 0 },
};
const struct shape LambdaRemovePermissionInput = STRUCTURE(RemovePermissionInput_members);

/* --- what becomes of events --------------------------------------------------------------------------------------- */

static const struct shape NamespacedFunctionName = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 256,
    .pattern = "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?"
               "(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
};
static const struct shape Qualifier = { .type = T_STRING,
                                        .flags = HAS_MIN | HAS_MAX,
                                        .min = 1,
                                        .max = 128,
                                        .pattern = "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+" };
static const struct shape MaximumRetryAttempts = INTEGER_OF(0, 2);
static const struct shape MaximumEventAgeInSeconds = INTEGER_OF(60, 21600);
static const struct shape MaxEventInvokeConfigs = INTEGER_OF(1, 50);

/* AWS: as its refusals word it in 2025. */
static const struct shape DestinationArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .max = 350,
    .pattern = "$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:"
               "((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)"
};
static const struct member Destination_members[] = { { "Destination", &DestinationArn }, { 0 } };
static const struct shape Destination = STRUCTURE(Destination_members);
static const struct member DestinationConfig_members[] = { { "OnSuccess", &Destination },
                                                           { "OnFailure", &Destination },
                                                           { 0 } };
static const struct shape DestinationConfig = STRUCTURE(DestinationConfig_members);

static const struct member EventInvokeConfigInput_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, .place = IN_URI },
    { "Qualifier", &Qualifier, .place = IN_QUERY },
    { "MaximumRetryAttempts", &MaximumRetryAttempts },
    { "MaximumEventAgeInSeconds", &MaximumEventAgeInSeconds },
    { "DestinationConfig", &DestinationConfig },
    { 0 },
};
const struct shape LambdaEventInvokeConfigInput = STRUCTURE(EventInvokeConfigInput_members);

static const struct member EventInvokeConfigNameInput_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, .place = IN_URI },
    { "Qualifier", &Qualifier, .place = IN_QUERY },
    { 0 },
};
const struct shape LambdaEventInvokeConfigNameInput = STRUCTURE(EventInvokeConfigNameInput_members);

static const struct member EventInvokeConfig_members[] = {
    { "LastModified", &Timestamp },
    { "FunctionArn", &String },
    { "MaximumRetryAttempts", &MaximumRetryAttempts },
    { "MaximumEventAgeInSeconds", &MaximumEventAgeInSeconds },
    { "DestinationConfig", &DestinationConfig },
    { 0 },
};
const struct shape LambdaEventInvokeConfig = STRUCTURE(EventInvokeConfig_members);

static const struct member ListEventInvokeConfigsInput_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, .place = IN_URI },
    { "Marker", &String, .place = IN_QUERY },
    { "MaxItems", &MaxEventInvokeConfigs, .place = IN_QUERY },
    { 0 },
};
const struct shape LambdaListEventInvokeConfigsInput = STRUCTURE(ListEventInvokeConfigsInput_members);

static const struct shape EventInvokeConfigList = LIST_OF(&LambdaEventInvokeConfig);
static const struct member ListEventInvokeConfigsOutput_members[] = {
    { "FunctionEventInvokeConfigs", &EventInvokeConfigList },
    { "NextMarker", &String },
    { 0 },
};
const struct shape LambdaListEventInvokeConfigsOutput = STRUCTURE(ListEventInvokeConfigsOutput_members);
