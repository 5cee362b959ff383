/* Written by emulator/tools/rest_shapes.mjs. */
#include "emulator/services/lambda/lambda_shapes.h"

static const struct shape LayerName = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 140,
    .pattern = "(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
};

static const struct shape StatementId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 100, .pattern = "([a-zA-Z0-9-_]+)"
};

static const struct shape LayerPermissionAllowedAction = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 22, .pattern = "lambda:GetLayerVersion"
};

static const struct shape LayerPermissionAllowedPrincipal = { .type = T_STRING,
                                                              .pattern =
                                                                  "\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root" };

static const struct shape OrganizationId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 34, .pattern = "o-[a-z0-9]{10,32}"
};

static const struct member AddLayerVersionPermissionRequest_members[] = {
    { "LayerName", &LayerName, REQUIRED, NULL, IN_URI },
    { "VersionNumber", &Long, REQUIRED, NULL, IN_URI },
    { "StatementId", &StatementId, REQUIRED },
    { "Action", &LayerPermissionAllowedAction, REQUIRED },
    { "Principal", &LayerPermissionAllowedPrincipal, REQUIRED },
    { "OrganizationId", &OrganizationId },
    { "RevisionId", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaAddLayerVersionPermissionRequest = { .type = T_STRUCTURE,
                                                              .members = AddLayerVersionPermissionRequest_members };

static const struct member AddLayerVersionPermissionResponse_members[] = {
    { "Statement", &String },
    { "RevisionId", &String },
    { 0 },
};
const struct shape LambdaAddLayerVersionPermissionResponse = { .type = T_STRUCTURE,
                                                               .members = AddLayerVersionPermissionResponse_members };

static const struct shape NamespacedFunctionName = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 256,
    .pattern =
        "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
};

static const struct shape Action = { .type = T_STRING, .pattern = "(lambda:[*]|lambda:[a-zA-Z]+|[*])" };

static const struct shape Principal = { .type = T_STRING, .pattern = "[^\\s]+" };

static const struct shape Arn = {
    .type = T_STRING,
    .pattern = "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)"
};

static const struct shape SourceOwner = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 12, .pattern = "\\d{12}"
};

static const struct shape EventSourceToken = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 256, .pattern = "[a-zA-Z0-9._\\-]+"
};

static const struct shape NumericLatestPublishedOrAliasQualifier = { .type = T_STRING,
                                                                     .flags = HAS_MIN | HAS_MAX,
                                                                     .min = 1,
                                                                     .max = 128,
                                                                     .pattern =
                                                                         "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+" };

static const struct shape PrincipalOrgID = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 12, .max = 34, .pattern = "o-[a-z0-9]{10,32}"
};

static const char *const values_FunctionUrlAuthType[] = { "NONE", "AWS_IAM", NULL };
static const struct shape FunctionUrlAuthType = ENUM_OF(values_FunctionUrlAuthType);

static const struct member AddPermissionRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "StatementId", &StatementId, REQUIRED },
    { "Action", &Action, REQUIRED },
    { "Principal", &Principal, REQUIRED },
    { "SourceArn", &Arn },
    { "SourceAccount", &SourceOwner },
    { "EventSourceToken", &EventSourceToken },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { "RevisionId", &String },
    { "PrincipalOrgID", &PrincipalOrgID },
    { "FunctionUrlAuthType", &FunctionUrlAuthType },
    { "InvokedViaFunctionUrl", &Boolean },
    { 0 },
};
const struct shape LambdaAddPermissionRequest = { .type = T_STRUCTURE, .members = AddPermissionRequest_members };

static const struct member AddPermissionResponse_members[] = {
    { "Statement", &String },
    { 0 },
};
const struct shape LambdaAddPermissionResponse = { .type = T_STRUCTURE, .members = AddPermissionResponse_members };

static const struct shape FunctionName = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 140,
    .pattern =
        "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
};

static const struct shape Alias = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)"
};

static const struct shape VersionWithLatestPublished = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1024, .pattern = "(\\$LATEST(\\.PUBLISHED)?|[0-9]+)"
};

static const struct shape Description = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 256 };

static const struct shape Weight = { .type = T_DOUBLE, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 1 };

static const struct shape AdditionalVersion = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1024, .pattern = "[0-9]+"
};

static const struct shape AdditionalVersionWeights = { .type = T_MAP, .element = &Weight, .key = &AdditionalVersion };

static const struct member AliasRoutingConfiguration_members[] = {
    { "AdditionalVersionWeights", &AdditionalVersionWeights },
    { 0 },
};
static const struct shape AliasRoutingConfiguration = { .type = T_STRUCTURE,
                                                        .members = AliasRoutingConfiguration_members };

static const struct member CreateAliasRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Name", &Alias, REQUIRED },
    { "FunctionVersion", &VersionWithLatestPublished, REQUIRED },
    { "Description", &Description },
    { "RoutingConfig", &AliasRoutingConfiguration },
    { 0 },
};
const struct shape LambdaCreateAliasRequest = { .type = T_STRUCTURE, .members = CreateAliasRequest_members };

static const struct shape FunctionArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 0,
    .max = 10000,
    .pattern =
        "arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
};

static const struct shape Version = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1024, .pattern = "(\\$LATEST|[0-9]+)"
};

static const struct member AliasConfiguration_members[] = {
    { "AliasArn", &FunctionArn },
    { "Name", &Alias },
    { "FunctionVersion", &Version },
    { "Description", &Description },
    { "RoutingConfig", &AliasRoutingConfiguration },
    { "RevisionId", &String },
    { 0 },
};
const struct shape LambdaAliasConfiguration = { .type = T_STRUCTURE, .members = AliasConfiguration_members };

static const struct shape SigningProfileVersionArns = {
    .type = T_LIST, .element = &Arn, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 20
};

static const struct member AllowedPublishers_members[] = {
    { "SigningProfileVersionArns", &SigningProfileVersionArns, REQUIRED },
    { 0 },
};
static const struct shape AllowedPublishers = { .type = T_STRUCTURE, .members = AllowedPublishers_members };

static const char *const values_CodeSigningPolicy[] = { "Warn", "Enforce", NULL };
static const struct shape CodeSigningPolicy = ENUM_OF(values_CodeSigningPolicy);

static const struct member CodeSigningPolicies_members[] = {
    { "UntrustedArtifactOnDeployment", &CodeSigningPolicy },
    { 0 },
};
static const struct shape CodeSigningPolicies = { .type = T_STRUCTURE, .members = CodeSigningPolicies_members };

static const struct member CreateCodeSigningConfigRequest_members[] = {
    { "Description", &Description },
    { "AllowedPublishers", &AllowedPublishers, REQUIRED },
    { "CodeSigningPolicies", &CodeSigningPolicies },
    { "Tags", &StringMap },
    { 0 },
};
const struct shape LambdaCreateCodeSigningConfigRequest = { .type = T_STRUCTURE,
                                                            .members = CreateCodeSigningConfigRequest_members };

static const struct shape CodeSigningConfigId = { .type = T_STRING, .pattern = "csc-[a-zA-Z0-9-_\\.]{17}" };

static const struct shape CodeSigningConfigArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 0,
    .max = 200,
    .pattern =
        "arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:code-signing-config:csc-[a-z0-9]{17}"
};

static const struct member CodeSigningConfig_members[] = {
    { "CodeSigningConfigId", &CodeSigningConfigId, REQUIRED },
    { "CodeSigningConfigArn", &CodeSigningConfigArn, REQUIRED },
    { "Description", &Description },
    { "AllowedPublishers", &AllowedPublishers, REQUIRED },
    { "CodeSigningPolicies", &CodeSigningPolicies, REQUIRED },
    { "LastModified", &String, REQUIRED },
    { 0 },
};
static const struct shape CodeSigningConfig = { .type = T_STRUCTURE, .members = CodeSigningConfig_members };

static const struct member CreateCodeSigningConfigResponse_members[] = {
    { "CodeSigningConfig", &CodeSigningConfig, REQUIRED },
    { 0 },
};
const struct shape LambdaCreateCodeSigningConfigResponse = { .type = T_STRUCTURE,
                                                             .members = CreateCodeSigningConfigResponse_members };

static const struct shape BatchSize = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 10000 };

static const struct shape Pattern = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 4096, .pattern = ".*"
};

static const struct member Filter_members[] = {
    { "Pattern", &Pattern },
    { 0 },
};
static const struct shape Filter = { .type = T_STRUCTURE, .members = Filter_members };

static const struct shape FilterList = { .type = T_LIST, .element = &Filter };

static const struct member FilterCriteria_members[] = {
    { "Filters", &FilterList },
    { 0 },
};
static const struct shape FilterCriteria = { .type = T_STRUCTURE, .members = FilterCriteria_members };

static const struct shape MaximumBatchingWindowInSeconds = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 300
};

static const struct shape ParallelizationFactor = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 10
};

static const char *const values_EventSourcePosition[] = { "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP", NULL };
static const struct shape EventSourcePosition = ENUM_OF(values_EventSourcePosition);

static const struct shape DestinationArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 0,
    .max = 350,
    .pattern =
        "$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)"
};

static const struct member OnSuccess_members[] = {
    { "Destination", &DestinationArn },
    { 0 },
};
static const struct shape OnSuccess = { .type = T_STRUCTURE, .members = OnSuccess_members };

static const struct member OnFailure_members[] = {
    { "Destination", &DestinationArn },
    { 0 },
};
static const struct shape OnFailure = { .type = T_STRUCTURE, .members = OnFailure_members };

static const struct member DestinationConfig_members[] = {
    { "OnSuccess", &OnSuccess },
    { "OnFailure", &OnFailure },
    { 0 },
};
static const struct shape DestinationConfig = { .type = T_STRUCTURE, .members = DestinationConfig_members };

static const struct shape MaximumRecordAgeInSeconds = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = -1, .max = 604800
};

static const struct shape MaximumRetryAttemptsEventSourceMapping = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = -1, .max = 10000
};

static const struct shape TumblingWindowInSeconds = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 900
};

static const struct shape Topic = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 249, .pattern = "[^.]([a-zA-Z0-9\\-_.]+)"
};

static const struct shape Topics = {
    .type = T_LIST, .element = &Topic, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1
};

static const struct shape Queue = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1000, .pattern = "[\\s\\S]*"
};

static const struct shape Queues = {
    .type = T_LIST, .element = &Queue, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1
};

static const char *const values_SourceAccessType[] = { "BASIC_AUTH",
                                                       "VPC_SUBNET",
                                                       "VPC_SECURITY_GROUP",
                                                       "SASL_SCRAM_512_AUTH",
                                                       "SASL_SCRAM_256_AUTH",
                                                       "VIRTUAL_HOST",
                                                       "CLIENT_CERTIFICATE_TLS_AUTH",
                                                       "SERVER_ROOT_CA_CERTIFICATE",
                                                       NULL };
static const struct shape SourceAccessType = ENUM_OF(values_SourceAccessType);

static const struct shape URI = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 200, .pattern = "[a-zA-Z0-9-\\/*:_+=.@-]*"
};

static const struct member SourceAccessConfiguration_members[] = {
    { "Type", &SourceAccessType },
    { "URI", &URI },
    { 0 },
};
static const struct shape SourceAccessConfiguration = { .type = T_STRUCTURE,
                                                        .members = SourceAccessConfiguration_members };

static const struct shape SourceAccessConfigurations = {
    .type = T_LIST, .element = &SourceAccessConfiguration, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 22
};

static const struct shape Endpoint = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 300,
    .pattern =
        "(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\\-]*[A-Za-z0-9]):[0-9]{1,5}"
};

static const struct shape EndpointLists = {
    .type = T_LIST, .element = &Endpoint, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 10
};

