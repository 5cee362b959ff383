/* Written by emulator/tools/rest_shapes.mjs. */
#include "emulator/services/apigatewayv2/apigatewayv2_shapes.h"

static const struct member Cors_members[] = {
    { "AllowCredentials", &Boolean, 0, .json_name = "allowCredentials" },
    { "AllowHeaders", &StringList, 0, .json_name = "allowHeaders" },
    { "AllowMethods", &StringList, 0, .json_name = "allowMethods" },
    { "AllowOrigins", &StringList, 0, .json_name = "allowOrigins" },
    { "ExposeHeaders", &StringList, 0, .json_name = "exposeHeaders" },
    { "MaxAge", &Integer, 0, .json_name = "maxAge" },
    { 0 },
};
static const struct shape Cors = { .type = T_STRUCTURE, .members = Cors_members };

static const struct member CreateApiRequest_members[] = {
    { "ApiKeySelectionExpression", &String, 0, .json_name = "apiKeySelectionExpression" },
    { "CorsConfiguration", &Cors, 0, .json_name = "corsConfiguration" },
    { "CredentialsArn", &String, 0, .json_name = "credentialsArn" },
    { "Description", &String, 0, .json_name = "description" },
    { "DisableSchemaValidation", &Boolean, 0, .json_name = "disableSchemaValidation" },
    { "DisableExecuteApiEndpoint", &Boolean, 0, .json_name = "disableExecuteApiEndpoint" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "Name", &String, REQUIRED, .json_name = "name" },
    { "ProtocolType", &String, REQUIRED, .json_name = "protocolType" },
    { "RouteKey", &String, 0, .json_name = "routeKey" },
    { "RouteSelectionExpression", &String, 0, .json_name = "routeSelectionExpression" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { "Target", &String, 0, .json_name = "target" },
    { "Version", &String, 0, .json_name = "version" },
    { 0 },
};
const struct shape HttpApiCreateApiRequest = { .type = T_STRUCTURE, .members = CreateApiRequest_members };

static const struct shape __timestampIso8601 = { .type = T_TIMESTAMP, .time = TIME_ISO8601 };

static const struct member CreateApiResponse_members[] = {
    { "ApiEndpoint", &String, 0, .json_name = "apiEndpoint" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiKeySelectionExpression", &String, 0, .json_name = "apiKeySelectionExpression" },
    { "CorsConfiguration", &Cors, 0, .json_name = "corsConfiguration" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "Description", &String, 0, .json_name = "description" },
    { "DisableSchemaValidation", &Boolean, 0, .json_name = "disableSchemaValidation" },
    { "DisableExecuteApiEndpoint", &Boolean, 0, .json_name = "disableExecuteApiEndpoint" },
    { "ImportInfo", &StringList, 0, .json_name = "importInfo" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "Name", &String, 0, .json_name = "name" },
    { "ProtocolType", &String, 0, .json_name = "protocolType" },
    { "RouteSelectionExpression", &String, 0, .json_name = "routeSelectionExpression" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { "Version", &String, 0, .json_name = "version" },
    { "Warnings", &StringList, 0, .json_name = "warnings" },
    { 0 },
};
const struct shape HttpApiCreateApiResponse = { .type = T_STRUCTURE, .members = CreateApiResponse_members };

static const struct member CreateApiMappingRequest_members[] = {
    { "ApiId", &String, REQUIRED, .json_name = "apiId" },
    { "ApiMappingKey", &String, 0, .json_name = "apiMappingKey" },
    { "DomainName", &String, REQUIRED, "domainName", IN_URI },
    { "Stage", &String, REQUIRED, .json_name = "stage" },
    { 0 },
};
const struct shape HttpApiCreateApiMappingRequest = { .type = T_STRUCTURE, .members = CreateApiMappingRequest_members };

static const struct member CreateApiMappingResponse_members[] = {
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiMappingId", &String, 0, .json_name = "apiMappingId" },
    { "ApiMappingKey", &String, 0, .json_name = "apiMappingKey" },
    { "Stage", &String, 0, .json_name = "stage" },
    { 0 },
};
const struct shape HttpApiCreateApiMappingResponse = { .type = T_STRUCTURE,
                                                       .members = CreateApiMappingResponse_members };

static const struct member JWTConfiguration_members[] = {
    { "Audience", &StringList, 0, .json_name = "audience" },
    { "Issuer", &String, 0, .json_name = "issuer" },
    { 0 },
};
static const struct shape JWTConfiguration = { .type = T_STRUCTURE, .members = JWTConfiguration_members };

static const struct member CreateAuthorizerRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "AuthorizerCredentialsArn", &String, 0, .json_name = "authorizerCredentialsArn" },
    { "AuthorizerPayloadFormatVersion", &String, 0, .json_name = "authorizerPayloadFormatVersion" },
    { "AuthorizerResultTtlInSeconds", &Integer, 0, .json_name = "authorizerResultTtlInSeconds" },
    { "AuthorizerType", &String, REQUIRED, .json_name = "authorizerType" },
    { "AuthorizerUri", &String, 0, .json_name = "authorizerUri" },
    { "EnableSimpleResponses", &Boolean, 0, .json_name = "enableSimpleResponses" },
    { "IdentitySource", &StringList, REQUIRED, .json_name = "identitySource" },
    { "IdentityValidationExpression", &String, 0, .json_name = "identityValidationExpression" },
    { "JwtConfiguration", &JWTConfiguration, 0, .json_name = "jwtConfiguration" },
    { "Name", &String, REQUIRED, .json_name = "name" },
    { 0 },
};
const struct shape HttpApiCreateAuthorizerRequest = { .type = T_STRUCTURE, .members = CreateAuthorizerRequest_members };

static const struct member CreateAuthorizerResponse_members[] = {
    { "AuthorizerCredentialsArn", &String, 0, .json_name = "authorizerCredentialsArn" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "AuthorizerPayloadFormatVersion", &String, 0, .json_name = "authorizerPayloadFormatVersion" },
    { "AuthorizerResultTtlInSeconds", &Integer, 0, .json_name = "authorizerResultTtlInSeconds" },
    { "AuthorizerType", &String, 0, .json_name = "authorizerType" },
    { "AuthorizerUri", &String, 0, .json_name = "authorizerUri" },
    { "EnableSimpleResponses", &Boolean, 0, .json_name = "enableSimpleResponses" },
    { "IdentitySource", &StringList, 0, .json_name = "identitySource" },
    { "IdentityValidationExpression", &String, 0, .json_name = "identityValidationExpression" },
    { "JwtConfiguration", &JWTConfiguration, 0, .json_name = "jwtConfiguration" },
    { "Name", &String, 0, .json_name = "name" },
    { 0 },
};
const struct shape HttpApiCreateAuthorizerResponse = { .type = T_STRUCTURE,
                                                       .members = CreateAuthorizerResponse_members };

static const struct member CreateDeploymentRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "Description", &String, 0, .json_name = "description" },
    { "StageName", &String, 0, .json_name = "stageName" },
    { 0 },
};
const struct shape HttpApiCreateDeploymentRequest = { .type = T_STRUCTURE, .members = CreateDeploymentRequest_members };

static const struct member CreateDeploymentResponse_members[] = {
    { "AutoDeployed", &Boolean, 0, .json_name = "autoDeployed" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "DeploymentStatus", &String, 0, .json_name = "deploymentStatus" },
    { "DeploymentStatusMessage", &String, 0, .json_name = "deploymentStatusMessage" },
    { "Description", &String, 0, .json_name = "description" },
    { 0 },
};
const struct shape HttpApiCreateDeploymentResponse = { .type = T_STRUCTURE,
                                                       .members = CreateDeploymentResponse_members };

static const struct member DomainNameConfiguration_members[] = {
    { "ApiGatewayDomainName", &String, 0, .json_name = "apiGatewayDomainName" },
    { "CertificateArn", &String, 0, .json_name = "certificateArn" },
    { "CertificateName", &String, 0, .json_name = "certificateName" },
    { "CertificateUploadDate", &__timestampIso8601, 0, .json_name = "certificateUploadDate" },
    { "DomainNameStatus", &String, 0, .json_name = "domainNameStatus" },
    { "DomainNameStatusMessage", &String, 0, .json_name = "domainNameStatusMessage" },
    { "EndpointType", &String, 0, .json_name = "endpointType" },
    { "HostedZoneId", &String, 0, .json_name = "hostedZoneId" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "SecurityPolicy", &String, 0, .json_name = "securityPolicy" },
    { "OwnershipVerificationCertificateArn", &String, 0, .json_name = "ownershipVerificationCertificateArn" },
    { 0 },
};
static const struct shape DomainNameConfiguration = { .type = T_STRUCTURE, .members = DomainNameConfiguration_members };

