/* Written by emulator/tools/rest_shapes.mjs. */
#include "emulator/services/apigateway/apigateway_shapes.h"

static const struct member StageKey_members[] = {
    { "restApiId", &String },
    { "stageName", &String },
    { 0 },
};
static const struct shape StageKey = { .type = T_STRUCTURE, .members = StageKey_members };

static const struct shape ListOfStageKeys = { .type = T_LIST, .element = &StageKey };

static const struct shape MapOfStringToString = { .type = T_MAP, .element = &String, .flags = NULL_IS_EMPTY };

static const struct member CreateApiKeyRequest_members[] = {
    { "name", &String },
    { "description", &String },
    { "enabled", &Boolean },
    { "generateDistinctId", &Boolean },
    { "value", &String },
    { "stageKeys", &ListOfStageKeys },
    { "customerId", &String },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiCreateApiKeyRequest = { .type = T_STRUCTURE, .members = CreateApiKeyRequest_members };

static const struct member ApiKey_members[] = {
    { "id", &String },
    { "value", &String },
    { "name", &String },
    { "customerId", &String },
    { "description", &String },
    { "enabled", &Boolean },
    { "createdDate", &Timestamp },
    { "lastUpdatedDate", &Timestamp },
    { "stageKeys", &StringList },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiApiKey = { .type = T_STRUCTURE, .members = ApiKey_members };

static const char *const values_AuthorizerType[] = { "TOKEN", "REQUEST", "COGNITO_USER_POOLS", NULL };
static const struct shape AuthorizerType = ENUM_OF(values_AuthorizerType);

static const struct member CreateAuthorizerRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "name", &String, REQUIRED },
    { "type", &AuthorizerType, REQUIRED },
    { "providerARNs", &StringList },
    { "authType", &String },
    { "authorizerUri", &String },
    { "authorizerCredentials", &String },
    { "identitySource", &String },
    { "identityValidationExpression", &String },
    { "authorizerResultTtlInSeconds", &Integer },
    { 0 },
};
const struct shape ApiCreateAuthorizerRequest = { .type = T_STRUCTURE, .members = CreateAuthorizerRequest_members };

static const struct member Authorizer_members[] = {
    { "id", &String },
    { "name", &String },
    { "type", &AuthorizerType },
    { "providerARNs", &StringList },
    { "authType", &String },
    { "authorizerUri", &String },
    { "authorizerCredentials", &String },
    { "identitySource", &String },
    { "identityValidationExpression", &String },
    { "authorizerResultTtlInSeconds", &Integer },
    { 0 },
};
const struct shape ApiAuthorizer = { .type = T_STRUCTURE, .members = Authorizer_members };

static const struct member CreateBasePathMappingRequest_members[] = {
    { "domainName", &String, REQUIRED, "domain_name", IN_URI },
    { "domainNameId", &String, 0, NULL, IN_QUERY },
    { "basePath", &String },
    { "restApiId", &String, REQUIRED },
    { "stage", &String },
    { 0 },
};
const struct shape ApiCreateBasePathMappingRequest = { .type = T_STRUCTURE,
                                                       .members = CreateBasePathMappingRequest_members };

static const struct member BasePathMapping_members[] = {
    { "basePath", &String },
    { "restApiId", &String },
    { "stage", &String },
    { 0 },
};
const struct shape ApiBasePathMapping = { .type = T_STRUCTURE, .members = BasePathMapping_members };

static const char *const values_CacheClusterSize[] = {
    "0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237", NULL
};
static const struct shape CacheClusterSize = ENUM_OF(values_CacheClusterSize);

static const struct member DeploymentCanarySettings_members[] = {
    { "percentTraffic", &Double },
    { "stageVariableOverrides", &MapOfStringToString },
    { "useStageCache", &Boolean },
    { 0 },
};
static const struct shape DeploymentCanarySettings = { .type = T_STRUCTURE,
                                                       .members = DeploymentCanarySettings_members };

static const struct member CreateDeploymentRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "stageName", &String },
    { "stageDescription", &String },
    { "description", &String },
    { "cacheClusterEnabled", &Boolean },
    { "cacheClusterSize", &CacheClusterSize },
    { "variables", &MapOfStringToString },
    { "canarySettings", &DeploymentCanarySettings },
    { "tracingEnabled", &Boolean },
    { 0 },
};
const struct shape ApiCreateDeploymentRequest = { .type = T_STRUCTURE, .members = CreateDeploymentRequest_members };

static const struct member MethodSnapshot_members[] = {
    { "authorizationType", &String },
    { "apiKeyRequired", &Boolean },
    { 0 },
};
static const struct shape MethodSnapshot = { .type = T_STRUCTURE, .members = MethodSnapshot_members };

static const struct shape MapOfMethodSnapshot = { .type = T_MAP, .element = &MethodSnapshot };

static const struct shape PathToMapOfMethodSnapshot = { .type = T_MAP, .element = &MapOfMethodSnapshot };

static const struct member Deployment_members[] = {
    { "id", &String },
    { "description", &String },
    { "createdDate", &Timestamp },
    { "apiSummary", &PathToMapOfMethodSnapshot },
    { 0 },
};
const struct shape ApiDeployment = { .type = T_STRUCTURE, .members = Deployment_members };

static const char *const values_DocumentationPartType[] = { "RESPONSE_BODY",
                                                            "RESPONSE",
                                                            "METHOD",
                                                            "MODEL",
                                                            "AUTHORIZER",
                                                            "RESPONSE_HEADER",
                                                            "RESOURCE",
                                                            "PATH_PARAMETER",
                                                            "REQUEST_BODY",
                                                            "QUERY_PARAMETER",
                                                            "API",
                                                            "REQUEST_HEADER",
                                                            NULL };
static const struct shape DocumentationPartType = ENUM_OF(values_DocumentationPartType);

static const struct shape DocumentationPartLocationStatusCode = { .type = T_STRING,
                                                                  .pattern = "^([1-5]\\d\\d|\\*|\\s*)$" };

static const struct member DocumentationPartLocation_members[] = {
    { "type", &DocumentationPartType, REQUIRED },           { "path", &String }, { "method", &String },
    { "statusCode", &DocumentationPartLocationStatusCode }, { "name", &String }, { 0 },
};
static const struct shape DocumentationPartLocation = { .type = T_STRUCTURE,
                                                        .members = DocumentationPartLocation_members };

static const struct member CreateDocumentationPartRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "location", &DocumentationPartLocation, REQUIRED },
    { "properties", &String, REQUIRED },
    { 0 },
};
const struct shape ApiCreateDocumentationPartRequest = { .type = T_STRUCTURE,
                                                         .members = CreateDocumentationPartRequest_members };

static const struct member DocumentationPart_members[] = {
    { "id", &String },
    { "location", &DocumentationPartLocation },
    { "properties", &String },
    { 0 },
};
const struct shape ApiDocumentationPart = { .type = T_STRUCTURE, .members = DocumentationPart_members };

static const struct member CreateDocumentationVersionRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "documentationVersion", &String, REQUIRED },
    { "stageName", &String },
    { "description", &String },
    { 0 },
};
const struct shape ApiCreateDocumentationVersionRequest = { .type = T_STRUCTURE,
                                                            .members = CreateDocumentationVersionRequest_members };

static const struct member DocumentationVersion_members[] = {
    { "version", &String },
    { "createdDate", &Timestamp },
    { "description", &String },
    { 0 },
};
const struct shape ApiDocumentationVersion = { .type = T_STRUCTURE, .members = DocumentationVersion_members };

static const char *const values_EndpointType[] = { "PRIVATE", "EDGE", "REGIONAL", NULL };
static const struct shape EndpointType = ENUM_OF(values_EndpointType);

static const struct shape ListOfEndpointType = { .type = T_LIST, .element = &EndpointType };

static const char *const values_IpAddressType[] = { "ipv4", "dualstack", NULL };
static const struct shape IpAddressType = ENUM_OF(values_IpAddressType);

static const struct member EndpointConfiguration_members[] = {
    { "types", &ListOfEndpointType },
    { "ipAddressType", &IpAddressType },
    { "vpcEndpointIds", &StringList },
    { 0 },
};
static const struct shape EndpointConfiguration = { .type = T_STRUCTURE, .members = EndpointConfiguration_members };