static const char *const values_EndPointType[] = { "KAFKA_BOOTSTRAP_SERVERS", NULL };
static const struct shape EndPointType = ENUM_OF(values_EndPointType);

static const struct shape Endpoints = {
    .type = T_MAP, .element = &EndpointLists, .key = &EndPointType, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 2
};

static const struct member SelfManagedEventSource_members[] = {
    { "Endpoints", &Endpoints },
    { 0 },
};
static const struct shape SelfManagedEventSource = { .type = T_STRUCTURE, .members = SelfManagedEventSource_members };

static const char *const values_FunctionResponseType[] = { "ReportBatchItemFailures", NULL };
static const struct shape FunctionResponseType = ENUM_OF(values_FunctionResponseType);

static const struct shape FunctionResponseTypeList = {
    .type = T_LIST, .element = &FunctionResponseType, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 1
};

static const struct shape SchemaRegistryUri = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 10000, .pattern = "[a-zA-Z0-9-\\/*:_+=.@-]*"
};

static const char *const values_SchemaRegistryEventRecordFormat[] = { "JSON", "SOURCE", NULL };
static const struct shape SchemaRegistryEventRecordFormat = ENUM_OF(values_SchemaRegistryEventRecordFormat);

static const char *const values_KafkaSchemaRegistryAuthType[] = { "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH",
                                                                  "SERVER_ROOT_CA_CERTIFICATE", NULL };
static const struct shape KafkaSchemaRegistryAuthType = ENUM_OF(values_KafkaSchemaRegistryAuthType);

static const struct member KafkaSchemaRegistryAccessConfig_members[] = {
    { "Type", &KafkaSchemaRegistryAuthType },
    { "URI", &Arn },
    { 0 },
};
static const struct shape KafkaSchemaRegistryAccessConfig = { .type = T_STRUCTURE,
                                                              .members = KafkaSchemaRegistryAccessConfig_members };

static const struct shape KafkaSchemaRegistryAccessConfigList = { .type = T_LIST,
                                                                  .element = &KafkaSchemaRegistryAccessConfig };

static const char *const values_KafkaSchemaValidationAttribute[] = { "KEY", "VALUE", NULL };
static const struct shape KafkaSchemaValidationAttribute = ENUM_OF(values_KafkaSchemaValidationAttribute);

static const struct member KafkaSchemaValidationConfig_members[] = {
    { "Attribute", &KafkaSchemaValidationAttribute },
    { 0 },
};
static const struct shape KafkaSchemaValidationConfig = { .type = T_STRUCTURE,
                                                          .members = KafkaSchemaValidationConfig_members };

static const struct shape KafkaSchemaValidationConfigList = { .type = T_LIST, .element = &KafkaSchemaValidationConfig };

static const struct member KafkaSchemaRegistryConfig_members[] = {
    { "SchemaRegistryURI", &SchemaRegistryUri },
    { "EventRecordFormat", &SchemaRegistryEventRecordFormat },
    { "AccessConfigs", &KafkaSchemaRegistryAccessConfigList },
    { "SchemaValidationConfigs", &KafkaSchemaValidationConfigList },
    { 0 },
};
static const struct shape KafkaSchemaRegistryConfig = { .type = T_STRUCTURE,
                                                        .members = KafkaSchemaRegistryConfig_members };

static const struct member AmazonManagedKafkaEventSourceConfig_members[] = {
    { "ConsumerGroupId", &URI },
    { "SchemaRegistryConfig", &KafkaSchemaRegistryConfig },
    { 0 },
};
static const struct shape AmazonManagedKafkaEventSourceConfig = { .type = T_STRUCTURE,
                                                                  .members =
                                                                      AmazonManagedKafkaEventSourceConfig_members };

static const struct member SelfManagedKafkaEventSourceConfig_members[] = {
    { "ConsumerGroupId", &URI },
    { "SchemaRegistryConfig", &KafkaSchemaRegistryConfig },
    { 0 },
};
static const struct shape SelfManagedKafkaEventSourceConfig = { .type = T_STRUCTURE,
                                                                .members = SelfManagedKafkaEventSourceConfig_members };

static const struct shape MaximumConcurrency = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 2, .max = 1000 };

static const struct member ScalingConfig_members[] = {
    { "MaximumConcurrency", &MaximumConcurrency },
    { 0 },
};
static const struct shape ScalingConfig = { .type = T_STRUCTURE, .members = ScalingConfig_members };

static const struct shape DatabaseName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 63, .pattern = "[^ /\\.$\\x22]*"
};

static const struct shape CollectionName = { .type = T_STRING,
                                             .flags = HAS_MIN | HAS_MAX,
                                             .min = 1,
                                             .max = 57,
                                             .pattern = "(^(?!(system\\x2e)))(^[_a-zA-Z0-9])([^$]*)" };

static const char *const values_FullDocument[] = { "UpdateLookup", "Default", NULL };
static const struct shape FullDocument = ENUM_OF(values_FullDocument);

static const struct member DocumentDBEventSourceConfig_members[] = {
    { "DatabaseName", &DatabaseName },
    { "CollectionName", &CollectionName },
    { "FullDocument", &FullDocument },
    { 0 },
};
static const struct shape DocumentDBEventSourceConfig = { .type = T_STRUCTURE,
                                                          .members = DocumentDBEventSourceConfig_members };

static const struct shape KMSKeyArn = { .type = T_STRING, .pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()" };

static const char *const values_EventSourceMappingMetric[] = { "EventCount", "ErrorCount", "KafkaMetrics", NULL };
static const struct shape EventSourceMappingMetric = ENUM_OF(values_EventSourceMappingMetric);

static const struct shape EventSourceMappingMetricList = {
    .type = T_LIST, .element = &EventSourceMappingMetric, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 3
};

static const struct member EventSourceMappingMetricsConfig_members[] = {
    { "Metrics", &EventSourceMappingMetricList },
    { 0 },
};
static const struct shape EventSourceMappingMetricsConfig = { .type = T_STRUCTURE,
                                                              .members = EventSourceMappingMetricsConfig_members };

static const char *const values_EventSourceMappingSystemLogLevel[] = { "DEBUG", "INFO", "WARN", NULL };
static const struct shape EventSourceMappingSystemLogLevel = ENUM_OF(values_EventSourceMappingSystemLogLevel);

static const struct member EventSourceMappingLoggingConfig_members[] = {
    { "SystemLogLevel", &EventSourceMappingSystemLogLevel },
    { 0 },
};
static const struct shape EventSourceMappingLoggingConfig = { .type = T_STRUCTURE,
                                                              .members = EventSourceMappingLoggingConfig_members };

static const struct shape MinimumNumberOfPollers = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 200
};

static const struct shape MaximumNumberOfPollers = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 2000
};

static const struct shape ProvisionedPollerGroupName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 128, .pattern = "[a-zA-Z0-9-_]*"
};

static const struct member ProvisionedPollerConfig_members[] = {
    { "MinimumPollers", &MinimumNumberOfPollers },
    { "MaximumPollers", &MaximumNumberOfPollers },
    { "PollerGroupName", &ProvisionedPollerGroupName },
    { 0 },
};
static const struct shape ProvisionedPollerConfig = { .type = T_STRUCTURE, .members = ProvisionedPollerConfig_members };

static const struct member CreateEventSourceMappingRequest_members[] = {
    { "EventSourceArn", &Arn },
    { "FunctionName", &NamespacedFunctionName, REQUIRED },
    { "Enabled", &Boolean },
    { "BatchSize", &BatchSize },
    { "FilterCriteria", &FilterCriteria },
    { "MaximumBatchingWindowInSeconds", &MaximumBatchingWindowInSeconds },
    { "ParallelizationFactor", &ParallelizationFactor },
    { "StartingPosition", &EventSourcePosition },
    { "StartingPositionTimestamp", &Timestamp },
    { "DestinationConfig", &DestinationConfig },
    { "MaximumRecordAgeInSeconds", &MaximumRecordAgeInSeconds },
    { "BisectBatchOnFunctionError", &Boolean },
    { "MaximumRetryAttempts", &MaximumRetryAttemptsEventSourceMapping },
    { "Tags", &StringMap },
    { "TumblingWindowInSeconds", &TumblingWindowInSeconds },
    { "Topics", &Topics },
    { "Queues", &Queues },
    { "SourceAccessConfigurations", &SourceAccessConfigurations },
    { "SelfManagedEventSource", &SelfManagedEventSource },
    { "FunctionResponseTypes", &FunctionResponseTypeList },
    { "AmazonManagedKafkaEventSourceConfig", &AmazonManagedKafkaEventSourceConfig },
    { "SelfManagedKafkaEventSourceConfig", &SelfManagedKafkaEventSourceConfig },
    { "ScalingConfig", &ScalingConfig },
    { "DocumentDBEventSourceConfig", &DocumentDBEventSourceConfig },
    { "KMSKeyArn", &KMSKeyArn },
    { "MetricsConfig", &EventSourceMappingMetricsConfig },
    { "LoggingConfig", &EventSourceMappingLoggingConfig },
    { "ProvisionedPollerConfig", &ProvisionedPollerConfig },
    { 0 },
};
const struct shape LambdaCreateEventSourceMappingRequest = { .type = T_STRUCTURE,
                                                             .members = CreateEventSourceMappingRequest_members };

static const struct shape FilterCriteriaErrorCode = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 10, .max = 50, .pattern = "[A-Za-z]+Exception"
};

static const struct shape FilterCriteriaErrorMessage = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 10, .max = 2048, .pattern = ".*"
};

static const struct member FilterCriteriaError_members[] = {
    { "ErrorCode", &FilterCriteriaErrorCode },
    { "Message", &FilterCriteriaErrorMessage },
    { 0 },
};
static const struct shape FilterCriteriaError = { .type = T_STRUCTURE, .members = FilterCriteriaError_members };

static const struct shape EventSourceMappingArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 85,
    .max = 120,
    .pattern =
        "arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
};

static const struct member EventSourceMappingConfiguration_members[] = {
    { "UUID", &String },
    { "StartingPosition", &EventSourcePosition },
    { "StartingPositionTimestamp", &Timestamp },
    { "BatchSize", &BatchSize },
    { "MaximumBatchingWindowInSeconds", &MaximumBatchingWindowInSeconds },
    { "ParallelizationFactor", &ParallelizationFactor },
    { "EventSourceArn", &Arn },
    { "FilterCriteria", &FilterCriteria },
    { "FunctionArn", &FunctionArn },
    { "LastModified", &Timestamp },
    { "LastProcessingResult", &String },
    { "State", &String },
    { "StateTransitionReason", &String },
    { "DestinationConfig", &DestinationConfig },
    { "Topics", &Topics },
    { "Queues", &Queues },
    { "SourceAccessConfigurations", &SourceAccessConfigurations },
    { "SelfManagedEventSource", &SelfManagedEventSource },
    { "MaximumRecordAgeInSeconds", &MaximumRecordAgeInSeconds },
    { "BisectBatchOnFunctionError", &Boolean },
    { "MaximumRetryAttempts", &MaximumRetryAttemptsEventSourceMapping },
    { "TumblingWindowInSeconds", &TumblingWindowInSeconds },
    { "FunctionResponseTypes", &FunctionResponseTypeList },
    { "AmazonManagedKafkaEventSourceConfig", &AmazonManagedKafkaEventSourceConfig },
    { "SelfManagedKafkaEventSourceConfig", &SelfManagedKafkaEventSourceConfig },
    { "ScalingConfig", &ScalingConfig },
    { "DocumentDBEventSourceConfig", &DocumentDBEventSourceConfig },
    { "KMSKeyArn", &KMSKeyArn },
    { "FilterCriteriaError", &FilterCriteriaError },
    { "EventSourceMappingArn", &EventSourceMappingArn },
    { "MetricsConfig", &EventSourceMappingMetricsConfig },
    { "LoggingConfig", &EventSourceMappingLoggingConfig },
    { "ProvisionedPollerConfig", &ProvisionedPollerConfig },
    { 0 },
};
const struct shape LambdaEventSourceMappingConfiguration = { .type = T_STRUCTURE,
                                                             .members = EventSourceMappingConfiguration_members };