static const struct shape DomainNameConfigurations = { .type = T_LIST, .element = &DomainNameConfiguration };

static const struct member MutualTlsAuthenticationInput_members[] = {
    { "TruststoreUri", &String, 0, .json_name = "truststoreUri" },
    { "TruststoreVersion", &String, 0, .json_name = "truststoreVersion" },
    { 0 },
};
static const struct shape MutualTlsAuthenticationInput = { .type = T_STRUCTURE,
                                                           .members = MutualTlsAuthenticationInput_members };

static const struct member CreateDomainNameRequest_members[] = {
    { "DomainName", &String, REQUIRED, .json_name = "domainName" },
    { "DomainNameConfigurations", &DomainNameConfigurations, 0, .json_name = "domainNameConfigurations" },
    { "MutualTlsAuthentication", &MutualTlsAuthenticationInput, 0, .json_name = "mutualTlsAuthentication" },
    { "RoutingMode", &String, 0, .json_name = "routingMode" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiCreateDomainNameRequest = { .type = T_STRUCTURE, .members = CreateDomainNameRequest_members };

static const struct member MutualTlsAuthentication_members[] = {
    { "TruststoreUri", &String, 0, .json_name = "truststoreUri" },
    { "TruststoreVersion", &String, 0, .json_name = "truststoreVersion" },
    { "TruststoreWarnings", &StringList, 0, .json_name = "truststoreWarnings" },
    { 0 },
};
static const struct shape MutualTlsAuthentication = { .type = T_STRUCTURE, .members = MutualTlsAuthentication_members };

static const struct member CreateDomainNameResponse_members[] = {
    { "ApiMappingSelectionExpression", &String, 0, .json_name = "apiMappingSelectionExpression" },
    { "DomainName", &String, 0, .json_name = "domainName" },
    { "DomainNameArn", &String, 0, .json_name = "domainNameArn" },
    { "DomainNameConfigurations", &DomainNameConfigurations, 0, .json_name = "domainNameConfigurations" },
    { "MutualTlsAuthentication", &MutualTlsAuthentication, 0, .json_name = "mutualTlsAuthentication" },
    { "RoutingMode", &String, 0, .json_name = "routingMode" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiCreateDomainNameResponse = { .type = T_STRUCTURE,
                                                       .members = CreateDomainNameResponse_members };

static const struct shape ResponseParameters = { .type = T_MAP, .element = &StringMap };

static const struct member TlsConfigInput_members[] = {
    { "ServerNameToVerify", &String, 0, .json_name = "serverNameToVerify" },
    { 0 },
};
static const struct shape TlsConfigInput = { .type = T_STRUCTURE, .members = TlsConfigInput_members };

static const struct member CreateIntegrationRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "ConnectionId", &String, 0, .json_name = "connectionId" },
    { "ConnectionType", &String, 0, .json_name = "connectionType" },
    { "ContentHandlingStrategy", &String, 0, .json_name = "contentHandlingStrategy" },
    { "CredentialsArn", &String, 0, .json_name = "credentialsArn" },
    { "Description", &String, 0, .json_name = "description" },
    { "IntegrationMethod", &String, 0, .json_name = "integrationMethod" },
    { "IntegrationSubtype", &String, 0, .json_name = "integrationSubtype" },
    { "IntegrationType", &String, REQUIRED, .json_name = "integrationType" },
    { "IntegrationUri", &String, 0, .json_name = "integrationUri" },
    { "PassthroughBehavior", &String, 0, .json_name = "passthroughBehavior" },
    { "PayloadFormatVersion", &String, 0, .json_name = "payloadFormatVersion" },
    { "RequestParameters", &StringMap, 0, .json_name = "requestParameters" },
    { "RequestTemplates", &StringMap, 0, .json_name = "requestTemplates" },
    { "ResponseParameters", &ResponseParameters, 0, .json_name = "responseParameters" },
    { "TemplateSelectionExpression", &String, 0, .json_name = "templateSelectionExpression" },
    { "TimeoutInMillis", &Integer, 0, .json_name = "timeoutInMillis" },
    { "TlsConfig", &TlsConfigInput, 0, .json_name = "tlsConfig" },
    { 0 },
};
const struct shape HttpApiCreateIntegrationRequest = { .type = T_STRUCTURE,
                                                       .members = CreateIntegrationRequest_members };

static const struct member TlsConfig_members[] = {
    { "ServerNameToVerify", &String, 0, .json_name = "serverNameToVerify" },
    { 0 },
};
static const struct shape TlsConfig = { .type = T_STRUCTURE, .members = TlsConfig_members };

static const struct member CreateIntegrationResult_members[] = {
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ConnectionId", &String, 0, .json_name = "connectionId" },
    { "ConnectionType", &String, 0, .json_name = "connectionType" },
    { "ContentHandlingStrategy", &String, 0, .json_name = "contentHandlingStrategy" },
    { "CredentialsArn", &String, 0, .json_name = "credentialsArn" },
    { "Description", &String, 0, .json_name = "description" },
    { "IntegrationId", &String, 0, .json_name = "integrationId" },
    { "IntegrationMethod", &String, 0, .json_name = "integrationMethod" },
    { "IntegrationResponseSelectionExpression", &String, 0, .json_name = "integrationResponseSelectionExpression" },
    { "IntegrationSubtype", &String, 0, .json_name = "integrationSubtype" },
    { "IntegrationType", &String, 0, .json_name = "integrationType" },
    { "IntegrationUri", &String, 0, .json_name = "integrationUri" },
    { "PassthroughBehavior", &String, 0, .json_name = "passthroughBehavior" },
    { "PayloadFormatVersion", &String, 0, .json_name = "payloadFormatVersion" },
    { "RequestParameters", &StringMap, 0, .json_name = "requestParameters" },
    { "RequestTemplates", &StringMap, 0, .json_name = "requestTemplates" },
    { "ResponseParameters", &ResponseParameters, 0, .json_name = "responseParameters" },
    { "TemplateSelectionExpression", &String, 0, .json_name = "templateSelectionExpression" },
    { "TimeoutInMillis", &Integer, 0, .json_name = "timeoutInMillis" },
    { "TlsConfig", &TlsConfig, 0, .json_name = "tlsConfig" },
    { 0 },
};
const struct shape HttpApiCreateIntegrationResult = { .type = T_STRUCTURE, .members = CreateIntegrationResult_members };

static const struct member ParameterConstraints_members[] = {
    { "Required", &Boolean, 0, .json_name = "required" },
    { 0 },
};
static const struct shape ParameterConstraints = { .type = T_STRUCTURE, .members = ParameterConstraints_members };

static const struct shape RouteParameters = { .type = T_MAP, .element = &ParameterConstraints };

static const struct member CreateRouteRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "ApiKeyRequired", &Boolean, 0, .json_name = "apiKeyRequired" },
    { "AuthorizationScopes", &StringList, 0, .json_name = "authorizationScopes" },
    { "AuthorizationType", &String, 0, .json_name = "authorizationType" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "ModelSelectionExpression", &String, 0, .json_name = "modelSelectionExpression" },
    { "OperationName", &String, 0, .json_name = "operationName" },
    { "RequestModels", &StringMap, 0, .json_name = "requestModels" },
    { "RequestParameters", &RouteParameters, 0, .json_name = "requestParameters" },
    { "RouteKey", &String, REQUIRED, .json_name = "routeKey" },
    { "RouteResponseSelectionExpression", &String, 0, .json_name = "routeResponseSelectionExpression" },
    { "Target", &String, 0, .json_name = "target" },
    { 0 },
};
const struct shape HttpApiCreateRouteRequest = { .type = T_STRUCTURE, .members = CreateRouteRequest_members };

static const struct member CreateRouteResult_members[] = {
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiKeyRequired", &Boolean, 0, .json_name = "apiKeyRequired" },
    { "AuthorizationScopes", &StringList, 0, .json_name = "authorizationScopes" },
    { "AuthorizationType", &String, 0, .json_name = "authorizationType" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "ModelSelectionExpression", &String, 0, .json_name = "modelSelectionExpression" },
    { "OperationName", &String, 0, .json_name = "operationName" },
    { "RequestModels", &StringMap, 0, .json_name = "requestModels" },
    { "RequestParameters", &RouteParameters, 0, .json_name = "requestParameters" },
    { "RouteId", &String, 0, .json_name = "routeId" },
    { "RouteKey", &String, 0, .json_name = "routeKey" },
    { "RouteResponseSelectionExpression", &String, 0, .json_name = "routeResponseSelectionExpression" },
    { "Target", &String, 0, .json_name = "target" },
    { 0 },
};
const struct shape HttpApiCreateRouteResult = { .type = T_STRUCTURE, .members = CreateRouteResult_members };

