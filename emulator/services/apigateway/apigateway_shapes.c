/* API Gateway's shapes and faults. https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html */
#include "emulator/services/apigateway/apigateway_shapes.h"

#include <stddef.h>

const struct fault_kind apigateway_not_found = { "NotFoundException", 404, SENDER };
const struct fault_kind apigateway_conflict = { "ConflictException", 409, SENDER };
const struct fault_kind apigateway_bad_request = { "BadRequestException", 400, SENDER };

#define API_ID                                               \
    {                                                        \
        "restApiId", &String, REQUIRED, "restapi_id", IN_URI \
    }
#define RESOURCE_ID                                            \
    {                                                          \
        "resourceId", &String, REQUIRED, "resource_id", IN_URI \
    }
#define HTTP_METHOD                                            \
    {                                                          \
        "httpMethod", &String, REQUIRED, "http_method", IN_URI \
    }
#define STAGE_NAME                                           \
    {                                                        \
        "stageName", &String, REQUIRED, "stage_name", IN_URI \
    }
#define PAGE                                    \
    { "position", &String, .place = IN_QUERY }, \
    {                                           \
        "limit", &Integer, .place = IN_QUERY    \
    }

static const struct shape BooleanMap = MAP_OF(&Boolean);

static const struct member EndpointConfiguration_members[] = {
    { "types", &StringList },
    { "vpcEndpointIds", &StringList },
    { "ipAddressType", &String },
    { 0 },
};
static const struct shape EndpointConfiguration = STRUCTURE(EndpointConfiguration_members);

static const struct member CreateRestApiInput_members[] = {
    { "name", &String, REQUIRED },
    { "description", &String },
    { "version", &String },
    { "cloneFrom", &String },
    { "binaryMediaTypes", &StringList },
    { "minimumCompressionSize", &Integer },
    { "apiKeySource", &String },
    { "endpointConfiguration", &EndpointConfiguration },
    { "policy", &String },
    { "tags", &StringMap },
    { "disableExecuteApiEndpoint", &Boolean },
    { 0 },
};
const struct shape ApiCreateRestApiInput = STRUCTURE(CreateRestApiInput_members);

static const struct member RestApi_members[] = {
    { "id", &String },
    { "name", &String },
    { "description", &String },
    { "createdDate", &Timestamp },
    { "version", &String },
    { "binaryMediaTypes", &StringList },
    { "minimumCompressionSize", &Integer },
    { "apiKeySource", &String },
    { "endpointConfiguration", &EndpointConfiguration },
    { "policy", &String },
    { "tags", &StringMap },
    { "disableExecuteApiEndpoint", &Boolean },
    { "rootResourceId", &String },
    { 0 },
};
const struct shape ApiRestApi = STRUCTURE(RestApi_members);

static const struct member RestApiInput_members[] = { API_ID, { 0 } };
const struct shape ApiRestApiInput = STRUCTURE(RestApiInput_members);

static const struct member PageInput_members[] = { PAGE, { 0 } };
const struct shape ApiPageInput = STRUCTURE(PageInput_members);

static const struct shape RestApiList = LIST_OF(&ApiRestApi);
static const struct member RestApis_members[] = { { "position", &String },
                                                  { "items", &RestApiList, .json_name = "item" },
                                                  { 0 } };
const struct shape ApiRestApis = STRUCTURE(RestApis_members);

static const struct member Integration_members[] = {
    { "type", &String },
    { "httpMethod", &String },
    { "uri", &String },
    { "connectionType", &String },
    { "credentials", &String },
    { "requestParameters", &StringMap },
    { "requestTemplates", &StringMap },
    { "passthroughBehavior", &String },
    { "contentHandling", &String },
    { "timeoutInMillis", &Integer },
    { "cacheNamespace", &String },
    { "cacheKeyParameters", &StringList },
    { 0 },
};
const struct shape ApiIntegration = STRUCTURE(Integration_members);

static const struct member Method_members[] = {
    { "httpMethod", &String },
    { "authorizationType", &String },
    { "authorizerId", &String },
    { "apiKeyRequired", &Boolean },
    { "requestValidatorId", &String },
    { "operationName", &String },
    { "requestParameters", &BooleanMap },
    { "requestModels", &StringMap },
    { "methodIntegration", &ApiIntegration },
    { 0 },
};
const struct shape ApiMethod = STRUCTURE(Method_members);
static const struct shape MethodMap = MAP_OF(&ApiMethod);

static const struct member Resource_members[] = {
    { "id", &String },   { "parentId", &String },           { "pathPart", &String },
    { "path", &String }, { "resourceMethods", &MethodMap }, { 0 },
};
const struct shape ApiResource = STRUCTURE(Resource_members);