static const struct shape RoleArn = { .type = T_STRING,
                                      .pattern = "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+" };

static const struct shape Handler = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 128, .pattern = "[^\\s]+"
};

static const struct shape S3Bucket = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 3, .max = 63, .pattern = "[0-9A-Za-z\\.\\-_]*(?<!\\.)"
};

static const struct shape S3Key = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1024 };

static const struct shape S3ObjectVersion = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1024 };

static const struct member FunctionCode_members[] = {
    { "ZipFile", &Blob },
    { "S3Bucket", &S3Bucket },
    { "S3Key", &S3Key },
    { "S3ObjectVersion", &S3ObjectVersion },
    { "ImageUri", &String },
    { "SourceKMSKeyArn", &KMSKeyArn },
    { 0 },
};
static const struct shape FunctionCode = { .type = T_STRUCTURE, .members = FunctionCode_members };

static const struct shape Timeout = { .type = T_INTEGER, .flags = HAS_MIN, .min = 1 };

static const struct shape MemorySize = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 128, .max = 32768 };

static const struct shape SubnetIds = {
    .type = T_LIST, .element = &String, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 16
};

static const struct shape SecurityGroupIds = {
    .type = T_LIST, .element = &String, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 5
};

static const struct member VpcConfig_members[] = {
    { "SubnetIds", &SubnetIds },
    { "SecurityGroupIds", &SecurityGroupIds },
    { "Ipv6AllowedForDualStack", &Boolean },
    { 0 },
};
static const struct shape VpcConfig = { .type = T_STRUCTURE, .members = VpcConfig_members };

static const char *const values_PackageType[] = { "Zip", "Image", NULL };
static const struct shape PackageType = ENUM_OF(values_PackageType);

static const struct shape ResourceArn = { .type = T_STRING, .pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()" };

static const struct member DeadLetterConfig_members[] = {
    { "TargetArn", &ResourceArn },
    { 0 },
};
static const struct shape DeadLetterConfig = { .type = T_STRUCTURE, .members = DeadLetterConfig_members };

static const struct shape EnvironmentVariableName = { .type = T_STRING, .pattern = "[a-zA-Z]([a-zA-Z0-9_])+" };

static const struct shape EnvironmentVariables = { .type = T_MAP, .element = &String, .key = &EnvironmentVariableName };

static const struct member Environment_members[] = {
    { "Variables", &EnvironmentVariables },
    { 0 },
};
static const struct shape Environment = { .type = T_STRUCTURE, .members = Environment_members };

static const char *const values_TracingMode[] = { "Active", "PassThrough", NULL };
static const struct shape TracingMode = ENUM_OF(values_TracingMode);

static const struct member TracingConfig_members[] = {
    { "Mode", &TracingMode },
    { 0 },
};
static const struct shape TracingConfig = { .type = T_STRUCTURE, .members = TracingConfig_members };

static const struct shape LayerVersionArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 140,
    .pattern = "arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+"
};

static const struct shape LayerList = { .type = T_LIST, .element = &LayerVersionArn };

static const struct shape FileSystemArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 0,
    .max = 256,
    .pattern =
        "arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:access-point/fsap-[a-f0-9]{17}$|^arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system/fs-[0-9a-f]{17,40}/access-point/fsap-[0-9a-f]{17,40}"
};

static const struct shape LocalMountPath = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 160, .pattern = "/mnt/[a-zA-Z0-9-_.]+"
};

static const struct member FileSystemConfig_members[] = {
    { "Arn", &FileSystemArn, REQUIRED },
    { "LocalMountPath", &LocalMountPath, REQUIRED },
    { 0 },
};
static const struct shape FileSystemConfig = { .type = T_STRUCTURE, .members = FileSystemConfig_members };

static const struct shape FileSystemConfigList = {
    .type = T_LIST, .element = &FileSystemConfig, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 1
};

static const struct shape StringLists = {
    .type = T_LIST, .element = &String, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 1500
};

static const struct shape WorkingDirectory = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 1000 };

static const struct member ImageConfig_members[] = {
    { "EntryPoint", &StringLists },
    { "Command", &StringLists },
    { "WorkingDirectory", &WorkingDirectory },
    { 0 },
};
static const struct shape ImageConfig = { .type = T_STRUCTURE, .members = ImageConfig_members };

static const char *const values_Architecture[] = { "x86_64", "arm64", NULL };
static const struct shape Architecture = ENUM_OF(values_Architecture);

static const struct shape ArchitecturesList = {
    .type = T_LIST, .element = &Architecture, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1
};

static const struct shape EphemeralStorageSize = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 512, .max = 10240
};

static const struct member EphemeralStorage_members[] = {
    { "Size", &EphemeralStorageSize, REQUIRED },
    { 0 },
};
static const struct shape EphemeralStorage = { .type = T_STRUCTURE, .members = EphemeralStorage_members };

static const char *const values_SnapStartApplyOn[] = { "PublishedVersions", "None", NULL };
static const struct shape SnapStartApplyOn = ENUM_OF(values_SnapStartApplyOn);

static const struct member SnapStart_members[] = {
    { "ApplyOn", &SnapStartApplyOn },
    { 0 },
};
static const struct shape SnapStart = { .type = T_STRUCTURE, .members = SnapStart_members };

static const char *const values_LogFormat[] = { "JSON", "Text", NULL };
static const struct shape LogFormat = ENUM_OF(values_LogFormat);

static const char *const values_ApplicationLogLevel[] = { "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", NULL };
static const struct shape ApplicationLogLevel = ENUM_OF(values_ApplicationLogLevel);

static const char *const values_SystemLogLevel[] = { "DEBUG", "INFO", "WARN", NULL };
static const struct shape SystemLogLevel = ENUM_OF(values_SystemLogLevel);

static const struct shape LogGroup = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 512, .pattern = "[\\.\\-_/#A-Za-z0-9]+"
};

static const struct member LoggingConfig_members[] = {
    { "LogFormat", &LogFormat },
    { "ApplicationLogLevel", &ApplicationLogLevel },
    { "SystemLogLevel", &SystemLogLevel },
    { "LogGroup", &LogGroup },
    { 0 },
};
static const struct shape LoggingConfig = { .type = T_STRUCTURE, .members = LoggingConfig_members };

static const struct shape CapacityProviderArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 140,
    .pattern =
        "arn:aws[a-zA-Z-]*:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:capacity-provider:[a-zA-Z0-9-_]+"
};

static const struct shape PerExecutionEnvironmentMaxConcurrency = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1600
};

static const struct shape ExecutionEnvironmentMemoryGiBPerVCpu = {
    .type = T_DOUBLE, .flags = HAS_MIN | HAS_MAX, .min = 2, .max = 8
};

static const struct member LambdaManagedInstancesCapacityProviderConfig_members[] = {
    { "CapacityProviderArn", &CapacityProviderArn, REQUIRED },
    { "PerExecutionEnvironmentMaxConcurrency", &PerExecutionEnvironmentMaxConcurrency },
    { "ExecutionEnvironmentMemoryGiBPerVCpu", &ExecutionEnvironmentMemoryGiBPerVCpu },
    { 0 },
};
static const struct shape LambdaManagedInstancesCapacityProviderConfig = {
    .type = T_STRUCTURE, .members = LambdaManagedInstancesCapacityProviderConfig_members
};

static const struct member CapacityProviderConfig_members[] = {
    { "LambdaManagedInstancesCapacityProviderConfig", &LambdaManagedInstancesCapacityProviderConfig, REQUIRED },
    { 0 },
};
static const struct shape CapacityProviderConfig = { .type = T_STRUCTURE, .members = CapacityProviderConfig_members };

static const char *const values_FunctionVersionLatestPublished[] = { "LATEST_PUBLISHED", NULL };
static const struct shape FunctionVersionLatestPublished = ENUM_OF(values_FunctionVersionLatestPublished);

static const struct shape RetentionPeriodInDays = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 90
};

static const struct shape ExecutionTimeout = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 31622400
};

static const struct member DurableConfig_members[] = {
    { "RetentionPeriodInDays", &RetentionPeriodInDays },
    { "ExecutionTimeout", &ExecutionTimeout },
    { 0 },
};
static const struct shape DurableConfig = { .type = T_STRUCTURE, .members = DurableConfig_members };

static const char *const values_TenantIsolationMode[] = { "PER_TENANT", NULL };
static const struct shape TenantIsolationMode = ENUM_OF(values_TenantIsolationMode);

static const struct member TenancyConfig_members[] = {
    { "TenantIsolationMode", &TenantIsolationMode, REQUIRED },
    { 0 },
};
static const struct shape TenancyConfig = { .type = T_STRUCTURE, .members = TenancyConfig_members };

static const struct member CreateFunctionRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED },
    { "Runtime", &String },
    { "Role", &RoleArn, REQUIRED },
    { "Handler", &Handler },
    { "Code", &FunctionCode, REQUIRED },
    { "Description", &Description },
    { "Timeout", &Timeout },
    { "MemorySize", &MemorySize },
    { "Publish", &Boolean },
    { "VpcConfig", &VpcConfig },
    { "PackageType", &PackageType },
    { "DeadLetterConfig", &DeadLetterConfig },
    { "Environment", &Environment },
    { "KMSKeyArn", &KMSKeyArn },
    { "TracingConfig", &TracingConfig },
    { "Tags", &StringMap },
    { "Layers", &LayerList },
    { "FileSystemConfigs", &FileSystemConfigList },
    { "ImageConfig", &ImageConfig },
    { "CodeSigningConfigArn", &CodeSigningConfigArn },
    { "Architectures", &ArchitecturesList },
    { "EphemeralStorage", &EphemeralStorage },
    { "SnapStart", &SnapStart },
    { "LoggingConfig", &LoggingConfig },
    { "CapacityProviderConfig", &CapacityProviderConfig },
    { "PublishTo", &FunctionVersionLatestPublished },
    { "DurableConfig", &DurableConfig },
    { "TenancyConfig", &TenancyConfig },
    { 0 },
};
const struct shape LambdaCreateFunctionRequest = { .type = T_STRUCTURE, .members = CreateFunctionRequest_members };

static const struct shape NameSpacedFunctionArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 0,
    .max = 10000,
    .pattern =
        "arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:function:[a-zA-Z0-9-_\\.]+(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
};

static const struct member VpcConfigResponse_members[] = {
    { "SubnetIds", &SubnetIds },
    { "SecurityGroupIds", &SecurityGroupIds },
    { "VpcId", &String },
    { "Ipv6AllowedForDualStack", &Boolean },
    { 0 },
};
static const struct shape VpcConfigResponse = { .type = T_STRUCTURE, .members = VpcConfigResponse_members };

static const struct member EnvironmentError_members[] = {
    { "ErrorCode", &String },
    { "Message", &String },
    { 0 },
};
static const struct shape EnvironmentError = { .type = T_STRUCTURE, .members = EnvironmentError_members };

static const struct member EnvironmentResponse_members[] = {
    { "Variables", &EnvironmentVariables },
    { "Error", &EnvironmentError },
    { 0 },
};
static const struct shape EnvironmentResponse = { .type = T_STRUCTURE, .members = EnvironmentResponse_members };