static const struct member AccessLogSettings_members[] = {
    { "DestinationArn", &String, 0, .json_name = "destinationArn" },
    { "Format", &String, 0, .json_name = "format" },
    { 0 },
};
static const struct shape AccessLogSettings = { .type = T_STRUCTURE, .members = AccessLogSettings_members };

static const struct member RouteSettings_members[] = {
    { "DataTraceEnabled", &Boolean, 0, .json_name = "dataTraceEnabled" },
    { "DetailedMetricsEnabled", &Boolean, 0, .json_name = "detailedMetricsEnabled" },
    { "LoggingLevel", &String, 0, .json_name = "loggingLevel" },
    { "ThrottlingBurstLimit", &Integer, 0, .json_name = "throttlingBurstLimit" },
    { "ThrottlingRateLimit", &Double, 0, .json_name = "throttlingRateLimit" },
    { 0 },
};
static const struct shape RouteSettings = { .type = T_STRUCTURE, .members = RouteSettings_members };

static const struct shape RouteSettingsMap = { .type = T_MAP, .element = &RouteSettings };

static const struct member CreateStageRequest_members[] = {
    { "AccessLogSettings", &AccessLogSettings, 0, .json_name = "accessLogSettings" },
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "AutoDeploy", &Boolean, 0, .json_name = "autoDeploy" },
    { "ClientCertificateId", &String, 0, .json_name = "clientCertificateId" },
    { "DefaultRouteSettings", &RouteSettings, 0, .json_name = "defaultRouteSettings" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "Description", &String, 0, .json_name = "description" },
    { "RouteSettings", &RouteSettingsMap, 0, .json_name = "routeSettings" },
    { "StageName", &String, REQUIRED, .json_name = "stageName" },
    { "StageVariables", &StringMap, 0, .json_name = "stageVariables" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiCreateStageRequest = { .type = T_STRUCTURE, .members = CreateStageRequest_members };

static const struct member CreateStageResponse_members[] = {
    { "AccessLogSettings", &AccessLogSettings, 0, .json_name = "accessLogSettings" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "AutoDeploy", &Boolean, 0, .json_name = "autoDeploy" },
    { "ClientCertificateId", &String, 0, .json_name = "clientCertificateId" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "DefaultRouteSettings", &RouteSettings, 0, .json_name = "defaultRouteSettings" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "Description", &String, 0, .json_name = "description" },
    { "LastDeploymentStatusMessage", &String, 0, .json_name = "lastDeploymentStatusMessage" },
    { "LastUpdatedDate", &__timestampIso8601, 0, .json_name = "lastUpdatedDate" },
    { "RouteSettings", &RouteSettingsMap, 0, .json_name = "routeSettings" },
    { "StageName", &String, 0, .json_name = "stageName" },
    { "StageVariables", &StringMap, 0, .json_name = "stageVariables" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiCreateStageResponse = { .type = T_STRUCTURE, .members = CreateStageResponse_members };

static const struct member DeleteAccessLogSettingsRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "StageName", &String, REQUIRED, "stageName", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteAccessLogSettingsRequest = { .type = T_STRUCTURE,
                                                             .members = DeleteAccessLogSettingsRequest_members };

static const struct member DeleteApiRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteApiRequest = { .type = T_STRUCTURE, .members = DeleteApiRequest_members };

static const struct member DeleteApiMappingRequest_members[] = {
    { "ApiMappingId", &String, REQUIRED, "apiMappingId", IN_URI },
    { "DomainName", &String, REQUIRED, "domainName", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteApiMappingRequest = { .type = T_STRUCTURE, .members = DeleteApiMappingRequest_members };

static const struct member DeleteAuthorizerRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "AuthorizerId", &String, REQUIRED, "authorizerId", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteAuthorizerRequest = { .type = T_STRUCTURE, .members = DeleteAuthorizerRequest_members };

static const struct member DeleteCorsConfigurationRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteCorsConfigurationRequest = { .type = T_STRUCTURE,
                                                             .members = DeleteCorsConfigurationRequest_members };

static const struct member DeleteDeploymentRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "DeploymentId", &String, REQUIRED, "deploymentId", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteDeploymentRequest = { .type = T_STRUCTURE, .members = DeleteDeploymentRequest_members };

static const struct member DeleteDomainNameRequest_members[] = {
    { "DomainName", &String, REQUIRED, "domainName", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteDomainNameRequest = { .type = T_STRUCTURE, .members = DeleteDomainNameRequest_members };

static const struct member DeleteIntegrationRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "IntegrationId", &String, REQUIRED, "integrationId", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteIntegrationRequest = { .type = T_STRUCTURE,
                                                       .members = DeleteIntegrationRequest_members };

static const struct member DeleteRouteRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "RouteId", &String, REQUIRED, "routeId", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteRouteRequest = { .type = T_STRUCTURE, .members = DeleteRouteRequest_members };

static const struct member DeleteRouteSettingsRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "RouteKey", &String, REQUIRED, "routeKey", IN_URI },
    { "StageName", &String, REQUIRED, "stageName", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteRouteSettingsRequest = { .type = T_STRUCTURE,
                                                         .members = DeleteRouteSettingsRequest_members };

static const struct member DeleteStageRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "StageName", &String, REQUIRED, "stageName", IN_URI },
    { 0 },
};
const struct shape HttpApiDeleteStageRequest = { .type = T_STRUCTURE, .members = DeleteStageRequest_members };

static const struct member ExportApiRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "ExportVersion", &String, 0, "exportVersion", IN_QUERY },
    { "IncludeExtensions", &Boolean, 0, "includeExtensions", IN_QUERY },
    { "OutputType", &String, REQUIRED, "outputType", IN_QUERY },
    { "Specification", &String, REQUIRED, "specification", IN_URI },
    { "StageName", &String, 0, "stageName", IN_QUERY },
    { 0 },
};
const struct shape HttpApiExportApiRequest = { .type = T_STRUCTURE, .members = ExportApiRequest_members };

static const struct member ExportApiResponse_members[] = {
    { "body", &Blob, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape HttpApiExportApiResponse = { .type = T_STRUCTURE, .members = ExportApiResponse_members };

static const struct member ResetAuthorizersCacheRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "StageName", &String, REQUIRED, "stageName", IN_URI },
    { 0 },
};
const struct shape HttpApiResetAuthorizersCacheRequest = { .type = T_STRUCTURE,
                                                           .members = ResetAuthorizersCacheRequest_members };

static const struct member GetApiRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { 0 },
};
const struct shape HttpApiGetApiRequest = { .type = T_STRUCTURE, .members = GetApiRequest_members };

static const struct member GetApiResponse_members[] = {
    { "ApiEndpoint", &String, 0, .json_name = "apiEndpoint" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiKeySelectionExpression", &String, 0, .json_name = "apiKeySelectionExpression" },
    { "CorsConfiguration", &Cors, 0, .json_name = "corsConfiguration" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "Description", &String, 0, .json_name = "description" },
    { "DisableSchemaValidation", &Boolean, 0, .json_name = "disableSchemaValidation" },
    { "DisableExecuteApiEndpoint", &Boolean, 0, .json_name = "disableExecuteApiEndpoint" },
    { "ImportInfo", &StringList, 0, .json_name = "importInfo" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "Name", &String, 0, .json_name = "name" },
    { "ProtocolType", &String, 0, .json_name = "protocolType" },
    { "RouteSelectionExpression", &String, 0, .json_name = "routeSelectionExpression" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { "Version", &String, 0, .json_name = "version" },
    { "Warnings", &StringList, 0, .json_name = "warnings" },
    { 0 },
};
const struct shape HttpApiGetApiResponse = { .type = T_STRUCTURE, .members = GetApiResponse_members };

static const struct member GetApiMappingRequest_members[] = {
    { "ApiMappingId", &String, REQUIRED, "apiMappingId", IN_URI },
    { "DomainName", &String, REQUIRED, "domainName", IN_URI },
    { 0 },
};
const struct shape HttpApiGetApiMappingRequest = { .type = T_STRUCTURE, .members = GetApiMappingRequest_members };

static const struct member GetApiMappingResponse_members[] = {
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiMappingId", &String, 0, .json_name = "apiMappingId" },
    { "ApiMappingKey", &String, 0, .json_name = "apiMappingKey" },
    { "Stage", &String, 0, .json_name = "stage" },
    { 0 },
};
const struct shape HttpApiGetApiMappingResponse = { .type = T_STRUCTURE, .members = GetApiMappingResponse_members };

static const struct member GetApiMappingsRequest_members[] = {
    { "DomainName", &String, REQUIRED, "domainName", IN_URI },
    { "MaxResults", &String, 0, "maxResults", IN_QUERY },
    { "NextToken", &String, 0, "nextToken", IN_QUERY },
    { 0 },
};
const struct shape HttpApiGetApiMappingsRequest = { .type = T_STRUCTURE, .members = GetApiMappingsRequest_members };

static const struct member ApiMapping_members[] = {
    { "ApiId", &String, REQUIRED, .json_name = "apiId" },
    { "ApiMappingId", &String, 0, .json_name = "apiMappingId" },
    { "ApiMappingKey", &String, 0, .json_name = "apiMappingKey" },
    { "Stage", &String, REQUIRED, .json_name = "stage" },
    { 0 },
};
static const struct shape ApiMapping = { .type = T_STRUCTURE, .members = ApiMapping_members };

static const struct shape __listOfApiMapping = { .type = T_LIST, .element = &ApiMapping };

static const struct member GetApiMappingsResponse_members[] = {
    { "Items", &__listOfApiMapping, 0, .json_name = "items" },
    { "NextToken", &String, 0, .json_name = "nextToken" },
    { 0 },
};
const struct shape HttpApiGetApiMappingsResponse = { .type = T_STRUCTURE, .members = GetApiMappingsResponse_members };

static const struct member GetApisRequest_members[] = {
    { "MaxResults", &String, 0, "maxResults", IN_QUERY },
    { "NextToken", &String, 0, "nextToken", IN_QUERY },
    { 0 },
};
const struct shape HttpApiGetApisRequest = { .type = T_STRUCTURE, .members = GetApisRequest_members };

static const struct member Api_members[] = {
    { "ApiEndpoint", &String, 0, .json_name = "apiEndpoint" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiKeySelectionExpression", &String, 0, .json_name = "apiKeySelectionExpression" },
    { "CorsConfiguration", &Cors, 0, .json_name = "corsConfiguration" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "Description", &String, 0, .json_name = "description" },
    { "DisableSchemaValidation", &Boolean, 0, .json_name = "disableSchemaValidation" },
    { "DisableExecuteApiEndpoint", &Boolean, 0, .json_name = "disableExecuteApiEndpoint" },
    { "ImportInfo", &StringList, 0, .json_name = "importInfo" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "Name", &String, REQUIRED, .json_name = "name" },
    { "ProtocolType", &String, REQUIRED, .json_name = "protocolType" },
    { "RouteSelectionExpression", &String, REQUIRED, .json_name = "routeSelectionExpression" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { "Version", &String, 0, .json_name = "version" },
    { "Warnings", &StringList, 0, .json_name = "warnings" },
    { 0 },
};
static const struct shape Api = { .type = T_STRUCTURE, .members = Api_members };

static const struct shape __listOfApi = { .type = T_LIST, .element = &Api };

static const struct member GetApisResponse_members[] = {
    { "Items", &__listOfApi, 0, .json_name = "items" },
    { "NextToken", &String, 0, .json_name = "nextToken" },
    { 0 },
};
const struct shape HttpApiGetApisResponse = { .type = T_STRUCTURE, .members = GetApisResponse_members };

static const struct member GetAuthorizerRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "AuthorizerId", &String, REQUIRED, "authorizerId", IN_URI },
    { 0 },
};
const struct shape HttpApiGetAuthorizerRequest = { .type = T_STRUCTURE, .members = GetAuthorizerRequest_members };

static const struct member GetAuthorizerResponse_members[] = {
    { "AuthorizerCredentialsArn", &String, 0, .json_name = "authorizerCredentialsArn" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "AuthorizerPayloadFormatVersion", &String, 0, .json_name = "authorizerPayloadFormatVersion" },
    { "AuthorizerResultTtlInSeconds", &Integer, 0, .json_name = "authorizerResultTtlInSeconds" },
    { "AuthorizerType", &String, 0, .json_name = "authorizerType" },
    { "AuthorizerUri", &String, 0, .json_name = "authorizerUri" },
    { "EnableSimpleResponses", &Boolean, 0, .json_name = "enableSimpleResponses" },
    { "IdentitySource", &StringList, 0, .json_name = "identitySource" },
    { "IdentityValidationExpression", &String, 0, .json_name = "identityValidationExpression" },
    { "JwtConfiguration", &JWTConfiguration, 0, .json_name = "jwtConfiguration" },
    { "Name", &String, 0, .json_name = "name" },
    { 0 },
};
const struct shape HttpApiGetAuthorizerResponse = { .type = T_STRUCTURE, .members = GetAuthorizerResponse_members };

static const struct member GetAuthorizersRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "MaxResults", &String, 0, "maxResults", IN_QUERY },
    { "NextToken", &String, 0, "nextToken", IN_QUERY },
    { 0 },
};
const struct shape HttpApiGetAuthorizersRequest = { .type = T_STRUCTURE, .members = GetAuthorizersRequest_members };

static const struct member Authorizer_members[] = {
    { "AuthorizerCredentialsArn", &String, 0, .json_name = "authorizerCredentialsArn" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "AuthorizerPayloadFormatVersion", &String, 0, .json_name = "authorizerPayloadFormatVersion" },
    { "AuthorizerResultTtlInSeconds", &Integer, 0, .json_name = "authorizerResultTtlInSeconds" },
    { "AuthorizerType", &String, 0, .json_name = "authorizerType" },
    { "AuthorizerUri", &String, 0, .json_name = "authorizerUri" },
    { "EnableSimpleResponses", &Boolean, 0, .json_name = "enableSimpleResponses" },
    { "IdentitySource", &StringList, 0, .json_name = "identitySource" },
    { "IdentityValidationExpression", &String, 0, .json_name = "identityValidationExpression" },
    { "JwtConfiguration", &JWTConfiguration, 0, .json_name = "jwtConfiguration" },
    { "Name", &String, REQUIRED, .json_name = "name" },
    { 0 },
};
static const struct shape Authorizer = { .type = T_STRUCTURE, .members = Authorizer_members };

static const struct shape __listOfAuthorizer = { .type = T_LIST, .element = &Authorizer };

static const struct member GetAuthorizersResponse_members[] = {
    { "Items", &__listOfAuthorizer, 0, .json_name = "items" },
    { "NextToken", &String, 0, .json_name = "nextToken" },
    { 0 },
};
const struct shape HttpApiGetAuthorizersResponse = { .type = T_STRUCTURE, .members = GetAuthorizersResponse_members };

static const struct member GetDeploymentRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "DeploymentId", &String, REQUIRED, "deploymentId", IN_URI },
    { 0 },
};
const struct shape HttpApiGetDeploymentRequest = { .type = T_STRUCTURE, .members = GetDeploymentRequest_members };