static const char *const values_SecurityPolicy[] = { "TLS_1_0",
                                                     "TLS_1_2",
                                                     "SecurityPolicy_TLS13_1_3_2025_09",
                                                     "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
                                                     "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
                                                     "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
                                                     "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
                                                     "SecurityPolicy_TLS13_1_2_PQ_2025_09",
                                                     "SecurityPolicy_TLS13_1_2_2021_06",
                                                     "SecurityPolicy_TLS13_2025_EDGE",
                                                     "SecurityPolicy_TLS12_PFS_2025_EDGE",
                                                     "SecurityPolicy_TLS12_2018_EDGE",
                                                     NULL };
static const struct shape SecurityPolicy = ENUM_OF(values_SecurityPolicy);

static const char *const values_EndpointAccessMode[] = { "BASIC", "STRICT", NULL };
static const struct shape EndpointAccessMode = ENUM_OF(values_EndpointAccessMode);

static const struct member MutualTlsAuthenticationInput_members[] = {
    { "truststoreUri", &String },
    { "truststoreVersion", &String },
    { 0 },
};
static const struct shape MutualTlsAuthenticationInput = { .type = T_STRUCTURE,
                                                           .members = MutualTlsAuthenticationInput_members };

static const char *const values_RoutingMode[] = { "BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY",
                                                  "ROUTING_RULE_THEN_BASE_PATH_MAPPING", NULL };
static const struct shape RoutingMode = ENUM_OF(values_RoutingMode);

static const struct member CreateDomainNameRequest_members[] = {
    { "domainName", &String, REQUIRED },
    { "certificateName", &String },
    { "certificateBody", &String },
    { "certificatePrivateKey", &String },
    { "certificateChain", &String },
    { "certificateArn", &String },
    { "regionalCertificateName", &String },
    { "regionalCertificateArn", &String },
    { "endpointConfiguration", &EndpointConfiguration },
    { "tags", &MapOfStringToString },
    { "securityPolicy", &SecurityPolicy },
    { "endpointAccessMode", &EndpointAccessMode },
    { "mutualTlsAuthentication", &MutualTlsAuthenticationInput },
    { "ownershipVerificationCertificateArn", &String },
    { "policy", &String },
    { "routingMode", &RoutingMode },
    { 0 },
};
const struct shape ApiCreateDomainNameRequest = { .type = T_STRUCTURE, .members = CreateDomainNameRequest_members };

static const char *const values_DomainNameStatus[] = {
    "AVAILABLE", "UPDATING", "PENDING", "PENDING_CERTIFICATE_REIMPORT", "PENDING_OWNERSHIP_VERIFICATION", "FAILED", NULL
};
static const struct shape DomainNameStatus = ENUM_OF(values_DomainNameStatus);

static const struct member MutualTlsAuthentication_members[] = {
    { "truststoreUri", &String },
    { "truststoreVersion", &String },
    { "truststoreWarnings", &StringList },
    { 0 },
};
static const struct shape MutualTlsAuthentication = { .type = T_STRUCTURE, .members = MutualTlsAuthentication_members };

static const struct member DomainName_members[] = {
    { "domainName", &String },
    { "domainNameId", &String },
    { "domainNameArn", &String },
    { "certificateName", &String },
    { "certificateArn", &String },
    { "certificateUploadDate", &Timestamp },
    { "regionalDomainName", &String },
    { "regionalHostedZoneId", &String },
    { "regionalCertificateName", &String },
    { "regionalCertificateArn", &String },
    { "distributionDomainName", &String },
    { "distributionHostedZoneId", &String },
    { "endpointConfiguration", &EndpointConfiguration },
    { "domainNameStatus", &DomainNameStatus },
    { "domainNameStatusMessage", &String },
    { "securityPolicy", &SecurityPolicy },
    { "endpointAccessMode", &EndpointAccessMode },
    { "tags", &MapOfStringToString },
    { "mutualTlsAuthentication", &MutualTlsAuthentication },
    { "ownershipVerificationCertificateArn", &String },
    { "managementPolicy", &String },
    { "policy", &String },
    { "routingMode", &RoutingMode },
    { 0 },
};
const struct shape ApiDomainName = { .type = T_STRUCTURE, .members = DomainName_members };

static const struct member CreateModelRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "name", &String, REQUIRED },
    { "description", &String },
    { "schema", &String },
    { "contentType", &String, REQUIRED },
    { 0 },
};
const struct shape ApiCreateModelRequest = { .type = T_STRUCTURE, .members = CreateModelRequest_members };

static const struct member Model_members[] = {
    { "id", &String },     { "name", &String },        { "description", &String },
    { "schema", &String }, { "contentType", &String }, { 0 },
};
const struct shape ApiModel = { .type = T_STRUCTURE, .members = Model_members };

static const struct member CreateRequestValidatorRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "name", &String },
    { "validateRequestBody", &Boolean },
    { "validateRequestParameters", &Boolean },
    { 0 },
};
const struct shape ApiCreateRequestValidatorRequest = { .type = T_STRUCTURE,
                                                        .members = CreateRequestValidatorRequest_members };

static const struct member RequestValidator_members[] = {
    { "id", &String },
    { "name", &String },
    { "validateRequestBody", &Boolean },
    { "validateRequestParameters", &Boolean },
    { 0 },
};
const struct shape ApiRequestValidator = { .type = T_STRUCTURE, .members = RequestValidator_members };

static const struct member CreateResourceRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "parentId", &String, REQUIRED, "parent_id", IN_URI },
    { "pathPart", &String, REQUIRED },
    { 0 },
};
const struct shape ApiCreateResourceRequest = { .type = T_STRUCTURE, .members = CreateResourceRequest_members };

static const struct shape MapOfStringToBoolean = { .type = T_MAP, .element = &Boolean };

static const struct shape StatusCode = { .type = T_STRING, .pattern = "[1-5]\\d\\d" };

static const struct member MethodResponse_members[] = {
    { "statusCode", &StatusCode },
    { "responseParameters", &MapOfStringToBoolean },
    { "responseModels", &MapOfStringToString },
    { 0 },
};
const struct shape ApiMethodResponse = { .type = T_STRUCTURE, .members = MethodResponse_members };

static const struct shape MapOfMethodResponse = { .type = T_MAP, .element = &ApiMethodResponse };

static const char *const values_IntegrationType[] = { "HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS", NULL };
static const struct shape IntegrationType = ENUM_OF(values_IntegrationType);

static const char *const values_ConnectionType[] = { "INTERNET", "VPC_LINK", NULL };
static const struct shape ConnectionType = ENUM_OF(values_ConnectionType);

static const char *const values_ContentHandlingStrategy[] = { "CONVERT_TO_BINARY", "CONVERT_TO_TEXT", NULL };
static const struct shape ContentHandlingStrategy = ENUM_OF(values_ContentHandlingStrategy);

static const struct member IntegrationResponse_members[] = {
    { "statusCode", &StatusCode },
    { "selectionPattern", &String },
    { "responseParameters", &MapOfStringToString },
    { "responseTemplates", &MapOfStringToString },
    { "contentHandling", &ContentHandlingStrategy },
    { 0 },
};
const struct shape ApiIntegrationResponse = { .type = T_STRUCTURE, .members = IntegrationResponse_members };

static const struct shape MapOfIntegrationResponse = { .type = T_MAP, .element = &ApiIntegrationResponse };

static const struct member TlsConfig_members[] = {
    { "insecureSkipVerification", &Boolean },
    { 0 },
};
static const struct shape TlsConfig = { .type = T_STRUCTURE, .members = TlsConfig_members };

static const char *const values_ResponseTransferMode[] = { "BUFFERED", "STREAM", NULL };
static const struct shape ResponseTransferMode = ENUM_OF(values_ResponseTransferMode);

static const struct member Integration_members[] = {
    { "type", &IntegrationType },
    { "httpMethod", &String },
    { "uri", &String },
    { "connectionType", &ConnectionType },
    { "connectionId", &String },
    { "credentials", &String },
    { "requestParameters", &MapOfStringToString },
    { "requestTemplates", &MapOfStringToString },
    { "passthroughBehavior", &String },
    { "contentHandling", &ContentHandlingStrategy },
    { "timeoutInMillis", &Integer },
    { "cacheNamespace", &String },
    { "cacheKeyParameters", &StringList },
    { "integrationResponses", &MapOfIntegrationResponse },
    { "tlsConfig", &TlsConfig },
    { "responseTransferMode", &ResponseTransferMode },
    { "integrationTarget", &String },
    { 0 },
};
const struct shape ApiIntegration = { .type = T_STRUCTURE, .members = Integration_members };