static const struct member TracingConfigResponse_members[] = {
    { "Mode", &TracingMode },
    { 0 },
};
static const struct shape TracingConfigResponse = { .type = T_STRUCTURE, .members = TracingConfigResponse_members };

static const struct member Layer_members[] = {
    { "Arn", &LayerVersionArn },
    { "CodeSize", &Long },
    { "SigningProfileVersionArn", &Arn },
    { "SigningJobArn", &Arn },
    { 0 },
};
static const struct shape Layer = { .type = T_STRUCTURE, .members = Layer_members };

static const struct shape LayersReferenceList = { .type = T_LIST, .element = &Layer };

static const char *const values_State[] = {
    "Pending", "Active", "Inactive", "Failed", "Deactivating", "Deactivated", "ActiveNonInvocable", "Deleting", NULL
};
static const struct shape State = ENUM_OF(values_State);

static const char *const values_StateReasonCode[] = { "Idle",
                                                      "Creating",
                                                      "Restoring",
                                                      "EniLimitExceeded",
                                                      "InsufficientRolePermissions",
                                                      "InvalidConfiguration",
                                                      "InternalError",
                                                      "SubnetOutOfIPAddresses",
                                                      "InvalidSubnet",
                                                      "InvalidSecurityGroup",
                                                      "ImageDeleted",
                                                      "ImageAccessDenied",
                                                      "InvalidImage",
                                                      "KMSKeyAccessDenied",
                                                      "KMSKeyNotFound",
                                                      "InvalidStateKMSKey",
                                                      "DisabledKMSKey",
                                                      "EFSIOError",
                                                      "EFSMountConnectivityError",
                                                      "EFSMountFailure",
                                                      "EFSMountTimeout",
                                                      "InvalidRuntime",
                                                      "InvalidZipFileException",
                                                      "FunctionError",
                                                      "DrainingDurableExecutions",
                                                      "VcpuLimitExceeded",
                                                      "CapacityProviderScalingLimitExceeded",
                                                      "InsufficientCapacity",
                                                      "EC2RequestLimitExceeded",
                                                      "FunctionError.InitTimeout",
                                                      "FunctionError.RuntimeInitError",
                                                      "FunctionError.ExtensionInitError",
                                                      "FunctionError.InvalidEntryPoint",
                                                      "FunctionError.InvalidWorkingDirectory",
                                                      "FunctionError.PermissionDenied",
                                                      "FunctionError.TooManyExtensions",
                                                      "FunctionError.InitResourceExhausted",
                                                      "DisallowedByVpcEncryptionControl",
                                                      NULL };
static const struct shape StateReasonCode = ENUM_OF(values_StateReasonCode);

static const char *const values_LastUpdateStatus[] = { "Successful", "Failed", "InProgress", NULL };
static const struct shape LastUpdateStatus = ENUM_OF(values_LastUpdateStatus);

static const char *const values_LastUpdateStatusReasonCode[] = { "EniLimitExceeded",
                                                                 "InsufficientRolePermissions",
                                                                 "InvalidConfiguration",
                                                                 "InternalError",
                                                                 "SubnetOutOfIPAddresses",
                                                                 "InvalidSubnet",
                                                                 "InvalidSecurityGroup",
                                                                 "ImageDeleted",
                                                                 "ImageAccessDenied",
                                                                 "InvalidImage",
                                                                 "KMSKeyAccessDenied",
                                                                 "KMSKeyNotFound",
                                                                 "InvalidStateKMSKey",
                                                                 "DisabledKMSKey",
                                                                 "EFSIOError",
                                                                 "EFSMountConnectivityError",
                                                                 "EFSMountFailure",
                                                                 "EFSMountTimeout",
                                                                 "InvalidRuntime",
                                                                 "InvalidZipFileException",
                                                                 "FunctionError",
                                                                 "VcpuLimitExceeded",
                                                                 "CapacityProviderScalingLimitExceeded",
                                                                 "InsufficientCapacity",
                                                                 "EC2RequestLimitExceeded",
                                                                 "FunctionError.InitTimeout",
                                                                 "FunctionError.RuntimeInitError",
                                                                 "FunctionError.ExtensionInitError",
                                                                 "FunctionError.InvalidEntryPoint",
                                                                 "FunctionError.InvalidWorkingDirectory",
                                                                 "FunctionError.PermissionDenied",
                                                                 "FunctionError.TooManyExtensions",
                                                                 "FunctionError.InitResourceExhausted",
                                                                 "DisallowedByVpcEncryptionControl",
                                                                 NULL };
static const struct shape LastUpdateStatusReasonCode = ENUM_OF(values_LastUpdateStatusReasonCode);

static const struct member ImageConfigError_members[] = {
    { "ErrorCode", &String },
    { "Message", &String },
    { 0 },
};
static const struct shape ImageConfigError = { .type = T_STRUCTURE, .members = ImageConfigError_members };

static const struct member ImageConfigResponse_members[] = {
    { "ImageConfig", &ImageConfig },
    { "Error", &ImageConfigError },
    { 0 },
};
static const struct shape ImageConfigResponse = { .type = T_STRUCTURE, .members = ImageConfigResponse_members };

static const char *const values_SnapStartOptimizationStatus[] = { "On", "Off", NULL };
static const struct shape SnapStartOptimizationStatus = ENUM_OF(values_SnapStartOptimizationStatus);

static const struct member SnapStartResponse_members[] = {
    { "ApplyOn", &SnapStartApplyOn },
    { "OptimizationStatus", &SnapStartOptimizationStatus },
    { 0 },
};
static const struct shape SnapStartResponse = { .type = T_STRUCTURE, .members = SnapStartResponse_members };

static const struct shape RuntimeVersionArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 26,
    .max = 2048,
    .pattern = "arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}::runtime:.+"
};

static const struct member RuntimeVersionError_members[] = {
    { "ErrorCode", &String },
    { "Message", &String },
    { 0 },
};
static const struct shape RuntimeVersionError = { .type = T_STRUCTURE, .members = RuntimeVersionError_members };

static const struct member RuntimeVersionConfig_members[] = {
    { "RuntimeVersionArn", &RuntimeVersionArn },
    { "Error", &RuntimeVersionError },
    { 0 },
};
static const struct shape RuntimeVersionConfig = { .type = T_STRUCTURE, .members = RuntimeVersionConfig_members };

static const struct member FunctionConfiguration_members[] = {
    { "FunctionName", &NamespacedFunctionName },
    { "FunctionArn", &NameSpacedFunctionArn },
    { "Runtime", &String },
    { "Role", &RoleArn },
    { "Handler", &Handler },
    { "CodeSize", &Long },
    { "Description", &Description },
    { "Timeout", &Timeout },
    { "MemorySize", &MemorySize },
    { "LastModified", &String },
    { "CodeSha256", &String },
    { "Version", &Version },
    { "VpcConfig", &VpcConfigResponse },
    { "DeadLetterConfig", &DeadLetterConfig },
    { "Environment", &EnvironmentResponse },
    { "KMSKeyArn", &KMSKeyArn },
    { "TracingConfig", &TracingConfigResponse },
    { "MasterArn", &FunctionArn },
    { "RevisionId", &String },
    { "Layers", &LayersReferenceList },
    { "State", &State },
    { "StateReason", &String },
    { "StateReasonCode", &StateReasonCode },
    { "LastUpdateStatus", &LastUpdateStatus },
    { "LastUpdateStatusReason", &String },
    { "LastUpdateStatusReasonCode", &LastUpdateStatusReasonCode },
    { "FileSystemConfigs", &FileSystemConfigList },
    { "PackageType", &PackageType },
    { "ImageConfigResponse", &ImageConfigResponse },
    { "SigningProfileVersionArn", &Arn },
    { "SigningJobArn", &Arn },
    { "Architectures", &ArchitecturesList },
    { "EphemeralStorage", &EphemeralStorage },
    { "SnapStart", &SnapStartResponse },
    { "RuntimeVersionConfig", &RuntimeVersionConfig },
    { "LoggingConfig", &LoggingConfig },
    { "CapacityProviderConfig", &CapacityProviderConfig },
    { "ConfigSha256", &String },
    { "DurableConfig", &DurableConfig },
    { "TenancyConfig", &TenancyConfig },
    { 0 },
};
const struct shape LambdaFunctionConfiguration = { .type = T_STRUCTURE, .members = FunctionConfiguration_members };

static const struct shape FunctionUrlQualifier = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "((?!^\\d+$)^[0-9a-zA-Z-_]+$)"
};

static const struct shape Header = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 1024, .pattern = ".*"
};

static const struct shape HeadersList = {
    .type = T_LIST, .element = &Header, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 100
};

static const struct shape Method = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 6, .pattern = ".*"
};

static const struct shape AllowMethodsList = {
    .type = T_LIST, .element = &Method, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 6
};

static const struct shape Origin = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 253, .pattern = ".*"
};

static const struct shape AllowOriginsList = {
    .type = T_LIST, .element = &Origin, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 100
};

static const struct shape MaxAge = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 86400 };

static const struct member Cors_members[] = {
    { "AllowCredentials", &Boolean },
    { "AllowHeaders", &HeadersList },
    { "AllowMethods", &AllowMethodsList },
    { "AllowOrigins", &AllowOriginsList },
    { "ExposeHeaders", &HeadersList },
    { "MaxAge", &MaxAge },
    { 0 },
};
static const struct shape Cors = { .type = T_STRUCTURE, .members = Cors_members };

static const char *const values_InvokeMode[] = { "RESPONSE_STREAM", "BUFFERED", NULL };
static const struct shape InvokeMode = ENUM_OF(values_InvokeMode);

static const struct member CreateFunctionUrlConfigRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &FunctionUrlQualifier, 0, NULL, IN_QUERY },
    { "AuthType", &FunctionUrlAuthType, REQUIRED },
    { "Cors", &Cors },
    { "InvokeMode", &InvokeMode },
    { 0 },
};
const struct shape LambdaCreateFunctionUrlConfigRequest = { .type = T_STRUCTURE,
                                                            .members = CreateFunctionUrlConfigRequest_members };

static const struct shape FunctionUrl = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 40, .max = 100 };

static const struct member CreateFunctionUrlConfigResponse_members[] = {
    { "FunctionUrl", &FunctionUrl, REQUIRED },
    { "FunctionArn", &FunctionArn, REQUIRED },
    { "AuthType", &FunctionUrlAuthType, REQUIRED },
    { "Cors", &Cors },
    { "CreationTime", &String, REQUIRED },
    { "InvokeMode", &InvokeMode },
    { 0 },
};
const struct shape LambdaCreateFunctionUrlConfigResponse = { .type = T_STRUCTURE,
                                                             .members = CreateFunctionUrlConfigResponse_members };

static const struct member DeleteAliasRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Name", &Alias, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaDeleteAliasRequest = { .type = T_STRUCTURE, .members = DeleteAliasRequest_members };