static const struct member GetDeploymentResponse_members[] = {
    { "AutoDeployed", &Boolean, 0, .json_name = "autoDeployed" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "DeploymentStatus", &String, 0, .json_name = "deploymentStatus" },
    { "DeploymentStatusMessage", &String, 0, .json_name = "deploymentStatusMessage" },
    { "Description", &String, 0, .json_name = "description" },
    { 0 },
};
const struct shape HttpApiGetDeploymentResponse = { .type = T_STRUCTURE, .members = GetDeploymentResponse_members };

static const struct member GetDeploymentsRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "MaxResults", &String, 0, "maxResults", IN_QUERY },
    { "NextToken", &String, 0, "nextToken", IN_QUERY },
    { 0 },
};
const struct shape HttpApiGetDeploymentsRequest = { .type = T_STRUCTURE, .members = GetDeploymentsRequest_members };

static const struct member Deployment_members[] = {
    { "AutoDeployed", &Boolean, 0, .json_name = "autoDeployed" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "DeploymentStatus", &String, 0, .json_name = "deploymentStatus" },
    { "DeploymentStatusMessage", &String, 0, .json_name = "deploymentStatusMessage" },
    { "Description", &String, 0, .json_name = "description" },
    { 0 },
};
static const struct shape Deployment = { .type = T_STRUCTURE, .members = Deployment_members };

