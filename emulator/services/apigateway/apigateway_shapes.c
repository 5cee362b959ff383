/* Written by emulator/tools/rest_shapes.mjs. */
#include "emulator/services/apigateway/apigateway_shapes.h"

static const char *const values_CacheClusterSize[] = {
    "0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237", NULL
};
static const struct shape CacheClusterSize = ENUM_OF(values_CacheClusterSize);

static const struct member DeploymentCanarySettings_members[] = {
    { "percentTraffic", &Double },
    { "stageVariableOverrides", &StringMap },
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
    { "variables", &StringMap },
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

static const struct member CreateResourceRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "parentId", &String, REQUIRED, "parent_id", IN_URI },
    { "pathPart", &String, REQUIRED },
    { 0 },
};
const struct shape ApiCreateResourceRequest = { .type = T_STRUCTURE, .members = CreateResourceRequest_members };

static const struct shape MapOfStringToBoolean = { .type = T_MAP, .element = &Boolean };

static const struct member MethodResponse_members[] = {
    { "statusCode", &String },
    { "responseParameters", &MapOfStringToBoolean },
    { "responseModels", &StringMap },
    { 0 },
};
static const struct shape MethodResponse = { .type = T_STRUCTURE, .members = MethodResponse_members };

static const struct shape MapOfMethodResponse = { .type = T_MAP, .element = &MethodResponse };

static const char *const values_IntegrationType[] = { "HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY", NULL };
static const struct shape IntegrationType = ENUM_OF(values_IntegrationType);

static const char *const values_ConnectionType[] = { "INTERNET", "VPC_LINK", NULL };
static const struct shape ConnectionType = ENUM_OF(values_ConnectionType);

static const char *const values_ContentHandlingStrategy[] = { "CONVERT_TO_BINARY", "CONVERT_TO_TEXT", NULL };
static const struct shape ContentHandlingStrategy = ENUM_OF(values_ContentHandlingStrategy);

static const struct member IntegrationResponse_members[] = {
    { "statusCode", &String },
    { "selectionPattern", &String },
    { "responseParameters", &StringMap },
    { "responseTemplates", &StringMap },
    { "contentHandling", &ContentHandlingStrategy },
    { 0 },
};
static const struct shape IntegrationResponse = { .type = T_STRUCTURE, .members = IntegrationResponse_members };

static const struct shape MapOfIntegrationResponse = { .type = T_MAP, .element = &IntegrationResponse };

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
    { "requestParameters", &StringMap },
    { "requestTemplates", &StringMap },
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
    { "requestModels", &StringMap },
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

static const char *const values_EndpointType[] = { "REGIONAL", "EDGE", "PRIVATE", NULL };
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
    { "tags", &StringMap },
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
    { "tags", &StringMap },
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
    { "stageVariableOverrides", &StringMap },
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
    { "variables", &StringMap },
    { "documentationVersion", &String },
    { "canarySettings", &CanarySettings },
    { "tracingEnabled", &Boolean },
    { "tags", &StringMap },
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
    { "variables", &StringMap },
    { "documentationVersion", &String },
    { "accessLogSettings", &AccessLogSettings },
    { "canarySettings", &CanarySettings },
    { "tracingEnabled", &Boolean },
    { "webAclArn", &String },
    { "tags", &StringMap },
    { "createdDate", &Timestamp },
    { "lastUpdatedDate", &Timestamp },
    { 0 },
};
const struct shape ApiStage = { .type = T_STRUCTURE, .members = Stage_members };

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

static const struct member GetIntegrationRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { 0 },
};
const struct shape ApiGetIntegrationRequest = { .type = T_STRUCTURE, .members = GetIntegrationRequest_members };

static const struct member GetMethodRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { 0 },
};
const struct shape ApiGetMethodRequest = { .type = T_STRUCTURE, .members = GetMethodRequest_members };

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
    { "requestParameters", &StringMap },
    { "requestTemplates", &StringMap },
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

static const struct member PutMethodRequest_members[] = {
    { "restApiId", &String, REQUIRED, "restapi_id", IN_URI },
    { "resourceId", &String, REQUIRED, "resource_id", IN_URI },
    { "httpMethod", &String, REQUIRED, "http_method", IN_URI },
    { "authorizationType", &String, REQUIRED },
    { "authorizerId", &String },
    { "apiKeyRequired", &Boolean },
    { "operationName", &String },
    { "requestParameters", &MapOfStringToBoolean },
    { "requestModels", &StringMap },
    { "requestValidatorId", &String },
    { "authorizationScopes", &StringList },
    { 0 },
};
const struct shape ApiPutMethodRequest = { .type = T_STRUCTURE, .members = PutMethodRequest_members };