static const struct member DeleteCodeSigningConfigRequest_members[] = {
    { "CodeSigningConfigArn", &CodeSigningConfigArn, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaDeleteCodeSigningConfigRequest = { .type = T_STRUCTURE,
                                                            .members = DeleteCodeSigningConfigRequest_members };

static const struct member DeleteCodeSigningConfigResponse_members[] = {

    { 0 },
};
const struct shape LambdaDeleteCodeSigningConfigResponse = { .type = T_STRUCTURE,
                                                             .members = DeleteCodeSigningConfigResponse_members };

static const struct member DeleteEventSourceMappingRequest_members[] = {
    { "UUID", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaDeleteEventSourceMappingRequest = { .type = T_STRUCTURE,
                                                             .members = DeleteEventSourceMappingRequest_members };

static const struct member DeleteFunctionRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaDeleteFunctionRequest = { .type = T_STRUCTURE, .members = DeleteFunctionRequest_members };

static const struct member DeleteFunctionResponse_members[] = {
    { "StatusCode", &Integer, 0, NULL, IN_STATUS },
    { 0 },
};
const struct shape LambdaDeleteFunctionResponse = { .type = T_STRUCTURE, .members = DeleteFunctionResponse_members };

static const struct member DeleteFunctionCodeSigningConfigRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaDeleteFunctionCodeSigningConfigRequest = {
    .type = T_STRUCTURE, .members = DeleteFunctionCodeSigningConfigRequest_members
};

static const struct member DeleteFunctionConcurrencyRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaDeleteFunctionConcurrencyRequest = { .type = T_STRUCTURE,
                                                              .members = DeleteFunctionConcurrencyRequest_members };

static const struct member DeleteFunctionEventInvokeConfigRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaDeleteFunctionEventInvokeConfigRequest = {
    .type = T_STRUCTURE, .members = DeleteFunctionEventInvokeConfigRequest_members
};

static const struct member DeleteFunctionUrlConfigRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &FunctionUrlQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaDeleteFunctionUrlConfigRequest = { .type = T_STRUCTURE,
                                                            .members = DeleteFunctionUrlConfigRequest_members };

static const struct member DeleteLayerVersionRequest_members[] = {
    { "LayerName", &LayerName, REQUIRED, NULL, IN_URI },
    { "VersionNumber", &Long, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaDeleteLayerVersionRequest = { .type = T_STRUCTURE,
                                                       .members = DeleteLayerVersionRequest_members };

static const struct shape Qualifier = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "(|[a-zA-Z0-9$_-]+)"
};

static const struct member DeleteProvisionedConcurrencyConfigRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &Qualifier, REQUIRED, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaDeleteProvisionedConcurrencyConfigRequest = {
    .type = T_STRUCTURE, .members = DeleteProvisionedConcurrencyConfigRequest_members
};

static const struct member GetAccountSettingsRequest_members[] = {

    { 0 },
};
const struct shape LambdaGetAccountSettingsRequest = { .type = T_STRUCTURE,
                                                       .members = GetAccountSettingsRequest_members };

static const struct shape UnreservedConcurrentExecutions = { .type = T_INTEGER, .flags = HAS_MIN, .min = 0 };

static const struct member AccountLimit_members[] = {
    { "TotalCodeSize", &Long },
    { "CodeSizeUnzipped", &Long },
    { "CodeSizeZipped", &Long },
    { "ConcurrentExecutions", &Integer },
    { "UnreservedConcurrentExecutions", &UnreservedConcurrentExecutions },
    { 0 },
};
static const struct shape AccountLimit = { .type = T_STRUCTURE, .members = AccountLimit_members };

static const struct member AccountUsage_members[] = {
    { "TotalCodeSize", &Long },
    { "FunctionCount", &Long },
    { 0 },
};
static const struct shape AccountUsage = { .type = T_STRUCTURE, .members = AccountUsage_members };

static const struct member GetAccountSettingsResponse_members[] = {
    { "AccountLimit", &AccountLimit },
    { "AccountUsage", &AccountUsage },
    { 0 },
};
const struct shape LambdaGetAccountSettingsResponse = { .type = T_STRUCTURE,
                                                        .members = GetAccountSettingsResponse_members };

static const struct member GetAliasRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Name", &Alias, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaGetAliasRequest = { .type = T_STRUCTURE, .members = GetAliasRequest_members };

static const struct member GetCodeSigningConfigRequest_members[] = {
    { "CodeSigningConfigArn", &CodeSigningConfigArn, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaGetCodeSigningConfigRequest = { .type = T_STRUCTURE,
                                                         .members = GetCodeSigningConfigRequest_members };

static const struct member GetCodeSigningConfigResponse_members[] = {
    { "CodeSigningConfig", &CodeSigningConfig, REQUIRED },
    { 0 },
};
const struct shape LambdaGetCodeSigningConfigResponse = { .type = T_STRUCTURE,
                                                          .members = GetCodeSigningConfigResponse_members };

static const struct member GetEventSourceMappingRequest_members[] = {
    { "UUID", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaGetEventSourceMappingRequest = { .type = T_STRUCTURE,
                                                          .members = GetEventSourceMappingRequest_members };

static const struct member GetFunctionRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaGetFunctionRequest = { .type = T_STRUCTURE, .members = GetFunctionRequest_members };

static const struct member FunctionCodeLocation_members[] = {
    { "RepositoryType", &String },   { "Location", &String },        { "ImageUri", &String },
    { "ResolvedImageUri", &String }, { "SourceKMSKeyArn", &String }, { 0 },
};
static const struct shape FunctionCodeLocation = { .type = T_STRUCTURE, .members = FunctionCodeLocation_members };

static const struct shape TagsErrorCode = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 10, .max = 21, .pattern = "[A-Za-z]+Exception"
};

static const struct shape TagsErrorMessage = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 84, .max = 1000, .pattern = ".*"
};

static const struct member TagsError_members[] = {
    { "ErrorCode", &TagsErrorCode, REQUIRED },
    { "Message", &TagsErrorMessage, REQUIRED },
    { 0 },
};
static const struct shape TagsError = { .type = T_STRUCTURE, .members = TagsError_members };

static const struct shape ReservedConcurrentExecutions = { .type = T_INTEGER, .flags = HAS_MIN, .min = 0 };

static const struct member Concurrency_members[] = {
    { "ReservedConcurrentExecutions", &ReservedConcurrentExecutions },
    { 0 },
};
const struct shape LambdaConcurrency = { .type = T_STRUCTURE, .members = Concurrency_members };

static const struct member GetFunctionResponse_members[] = {
    { "Configuration", &LambdaFunctionConfiguration },
    { "Code", &FunctionCodeLocation },
    { "Tags", &StringMap },
    { "TagsError", &TagsError },
    { "Concurrency", &LambdaConcurrency },
    { 0 },
};
const struct shape LambdaGetFunctionResponse = { .type = T_STRUCTURE, .members = GetFunctionResponse_members };

static const struct member GetFunctionCodeSigningConfigRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaGetFunctionCodeSigningConfigRequest = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     GetFunctionCodeSigningConfigRequest_members };

static const struct member GetFunctionCodeSigningConfigResponse_members[] = {
    { "CodeSigningConfigArn", &CodeSigningConfigArn, REQUIRED },
    { "FunctionName", &FunctionName, REQUIRED },
    { 0 },
};
const struct shape LambdaGetFunctionCodeSigningConfigResponse = { .type = T_STRUCTURE,
                                                                  .members =
                                                                      GetFunctionCodeSigningConfigResponse_members };

static const struct member GetFunctionConcurrencyRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaGetFunctionConcurrencyRequest = { .type = T_STRUCTURE,
                                                           .members = GetFunctionConcurrencyRequest_members };

static const struct member GetFunctionConcurrencyResponse_members[] = {
    { "ReservedConcurrentExecutions", &ReservedConcurrentExecutions },
    { 0 },
};
const struct shape LambdaGetFunctionConcurrencyResponse = { .type = T_STRUCTURE,
                                                            .members = GetFunctionConcurrencyResponse_members };

static const struct member GetFunctionConfigurationRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaGetFunctionConfigurationRequest = { .type = T_STRUCTURE,
                                                             .members = GetFunctionConfigurationRequest_members };

static const struct member GetFunctionEventInvokeConfigRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaGetFunctionEventInvokeConfigRequest = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     GetFunctionEventInvokeConfigRequest_members };

static const struct shape MaximumRetryAttempts = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 2 };

static const struct shape MaximumEventAgeInSeconds = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 60, .max = 21600
};

static const struct member FunctionEventInvokeConfig_members[] = {
    { "LastModified", &Timestamp },
    { "FunctionArn", &FunctionArn },
    { "MaximumRetryAttempts", &MaximumRetryAttempts },
    { "MaximumEventAgeInSeconds", &MaximumEventAgeInSeconds },
    { "DestinationConfig", &DestinationConfig },
    { 0 },
};
const struct shape LambdaFunctionEventInvokeConfig = { .type = T_STRUCTURE,
                                                       .members = FunctionEventInvokeConfig_members };

static const struct shape UnqualifiedFunctionName = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 140,
    .pattern =
        "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)"
};

static const struct member GetFunctionRecursionConfigRequest_members[] = {
    { "FunctionName", &UnqualifiedFunctionName, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaGetFunctionRecursionConfigRequest = { .type = T_STRUCTURE,
                                                               .members = GetFunctionRecursionConfigRequest_members };

static const char *const values_RecursiveLoop[] = { "Terminate", "Allow", NULL };
static const struct shape RecursiveLoop = ENUM_OF(values_RecursiveLoop);

static const struct member GetFunctionRecursionConfigResponse_members[] = {
    { "RecursiveLoop", &RecursiveLoop },
    { 0 },
};
const struct shape LambdaGetFunctionRecursionConfigResponse = { .type = T_STRUCTURE,
                                                                .members = GetFunctionRecursionConfigResponse_members };

static const struct member GetFunctionUrlConfigRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &FunctionUrlQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaGetFunctionUrlConfigRequest = { .type = T_STRUCTURE,
                                                         .members = GetFunctionUrlConfigRequest_members };

static const struct member GetFunctionUrlConfigResponse_members[] = {
    { "FunctionUrl", &FunctionUrl, REQUIRED },
    { "FunctionArn", &FunctionArn, REQUIRED },
    { "AuthType", &FunctionUrlAuthType, REQUIRED },
    { "Cors", &Cors },
    { "CreationTime", &String, REQUIRED },
    { "LastModifiedTime", &String, REQUIRED },
    { "InvokeMode", &InvokeMode },
    { 0 },
};
const struct shape LambdaGetFunctionUrlConfigResponse = { .type = T_STRUCTURE,
                                                          .members = GetFunctionUrlConfigResponse_members };

static const struct member GetLayerVersionRequest_members[] = {
    { "LayerName", &LayerName, REQUIRED, NULL, IN_URI },
    { "VersionNumber", &Long, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaGetLayerVersionRequest = { .type = T_STRUCTURE, .members = GetLayerVersionRequest_members };

static const struct member LayerVersionContentOutput_members[] = {
    { "Location", &String },      { "CodeSha256", &String },
    { "CodeSize", &Long },        { "SigningProfileVersionArn", &String },
    { "SigningJobArn", &String }, { 0 },
};
static const struct shape LayerVersionContentOutput = { .type = T_STRUCTURE,
                                                        .members = LayerVersionContentOutput_members };

static const struct shape LayerArn = { .type = T_STRING,
                                       .flags = HAS_MIN | HAS_MAX,
                                       .min = 1,
                                       .max = 140,
                                       .pattern =
                                           "arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+" };

static const char *const values_LayerRuntime[] = { "nodejs",
                                                   "nodejs4.3",
                                                   "nodejs6.10",
                                                   "nodejs8.10",
                                                   "nodejs10.x",
                                                   "nodejs12.x",
                                                   "nodejs14.x",
                                                   "nodejs16.x",
                                                   "java8",
                                                   "java8.al2",
                                                   "java11",
                                                   "python2.7",
                                                   "python3.6",
                                                   "python3.7",
                                                   "python3.8",
                                                   "python3.9",
                                                   "dotnetcore1.0",
                                                   "dotnetcore2.0",
                                                   "dotnetcore2.1",
                                                   "dotnetcore3.1",
                                                   "dotnet6",
                                                   "dotnet8",
                                                   "nodejs4.3-edge",
                                                   "go1.x",
                                                   "ruby2.5",
                                                   "ruby2.7",
                                                   "provided",
                                                   "provided.al2",
                                                   "nodejs18.x",
                                                   "python3.10",
                                                   "java17",
                                                   "ruby3.2",
                                                   "ruby3.3",
                                                   "ruby3.4",
                                                   "python3.11",
                                                   "nodejs20.x",
                                                   "provided.al2023",
                                                   "python3.12",
                                                   "java21",
                                                   "python3.13",
                                                   "nodejs22.x",
                                                   "nodejs24.x",
                                                   "python3.14",
                                                   "java25",
                                                   "dotnet10",
                                                   "ruby4.0",
                                                   NULL };
static const struct shape LayerRuntime = ENUM_OF(values_LayerRuntime);

static const struct shape CompatibleRuntimes = {
    .type = T_LIST, .element = &LayerRuntime, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 15
};

static const struct shape LicenseInfo = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 512 };

static const struct shape CompatibleArchitectures = {
    .type = T_LIST, .element = &Architecture, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 2
};

static const struct member GetLayerVersionResponse_members[] = {
    { "Content", &LayerVersionContentOutput },
    { "LayerArn", &LayerArn },
    { "LayerVersionArn", &LayerVersionArn },
    { "Description", &Description },
    { "CreatedDate", &String },
    { "Version", &Long },
    { "CompatibleRuntimes", &CompatibleRuntimes },
    { "LicenseInfo", &LicenseInfo },
    { "CompatibleArchitectures", &CompatibleArchitectures },
    { 0 },
};
const struct shape LambdaGetLayerVersionResponse = { .type = T_STRUCTURE, .members = GetLayerVersionResponse_members };

static const struct member GetLayerVersionByArnRequest_members[] = {
    { "Arn", &LayerVersionArn, REQUIRED, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaGetLayerVersionByArnRequest = { .type = T_STRUCTURE,
                                                         .members = GetLayerVersionByArnRequest_members };

static const struct member GetLayerVersionPolicyRequest_members[] = {
    { "LayerName", &LayerName, REQUIRED, NULL, IN_URI },
    { "VersionNumber", &Long, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaGetLayerVersionPolicyRequest = { .type = T_STRUCTURE,
                                                          .members = GetLayerVersionPolicyRequest_members };

static const struct member GetLayerVersionPolicyResponse_members[] = {
    { "Policy", &String },
    { "RevisionId", &String },
    { 0 },
};
const struct shape LambdaGetLayerVersionPolicyResponse = { .type = T_STRUCTURE,
                                                           .members = GetLayerVersionPolicyResponse_members };

static const struct member GetPolicyRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaGetPolicyRequest = { .type = T_STRUCTURE, .members = GetPolicyRequest_members };

static const struct member GetPolicyResponse_members[] = {
    { "Policy", &String },
    { "RevisionId", &String },
    { 0 },
};
const struct shape LambdaGetPolicyResponse = { .type = T_STRUCTURE, .members = GetPolicyResponse_members };

static const struct member GetProvisionedConcurrencyConfigRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &Qualifier, REQUIRED, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaGetProvisionedConcurrencyConfigRequest = {
    .type = T_STRUCTURE, .members = GetProvisionedConcurrencyConfigRequest_members
};

static const struct shape PositiveInteger = { .type = T_INTEGER, .flags = HAS_MIN, .min = 1 };

static const struct shape NonNegativeInteger = { .type = T_INTEGER, .flags = HAS_MIN, .min = 0 };

static const char *const values_ProvisionedConcurrencyStatusEnum[] = { "IN_PROGRESS", "READY", "FAILED", NULL };
static const struct shape ProvisionedConcurrencyStatusEnum = ENUM_OF(values_ProvisionedConcurrencyStatusEnum);

static const struct member GetProvisionedConcurrencyConfigResponse_members[] = {
    { "RequestedProvisionedConcurrentExecutions", &PositiveInteger },
    { "AvailableProvisionedConcurrentExecutions", &NonNegativeInteger },
    { "AllocatedProvisionedConcurrentExecutions", &NonNegativeInteger },
    { "Status", &ProvisionedConcurrencyStatusEnum },
    { "StatusReason", &String },
    { "LastModified", &String },
    { 0 },
};
const struct shape LambdaGetProvisionedConcurrencyConfigResponse = {
    .type = T_STRUCTURE, .members = GetProvisionedConcurrencyConfigResponse_members
};

static const struct member GetRuntimeManagementConfigRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaGetRuntimeManagementConfigRequest = { .type = T_STRUCTURE,
                                                               .members = GetRuntimeManagementConfigRequest_members };

static const char *const values_UpdateRuntimeOn[] = { "Auto", "Manual", "FunctionUpdate", NULL };
static const struct shape UpdateRuntimeOn = ENUM_OF(values_UpdateRuntimeOn);

static const struct member GetRuntimeManagementConfigResponse_members[] = {
    { "UpdateRuntimeOn", &UpdateRuntimeOn },
    { "RuntimeVersionArn", &RuntimeVersionArn },
    { "FunctionArn", &NameSpacedFunctionArn },
    { 0 },
};
const struct shape LambdaGetRuntimeManagementConfigResponse = { .type = T_STRUCTURE,
                                                                .members = GetRuntimeManagementConfigResponse_members };

static const char *const values_InvocationType[] = { "Event", "RequestResponse", "DryRun", NULL };
static const struct shape InvocationType = ENUM_OF(values_InvocationType);

static const char *const values_LogType[] = { "None", "Tail", NULL };
static const struct shape LogType = ENUM_OF(values_LogType);

static const struct shape DurableExecutionName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[a-zA-Z0-9-_]+"
};

static const struct shape TenantId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 256, .pattern = "[a-zA-Z0-9\\._:\\/=+\\-@ ]+"
};

static const struct member InvocationRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "InvocationType", &InvocationType, 0, "X-Amz-Invocation-Type", IN_HEADER },
    { "LogType", &LogType, 0, "X-Amz-Log-Type", IN_HEADER },
    { "ClientContext", &String, 0, "X-Amz-Client-Context", IN_HEADER },
    { "DurableExecutionName", &DurableExecutionName, 0, "X-Amz-Durable-Execution-Name", IN_HEADER },
    { "Payload", &Blob, 0, NULL, IN_PAYLOAD },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { "TenantId", &TenantId, 0, "X-Amz-Tenant-Id", IN_HEADER },
    { 0 },
};
const struct shape LambdaInvocationRequest = { .type = T_STRUCTURE, .members = InvocationRequest_members };

static const struct shape DurableExecutionArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 1024,
    .pattern =
        "arn:([a-zA-Z0-9-]+):lambda:([a-zA-Z0-9-]+):(\\d{12}):function:([a-zA-Z0-9_-]+):(\\$LATEST(?:\\.PUBLISHED)?|[0-9]+)/durable-execution/([a-zA-Z0-9_-]+)/([a-zA-Z0-9_-]+)"
};

static const struct member InvocationResponse_members[] = {
    { "StatusCode", &Integer, 0, NULL, IN_STATUS },
    { "FunctionError", &String, 0, "X-Amz-Function-Error", IN_HEADER },
    { "LogResult", &String, 0, "X-Amz-Log-Result", IN_HEADER },
    { "Payload", &Blob, 0, NULL, IN_PAYLOAD },
    { "ExecutedVersion", &Version, 0, "X-Amz-Executed-Version", IN_HEADER },
    { "DurableExecutionArn", &DurableExecutionArn, 0, "X-Amz-Durable-Execution-Arn", IN_HEADER },
    { 0 },
};
const struct shape LambdaInvocationResponse = { .type = T_STRUCTURE, .members = InvocationResponse_members };

static const struct member InvokeAsyncRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "InvokeArgs", &Blob, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape LambdaInvokeAsyncRequest = { .type = T_STRUCTURE, .members = InvokeAsyncRequest_members };

static const struct member InvokeAsyncResponse_members[] = {
    { "Status", &Integer, 0, NULL, IN_STATUS },
    { 0 },
};
const struct shape LambdaInvokeAsyncResponse = { .type = T_STRUCTURE, .members = InvokeAsyncResponse_members };

static const char *const values_ResponseStreamingInvocationType[] = { "RequestResponse", "DryRun", NULL };
static const struct shape ResponseStreamingInvocationType = ENUM_OF(values_ResponseStreamingInvocationType);

static const struct member InvokeWithResponseStreamRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "InvocationType", &ResponseStreamingInvocationType, 0, "X-Amz-Invocation-Type", IN_HEADER },
    { "LogType", &LogType, 0, "X-Amz-Log-Type", IN_HEADER },
    { "ClientContext", &String, 0, "X-Amz-Client-Context", IN_HEADER },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { "Payload", &Blob, 0, NULL, IN_PAYLOAD },
    { "TenantId", &TenantId, 0, "X-Amz-Tenant-Id", IN_HEADER },
    { 0 },
};
const struct shape LambdaInvokeWithResponseStreamRequest = { .type = T_STRUCTURE,
                                                             .members = InvokeWithResponseStreamRequest_members };

static const struct member InvokeWithResponseStreamResponse_members[] = {
    { "StatusCode", &Integer, 0, NULL, IN_STATUS },
    { "ExecutedVersion", &Version, 0, "X-Amz-Executed-Version", IN_HEADER },
    { "EventStream", &Blob, 0, NULL, IN_PAYLOAD },
    { "ResponseStreamContentType", &String, 0, "Content-Type", IN_HEADER },
    { 0 },
};
const struct shape LambdaInvokeWithResponseStreamResponse = { .type = T_STRUCTURE,
                                                              .members = InvokeWithResponseStreamResponse_members };

static const struct shape MaxListItems = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 10000 };

static const struct member ListAliasesRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "FunctionVersion", &VersionWithLatestPublished, 0, NULL, IN_QUERY },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxListItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListAliasesRequest = { .type = T_STRUCTURE, .members = ListAliasesRequest_members };