static const struct shape __listOfDeployment = { .type = T_LIST, .element = &Deployment };

static const struct member GetDeploymentsResponse_members[] = {
    { "Items", &__listOfDeployment, 0, .json_name = "items" },
    { "NextToken", &String, 0, .json_name = "nextToken" },
    { 0 },
};
const struct shape HttpApiGetDeploymentsResponse = { .type = T_STRUCTURE, .members = GetDeploymentsResponse_members };

static const struct member GetDomainNameRequest_members[] = {
    { "DomainName", &String, REQUIRED, "domainName", IN_URI },
    { 0 },
};
const struct shape HttpApiGetDomainNameRequest = { .type = T_STRUCTURE, .members = GetDomainNameRequest_members };

static const struct member GetDomainNameResponse_members[] = {
    { "ApiMappingSelectionExpression", &String, 0, .json_name = "apiMappingSelectionExpression" },
    { "DomainName", &String, 0, .json_name = "domainName" },
    { "DomainNameArn", &String, 0, .json_name = "domainNameArn" },
    { "DomainNameConfigurations", &DomainNameConfigurations, 0, .json_name = "domainNameConfigurations" },
    { "MutualTlsAuthentication", &MutualTlsAuthentication, 0, .json_name = "mutualTlsAuthentication" },
    { "RoutingMode", &String, 0, .json_name = "routingMode" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiGetDomainNameResponse = { .type = T_STRUCTURE, .members = GetDomainNameResponse_members };

static const struct member GetDomainNamesRequest_members[] = {
    { "MaxResults", &String, 0, "maxResults", IN_QUERY },
    { "NextToken", &String, 0, "nextToken", IN_QUERY },
    { 0 },
};
const struct shape HttpApiGetDomainNamesRequest = { .type = T_STRUCTURE, .members = GetDomainNamesRequest_members };

static const struct member DomainName_members[] = {
    { "ApiMappingSelectionExpression", &String, 0, .json_name = "apiMappingSelectionExpression" },
    { "DomainName", &String, REQUIRED, .json_name = "domainName" },
    { "DomainNameArn", &String, 0, .json_name = "domainNameArn" },
    { "DomainNameConfigurations", &DomainNameConfigurations, 0, .json_name = "domainNameConfigurations" },
    { "MutualTlsAuthentication", &MutualTlsAuthentication, 0, .json_name = "mutualTlsAuthentication" },
    { "RoutingMode", &String, 0, .json_name = "routingMode" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
static const struct shape DomainName = { .type = T_STRUCTURE, .members = DomainName_members };

static const struct shape __listOfDomainName = { .type = T_LIST, .element = &DomainName };

static const struct member GetDomainNamesResponse_members[] = {
    { "Items", &__listOfDomainName, 0, .json_name = "items" },
    { "NextToken", &String, 0, .json_name = "nextToken" },
    { 0 },
};
const struct shape HttpApiGetDomainNamesResponse = { .type = T_STRUCTURE, .members = GetDomainNamesResponse_members };

static const struct member GetIntegrationRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "IntegrationId", &String, REQUIRED, "integrationId", IN_URI },
    { 0 },
};
const struct shape HttpApiGetIntegrationRequest = { .type = T_STRUCTURE, .members = GetIntegrationRequest_members };

static const struct member GetIntegrationResult_members[] = {
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ConnectionId", &String, 0, .json_name = "connectionId" },
    { "ConnectionType", &String, 0, .json_name = "connectionType" },
    { "ContentHandlingStrategy", &String, 0, .json_name = "contentHandlingStrategy" },
    { "CredentialsArn", &String, 0, .json_name = "credentialsArn" },
    { "Description", &String, 0, .json_name = "description" },
    { "IntegrationId", &String, 0, .json_name = "integrationId" },
    { "IntegrationMethod", &String, 0, .json_name = "integrationMethod" },
    { "IntegrationResponseSelectionExpression", &String, 0, .json_name = "integrationResponseSelectionExpression" },
    { "IntegrationSubtype", &String, 0, .json_name = "integrationSubtype" },
    { "IntegrationType", &String, 0, .json_name = "integrationType" },
    { "IntegrationUri", &String, 0, .json_name = "integrationUri" },
    { "PassthroughBehavior", &String, 0, .json_name = "passthroughBehavior" },
    { "PayloadFormatVersion", &String, 0, .json_name = "payloadFormatVersion" },
    { "RequestParameters", &StringMap, 0, .json_name = "requestParameters" },
    { "RequestTemplates", &StringMap, 0, .json_name = "requestTemplates" },
    { "ResponseParameters", &ResponseParameters, 0, .json_name = "responseParameters" },
    { "TemplateSelectionExpression", &String, 0, .json_name = "templateSelectionExpression" },
    { "TimeoutInMillis", &Integer, 0, .json_name = "timeoutInMillis" },
    { "TlsConfig", &TlsConfig, 0, .json_name = "tlsConfig" },
    { 0 },
};
const struct shape HttpApiGetIntegrationResult = { .type = T_STRUCTURE, .members = GetIntegrationResult_members };

static const struct member GetIntegrationsRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "MaxResults", &String, 0, "maxResults", IN_QUERY },
    { "NextToken", &String, 0, "nextToken", IN_QUERY },
    { 0 },
};
const struct shape HttpApiGetIntegrationsRequest = { .type = T_STRUCTURE, .members = GetIntegrationsRequest_members };

static const struct member Integration_members[] = {
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ConnectionId", &String, 0, .json_name = "connectionId" },
    { "ConnectionType", &String, 0, .json_name = "connectionType" },
    { "ContentHandlingStrategy", &String, 0, .json_name = "contentHandlingStrategy" },
    { "CredentialsArn", &String, 0, .json_name = "credentialsArn" },
    { "Description", &String, 0, .json_name = "description" },
    { "IntegrationId", &String, 0, .json_name = "integrationId" },
    { "IntegrationMethod", &String, 0, .json_name = "integrationMethod" },
    { "IntegrationResponseSelectionExpression", &String, 0, .json_name = "integrationResponseSelectionExpression" },
    { "IntegrationSubtype", &String, 0, .json_name = "integrationSubtype" },
    { "IntegrationType", &String, 0, .json_name = "integrationType" },
    { "IntegrationUri", &String, 0, .json_name = "integrationUri" },
    { "PassthroughBehavior", &String, 0, .json_name = "passthroughBehavior" },
    { "PayloadFormatVersion", &String, 0, .json_name = "payloadFormatVersion" },
    { "RequestParameters", &StringMap, 0, .json_name = "requestParameters" },
    { "RequestTemplates", &StringMap, 0, .json_name = "requestTemplates" },
    { "ResponseParameters", &ResponseParameters, 0, .json_name = "responseParameters" },
    { "TemplateSelectionExpression", &String, 0, .json_name = "templateSelectionExpression" },
    { "TimeoutInMillis", &Integer, 0, .json_name = "timeoutInMillis" },
    { "TlsConfig", &TlsConfig, 0, .json_name = "tlsConfig" },
    { 0 },
};
static const struct shape Integration = { .type = T_STRUCTURE, .members = Integration_members };

static const struct shape __listOfIntegration = { .type = T_LIST, .element = &Integration };

static const struct member GetIntegrationsResponse_members[] = {
    { "Items", &__listOfIntegration, 0, .json_name = "items" },
    { "NextToken", &String, 0, .json_name = "nextToken" },
    { 0 },
};
const struct shape HttpApiGetIntegrationsResponse = { .type = T_STRUCTURE, .members = GetIntegrationsResponse_members };

static const struct member GetRouteRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "RouteId", &String, REQUIRED, "routeId", IN_URI },
    { 0 },
};
const struct shape HttpApiGetRouteRequest = { .type = T_STRUCTURE, .members = GetRouteRequest_members };

static const struct member GetRouteResult_members[] = {
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiKeyRequired", &Boolean, 0, .json_name = "apiKeyRequired" },
    { "AuthorizationScopes", &StringList, 0, .json_name = "authorizationScopes" },
    { "AuthorizationType", &String, 0, .json_name = "authorizationType" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "ModelSelectionExpression", &String, 0, .json_name = "modelSelectionExpression" },
    { "OperationName", &String, 0, .json_name = "operationName" },
    { "RequestModels", &StringMap, 0, .json_name = "requestModels" },
    { "RequestParameters", &RouteParameters, 0, .json_name = "requestParameters" },
    { "RouteId", &String, 0, .json_name = "routeId" },
    { "RouteKey", &String, 0, .json_name = "routeKey" },
    { "RouteResponseSelectionExpression", &String, 0, .json_name = "routeResponseSelectionExpression" },
    { "Target", &String, 0, .json_name = "target" },
    { 0 },
};
const struct shape HttpApiGetRouteResult = { .type = T_STRUCTURE, .members = GetRouteResult_members };