static const struct member Method_members[] = {
    { "httpMethod", &String },
    { "authorizationType", &String },
    { "authorizerId", &String },
    { "apiKeyRequired", &Boolean },
    { "requestValidatorId", &String },
    { "operationName", &String },
    { "requestParameters", &MapOfStringToBoolean },
    { "requestModels", &MapOfStringToString },
    { "methodResponses", &MapOfMethodResponse },
    { "methodIntegration", &ApiIntegration },
    { "authorizationScopes", &StringList },
    { 0 },
};
const struct shape ApiMethod = { .type = T_STRUCTURE, .members = Method_members };

static const struct shape MapOfMethod = { .type = T_MAP, .element = &ApiMethod };

static const struct member Resource_members[] = {
    { "id", &String },
    { "parentId", &String },
    { "pathPart", &String },
    { "path", &String },
    { "resourceMethods", &MapOfMethod },
    { 0 },
};
const struct shape ApiResource = { .type = T_STRUCTURE, .members = Resource_members };

static const char *const values_ApiKeySourceType[] = { "HEADER", "AUTHORIZER", NULL };
static const struct shape ApiKeySourceType = ENUM_OF(values_ApiKeySourceType);

static const struct member CreateRestApiRequest_members[] = {
    { "name", &String, REQUIRED },
    { "description", &String },
    { "version", &String },
    { "cloneFrom", &String },
    { "binaryMediaTypes", &StringList },
    { "minimumCompressionSize", &Integer },
    { "apiKeySource", &ApiKeySourceType },
    { "endpointConfiguration", &EndpointConfiguration },
    { "policy", &String },
    { "tags", &MapOfStringToString },
    { "disableExecuteApiEndpoint", &Boolean },
    { "securityPolicy", &SecurityPolicy },
    { "endpointAccessMode", &EndpointAccessMode },
    { 0 },
};
const struct shape ApiCreateRestApiRequest = { .type = T_STRUCTURE, .members = CreateRestApiRequest_members };

static const char *const values_ApiStatus[] = { "UPDATING", "AVAILABLE", "PENDING", "FAILED", NULL };
static const struct shape ApiStatus = ENUM_OF(values_ApiStatus);

static const struct member RestApi_members[] = {
    { "id", &String },
    { "name", &String },
    { "description", &String },
    { "createdDate", &Timestamp },
    { "version", &String },
    { "warnings", &StringList },
    { "binaryMediaTypes", &StringList },
    { "minimumCompressionSize", &Integer },
    { "apiKeySource", &ApiKeySourceType },
    { "endpointConfiguration", &EndpointConfiguration },
    { "policy", &String },
    { "tags", &MapOfStringToString },
    { "disableExecuteApiEndpoint", &Boolean },
    { "rootResourceId", &String },
    { "securityPolicy", &SecurityPolicy },
    { "endpointAccessMode", &EndpointAccessMode },
    { "apiStatus", &ApiStatus },
    { "apiStatusMessage", &String },
    { 0 },
};
const struct shape ApiRestApi = { .type = T_STRUCTURE, .members = RestApi_members };

static const struct member CanarySettings_members[] = {
    { "percentTraffic", &Double },
    { "deploymentId", &String },
    { "stageVariableOverrides", &MapOfStringToString },
    { "useStageCache", &Boolean },
    { 0 },
};
static const struct shape CanarySettings = { .type = T_STRUCTURE, .members = CanarySettings_members };

static const struct member CreateStageRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "stageName", &String, REQUIRED },
    { "deploymentId", &String, REQUIRED },
    { "description", &String },
    { "cacheClusterEnabled", &Boolean },
    { "cacheClusterSize", &CacheClusterSize },
    { "variables", &MapOfStringToString },
    { "documentationVersion", &String },
    { "canarySettings", &CanarySettings },
    { "tracingEnabled", &Boolean },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiCreateStageRequest = { .type = T_STRUCTURE, .members = CreateStageRequest_members };

static const char *const values_CacheClusterStatus[] = { "CREATE_IN_PROGRESS", "AVAILABLE",
                                                         "DELETE_IN_PROGRESS", "NOT_AVAILABLE",
                                                         "FLUSH_IN_PROGRESS",  NULL };
static const struct shape CacheClusterStatus = ENUM_OF(values_CacheClusterStatus);

static const char *const values_UnauthorizedCacheControlHeaderStrategy[] = { "FAIL_WITH_403",
                                                                             "SUCCEED_WITH_RESPONSE_HEADER",
                                                                             "SUCCEED_WITHOUT_RESPONSE_HEADER", NULL };
static const struct shape UnauthorizedCacheControlHeaderStrategy =
    ENUM_OF(values_UnauthorizedCacheControlHeaderStrategy);

static const struct member MethodSetting_members[] = {
    { "metricsEnabled", &Boolean },
    { "loggingLevel", &String },
    { "dataTraceEnabled", &Boolean },
    { "throttlingBurstLimit", &Integer },
    { "throttlingRateLimit", &Double },
    { "cachingEnabled", &Boolean },
    { "cacheTtlInSeconds", &Integer },
    { "cacheDataEncrypted", &Boolean },
    { "requireAuthorizationForCacheControl", &Boolean },
    { "unauthorizedCacheControlHeaderStrategy", &UnauthorizedCacheControlHeaderStrategy },
    { 0 },
};
static const struct shape MethodSetting = { .type = T_STRUCTURE, .members = MethodSetting_members };

static const struct shape MapOfMethodSettings = { .type = T_MAP, .element = &MethodSetting };

static const struct member AccessLogSettings_members[] = {
    { "format", &String },
    { "destinationArn", &String },
    { 0 },
};
static const struct shape AccessLogSettings = { .type = T_STRUCTURE, .members = AccessLogSettings_members };

static const struct member Stage_members[] = {
    { "deploymentId", &String },
    { "clientCertificateId", &String },
    { "stageName", &String },
    { "description", &String },
    { "cacheClusterEnabled", &Boolean },
    { "cacheClusterSize", &CacheClusterSize },
    { "cacheClusterStatus", &CacheClusterStatus },
    { "methodSettings", &MapOfMethodSettings },
    { "variables", &MapOfStringToString },
    { "documentationVersion", &String },
    { "accessLogSettings", &AccessLogSettings },
    { "canarySettings", &CanarySettings },
    { "tracingEnabled", &Boolean },
    { "webAclArn", &String },
    { "tags", &MapOfStringToString },
    { "createdDate", &Timestamp },
    { "lastUpdatedDate", &Timestamp },
    { 0 },
};
const struct shape ApiStage = { .type = T_STRUCTURE, .members = Stage_members };

static const struct member ThrottleSettings_members[] = {
    { "burstLimit", &Integer },
    { "rateLimit", &Double },
    { 0 },
};
static const struct shape ThrottleSettings = { .type = T_STRUCTURE, .members = ThrottleSettings_members };

static const struct shape MapOfApiStageThrottleSettings = { .type = T_MAP, .element = &ThrottleSettings };

static const struct member ApiStage_members[] = {
    { "apiId", &String },
    { "stage", &String },
    { "throttle", &MapOfApiStageThrottleSettings },
    { 0 },
};
static const struct shape ApiStageS = { .type = T_STRUCTURE, .members = ApiStage_members };

static const struct shape ListOfApiStage = { .type = T_LIST, .element = &ApiStageS };

static const char *const values_QuotaPeriodType[] = { "DAY", "WEEK", "MONTH", NULL };
static const struct shape QuotaPeriodType = ENUM_OF(values_QuotaPeriodType);

static const struct member QuotaSettings_members[] = {
    { "limit", &Integer },
    { "offset", &Integer },
    { "period", &QuotaPeriodType },
    { 0 },
};
static const struct shape QuotaSettings = { .type = T_STRUCTURE, .members = QuotaSettings_members };