static const struct member ResourcesInput_members[] = {
    API_ID, PAGE, { "embed", &StringList, .place = IN_QUERY }, { 0 }
};
const struct shape ApiResourcesInput = STRUCTURE(ResourcesInput_members);
static const struct shape ResourceList = LIST_OF(&ApiResource);
static const struct member Resources_members[] = { { "position", &String },
                                                   { "items", &ResourceList, .json_name = "item" },
                                                   { 0 } };
const struct shape ApiResources = STRUCTURE(Resources_members);

static const struct member CreateResourceInput_members[] = {
    API_ID,
    { "parentId", &String, REQUIRED, "parent_id", IN_URI },
    { "pathPart", &String, REQUIRED },
    { 0 },
};
const struct shape ApiCreateResourceInput = STRUCTURE(CreateResourceInput_members);

static const struct member ResourceInput_members[] = { API_ID, RESOURCE_ID, { 0 } };
const struct shape ApiResourceInput = STRUCTURE(ResourceInput_members);

static const struct member PutMethodInput_members[] = {
    API_ID,
    RESOURCE_ID,
    HTTP_METHOD,
    { "authorizationType", &String, REQUIRED },
    { "authorizerId", &String },
    { "apiKeyRequired", &Boolean },
    { "operationName", &String },
    { "requestParameters", &BooleanMap },
    { "requestModels", &StringMap },
    { "requestValidatorId", &String },
    { 0 },
};
const struct shape ApiPutMethodInput = STRUCTURE(PutMethodInput_members);

static const struct member MethodInput_members[] = { API_ID, RESOURCE_ID, HTTP_METHOD, { 0 } };
const struct shape ApiMethodInput = STRUCTURE(MethodInput_members);

static const char *const integration_types[] = { "HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY", NULL };
static const struct shape IntegrationType = ENUM_OF(integration_types);
static const struct member PutIntegrationInput_members[] = {
    API_ID,
    RESOURCE_ID,
    HTTP_METHOD,
    { "type", &IntegrationType, REQUIRED },
    { "integrationHttpMethod", &String, .json_name = "httpMethod" },
    { "uri", &String },
    { "connectionType", &String },
    { "credentials", &String },
    { "requestParameters", &StringMap },
    { "requestTemplates", &StringMap },
    { "passthroughBehavior", &String },
    { "cacheNamespace", &String },
    { "cacheKeyParameters", &StringList },
    { "contentHandling", &String },
    { "timeoutInMillis", &Integer },
    { 0 },
};
const struct shape ApiPutIntegrationInput = STRUCTURE(PutIntegrationInput_members);

static const struct member CreateDeploymentInput_members[] = {
    API_ID,
    { "stageName", &String },
    { "stageDescription", &String },
    { "description", &String },
    { "variables", &StringMap },
    { "tracingEnabled", &Boolean },
    { 0 },
};
const struct shape ApiCreateDeploymentInput = STRUCTURE(CreateDeploymentInput_members);

static const struct member Deployment_members[] = {
    { "id", &String }, { "description", &String }, { "createdDate", &Timestamp }, { 0 }
};
const struct shape ApiDeployment = STRUCTURE(Deployment_members);
static const struct shape DeploymentList = LIST_OF(&ApiDeployment);
static const struct member Deployments_members[] = { { "position", &String },
                                                     { "items", &DeploymentList, .json_name = "item" },
                                                     { 0 } };
const struct shape ApiDeployments = STRUCTURE(Deployments_members);

static const struct member CreateStageInput_members[] = {
    API_ID,
    { "stageName", &String, REQUIRED },
    { "deploymentId", &String, REQUIRED },
    { "description", &String },
    { "variables", &StringMap },
    { "tags", &StringMap },
    { 0 },
};
const struct shape ApiCreateStageInput = STRUCTURE(CreateStageInput_members);

static const struct member Stage_members[] = {
    { "deploymentId", &String },
    { "stageName", &String },
    { "description", &String },
    { "cacheClusterEnabled", &Boolean },
    { "cacheClusterStatus", &String },
    { "methodSettings", &StringMap },
    { "variables", &StringMap },
    { "tracingEnabled", &Boolean },
    { "createdDate", &Timestamp },
    { "lastUpdatedDate", &Timestamp },
    { 0 },
};
const struct shape ApiStage = STRUCTURE(Stage_members);

static const struct member StageInput_members[] = { API_ID, STAGE_NAME, { 0 } };
const struct shape ApiStageInput = STRUCTURE(StageInput_members);
static const struct shape StageList = LIST_OF(&ApiStage);
static const struct member Stages_members[] = { { "item", &StageList }, { 0 } };
const struct shape ApiStages = STRUCTURE(Stages_members);