static const struct member GetRoutesRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "MaxResults", &String, 0, "maxResults", IN_QUERY },
    { "NextToken", &String, 0, "nextToken", IN_QUERY },
    { 0 },
};
const struct shape HttpApiGetRoutesRequest = { .type = T_STRUCTURE, .members = GetRoutesRequest_members };

static const struct member Route_members[] = {
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiKeyRequired", &Boolean, 0, .json_name = "apiKeyRequired" },
    { "AuthorizationScopes", &StringList, 0, .json_name = "authorizationScopes" },
    { "AuthorizationType", &String, 0, .json_name = "authorizationType" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "ModelSelectionExpression", &String, 0, .json_name = "modelSelectionExpression" },
    { "OperationName", &String, 0, .json_name = "operationName" },
    { "RequestModels", &StringMap, 0, .json_name = "requestModels" },
    { "RequestParameters", &RouteParameters, 0, .json_name = "requestParameters" },
    { "RouteId", &String, 0, .json_name = "routeId" },
    { "RouteKey", &String, REQUIRED, .json_name = "routeKey" },
    { "RouteResponseSelectionExpression", &String, 0, .json_name = "routeResponseSelectionExpression" },
    { "Target", &String, 0, .json_name = "target" },
    { 0 },
};
static const struct shape Route = { .type = T_STRUCTURE, .members = Route_members };

static const struct shape __listOfRoute = { .type = T_LIST, .element = &Route };

static const struct member GetRoutesResponse_members[] = {
    { "Items", &__listOfRoute, 0, .json_name = "items" },
    { "NextToken", &String, 0, .json_name = "nextToken" },
    { 0 },
};
const struct shape HttpApiGetRoutesResponse = { .type = T_STRUCTURE, .members = GetRoutesResponse_members };

static const struct member GetStageRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "StageName", &String, REQUIRED, "stageName", IN_URI },
    { 0 },
};
const struct shape HttpApiGetStageRequest = { .type = T_STRUCTURE, .members = GetStageRequest_members };

static const struct member GetStageResponse_members[] = {
    { "AccessLogSettings", &AccessLogSettings, 0, .json_name = "accessLogSettings" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "AutoDeploy", &Boolean, 0, .json_name = "autoDeploy" },
    { "ClientCertificateId", &String, 0, .json_name = "clientCertificateId" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "DefaultRouteSettings", &RouteSettings, 0, .json_name = "defaultRouteSettings" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "Description", &String, 0, .json_name = "description" },
    { "LastDeploymentStatusMessage", &String, 0, .json_name = "lastDeploymentStatusMessage" },
    { "LastUpdatedDate", &__timestampIso8601, 0, .json_name = "lastUpdatedDate" },
    { "RouteSettings", &RouteSettingsMap, 0, .json_name = "routeSettings" },
    { "StageName", &String, 0, .json_name = "stageName" },
    { "StageVariables", &StringMap, 0, .json_name = "stageVariables" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiGetStageResponse = { .type = T_STRUCTURE, .members = GetStageResponse_members };

static const struct member GetStagesRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "MaxResults", &String, 0, "maxResults", IN_QUERY },
    { "NextToken", &String, 0, "nextToken", IN_QUERY },
    { 0 },
};
const struct shape HttpApiGetStagesRequest = { .type = T_STRUCTURE, .members = GetStagesRequest_members };