static const struct shape AliasList = { .type = T_LIST, .element = &LambdaAliasConfiguration };

static const struct member ListAliasesResponse_members[] = {
    { "NextMarker", &String },
    { "Aliases", &AliasList },
    { 0 },
};
const struct shape LambdaListAliasesResponse = { .type = T_STRUCTURE, .members = ListAliasesResponse_members };

static const struct member ListCodeSigningConfigsRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxListItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListCodeSigningConfigsRequest = { .type = T_STRUCTURE,
                                                           .members = ListCodeSigningConfigsRequest_members };

static const struct shape CodeSigningConfigList = { .type = T_LIST, .element = &CodeSigningConfig };

static const struct member ListCodeSigningConfigsResponse_members[] = {
    { "NextMarker", &String },
    { "CodeSigningConfigs", &CodeSigningConfigList },
    { 0 },
};
const struct shape LambdaListCodeSigningConfigsResponse = { .type = T_STRUCTURE,
                                                            .members = ListCodeSigningConfigsResponse_members };

static const struct member ListEventSourceMappingsRequest_members[] = {
    { "EventSourceArn", &Arn, 0, NULL, IN_QUERY },
    { "FunctionName", &NamespacedFunctionName, 0, NULL, IN_QUERY },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxListItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListEventSourceMappingsRequest = { .type = T_STRUCTURE,
                                                            .members = ListEventSourceMappingsRequest_members };

static const struct shape EventSourceMappingsList = { .type = T_LIST,
                                                      .element = &LambdaEventSourceMappingConfiguration };

static const struct member ListEventSourceMappingsResponse_members[] = {
    { "NextMarker", &String },
    { "EventSourceMappings", &EventSourceMappingsList },
    { 0 },
};
const struct shape LambdaListEventSourceMappingsResponse = { .type = T_STRUCTURE,
                                                             .members = ListEventSourceMappingsResponse_members };

static const struct shape MaxFunctionEventInvokeConfigListItems = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 50
};