static const struct member CreateUsagePlanRequest_members[] = {
    { "name", &String, REQUIRED },
    { "description", &String },
    { "apiStages", &ListOfApiStage },
    { "throttle", &ThrottleSettings },
    { "quota", &QuotaSettings },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiCreateUsagePlanRequest = { .type = T_STRUCTURE, .members = CreateUsagePlanRequest_members };

static const struct member UsagePlan_members[] = {
    { "id", &String },
    { "name", &String },
    { "description", &String },
    { "apiStages", &ListOfApiStage },
    { "throttle", &ThrottleSettings },
    { "quota", &QuotaSettings },
    { "productCode", &String },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiUsagePlan = { .type = T_STRUCTURE, .members = UsagePlan_members };

static const struct member CreateUsagePlanKeyRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { "keyId", &String, REQUIRED },
    { "keyType", &String, REQUIRED },
    { 0 },
};
const struct shape ApiCreateUsagePlanKeyRequest = { .type = T_STRUCTURE, .members = CreateUsagePlanKeyRequest_members };

static const struct member UsagePlanKey_members[] = {
    { "id", &String }, { "type", &String }, { "value", &String }, { "name", &String }, { 0 },
};
const struct shape ApiUsagePlanKey = { .type = T_STRUCTURE, .members = UsagePlanKey_members };

static const struct member DeleteApiKeyRequest_members[] = {
    { "apiKey", &String, REQUIRED, "api_Key", IN_URI },
    { 0 },
};
const struct shape ApiDeleteApiKeyRequest = { .type = T_STRUCTURE, .members = DeleteApiKeyRequest_members };

static const struct member DeleteAuthorizerRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "authorizerId", &String, REQUIRED, "authorizer_id", IN_URI },
    { 0 },
};
const struct shape ApiDeleteAuthorizerRequest = { .type = T_STRUCTURE, .members = DeleteAuthorizerRequest_members };

static const struct member DeleteBasePathMappingRequest_members[] = {
    { "domainName", &String, REQUIRED, "domain_name", IN_URI },
    { "domainNameId", &String, 0, NULL, IN_QUERY },
    { "basePath", &String, REQUIRED, "base_path", IN_URI },
    { 0 },
};
const struct shape ApiDeleteBasePathMappingRequest = { .type = T_STRUCTURE,
                                                       .members = DeleteBasePathMappingRequest_members };

static const struct member DeleteClientCertificateRequest_members[] = {
    { "clientCertificateId", &String, REQUIRED, "clientcertificate_id", IN_URI },
    { 0 },
};
const struct shape ApiDeleteClientCertificateRequest = { .type = T_STRUCTURE,
                                                         .members = DeleteClientCertificateRequest_members };

static const struct member DeleteDeploymentRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "deploymentId", &String, REQUIRED, "deployment_id", IN_URI },
    { 0 },
};
const struct shape ApiDeleteDeploymentRequest = { .type = T_STRUCTURE, .members = DeleteDeploymentRequest_members };

static const struct member DeleteDocumentationPartRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "documentationPartId", &String, REQUIRED, "part_id", IN_URI },
    { 0 },
};
const struct shape ApiDeleteDocumentationPartRequest = { .type = T_STRUCTURE,
                                                         .members = DeleteDocumentationPartRequest_members };

static const struct member DeleteDocumentationVersionRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "documentationVersion", &String, REQUIRED, "doc_version", IN_URI },
    { 0 },
};
const struct shape ApiDeleteDocumentationVersionRequest = { .type = T_STRUCTURE,
                                                            .members = DeleteDocumentationVersionRequest_members };

static const struct member DeleteDomainNameRequest_members[] = {
    { "domainName", &String, REQUIRED, "domain_name", IN_URI },
    { "domainNameId", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiDeleteDomainNameRequest = { .type = T_STRUCTURE, .members = DeleteDomainNameRequest_members };

static const char *const values_GatewayResponseType[] = { "REQUEST_TOO_LARGE",
                                                          "RESOURCE_NOT_FOUND",
                                                          "AUTHORIZER_CONFIGURATION_ERROR",
                                                          "MISSING_AUTHENTICATION_TOKEN",
                                                          "BAD_REQUEST_BODY",
                                                          "INVALID_SIGNATURE",
                                                          "INVALID_API_KEY",
                                                          "BAD_REQUEST_PARAMETERS",
                                                          "AUTHORIZER_FAILURE",
                                                          "UNAUTHORIZED",
                                                          "INTEGRATION_TIMEOUT",
                                                          "ACCESS_DENIED",
                                                          "DEFAULT_4XX",
                                                          "DEFAULT_5XX",
                                                          "WAF_FILTERED",
                                                          "QUOTA_EXCEEDED",
                                                          "THROTTLED",
                                                          "API_CONFIGURATION_ERROR",
                                                          "UNSUPPORTED_MEDIA_TYPE",
                                                          "INTEGRATION_FAILURE",
                                                          "EXPIRED_TOKEN",
                                                          NULL };
static const struct shape GatewayResponseType = ENUM_OF(values_GatewayResponseType);

static const struct member DeleteGatewayResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "responseType", &GatewayResponseType, REQUIRED, "response_type", IN_URI },
    { 0 },
};
const struct shape ApiDeleteGatewayResponseRequest = { .type = T_STRUCTURE,
                                                       .members = DeleteGatewayResponseRequest_members };

static const struct member DeleteIntegrationRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { 0 },
};
const struct shape ApiDeleteIntegrationRequest = { .type = T_STRUCTURE, .members = DeleteIntegrationRequest_members };

static const struct member DeleteIntegrationResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "statusCode", &StatusCode, REQUIRED, "status_code", IN_URI },
    { 0 },
};
const struct shape ApiDeleteIntegrationResponseRequest = { .type = T_STRUCTURE,
                                                           .members = DeleteIntegrationResponseRequest_members };

static const struct member DeleteMethodRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { 0 },
};
const struct shape ApiDeleteMethodRequest = { .type = T_STRUCTURE, .members = DeleteMethodRequest_members };

static const struct member DeleteMethodResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "statusCode", &StatusCode, REQUIRED, "status_code", IN_URI },
    { 0 },
};
const struct shape ApiDeleteMethodResponseRequest = { .type = T_STRUCTURE,
                                                      .members = DeleteMethodResponseRequest_members };

static const struct member DeleteModelRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "modelName", &String, REQUIRED, "model_name", IN_URI },
    { 0 },
};
const struct shape ApiDeleteModelRequest = { .type = T_STRUCTURE, .members = DeleteModelRequest_members };

static const struct member DeleteRequestValidatorRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "requestValidatorId", &String, REQUIRED, "requestvalidator_id", IN_URI },
    { 0 },
};
const struct shape ApiDeleteRequestValidatorRequest = { .type = T_STRUCTURE,
                                                        .members = DeleteRequestValidatorRequest_members };

static const struct member DeleteResourceRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { 0 },
};
const struct shape ApiDeleteResourceRequest = { .type = T_STRUCTURE, .members = DeleteResourceRequest_members };

static const struct member DeleteRestApiRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { 0 },
};
const struct shape ApiDeleteRestApiRequest = { .type = T_STRUCTURE, .members = DeleteRestApiRequest_members };

static const struct member DeleteStageRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "stageName", &String, REQUIRED, "stage_name", IN_URI },
    { 0 },
};
const struct shape ApiDeleteStageRequest = { .type = T_STRUCTURE, .members = DeleteStageRequest_members };

static const struct member DeleteUsagePlanRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { 0 },
};
const struct shape ApiDeleteUsagePlanRequest = { .type = T_STRUCTURE, .members = DeleteUsagePlanRequest_members };

static const struct member DeleteUsagePlanKeyRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { "keyId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape ApiDeleteUsagePlanKeyRequest = { .type = T_STRUCTURE, .members = DeleteUsagePlanKeyRequest_members };

static const struct member CreateVpcLinkRequest_members[] = {
    { "name", &String, REQUIRED },
    { "description", &String },
    { "targetArns", &StringList, REQUIRED },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiCreateVpcLinkRequest = { .type = T_STRUCTURE, .members = CreateVpcLinkRequest_members };

static const struct member DeleteVpcLinkRequest_members[] = {
    { "vpcLinkId", &String, REQUIRED, "vpclink_id", IN_URI },
    { 0 },
};
const struct shape ApiDeleteVpcLinkRequest = { .type = T_STRUCTURE, .members = DeleteVpcLinkRequest_members };

static const struct member FlushStageAuthorizersCacheRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "stageName", &String, REQUIRED, "stage_name", IN_URI },
    { 0 },
};
const struct shape ApiFlushStageAuthorizersCacheRequest = { .type = T_STRUCTURE,
                                                            .members = FlushStageAuthorizersCacheRequest_members };