static const struct member Stage_members[] = {
    { "AccessLogSettings", &AccessLogSettings, 0, .json_name = "accessLogSettings" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "AutoDeploy", &Boolean, 0, .json_name = "autoDeploy" },
    { "ClientCertificateId", &String, 0, .json_name = "clientCertificateId" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "DefaultRouteSettings", &RouteSettings, 0, .json_name = "defaultRouteSettings" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "Description", &String, 0, .json_name = "description" },
    { "LastDeploymentStatusMessage", &String, 0, .json_name = "lastDeploymentStatusMessage" },
    { "LastUpdatedDate", &__timestampIso8601, 0, .json_name = "lastUpdatedDate" },
    { "RouteSettings", &RouteSettingsMap, 0, .json_name = "routeSettings" },
    { "StageName", &String, REQUIRED, .json_name = "stageName" },
    { "StageVariables", &StringMap, 0, .json_name = "stageVariables" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
static const struct shape Stage = { .type = T_STRUCTURE, .members = Stage_members };

static const struct shape __listOfStage = { .type = T_LIST, .element = &Stage };

static const struct member GetStagesResponse_members[] = {
    { "Items", &__listOfStage, 0, .json_name = "items" },
    { "NextToken", &String, 0, .json_name = "nextToken" },
    { 0 },
};
const struct shape HttpApiGetStagesResponse = { .type = T_STRUCTURE, .members = GetStagesResponse_members };

static const struct member GetTagsRequest_members[] = {
    { "ResourceArn", &String, REQUIRED, "resource-arn", IN_URI },
    { 0 },
};
const struct shape HttpApiGetTagsRequest = { .type = T_STRUCTURE, .members = GetTagsRequest_members };

static const struct member GetTagsResponse_members[] = {
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiGetTagsResponse = { .type = T_STRUCTURE, .members = GetTagsResponse_members };

static const struct member ImportApiRequest_members[] = {
    { "Basepath", &String, 0, "basepath", IN_QUERY },
    { "Body", &String, REQUIRED, .json_name = "body" },
    { "FailOnWarnings", &Boolean, 0, "failOnWarnings", IN_QUERY },
    { 0 },
};
const struct shape HttpApiImportApiRequest = { .type = T_STRUCTURE, .members = ImportApiRequest_members };

static const struct member ImportApiResponse_members[] = {
    { "ApiEndpoint", &String, 0, .json_name = "apiEndpoint" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiKeySelectionExpression", &String, 0, .json_name = "apiKeySelectionExpression" },
    { "CorsConfiguration", &Cors, 0, .json_name = "corsConfiguration" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "Description", &String, 0, .json_name = "description" },
    { "DisableSchemaValidation", &Boolean, 0, .json_name = "disableSchemaValidation" },
    { "DisableExecuteApiEndpoint", &Boolean, 0, .json_name = "disableExecuteApiEndpoint" },
    { "ImportInfo", &StringList, 0, .json_name = "importInfo" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "Name", &String, 0, .json_name = "name" },
    { "ProtocolType", &String, 0, .json_name = "protocolType" },
    { "RouteSelectionExpression", &String, 0, .json_name = "routeSelectionExpression" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { "Version", &String, 0, .json_name = "version" },
    { "Warnings", &StringList, 0, .json_name = "warnings" },
    { 0 },
};
const struct shape HttpApiImportApiResponse = { .type = T_STRUCTURE, .members = ImportApiResponse_members };

static const struct member ReimportApiRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "Basepath", &String, 0, "basepath", IN_QUERY },
    { "Body", &String, REQUIRED, .json_name = "body" },
    { "FailOnWarnings", &Boolean, 0, "failOnWarnings", IN_QUERY },
    { 0 },
};
const struct shape HttpApiReimportApiRequest = { .type = T_STRUCTURE, .members = ReimportApiRequest_members };

static const struct member ReimportApiResponse_members[] = {
    { "ApiEndpoint", &String, 0, .json_name = "apiEndpoint" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiKeySelectionExpression", &String, 0, .json_name = "apiKeySelectionExpression" },
    { "CorsConfiguration", &Cors, 0, .json_name = "corsConfiguration" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "Description", &String, 0, .json_name = "description" },
    { "DisableSchemaValidation", &Boolean, 0, .json_name = "disableSchemaValidation" },
    { "DisableExecuteApiEndpoint", &Boolean, 0, .json_name = "disableExecuteApiEndpoint" },
    { "ImportInfo", &StringList, 0, .json_name = "importInfo" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "Name", &String, 0, .json_name = "name" },
    { "ProtocolType", &String, 0, .json_name = "protocolType" },
    { "RouteSelectionExpression", &String, 0, .json_name = "routeSelectionExpression" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { "Version", &String, 0, .json_name = "version" },
    { "Warnings", &StringList, 0, .json_name = "warnings" },
    { 0 },
};
const struct shape HttpApiReimportApiResponse = { .type = T_STRUCTURE, .members = ReimportApiResponse_members };

static const struct member TagResourceRequest_members[] = {
    { "ResourceArn", &String, REQUIRED, "resource-arn", IN_URI },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiTagResourceRequest = { .type = T_STRUCTURE, .members = TagResourceRequest_members };

static const struct member TagResourceResponse_members[] = {

    { 0 },
};
const struct shape HttpApiTagResourceResponse = { .type = T_STRUCTURE, .members = TagResourceResponse_members };

static const struct member UntagResourceRequest_members[] = {
    { "ResourceArn", &String, REQUIRED, "resource-arn", IN_URI },
    { "TagKeys", &StringList, REQUIRED, "tagKeys", IN_QUERY },
    { 0 },
};
const struct shape HttpApiUntagResourceRequest = { .type = T_STRUCTURE, .members = UntagResourceRequest_members };

static const struct member UpdateApiRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "ApiKeySelectionExpression", &String, 0, .json_name = "apiKeySelectionExpression" },
    { "CorsConfiguration", &Cors, 0, .json_name = "corsConfiguration" },
    { "CredentialsArn", &String, 0, .json_name = "credentialsArn" },
    { "Description", &String, 0, .json_name = "description" },
    { "DisableSchemaValidation", &Boolean, 0, .json_name = "disableSchemaValidation" },
    { "DisableExecuteApiEndpoint", &Boolean, 0, .json_name = "disableExecuteApiEndpoint" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "Name", &String, 0, .json_name = "name" },
    { "RouteKey", &String, 0, .json_name = "routeKey" },
    { "RouteSelectionExpression", &String, 0, .json_name = "routeSelectionExpression" },
    { "Target", &String, 0, .json_name = "target" },
    { "Version", &String, 0, .json_name = "version" },
    { 0 },
};
const struct shape HttpApiUpdateApiRequest = { .type = T_STRUCTURE, .members = UpdateApiRequest_members };

static const struct member UpdateApiResponse_members[] = {
    { "ApiEndpoint", &String, 0, .json_name = "apiEndpoint" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiKeySelectionExpression", &String, 0, .json_name = "apiKeySelectionExpression" },
    { "CorsConfiguration", &Cors, 0, .json_name = "corsConfiguration" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "Description", &String, 0, .json_name = "description" },
    { "DisableSchemaValidation", &Boolean, 0, .json_name = "disableSchemaValidation" },
    { "DisableExecuteApiEndpoint", &Boolean, 0, .json_name = "disableExecuteApiEndpoint" },
    { "ImportInfo", &StringList, 0, .json_name = "importInfo" },
    { "IpAddressType", &String, 0, .json_name = "ipAddressType" },
    { "Name", &String, 0, .json_name = "name" },
    { "ProtocolType", &String, 0, .json_name = "protocolType" },
    { "RouteSelectionExpression", &String, 0, .json_name = "routeSelectionExpression" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { "Version", &String, 0, .json_name = "version" },
    { "Warnings", &StringList, 0, .json_name = "warnings" },
    { 0 },
};
const struct shape HttpApiUpdateApiResponse = { .type = T_STRUCTURE, .members = UpdateApiResponse_members };

static const struct member UpdateApiMappingRequest_members[] = {
    { "ApiId", &String, REQUIRED, .json_name = "apiId" },
    { "ApiMappingId", &String, REQUIRED, "apiMappingId", IN_URI },
    { "ApiMappingKey", &String, 0, .json_name = "apiMappingKey" },
    { "DomainName", &String, REQUIRED, "domainName", IN_URI },
    { "Stage", &String, 0, .json_name = "stage" },
    { 0 },
};
const struct shape HttpApiUpdateApiMappingRequest = { .type = T_STRUCTURE, .members = UpdateApiMappingRequest_members };

static const struct member UpdateApiMappingResponse_members[] = {
    { "ApiId", &String, 0, .json_name = "apiId" },
    { "ApiMappingId", &String, 0, .json_name = "apiMappingId" },
    { "ApiMappingKey", &String, 0, .json_name = "apiMappingKey" },
    { "Stage", &String, 0, .json_name = "stage" },
    { 0 },
};
const struct shape HttpApiUpdateApiMappingResponse = { .type = T_STRUCTURE,
                                                       .members = UpdateApiMappingResponse_members };

static const struct member UpdateAuthorizerRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "AuthorizerCredentialsArn", &String, 0, .json_name = "authorizerCredentialsArn" },
    { "AuthorizerId", &String, REQUIRED, "authorizerId", IN_URI },
    { "AuthorizerPayloadFormatVersion", &String, 0, .json_name = "authorizerPayloadFormatVersion" },
    { "AuthorizerResultTtlInSeconds", &Integer, 0, .json_name = "authorizerResultTtlInSeconds" },
    { "AuthorizerType", &String, 0, .json_name = "authorizerType" },
    { "AuthorizerUri", &String, 0, .json_name = "authorizerUri" },
    { "EnableSimpleResponses", &Boolean, 0, .json_name = "enableSimpleResponses" },
    { "IdentitySource", &StringList, 0, .json_name = "identitySource" },
    { "IdentityValidationExpression", &String, 0, .json_name = "identityValidationExpression" },
    { "JwtConfiguration", &JWTConfiguration, 0, .json_name = "jwtConfiguration" },
    { "Name", &String, 0, .json_name = "name" },
    { 0 },
};
const struct shape HttpApiUpdateAuthorizerRequest = { .type = T_STRUCTURE, .members = UpdateAuthorizerRequest_members };

static const struct member UpdateAuthorizerResponse_members[] = {
    { "AuthorizerCredentialsArn", &String, 0, .json_name = "authorizerCredentialsArn" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "AuthorizerPayloadFormatVersion", &String, 0, .json_name = "authorizerPayloadFormatVersion" },
    { "AuthorizerResultTtlInSeconds", &Integer, 0, .json_name = "authorizerResultTtlInSeconds" },
    { "AuthorizerType", &String, 0, .json_name = "authorizerType" },
    { "AuthorizerUri", &String, 0, .json_name = "authorizerUri" },
    { "EnableSimpleResponses", &Boolean, 0, .json_name = "enableSimpleResponses" },
    { "IdentitySource", &StringList, 0, .json_name = "identitySource" },
    { "IdentityValidationExpression", &String, 0, .json_name = "identityValidationExpression" },
    { "JwtConfiguration", &JWTConfiguration, 0, .json_name = "jwtConfiguration" },
    { "Name", &String, 0, .json_name = "name" },
    { 0 },
};
const struct shape HttpApiUpdateAuthorizerResponse = { .type = T_STRUCTURE,
                                                       .members = UpdateAuthorizerResponse_members };

static const struct member UpdateDeploymentRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "DeploymentId", &String, REQUIRED, "deploymentId", IN_URI },
    { "Description", &String, 0, .json_name = "description" },
    { 0 },
};
const struct shape HttpApiUpdateDeploymentRequest = { .type = T_STRUCTURE, .members = UpdateDeploymentRequest_members };

static const struct member UpdateDeploymentResponse_members[] = {
    { "AutoDeployed", &Boolean, 0, .json_name = "autoDeployed" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "DeploymentStatus", &String, 0, .json_name = "deploymentStatus" },
    { "DeploymentStatusMessage", &String, 0, .json_name = "deploymentStatusMessage" },
    { "Description", &String, 0, .json_name = "description" },
    { 0 },
};
const struct shape HttpApiUpdateDeploymentResponse = { .type = T_STRUCTURE,
                                                       .members = UpdateDeploymentResponse_members };

static const struct member UpdateDomainNameRequest_members[] = {
    { "DomainName", &String, REQUIRED, "domainName", IN_URI },
    { "DomainNameConfigurations", &DomainNameConfigurations, 0, .json_name = "domainNameConfigurations" },
    { "MutualTlsAuthentication", &MutualTlsAuthenticationInput, 0, .json_name = "mutualTlsAuthentication" },
    { "RoutingMode", &String, 0, .json_name = "routingMode" },
    { 0 },
};
const struct shape HttpApiUpdateDomainNameRequest = { .type = T_STRUCTURE, .members = UpdateDomainNameRequest_members };

static const struct member UpdateDomainNameResponse_members[] = {
    { "ApiMappingSelectionExpression", &String, 0, .json_name = "apiMappingSelectionExpression" },
    { "DomainName", &String, 0, .json_name = "domainName" },
    { "DomainNameArn", &String, 0, .json_name = "domainNameArn" },
    { "DomainNameConfigurations", &DomainNameConfigurations, 0, .json_name = "domainNameConfigurations" },
    { "MutualTlsAuthentication", &MutualTlsAuthentication, 0, .json_name = "mutualTlsAuthentication" },
    { "RoutingMode", &String, 0, .json_name = "routingMode" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiUpdateDomainNameResponse = { .type = T_STRUCTURE,
                                                       .members = UpdateDomainNameResponse_members };

static const struct member UpdateIntegrationRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "ConnectionId", &String, 0, .json_name = "connectionId" },
    { "ConnectionType", &String, 0, .json_name = "connectionType" },
    { "ContentHandlingStrategy", &String, 0, .json_name = "contentHandlingStrategy" },
    { "CredentialsArn", &String, 0, .json_name = "credentialsArn" },
    { "Description", &String, 0, .json_name = "description" },
    { "IntegrationId", &String, REQUIRED, "integrationId", IN_URI },
    { "IntegrationMethod", &String, 0, .json_name = "integrationMethod" },
    { "IntegrationSubtype", &String, 0, .json_name = "integrationSubtype" },
    { "IntegrationType", &String, 0, .json_name = "integrationType" },
    { "IntegrationUri", &String, 0, .json_name = "integrationUri" },
    { "PassthroughBehavior", &String, 0, .json_name = "passthroughBehavior" },
    { "PayloadFormatVersion", &String, 0, .json_name = "payloadFormatVersion" },
    { "RequestParameters", &StringMap, 0, .json_name = "requestParameters" },
    { "RequestTemplates", &StringMap, 0, .json_name = "requestTemplates" },
    { "ResponseParameters", &ResponseParameters, 0, .json_name = "responseParameters" },
    { "TemplateSelectionExpression", &String, 0, .json_name = "templateSelectionExpression" },
    { "TimeoutInMillis", &Integer, 0, .json_name = "timeoutInMillis" },
    { "TlsConfig", &TlsConfigInput, 0, .json_name = "tlsConfig" },
    { 0 },
};
const struct shape HttpApiUpdateIntegrationRequest = { .type = T_STRUCTURE,
                                                       .members = UpdateIntegrationRequest_members };

static const struct member UpdateIntegrationResult_members[] = {
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ConnectionId", &String, 0, .json_name = "connectionId" },
    { "ConnectionType", &String, 0, .json_name = "connectionType" },
    { "ContentHandlingStrategy", &String, 0, .json_name = "contentHandlingStrategy" },
    { "CredentialsArn", &String, 0, .json_name = "credentialsArn" },
    { "Description", &String, 0, .json_name = "description" },
    { "IntegrationId", &String, 0, .json_name = "integrationId" },
    { "IntegrationMethod", &String, 0, .json_name = "integrationMethod" },
    { "IntegrationResponseSelectionExpression", &String, 0, .json_name = "integrationResponseSelectionExpression" },
    { "IntegrationSubtype", &String, 0, .json_name = "integrationSubtype" },
    { "IntegrationType", &String, 0, .json_name = "integrationType" },
    { "IntegrationUri", &String, 0, .json_name = "integrationUri" },
    { "PassthroughBehavior", &String, 0, .json_name = "passthroughBehavior" },
    { "PayloadFormatVersion", &String, 0, .json_name = "payloadFormatVersion" },
    { "RequestParameters", &StringMap, 0, .json_name = "requestParameters" },
    { "RequestTemplates", &StringMap, 0, .json_name = "requestTemplates" },
    { "ResponseParameters", &ResponseParameters, 0, .json_name = "responseParameters" },
    { "TemplateSelectionExpression", &String, 0, .json_name = "templateSelectionExpression" },
    { "TimeoutInMillis", &Integer, 0, .json_name = "timeoutInMillis" },
    { "TlsConfig", &TlsConfig, 0, .json_name = "tlsConfig" },
    { 0 },
};
const struct shape HttpApiUpdateIntegrationResult = { .type = T_STRUCTURE, .members = UpdateIntegrationResult_members };

static const struct member UpdateRouteRequest_members[] = {
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "ApiKeyRequired", &Boolean, 0, .json_name = "apiKeyRequired" },
    { "AuthorizationScopes", &StringList, 0, .json_name = "authorizationScopes" },
    { "AuthorizationType", &String, 0, .json_name = "authorizationType" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "ModelSelectionExpression", &String, 0, .json_name = "modelSelectionExpression" },
    { "OperationName", &String, 0, .json_name = "operationName" },
    { "RequestModels", &StringMap, 0, .json_name = "requestModels" },
    { "RequestParameters", &RouteParameters, 0, .json_name = "requestParameters" },
    { "RouteId", &String, REQUIRED, "routeId", IN_URI },
    { "RouteKey", &String, 0, .json_name = "routeKey" },
    { "RouteResponseSelectionExpression", &String, 0, .json_name = "routeResponseSelectionExpression" },
    { "Target", &String, 0, .json_name = "target" },
    { 0 },
};
const struct shape HttpApiUpdateRouteRequest = { .type = T_STRUCTURE, .members = UpdateRouteRequest_members };

static const struct member UpdateRouteResult_members[] = {
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "ApiKeyRequired", &Boolean, 0, .json_name = "apiKeyRequired" },
    { "AuthorizationScopes", &StringList, 0, .json_name = "authorizationScopes" },
    { "AuthorizationType", &String, 0, .json_name = "authorizationType" },
    { "AuthorizerId", &String, 0, .json_name = "authorizerId" },
    { "ModelSelectionExpression", &String, 0, .json_name = "modelSelectionExpression" },
    { "OperationName", &String, 0, .json_name = "operationName" },
    { "RequestModels", &StringMap, 0, .json_name = "requestModels" },
    { "RequestParameters", &RouteParameters, 0, .json_name = "requestParameters" },
    { "RouteId", &String, 0, .json_name = "routeId" },
    { "RouteKey", &String, 0, .json_name = "routeKey" },
    { "RouteResponseSelectionExpression", &String, 0, .json_name = "routeResponseSelectionExpression" },
    { "Target", &String, 0, .json_name = "target" },
    { 0 },
};
const struct shape HttpApiUpdateRouteResult = { .type = T_STRUCTURE, .members = UpdateRouteResult_members };