static const struct member ListFunctionEventInvokeConfigsRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxFunctionEventInvokeConfigListItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListFunctionEventInvokeConfigsRequest = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       ListFunctionEventInvokeConfigsRequest_members };

static const struct shape FunctionEventInvokeConfigList = { .type = T_LIST,
                                                            .element = &LambdaFunctionEventInvokeConfig };

static const struct member ListFunctionEventInvokeConfigsResponse_members[] = {
    { "FunctionEventInvokeConfigs", &FunctionEventInvokeConfigList },
    { "NextMarker", &String },
    { 0 },
};
const struct shape LambdaListFunctionEventInvokeConfigsResponse = {
    .type = T_STRUCTURE, .members = ListFunctionEventInvokeConfigsResponse_members
};

static const struct shape MaxItems = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 50 };

static const struct member ListFunctionUrlConfigsRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListFunctionUrlConfigsRequest = { .type = T_STRUCTURE,
                                                           .members = ListFunctionUrlConfigsRequest_members };

static const struct member FunctionUrlConfig_members[] = {
    { "FunctionUrl", &FunctionUrl, REQUIRED },
    { "FunctionArn", &FunctionArn, REQUIRED },
    { "CreationTime", &String, REQUIRED },
    { "LastModifiedTime", &String, REQUIRED },
    { "Cors", &Cors },
    { "AuthType", &FunctionUrlAuthType, REQUIRED },
    { "InvokeMode", &InvokeMode },
    { 0 },
};
static const struct shape FunctionUrlConfig = { .type = T_STRUCTURE, .members = FunctionUrlConfig_members };

static const struct shape FunctionUrlConfigList = { .type = T_LIST, .element = &FunctionUrlConfig };

static const struct member ListFunctionUrlConfigsResponse_members[] = {
    { "FunctionUrlConfigs", &FunctionUrlConfigList, REQUIRED },
    { "NextMarker", &String },
    { 0 },
};
const struct shape LambdaListFunctionUrlConfigsResponse = { .type = T_STRUCTURE,
                                                            .members = ListFunctionUrlConfigsResponse_members };

static const struct shape MasterRegion = { .type = T_STRING, .pattern = "ALL|[a-z]{2}(-gov)?-[a-z]+-\\d{1}" };

static const char *const values_FunctionVersion[] = { "ALL", NULL };
static const struct shape FunctionVersion = ENUM_OF(values_FunctionVersion);

static const struct member ListFunctionsRequest_members[] = {
    { "MasterRegion", &MasterRegion, 0, NULL, IN_QUERY },
    { "FunctionVersion", &FunctionVersion, 0, NULL, IN_QUERY },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxListItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListFunctionsRequest = { .type = T_STRUCTURE, .members = ListFunctionsRequest_members };

static const struct shape FunctionList = { .type = T_LIST, .element = &LambdaFunctionConfiguration };

static const struct member ListFunctionsResponse_members[] = {
    { "NextMarker", &String },
    { "Functions", &FunctionList },
    { 0 },
};
const struct shape LambdaListFunctionsResponse = { .type = T_STRUCTURE, .members = ListFunctionsResponse_members };

static const struct member ListFunctionsByCodeSigningConfigRequest_members[] = {
    { "CodeSigningConfigArn", &CodeSigningConfigArn, REQUIRED, NULL, IN_URI },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxListItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListFunctionsByCodeSigningConfigRequest = {
    .type = T_STRUCTURE, .members = ListFunctionsByCodeSigningConfigRequest_members
};

static const struct shape FunctionArnList = { .type = T_LIST, .element = &FunctionArn };

static const struct member ListFunctionsByCodeSigningConfigResponse_members[] = {
    { "NextMarker", &String },
    { "FunctionArns", &FunctionArnList },
    { 0 },
};
const struct shape LambdaListFunctionsByCodeSigningConfigResponse = {
    .type = T_STRUCTURE, .members = ListFunctionsByCodeSigningConfigResponse_members
};

static const struct shape MaxLayerListItems = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 50 };

static const struct member ListLayerVersionsRequest_members[] = {
    { "CompatibleRuntime", &LayerRuntime, 0, NULL, IN_QUERY },
    { "LayerName", &LayerName, REQUIRED, NULL, IN_URI },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxLayerListItems, 0, NULL, IN_QUERY },
    { "CompatibleArchitecture", &Architecture, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListLayerVersionsRequest = { .type = T_STRUCTURE,
                                                      .members = ListLayerVersionsRequest_members };

static const struct member LayerVersionsListItem_members[] = {
    { "LayerVersionArn", &LayerVersionArn },
    { "Version", &Long },
    { "Description", &Description },
    { "CreatedDate", &String },
    { "CompatibleRuntimes", &CompatibleRuntimes },
    { "LicenseInfo", &LicenseInfo },
    { "CompatibleArchitectures", &CompatibleArchitectures },
    { 0 },
};
static const struct shape LayerVersionsListItem = { .type = T_STRUCTURE, .members = LayerVersionsListItem_members };

static const struct shape LayerVersionsList = { .type = T_LIST, .element = &LayerVersionsListItem };

static const struct member ListLayerVersionsResponse_members[] = {
    { "NextMarker", &String },
    { "LayerVersions", &LayerVersionsList },
    { 0 },
};
const struct shape LambdaListLayerVersionsResponse = { .type = T_STRUCTURE,
                                                       .members = ListLayerVersionsResponse_members };

static const struct member ListLayersRequest_members[] = {
    { "CompatibleRuntime", &LayerRuntime, 0, NULL, IN_QUERY },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxLayerListItems, 0, NULL, IN_QUERY },
    { "CompatibleArchitecture", &Architecture, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListLayersRequest = { .type = T_STRUCTURE, .members = ListLayersRequest_members };

static const struct member LayersListItem_members[] = {
    { "LayerName", &LayerName },
    { "LayerArn", &LayerArn },
    { "LatestMatchingVersion", &LayerVersionsListItem },
    { 0 },
};
static const struct shape LayersListItem = { .type = T_STRUCTURE, .members = LayersListItem_members };

static const struct shape LayersList = { .type = T_LIST, .element = &LayersListItem };

static const struct member ListLayersResponse_members[] = {
    { "NextMarker", &String },
    { "Layers", &LayersList },
    { 0 },
};
const struct shape LambdaListLayersResponse = { .type = T_STRUCTURE, .members = ListLayersResponse_members };

static const struct shape MaxProvisionedConcurrencyConfigListItems = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 50
};

static const struct member ListProvisionedConcurrencyConfigsRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxProvisionedConcurrencyConfigListItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListProvisionedConcurrencyConfigsRequest = {
    .type = T_STRUCTURE, .members = ListProvisionedConcurrencyConfigsRequest_members
};

static const struct member ProvisionedConcurrencyConfigListItem_members[] = {
    { "FunctionArn", &FunctionArn },
    { "RequestedProvisionedConcurrentExecutions", &PositiveInteger },
    { "AvailableProvisionedConcurrentExecutions", &NonNegativeInteger },
    { "AllocatedProvisionedConcurrentExecutions", &NonNegativeInteger },
    { "Status", &ProvisionedConcurrencyStatusEnum },
    { "StatusReason", &String },
    { "LastModified", &String },
    { 0 },
};
static const struct shape ProvisionedConcurrencyConfigListItem = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       ProvisionedConcurrencyConfigListItem_members };

static const struct shape ProvisionedConcurrencyConfigList = { .type = T_LIST,
                                                               .element = &ProvisionedConcurrencyConfigListItem };

static const struct member ListProvisionedConcurrencyConfigsResponse_members[] = {
    { "ProvisionedConcurrencyConfigs", &ProvisionedConcurrencyConfigList },
    { "NextMarker", &String },
    { 0 },
};
const struct shape LambdaListProvisionedConcurrencyConfigsResponse = {
    .type = T_STRUCTURE, .members = ListProvisionedConcurrencyConfigsResponse_members
};

static const struct shape TaggableResource = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 256,
    .pattern =
        "arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)"
};

static const struct member ListTagsRequest_members[] = {
    { "Resource", &TaggableResource, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaListTagsRequest = { .type = T_STRUCTURE, .members = ListTagsRequest_members };

static const struct member ListTagsResponse_members[] = {
    { "Tags", &StringMap },
    { 0 },
};
const struct shape LambdaListTagsResponse = { .type = T_STRUCTURE, .members = ListTagsResponse_members };

static const struct member ListVersionsByFunctionRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &MaxListItems, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaListVersionsByFunctionRequest = { .type = T_STRUCTURE,
                                                           .members = ListVersionsByFunctionRequest_members };

static const struct member ListVersionsByFunctionResponse_members[] = {
    { "NextMarker", &String },
    { "Versions", &FunctionList },
    { 0 },
};
const struct shape LambdaListVersionsByFunctionResponse = { .type = T_STRUCTURE,
                                                            .members = ListVersionsByFunctionResponse_members };

static const struct member LayerVersionContentInput_members[] = {
    { "S3Bucket", &S3Bucket },
    { "S3Key", &S3Key },
    { "S3ObjectVersion", &S3ObjectVersion },
    { "ZipFile", &Blob },
    { 0 },
};
static const struct shape LayerVersionContentInput = { .type = T_STRUCTURE,
                                                       .members = LayerVersionContentInput_members };

static const struct member PublishLayerVersionRequest_members[] = {
    { "LayerName", &LayerName, REQUIRED, NULL, IN_URI },
    { "Description", &Description },
    { "Content", &LayerVersionContentInput, REQUIRED },
    { "CompatibleRuntimes", &CompatibleRuntimes },
    { "LicenseInfo", &LicenseInfo },
    { "CompatibleArchitectures", &CompatibleArchitectures },
    { 0 },
};
const struct shape LambdaPublishLayerVersionRequest = { .type = T_STRUCTURE,
                                                        .members = PublishLayerVersionRequest_members };

static const struct member PublishLayerVersionResponse_members[] = {
    { "Content", &LayerVersionContentOutput },
    { "LayerArn", &LayerArn },
    { "LayerVersionArn", &LayerVersionArn },
    { "Description", &Description },
    { "CreatedDate", &String },
    { "Version", &Long },
    { "CompatibleRuntimes", &CompatibleRuntimes },
    { "LicenseInfo", &LicenseInfo },
    { "CompatibleArchitectures", &CompatibleArchitectures },
    { 0 },
};
const struct shape LambdaPublishLayerVersionResponse = { .type = T_STRUCTURE,
                                                         .members = PublishLayerVersionResponse_members };

static const struct member PublishVersionRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "CodeSha256", &String },
    { "Description", &Description },
    { "RevisionId", &String },
    { "PublishTo", &FunctionVersionLatestPublished },
    { 0 },
};
const struct shape LambdaPublishVersionRequest = { .type = T_STRUCTURE, .members = PublishVersionRequest_members };

static const struct member PutFunctionCodeSigningConfigRequest_members[] = {
    { "CodeSigningConfigArn", &CodeSigningConfigArn, REQUIRED },
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape LambdaPutFunctionCodeSigningConfigRequest = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     PutFunctionCodeSigningConfigRequest_members };

static const struct member PutFunctionCodeSigningConfigResponse_members[] = {
    { "CodeSigningConfigArn", &CodeSigningConfigArn, REQUIRED },
    { "FunctionName", &FunctionName, REQUIRED },
    { 0 },
};
const struct shape LambdaPutFunctionCodeSigningConfigResponse = { .type = T_STRUCTURE,
                                                                  .members =
                                                                      PutFunctionCodeSigningConfigResponse_members };

static const struct member PutFunctionConcurrencyRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "ReservedConcurrentExecutions", &ReservedConcurrentExecutions, REQUIRED },
    { 0 },
};
const struct shape LambdaPutFunctionConcurrencyRequest = { .type = T_STRUCTURE,
                                                           .members = PutFunctionConcurrencyRequest_members };

static const struct member PutFunctionEventInvokeConfigRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { "MaximumRetryAttempts", &MaximumRetryAttempts },
    { "MaximumEventAgeInSeconds", &MaximumEventAgeInSeconds },
    { "DestinationConfig", &DestinationConfig },
    { 0 },
};
const struct shape LambdaPutFunctionEventInvokeConfigRequest = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     PutFunctionEventInvokeConfigRequest_members };

static const struct member PutFunctionRecursionConfigRequest_members[] = {
    { "FunctionName", &UnqualifiedFunctionName, REQUIRED, NULL, IN_URI },
    { "RecursiveLoop", &RecursiveLoop, REQUIRED },
    { 0 },
};
const struct shape LambdaPutFunctionRecursionConfigRequest = { .type = T_STRUCTURE,
                                                               .members = PutFunctionRecursionConfigRequest_members };

static const struct member PutFunctionRecursionConfigResponse_members[] = {
    { "RecursiveLoop", &RecursiveLoop },
    { 0 },
};
const struct shape LambdaPutFunctionRecursionConfigResponse = { .type = T_STRUCTURE,
                                                                .members = PutFunctionRecursionConfigResponse_members };

static const struct member PutProvisionedConcurrencyConfigRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &Qualifier, REQUIRED, NULL, IN_QUERY },
    { "ProvisionedConcurrentExecutions", &PositiveInteger, REQUIRED },
    { 0 },
};
const struct shape LambdaPutProvisionedConcurrencyConfigRequest = {
    .type = T_STRUCTURE, .members = PutProvisionedConcurrencyConfigRequest_members
};

static const struct member PutProvisionedConcurrencyConfigResponse_members[] = {
    { "RequestedProvisionedConcurrentExecutions", &PositiveInteger },
    { "AvailableProvisionedConcurrentExecutions", &NonNegativeInteger },
    { "AllocatedProvisionedConcurrentExecutions", &NonNegativeInteger },
    { "Status", &ProvisionedConcurrencyStatusEnum },
    { "StatusReason", &String },
    { "LastModified", &String },
    { 0 },
};
const struct shape LambdaPutProvisionedConcurrencyConfigResponse = {
    .type = T_STRUCTURE, .members = PutProvisionedConcurrencyConfigResponse_members
};

static const struct member PutRuntimeManagementConfigRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { "UpdateRuntimeOn", &UpdateRuntimeOn, REQUIRED },
    { "RuntimeVersionArn", &RuntimeVersionArn },
    { 0 },
};
const struct shape LambdaPutRuntimeManagementConfigRequest = { .type = T_STRUCTURE,
                                                               .members = PutRuntimeManagementConfigRequest_members };

static const struct member PutRuntimeManagementConfigResponse_members[] = {
    { "UpdateRuntimeOn", &UpdateRuntimeOn, REQUIRED },
    { "FunctionArn", &FunctionArn, REQUIRED },
    { "RuntimeVersionArn", &RuntimeVersionArn },
    { 0 },
};
const struct shape LambdaPutRuntimeManagementConfigResponse = { .type = T_STRUCTURE,
                                                                .members = PutRuntimeManagementConfigResponse_members };

static const struct member RemoveLayerVersionPermissionRequest_members[] = {
    { "LayerName", &LayerName, REQUIRED, NULL, IN_URI },
    { "VersionNumber", &Long, REQUIRED, NULL, IN_URI },
    { "StatementId", &StatementId, REQUIRED, NULL, IN_URI },
    { "RevisionId", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaRemoveLayerVersionPermissionRequest = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     RemoveLayerVersionPermissionRequest_members };

static const struct shape NamespacedStatementId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 100, .pattern = "([a-zA-Z0-9-_.]+)"
};

static const struct member RemovePermissionRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "StatementId", &NamespacedStatementId, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { "RevisionId", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape LambdaRemovePermissionRequest = { .type = T_STRUCTURE, .members = RemovePermissionRequest_members };

static const struct member TagResourceRequest_members[] = {
    { "Resource", &TaggableResource, REQUIRED, NULL, IN_URI },
    { "Tags", &StringMap, REQUIRED },
    { 0 },
};
const struct shape LambdaTagResourceRequest = { .type = T_STRUCTURE, .members = TagResourceRequest_members };

static const struct member UntagResourceRequest_members[] = {
    { "Resource", &TaggableResource, REQUIRED, NULL, IN_URI },
    { "TagKeys", &StringList, REQUIRED, "tagKeys", IN_QUERY },
    { 0 },
};
const struct shape LambdaUntagResourceRequest = { .type = T_STRUCTURE, .members = UntagResourceRequest_members };

static const struct member UpdateAliasRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Name", &Alias, REQUIRED, NULL, IN_URI },
    { "FunctionVersion", &VersionWithLatestPublished },
    { "Description", &Description },
    { "RoutingConfig", &AliasRoutingConfiguration },
    { "RevisionId", &String },
    { 0 },
};
const struct shape LambdaUpdateAliasRequest = { .type = T_STRUCTURE, .members = UpdateAliasRequest_members };

static const struct member UpdateCodeSigningConfigRequest_members[] = {
    { "CodeSigningConfigArn", &CodeSigningConfigArn, REQUIRED, NULL, IN_URI },
    { "Description", &Description },
    { "AllowedPublishers", &AllowedPublishers },
    { "CodeSigningPolicies", &CodeSigningPolicies },
    { 0 },
};
const struct shape LambdaUpdateCodeSigningConfigRequest = { .type = T_STRUCTURE,
                                                            .members = UpdateCodeSigningConfigRequest_members };

static const struct member UpdateCodeSigningConfigResponse_members[] = {
    { "CodeSigningConfig", &CodeSigningConfig, REQUIRED },
    { 0 },
};
const struct shape LambdaUpdateCodeSigningConfigResponse = { .type = T_STRUCTURE,
                                                             .members = UpdateCodeSigningConfigResponse_members };

static const struct member UpdateEventSourceMappingRequest_members[] = {
    { "UUID", &String, REQUIRED, NULL, IN_URI },
    { "FunctionName", &NamespacedFunctionName },
    { "Enabled", &Boolean },
    { "BatchSize", &BatchSize },
    { "FilterCriteria", &FilterCriteria },
    { "MaximumBatchingWindowInSeconds", &MaximumBatchingWindowInSeconds },
    { "DestinationConfig", &DestinationConfig },
    { "MaximumRecordAgeInSeconds", &MaximumRecordAgeInSeconds },
    { "BisectBatchOnFunctionError", &Boolean },
    { "MaximumRetryAttempts", &MaximumRetryAttemptsEventSourceMapping },
    { "ParallelizationFactor", &ParallelizationFactor },
    { "SourceAccessConfigurations", &SourceAccessConfigurations },
    { "TumblingWindowInSeconds", &TumblingWindowInSeconds },
    { "FunctionResponseTypes", &FunctionResponseTypeList },
    { "ScalingConfig", &ScalingConfig },
    { "AmazonManagedKafkaEventSourceConfig", &AmazonManagedKafkaEventSourceConfig },
    { "SelfManagedKafkaEventSourceConfig", &SelfManagedKafkaEventSourceConfig },
    { "DocumentDBEventSourceConfig", &DocumentDBEventSourceConfig },
    { "KMSKeyArn", &KMSKeyArn },
    { "MetricsConfig", &EventSourceMappingMetricsConfig },
    { "LoggingConfig", &EventSourceMappingLoggingConfig },
    { "ProvisionedPollerConfig", &ProvisionedPollerConfig },
    { 0 },
};
const struct shape LambdaUpdateEventSourceMappingRequest = { .type = T_STRUCTURE,
                                                             .members = UpdateEventSourceMappingRequest_members };

static const struct member UpdateFunctionCodeRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "ZipFile", &Blob },
    { "S3Bucket", &S3Bucket },
    { "S3Key", &S3Key },
    { "S3ObjectVersion", &S3ObjectVersion },
    { "ImageUri", &String },
    { "Publish", &Boolean },
    { "DryRun", &Boolean },
    { "RevisionId", &String },
    { "Architectures", &ArchitecturesList },
    { "SourceKMSKeyArn", &KMSKeyArn },
    { "PublishTo", &FunctionVersionLatestPublished },
    { 0 },
};
const struct shape LambdaUpdateFunctionCodeRequest = { .type = T_STRUCTURE,
                                                       .members = UpdateFunctionCodeRequest_members };

static const struct member UpdateFunctionConfigurationRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Role", &RoleArn },
    { "Handler", &Handler },
    { "Description", &Description },
    { "Timeout", &Timeout },
    { "MemorySize", &MemorySize },
    { "VpcConfig", &VpcConfig },
    { "Environment", &Environment },
    { "Runtime", &String },
    { "DeadLetterConfig", &DeadLetterConfig },
    { "KMSKeyArn", &KMSKeyArn },
    { "TracingConfig", &TracingConfig },
    { "RevisionId", &String },
    { "Layers", &LayerList },
    { "FileSystemConfigs", &FileSystemConfigList },
    { "ImageConfig", &ImageConfig },
    { "EphemeralStorage", &EphemeralStorage },
    { "SnapStart", &SnapStart },
    { "LoggingConfig", &LoggingConfig },
    { "CapacityProviderConfig", &CapacityProviderConfig },
    { "DurableConfig", &DurableConfig },
    { 0 },
};
const struct shape LambdaUpdateFunctionConfigurationRequest = { .type = T_STRUCTURE,
                                                                .members = UpdateFunctionConfigurationRequest_members };

static const struct member UpdateFunctionEventInvokeConfigRequest_members[] = {
    { "FunctionName", &NamespacedFunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &NumericLatestPublishedOrAliasQualifier, 0, NULL, IN_QUERY },
    { "MaximumRetryAttempts", &MaximumRetryAttempts },
    { "MaximumEventAgeInSeconds", &MaximumEventAgeInSeconds },
    { "DestinationConfig", &DestinationConfig },
    { 0 },
};
const struct shape LambdaUpdateFunctionEventInvokeConfigRequest = {
    .type = T_STRUCTURE, .members = UpdateFunctionEventInvokeConfigRequest_members
};

static const struct member UpdateFunctionUrlConfigRequest_members[] = {
    { "FunctionName", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Qualifier", &FunctionUrlQualifier, 0, NULL, IN_QUERY },
    { "AuthType", &FunctionUrlAuthType },
    { "Cors", &Cors },
    { "InvokeMode", &InvokeMode },
    { 0 },
};
const struct shape LambdaUpdateFunctionUrlConfigRequest = { .type = T_STRUCTURE,
                                                            .members = UpdateFunctionUrlConfigRequest_members };

static const struct member UpdateFunctionUrlConfigResponse_members[] = {
    { "FunctionUrl", &FunctionUrl, REQUIRED },
    { "FunctionArn", &FunctionArn, REQUIRED },
    { "AuthType", &FunctionUrlAuthType, REQUIRED },
    { "Cors", &Cors },
    { "CreationTime", &String, REQUIRED },
    { "LastModifiedTime", &String, REQUIRED },
    { "InvokeMode", &InvokeMode },
    { 0 },
};
const struct shape LambdaUpdateFunctionUrlConfigResponse = { .type = T_STRUCTURE,
                                                             .members = UpdateFunctionUrlConfigResponse_members };