static const struct member FlushStageCacheRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "stageName", &String, REQUIRED, "stage_name", IN_URI },
    { 0 },
};
const struct shape ApiFlushStageCacheRequest = { .type = T_STRUCTURE, .members = FlushStageCacheRequest_members };

static const struct member GenerateClientCertificateRequest_members[] = {
    { "description", &String },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiGenerateClientCertificateRequest = { .type = T_STRUCTURE,
                                                           .members = GenerateClientCertificateRequest_members };

static const struct member ClientCertificate_members[] = {
    { "clientCertificateId", &String },
    { "description", &String },
    { "pemEncodedCertificate", &String },
    { "createdDate", &Timestamp },
    { "expirationDate", &Timestamp },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiClientCertificate = { .type = T_STRUCTURE, .members = ClientCertificate_members };

static const struct member GetAccountRequest_members[] = {

    { 0 },
};
const struct shape ApiGetAccountRequest = { .type = T_STRUCTURE, .members = GetAccountRequest_members };

static const struct member Account_members[] = {
    { "cloudwatchRoleArn", &String },
    { "throttleSettings", &ThrottleSettings },
    { "features", &StringList },
    { "apiKeyVersion", &String },
    { 0 },
};
const struct shape ApiAccount = { .type = T_STRUCTURE, .members = Account_members };

static const struct member GetApiKeyRequest_members[] = {
    { "apiKey", &String, REQUIRED, "api_Key", IN_URI },
    { "includeValue", &Boolean, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetApiKeyRequest = { .type = T_STRUCTURE, .members = GetApiKeyRequest_members };

static const struct member GetApiKeysRequest_members[] = {
    { "position", &String, 0, NULL, IN_QUERY },       { "limit", &Integer, 0, NULL, IN_QUERY },
    { "nameQuery", &String, 0, "name", IN_QUERY },    { "customerId", &String, 0, NULL, IN_QUERY },
    { "includeValues", &Boolean, 0, NULL, IN_QUERY }, { 0 },
};
const struct shape ApiGetApiKeysRequest = { .type = T_STRUCTURE, .members = GetApiKeysRequest_members };

static const struct shape ListOfApiKey = { .type = T_LIST, .element = &ApiApiKey };

static const struct member ApiKeys_members[] = {
    { "warnings", &StringList },
    { "position", &String },
    { "items", &ListOfApiKey, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiApiKeys = { .type = T_STRUCTURE, .members = ApiKeys_members };

static const struct member GetAuthorizerRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "authorizerId", &String, REQUIRED, "authorizer_id", IN_URI },
    { 0 },
};
const struct shape ApiGetAuthorizerRequest = { .type = T_STRUCTURE, .members = GetAuthorizerRequest_members };

static const struct member GetAuthorizersRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetAuthorizersRequest = { .type = T_STRUCTURE, .members = GetAuthorizersRequest_members };

static const struct shape ListOfAuthorizer = { .type = T_LIST, .element = &ApiAuthorizer };

static const struct member Authorizers_members[] = {
    { "position", &String },
    { "items", &ListOfAuthorizer, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiAuthorizers = { .type = T_STRUCTURE, .members = Authorizers_members };

static const struct member GetBasePathMappingRequest_members[] = {
    { "domainName", &String, REQUIRED, "domain_name", IN_URI },
    { "domainNameId", &String, 0, NULL, IN_QUERY },
    { "basePath", &String, REQUIRED, "base_path", IN_URI },
    { 0 },
};
const struct shape ApiGetBasePathMappingRequest = { .type = T_STRUCTURE, .members = GetBasePathMappingRequest_members };

static const struct member GetBasePathMappingsRequest_members[] = {
    { "domainName", &String, REQUIRED, "domain_name", IN_URI },
    { "domainNameId", &String, 0, NULL, IN_QUERY },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetBasePathMappingsRequest = { .type = T_STRUCTURE,
                                                     .members = GetBasePathMappingsRequest_members };

static const struct shape ListOfBasePathMapping = { .type = T_LIST, .element = &ApiBasePathMapping };

static const struct member BasePathMappings_members[] = {
    { "position", &String },
    { "items", &ListOfBasePathMapping, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiBasePathMappings = { .type = T_STRUCTURE, .members = BasePathMappings_members };

static const struct member GetClientCertificateRequest_members[] = {
    { "clientCertificateId", &String, REQUIRED, "clientcertificate_id", IN_URI },
    { 0 },
};
const struct shape ApiGetClientCertificateRequest = { .type = T_STRUCTURE,
                                                      .members = GetClientCertificateRequest_members };

static const struct member GetClientCertificatesRequest_members[] = {
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetClientCertificatesRequest = { .type = T_STRUCTURE,
                                                       .members = GetClientCertificatesRequest_members };

static const struct shape ListOfClientCertificate = { .type = T_LIST, .element = &ApiClientCertificate };

static const struct member ClientCertificates_members[] = {
    { "position", &String },
    { "items", &ListOfClientCertificate, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiClientCertificates = { .type = T_STRUCTURE, .members = ClientCertificates_members };

static const struct member GetDeploymentRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "deploymentId", &String, REQUIRED, "deployment_id", IN_URI },
    { "embed", &StringList, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetDeploymentRequest = { .type = T_STRUCTURE, .members = GetDeploymentRequest_members };

static const struct member GetDeploymentsRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetDeploymentsRequest = { .type = T_STRUCTURE, .members = GetDeploymentsRequest_members };

static const struct shape ListOfDeployment = { .type = T_LIST, .element = &ApiDeployment };

static const struct member Deployments_members[] = {
    { "position", &String },
    { "items", &ListOfDeployment, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiDeployments = { .type = T_STRUCTURE, .members = Deployments_members };

static const struct member GetDocumentationPartRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "documentationPartId", &String, REQUIRED, "part_id", IN_URI },
    { 0 },
};
const struct shape ApiGetDocumentationPartRequest = { .type = T_STRUCTURE,
                                                      .members = GetDocumentationPartRequest_members };

static const char *const values_LocationStatusType[] = { "DOCUMENTED", "UNDOCUMENTED", NULL };
static const struct shape LocationStatusType = ENUM_OF(values_LocationStatusType);

static const struct member GetDocumentationPartsRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "type", &DocumentationPartType, 0, NULL, IN_QUERY },
    { "nameQuery", &String, 0, "name", IN_QUERY },
    { "path", &String, 0, NULL, IN_QUERY },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { "locationStatus", &LocationStatusType, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetDocumentationPartsRequest = { .type = T_STRUCTURE,
                                                       .members = GetDocumentationPartsRequest_members };

static const struct shape ListOfDocumentationPart = { .type = T_LIST, .element = &ApiDocumentationPart };

static const struct member DocumentationParts_members[] = {
    { "position", &String },
    { "items", &ListOfDocumentationPart, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiDocumentationParts = { .type = T_STRUCTURE, .members = DocumentationParts_members };

static const struct member GetDocumentationVersionRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "documentationVersion", &String, REQUIRED, "doc_version", IN_URI },
    { 0 },
};
const struct shape ApiGetDocumentationVersionRequest = { .type = T_STRUCTURE,
                                                         .members = GetDocumentationVersionRequest_members };

static const struct member GetDocumentationVersionsRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetDocumentationVersionsRequest = { .type = T_STRUCTURE,
                                                          .members = GetDocumentationVersionsRequest_members };

static const struct shape ListOfDocumentationVersion = { .type = T_LIST, .element = &ApiDocumentationVersion };

static const struct member DocumentationVersions_members[] = {
    { "position", &String },
    { "items", &ListOfDocumentationVersion, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiDocumentationVersions = { .type = T_STRUCTURE, .members = DocumentationVersions_members };

static const struct member GetDomainNameRequest_members[] = {
    { "domainName", &String, REQUIRED, "domain_name", IN_URI },
    { "domainNameId", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetDomainNameRequest = { .type = T_STRUCTURE, .members = GetDomainNameRequest_members };

static const char *const values_ResourceOwner[] = { "SELF", "OTHER_ACCOUNTS", NULL };
static const struct shape ResourceOwner = ENUM_OF(values_ResourceOwner);

static const struct member GetDomainNamesRequest_members[] = {
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { "resourceOwner", &ResourceOwner, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetDomainNamesRequest = { .type = T_STRUCTURE, .members = GetDomainNamesRequest_members };

static const struct shape ListOfDomainName = { .type = T_LIST, .element = &ApiDomainName };

static const struct member DomainNames_members[] = {
    { "position", &String },
    { "items", &ListOfDomainName, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiDomainNames = { .type = T_STRUCTURE, .members = DomainNames_members };

static const struct member GetExportRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "stageName", &String, REQUIRED, "stage_name", IN_URI },
    { "exportType", &String, REQUIRED, "export_type", IN_URI },
    { "parameters", &MapOfStringToString, 0, NULL, IN_QUERY_MAP },
    { "accepts", &String, 0, "Accept", IN_HEADER },
    { 0 },
};
const struct shape ApiGetExportRequest = { .type = T_STRUCTURE, .members = GetExportRequest_members };

static const struct member ExportResponse_members[] = {
    { "contentType", &String, 0, "Content-Type", IN_HEADER },
    { "contentDisposition", &String, 0, "Content-Disposition", IN_HEADER },
    { "body", &Blob, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape ApiExportResponse = { .type = T_STRUCTURE, .members = ExportResponse_members };

static const struct member GetGatewayResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "responseType", &GatewayResponseType, REQUIRED, "response_type", IN_URI },
    { 0 },
};
const struct shape ApiGetGatewayResponseRequest = { .type = T_STRUCTURE, .members = GetGatewayResponseRequest_members };

static const struct member GatewayResponse_members[] = {
    { "responseType", &GatewayResponseType },
    { "statusCode", &StatusCode },
    { "responseParameters", &MapOfStringToString },
    { "responseTemplates", &MapOfStringToString },
    { "defaultResponse", &Boolean },
    { 0 },
};
const struct shape ApiGatewayResponse = { .type = T_STRUCTURE, .members = GatewayResponse_members };

static const struct member GetGatewayResponsesRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetGatewayResponsesRequest = { .type = T_STRUCTURE,
                                                     .members = GetGatewayResponsesRequest_members };

static const struct shape ListOfGatewayResponse = { .type = T_LIST, .element = &ApiGatewayResponse };

static const struct member GatewayResponses_members[] = {
    { "position", &String },
    { "items", &ListOfGatewayResponse, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiGatewayResponses = { .type = T_STRUCTURE, .members = GatewayResponses_members };

static const struct member GetIntegrationRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { 0 },
};
const struct shape ApiGetIntegrationRequest = { .type = T_STRUCTURE, .members = GetIntegrationRequest_members };

static const struct member GetIntegrationResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "statusCode", &StatusCode, REQUIRED, "status_code", IN_URI },
    { 0 },
};
const struct shape ApiGetIntegrationResponseRequest = { .type = T_STRUCTURE,
                                                        .members = GetIntegrationResponseRequest_members };

static const struct member GetMethodRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { 0 },
};
const struct shape ApiGetMethodRequest = { .type = T_STRUCTURE, .members = GetMethodRequest_members };

static const struct member GetMethodResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "statusCode", &StatusCode, REQUIRED, "status_code", IN_URI },
    { 0 },
};
const struct shape ApiGetMethodResponseRequest = { .type = T_STRUCTURE, .members = GetMethodResponseRequest_members };

static const struct member GetModelRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "modelName", &String, REQUIRED, "model_name", IN_URI },
    { "flatten", &Boolean, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetModelRequest = { .type = T_STRUCTURE, .members = GetModelRequest_members };

static const struct member GetModelTemplateRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "modelName", &String, REQUIRED, "model_name", IN_URI },
    { 0 },
};
const struct shape ApiGetModelTemplateRequest = { .type = T_STRUCTURE, .members = GetModelTemplateRequest_members };

static const struct member Template_members[] = {
    { "value", &String },
    { 0 },
};
const struct shape ApiTemplate = { .type = T_STRUCTURE, .members = Template_members };

static const struct member GetModelsRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetModelsRequest = { .type = T_STRUCTURE, .members = GetModelsRequest_members };

static const struct shape ListOfModel = { .type = T_LIST, .element = &ApiModel };

static const struct member Models_members[] = {
    { "position", &String },
    { "items", &ListOfModel, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiModels = { .type = T_STRUCTURE, .members = Models_members };

static const struct member GetRequestValidatorRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "requestValidatorId", &String, REQUIRED, "requestvalidator_id", IN_URI },
    { 0 },
};
const struct shape ApiGetRequestValidatorRequest = { .type = T_STRUCTURE,
                                                     .members = GetRequestValidatorRequest_members };

static const struct member GetRequestValidatorsRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetRequestValidatorsRequest = { .type = T_STRUCTURE,
                                                      .members = GetRequestValidatorsRequest_members };

static const struct shape ListOfRequestValidator = { .type = T_LIST, .element = &ApiRequestValidator };

static const struct member RequestValidators_members[] = {
    { "position", &String },
    { "items", &ListOfRequestValidator, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiRequestValidators = { .type = T_STRUCTURE, .members = RequestValidators_members };

static const struct member GetResourceRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "embed", &StringList, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetResourceRequest = { .type = T_STRUCTURE, .members = GetResourceRequest_members };

static const struct member GetResourcesRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { "embed", &StringList, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetResourcesRequest = { .type = T_STRUCTURE, .members = GetResourcesRequest_members };

static const struct shape ListOfResource = { .type = T_LIST, .element = &ApiResource };

static const struct member Resources_members[] = {
    { "position", &String },
    { "items", &ListOfResource, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiResources = { .type = T_STRUCTURE, .members = Resources_members };

static const struct member GetRestApiRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { 0 },
};
const struct shape ApiGetRestApiRequest = { .type = T_STRUCTURE, .members = GetRestApiRequest_members };

static const struct member GetRestApisRequest_members[] = {
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetRestApisRequest = { .type = T_STRUCTURE, .members = GetRestApisRequest_members };

static const struct shape ListOfRestApi = { .type = T_LIST, .element = &ApiRestApi };

static const struct member RestApis_members[] = {
    { "position", &String },
    { "items", &ListOfRestApi, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiRestApis = { .type = T_STRUCTURE, .members = RestApis_members };

static const struct member GetStageRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "stageName", &String, REQUIRED, "stage_name", IN_URI },
    { 0 },
};
const struct shape ApiGetStageRequest = { .type = T_STRUCTURE, .members = GetStageRequest_members };

static const struct member GetStagesRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "deploymentId", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetStagesRequest = { .type = T_STRUCTURE, .members = GetStagesRequest_members };

static const struct shape ListOfStage = { .type = T_LIST, .element = &ApiStage };

static const struct member Stages_members[] = {
    { "item", &ListOfStage },
    { 0 },
};
const struct shape ApiStages = { .type = T_STRUCTURE, .members = Stages_members };

static const struct member GetTagsRequest_members[] = {
    { "resourceArn", &String, REQUIRED, "resource_arn", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetTagsRequest = { .type = T_STRUCTURE, .members = GetTagsRequest_members };

static const struct member Tags_members[] = {
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiTags = { .type = T_STRUCTURE, .members = Tags_members };

static const struct member GetUsageRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { "keyId", &String, 0, NULL, IN_QUERY },
    { "startDate", &String, REQUIRED, NULL, IN_QUERY },
    { "endDate", &String, REQUIRED, NULL, IN_QUERY },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetUsageRequest = { .type = T_STRUCTURE, .members = GetUsageRequest_members };

static const struct shape ListOfLong = { .type = T_LIST, .element = &Long };

static const struct shape ListOfUsage = { .type = T_LIST, .element = &ListOfLong };

static const struct shape MapOfKeyUsages = { .type = T_MAP, .element = &ListOfUsage };

static const struct member Usage_members[] = {
    { "usagePlanId", &String },
    { "startDate", &String },
    { "endDate", &String },
    { "position", &String },
    { "items", &MapOfKeyUsages, 0, .json_name = "values" },
    { 0 },
};
const struct shape ApiUsage = { .type = T_STRUCTURE, .members = Usage_members };

static const struct member GetUsagePlanRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { 0 },
};
const struct shape ApiGetUsagePlanRequest = { .type = T_STRUCTURE, .members = GetUsagePlanRequest_members };

static const struct member GetUsagePlanKeyRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { "keyId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape ApiGetUsagePlanKeyRequest = { .type = T_STRUCTURE, .members = GetUsagePlanKeyRequest_members };

static const struct member GetUsagePlanKeysRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { "nameQuery", &String, 0, "name", IN_QUERY },
    { 0 },
};
const struct shape ApiGetUsagePlanKeysRequest = { .type = T_STRUCTURE, .members = GetUsagePlanKeysRequest_members };

static const struct shape ListOfUsagePlanKey = { .type = T_LIST, .element = &ApiUsagePlanKey };

static const struct member UsagePlanKeys_members[] = {
    { "position", &String },
    { "items", &ListOfUsagePlanKey, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiUsagePlanKeys = { .type = T_STRUCTURE, .members = UsagePlanKeys_members };

static const struct member GetUsagePlansRequest_members[] = {
    { "position", &String, 0, NULL, IN_QUERY },
    { "keyId", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetUsagePlansRequest = { .type = T_STRUCTURE, .members = GetUsagePlansRequest_members };

static const struct shape ListOfUsagePlan = { .type = T_LIST, .element = &ApiUsagePlan };

static const struct member UsagePlans_members[] = {
    { "position", &String },
    { "items", &ListOfUsagePlan, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiUsagePlans = { .type = T_STRUCTURE, .members = UsagePlans_members };

static const struct member GetVpcLinkRequest_members[] = {
    { "vpcLinkId", &String, REQUIRED, "vpclink_id", IN_URI },
    { 0 },
};
const struct shape ApiGetVpcLinkRequest = { .type = T_STRUCTURE, .members = GetVpcLinkRequest_members };

static const char *const values_VpcLinkStatus[] = { "AVAILABLE", "PENDING", "DELETING", "FAILED", NULL };
static const struct shape VpcLinkStatus = ENUM_OF(values_VpcLinkStatus);

static const struct member VpcLink_members[] = {
    { "id", &String },
    { "name", &String },
    { "description", &String },
    { "targetArns", &StringList },
    { "status", &VpcLinkStatus },
    { "statusMessage", &String },
    { "tags", &MapOfStringToString },
    { 0 },
};
const struct shape ApiVpcLink = { .type = T_STRUCTURE, .members = VpcLink_members };

static const struct member GetVpcLinksRequest_members[] = {
    { "position", &String, 0, NULL, IN_QUERY },
    { "limit", &Integer, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiGetVpcLinksRequest = { .type = T_STRUCTURE, .members = GetVpcLinksRequest_members };

static const struct shape ListOfVpcLink = { .type = T_LIST, .element = &ApiVpcLink };

static const struct member VpcLinks_members[] = {
    { "position", &String },
    { "items", &ListOfVpcLink, 0, .json_name = "item" },
    { 0 },
};
const struct shape ApiVpcLinks = { .type = T_STRUCTURE, .members = VpcLinks_members };

static const char *const values_ApiKeysFormat[] = { "csv", NULL };
static const struct shape ApiKeysFormat = ENUM_OF(values_ApiKeysFormat);

static const struct member ImportApiKeysRequest_members[] = {
    { "body", &Blob, 0, NULL, IN_PAYLOAD },
    { "format", &ApiKeysFormat, REQUIRED, NULL, IN_QUERY },
    { "failOnWarnings", &Boolean, 0, "failonwarnings", IN_QUERY },
    { 0 },
};
const struct shape ApiImportApiKeysRequest = { .type = T_STRUCTURE, .members = ImportApiKeysRequest_members };

static const struct member ApiKeyIds_members[] = {
    { "ids", &StringList },
    { "warnings", &StringList },
    { 0 },
};
const struct shape ApiApiKeyIds = { .type = T_STRUCTURE, .members = ApiKeyIds_members };

static const char *const values_PutMode[] = { "merge", "overwrite", NULL };
static const struct shape PutMode = ENUM_OF(values_PutMode);

static const struct member ImportDocumentationPartsRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "mode", &PutMode, 0, NULL, IN_QUERY },
    { "failOnWarnings", &Boolean, 0, "failonwarnings", IN_QUERY },
    { "body", &Blob, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape ApiImportDocumentationPartsRequest = { .type = T_STRUCTURE,
                                                          .members = ImportDocumentationPartsRequest_members };

static const struct member DocumentationPartIds_members[] = {
    { "ids", &StringList },
    { "warnings", &StringList },
    { 0 },
};
const struct shape ApiDocumentationPartIds = { .type = T_STRUCTURE, .members = DocumentationPartIds_members };

static const struct member ImportRestApiRequest_members[] = {
    { "failOnWarnings", &Boolean, 0, "failonwarnings", IN_QUERY },
    { "parameters", &MapOfStringToString, 0, NULL, IN_QUERY_MAP },
    { "body", &Blob, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape ApiImportRestApiRequest = { .type = T_STRUCTURE, .members = ImportRestApiRequest_members };

static const struct member PutGatewayResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "responseType", &GatewayResponseType, REQUIRED, "response_type", IN_URI },
    { "statusCode", &StatusCode },
    { "responseParameters", &MapOfStringToString },
    { "responseTemplates", &MapOfStringToString },
    { 0 },
};
const struct shape ApiPutGatewayResponseRequest = { .type = T_STRUCTURE, .members = PutGatewayResponseRequest_members };

static const struct member PutIntegrationRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "type", &IntegrationType, REQUIRED },
    { "integrationHttpMethod", &String, 0, .json_name = "httpMethod" },
    { "uri", &String },
    { "connectionType", &ConnectionType },
    { "connectionId", &String },
    { "credentials", &String },
    { "requestParameters", &MapOfStringToString },
    { "requestTemplates", &MapOfStringToString },
    { "passthroughBehavior", &String },
    { "cacheNamespace", &String },
    { "cacheKeyParameters", &StringList },
    { "contentHandling", &ContentHandlingStrategy },
    { "timeoutInMillis", &Integer },
    { "tlsConfig", &TlsConfig },
    { "responseTransferMode", &ResponseTransferMode },
    { "integrationTarget", &String },
    { 0 },
};
const struct shape ApiPutIntegrationRequest = { .type = T_STRUCTURE, .members = PutIntegrationRequest_members };

static const struct member PutIntegrationResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "statusCode", &StatusCode, REQUIRED, "status_code", IN_URI },
    { "selectionPattern", &String },
    { "responseParameters", &MapOfStringToString },
    { "responseTemplates", &MapOfStringToString },
    { "contentHandling", &ContentHandlingStrategy },
    { 0 },
};
const struct shape ApiPutIntegrationResponseRequest = { .type = T_STRUCTURE,
                                                        .members = PutIntegrationResponseRequest_members };

static const struct member PutMethodRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "authorizationType", &String, REQUIRED },
    { "authorizerId", &String },
    { "apiKeyRequired", &Boolean },
    { "operationName", &String },
    { "requestParameters", &MapOfStringToBoolean },
    { "requestModels", &MapOfStringToString },
    { "requestValidatorId", &String },
    { "authorizationScopes", &StringList },
    { 0 },
};
const struct shape ApiPutMethodRequest = { .type = T_STRUCTURE, .members = PutMethodRequest_members };

static const struct member PutMethodResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "statusCode", &StatusCode, REQUIRED, "status_code", IN_URI },
    { "responseParameters", &MapOfStringToBoolean },
    { "responseModels", &MapOfStringToString },
    { 0 },
};
const struct shape ApiPutMethodResponseRequest = { .type = T_STRUCTURE, .members = PutMethodResponseRequest_members };

static const struct member PutRestApiRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "mode", &PutMode, 0, NULL, IN_QUERY },
    { "failOnWarnings", &Boolean, 0, "failonwarnings", IN_QUERY },
    { "parameters", &MapOfStringToString, 0, NULL, IN_QUERY_MAP },
    { "body", &Blob, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape ApiPutRestApiRequest = { .type = T_STRUCTURE, .members = PutRestApiRequest_members };

static const struct member TagResourceRequest_members[] = {
    { "resourceArn", &String, REQUIRED, "resource_arn", IN_URI },
    { "tags", &MapOfStringToString, REQUIRED },
    { 0 },
};
const struct shape ApiTagResourceRequest = { .type = T_STRUCTURE, .members = TagResourceRequest_members };

static const struct shape MapOfStringToList = { .type = T_MAP, .element = &StringList };

static const struct member TestInvokeAuthorizerRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "authorizerId", &String, REQUIRED, "authorizer_id", IN_URI },
    { "headers", &MapOfStringToString },
    { "multiValueHeaders", &MapOfStringToList },
    { "pathWithQueryString", &String },
    { "body", &String },
    { "stageVariables", &MapOfStringToString },
    { "additionalContext", &MapOfStringToString },
    { 0 },
};
const struct shape ApiTestInvokeAuthorizerRequest = { .type = T_STRUCTURE,
                                                      .members = TestInvokeAuthorizerRequest_members };

static const struct member TestInvokeAuthorizerResponse_members[] = {
    { "clientStatus", &Integer },
    { "log", &String },
    { "latency", &Long },
    { "principalId", &String },
    { "policy", &String },
    { "authorization", &MapOfStringToList },
    { "claims", &MapOfStringToString },
    { 0 },
};
const struct shape ApiTestInvokeAuthorizerResponse = { .type = T_STRUCTURE,
                                                       .members = TestInvokeAuthorizerResponse_members };

static const struct member TestInvokeMethodRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "pathWithQueryString", &String },
    { "body", &String },
    { "headers", &MapOfStringToString },
    { "multiValueHeaders", &MapOfStringToList },
    { "clientCertificateId", &String },
    { "stageVariables", &MapOfStringToString },
    { 0 },
};
const struct shape ApiTestInvokeMethodRequest = { .type = T_STRUCTURE, .members = TestInvokeMethodRequest_members };

static const struct member TestInvokeMethodResponse_members[] = {
    { "status", &Integer },
    { "body", &String },
    { "headers", &MapOfStringToString },
    { "multiValueHeaders", &MapOfStringToList },
    { "log", &String },
    { "latency", &Long },
    { 0 },
};
const struct shape ApiTestInvokeMethodResponse = { .type = T_STRUCTURE, .members = TestInvokeMethodResponse_members };

static const struct member UntagResourceRequest_members[] = {
    { "resourceArn", &String, REQUIRED, "resource_arn", IN_URI },
    { "tagKeys", &StringList, REQUIRED, NULL, IN_QUERY },
    { 0 },
};
const struct shape ApiUntagResourceRequest = { .type = T_STRUCTURE, .members = UntagResourceRequest_members };

static const char *const values_Op[] = { "add", "remove", "move", "test", "replace", "copy", NULL };
static const struct shape Op = ENUM_OF(values_Op);

static const struct member PatchOperation_members[] = {
    { "op", &Op }, { "path", &String }, { "value", &String }, { "from", &String }, { 0 },
};
static const struct shape PatchOperation = { .type = T_STRUCTURE, .members = PatchOperation_members };

static const struct shape ListOfPatchOperation = { .type = T_LIST, .element = &PatchOperation, .flags = NULL_IS_EMPTY };

static const struct member UpdateAccountRequest_members[] = {
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateAccountRequest = { .type = T_STRUCTURE, .members = UpdateAccountRequest_members };

static const struct member UpdateApiKeyRequest_members[] = {
    { "apiKey", &String, REQUIRED, "api_Key", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateApiKeyRequest = { .type = T_STRUCTURE, .members = UpdateApiKeyRequest_members };

static const struct member UpdateAuthorizerRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "authorizerId", &String, REQUIRED, "authorizer_id", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateAuthorizerRequest = { .type = T_STRUCTURE, .members = UpdateAuthorizerRequest_members };

static const struct member UpdateBasePathMappingRequest_members[] = {
    { "domainName", &String, REQUIRED, "domain_name", IN_URI },
    { "domainNameId", &String, 0, NULL, IN_QUERY },
    { "basePath", &String, REQUIRED, "base_path", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateBasePathMappingRequest = { .type = T_STRUCTURE,
                                                       .members = UpdateBasePathMappingRequest_members };

static const struct member UpdateClientCertificateRequest_members[] = {
    { "clientCertificateId", &String, REQUIRED, "clientcertificate_id", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateClientCertificateRequest = { .type = T_STRUCTURE,
                                                         .members = UpdateClientCertificateRequest_members };

static const struct member UpdateDeploymentRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "deploymentId", &String, REQUIRED, "deployment_id", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateDeploymentRequest = { .type = T_STRUCTURE, .members = UpdateDeploymentRequest_members };

static const struct member UpdateDocumentationPartRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "documentationPartId", &String, REQUIRED, "part_id", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateDocumentationPartRequest = { .type = T_STRUCTURE,
                                                         .members = UpdateDocumentationPartRequest_members };

static const struct member UpdateDocumentationVersionRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "documentationVersion", &String, REQUIRED, "doc_version", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateDocumentationVersionRequest = { .type = T_STRUCTURE,
                                                            .members = UpdateDocumentationVersionRequest_members };

static const struct member UpdateDomainNameRequest_members[] = {
    { "domainName", &String, REQUIRED, "domain_name", IN_URI },
    { "domainNameId", &String, 0, NULL, IN_QUERY },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateDomainNameRequest = { .type = T_STRUCTURE, .members = UpdateDomainNameRequest_members };

static const struct member UpdateGatewayResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "responseType", &GatewayResponseType, REQUIRED, "response_type", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateGatewayResponseRequest = { .type = T_STRUCTURE,
                                                       .members = UpdateGatewayResponseRequest_members };

static const struct member UpdateIntegrationRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateIntegrationRequest = { .type = T_STRUCTURE, .members = UpdateIntegrationRequest_members };

static const struct member UpdateIntegrationResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "statusCode", &StatusCode, REQUIRED, "status_code", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateIntegrationResponseRequest = { .type = T_STRUCTURE,
                                                           .members = UpdateIntegrationResponseRequest_members };

static const struct member UpdateMethodRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateMethodRequest = { .type = T_STRUCTURE, .members = UpdateMethodRequest_members };

static const struct member UpdateMethodResponseRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "statusCode", &StatusCode, REQUIRED, "status_code", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateMethodResponseRequest = { .type = T_STRUCTURE,
                                                      .members = UpdateMethodResponseRequest_members };

static const struct member UpdateModelRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "modelName", &String, REQUIRED, "model_name", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateModelRequest = { .type = T_STRUCTURE, .members = UpdateModelRequest_members };

static const struct member UpdateRequestValidatorRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "requestValidatorId", &String, REQUIRED, "requestvalidator_id", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateRequestValidatorRequest = { .type = T_STRUCTURE,
                                                        .members = UpdateRequestValidatorRequest_members };

static const struct member UpdateResourceRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateResourceRequest = { .type = T_STRUCTURE, .members = UpdateResourceRequest_members };

static const struct member UpdateRestApiRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateRestApiRequest = { .type = T_STRUCTURE, .members = UpdateRestApiRequest_members };

static const struct member UpdateStageRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "stageName", &String, REQUIRED, "stage_name", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateStageRequest = { .type = T_STRUCTURE, .members = UpdateStageRequest_members };

static const struct member UpdateUsageRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { "keyId", &String, REQUIRED, NULL, IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateUsageRequest = { .type = T_STRUCTURE, .members = UpdateUsageRequest_members };

static const struct member UpdateUsagePlanRequest_members[] = {
    { "usagePlanId", &String, REQUIRED, "usageplanId", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateUsagePlanRequest = { .type = T_STRUCTURE, .members = UpdateUsagePlanRequest_members };

static const struct member UpdateVpcLinkRequest_members[] = {
    { "vpcLinkId", &String, REQUIRED, "vpclink_id", IN_URI },
    { "patchOperations", &ListOfPatchOperation },
    { 0 },
};
const struct shape ApiUpdateVpcLinkRequest = { .type = T_STRUCTURE, .members = UpdateVpcLinkRequest_members };