static const struct member UpdateStageRequest_members[] = {
    { "AccessLogSettings", &AccessLogSettings, 0, .json_name = "accessLogSettings" },
    { "ApiId", &String, REQUIRED, "apiId", IN_URI },
    { "AutoDeploy", &Boolean, 0, .json_name = "autoDeploy" },
    { "ClientCertificateId", &String, 0, .json_name = "clientCertificateId" },
    { "DefaultRouteSettings", &RouteSettings, 0, .json_name = "defaultRouteSettings" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "Description", &String, 0, .json_name = "description" },
    { "RouteSettings", &RouteSettingsMap, 0, .json_name = "routeSettings" },
    { "StageName", &String, REQUIRED, "stageName", IN_URI },
    { "StageVariables", &StringMap, 0, .json_name = "stageVariables" },
    { 0 },
};
const struct shape HttpApiUpdateStageRequest = { .type = T_STRUCTURE, .members = UpdateStageRequest_members };

static const struct member UpdateStageResponse_members[] = {
    { "AccessLogSettings", &AccessLogSettings, 0, .json_name = "accessLogSettings" },
    { "ApiGatewayManaged", &Boolean, 0, .json_name = "apiGatewayManaged" },
    { "AutoDeploy", &Boolean, 0, .json_name = "autoDeploy" },
    { "ClientCertificateId", &String, 0, .json_name = "clientCertificateId" },
    { "CreatedDate", &__timestampIso8601, 0, .json_name = "createdDate" },
    { "DefaultRouteSettings", &RouteSettings, 0, .json_name = "defaultRouteSettings" },
    { "DeploymentId", &String, 0, .json_name = "deploymentId" },
    { "Description", &String, 0, .json_name = "description" },
    { "LastDeploymentStatusMessage", &String, 0, .json_name = "lastDeploymentStatusMessage" },
    { "LastUpdatedDate", &__timestampIso8601, 0, .json_name = "lastUpdatedDate" },
    { "RouteSettings", &RouteSettingsMap, 0, .json_name = "routeSettings" },
    { "StageName", &String, 0, .json_name = "stageName" },
    { "StageVariables", &StringMap, 0, .json_name = "stageVariables" },
    { "Tags", &StringMap, 0, .json_name = "tags" },
    { 0 },
};
const struct shape HttpApiUpdateStageResponse = { .type = T_STRUCTURE, .members = UpdateStageResponse_members };
