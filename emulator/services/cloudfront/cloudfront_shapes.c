/* Written by emulator/tools/rest_xml_shapes.mjs. */
#include "emulator/services/cloudfront/cloudfront_shapes.h"

static const struct shape AliasList = { .type = T_LIST, .element = &String, .element_name = "CNAME" };

static const struct member Aliases_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &AliasList },
    { 0 },
};
static const struct shape Aliases = { .type = T_STRUCTURE, .members = Aliases_members };

static const struct member OriginCustomHeader_members[] = {
    { "HeaderName", &String, REQUIRED },
    { "HeaderValue", &String, REQUIRED },
    { 0 },
};
static const struct shape OriginCustomHeader = { .type = T_STRUCTURE, .members = OriginCustomHeader_members };

static const struct shape OriginCustomHeadersList = { .type = T_LIST,
                                                      .element = &OriginCustomHeader,
                                                      .element_name = "OriginCustomHeader" };

static const struct member CustomHeaders_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &OriginCustomHeadersList },
    { 0 },
};
static const struct shape CustomHeaders = { .type = T_STRUCTURE, .members = CustomHeaders_members };

static const struct member S3OriginConfig_members[] = {
    { "OriginAccessIdentity", &String, REQUIRED },
    { "OriginReadTimeout", &Integer },
    { 0 },
};
static const struct shape S3OriginConfig = { .type = T_STRUCTURE, .members = S3OriginConfig_members };

static const char *const values_OriginProtocolPolicy[] = { "http-only", "match-viewer", "https-only", NULL };
static const struct shape OriginProtocolPolicy = ENUM_OF(values_OriginProtocolPolicy);

static const char *const values_SslProtocol[] = { "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", NULL };
static const struct shape SslProtocol = ENUM_OF(values_SslProtocol);

static const struct shape SslProtocolsList = { .type = T_LIST, .element = &SslProtocol, .element_name = "SslProtocol" };

static const struct member OriginSslProtocols_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &SslProtocolsList, REQUIRED },
    { 0 },
};
static const struct shape OriginSslProtocols = { .type = T_STRUCTURE, .members = OriginSslProtocols_members };

static const char *const values_IpAddressType[] = { "ipv4", "ipv6", "dualstack", NULL };
static const struct shape IpAddressType = ENUM_OF(values_IpAddressType);

static const struct member OriginMtlsConfig_members[] = {
    { "ClientCertificateArn", &String, REQUIRED },
    { 0 },
};
static const struct shape OriginMtlsConfig = { .type = T_STRUCTURE, .members = OriginMtlsConfig_members };

static const struct member CustomOriginConfig_members[] = {
    { "HTTPPort", &Integer, REQUIRED },
    { "HTTPSPort", &Integer, REQUIRED },
    { "OriginProtocolPolicy", &OriginProtocolPolicy, REQUIRED },
    { "OriginSslProtocols", &OriginSslProtocols },
    { "OriginReadTimeout", &Integer },
    { "OriginKeepaliveTimeout", &Integer },
    { "IpAddressType", &IpAddressType },
    { "OriginMtlsConfig", &OriginMtlsConfig },
    { 0 },
};
static const struct shape CustomOriginConfig = { .type = T_STRUCTURE, .members = CustomOriginConfig_members };

static const struct member VpcOriginConfig_members[] = {
    { "VpcOriginId", &String, REQUIRED },
    { "OwnerAccountId", &String },
    { "OriginReadTimeout", &Integer },
    { "OriginKeepaliveTimeout", &Integer },
    { 0 },
};
static const struct shape VpcOriginConfig = { .type = T_STRUCTURE, .members = VpcOriginConfig_members };

static const struct shape OriginShieldRegion = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 32, .pattern = "[a-z]{2}-[a-z]+-\\d"
};

static const struct member OriginShield_members[] = {
    { "Enabled", &Boolean, REQUIRED },
    { "OriginShieldRegion", &OriginShieldRegion },
    { 0 },
};
static const struct shape OriginShield = { .type = T_STRUCTURE, .members = OriginShield_members };

static const struct member Origin_members[] = {
    { "Id", &String, REQUIRED },
    { "DomainName", &String, REQUIRED },
    { "OriginPath", &String },
    { "CustomHeaders", &CustomHeaders },
    { "S3OriginConfig", &S3OriginConfig },
    { "CustomOriginConfig", &CustomOriginConfig },
    { "VpcOriginConfig", &VpcOriginConfig },
    { "ConnectionAttempts", &Integer },
    { "ConnectionTimeout", &Integer },
    { "ResponseCompletionTimeout", &Integer },
    { "OriginShield", &OriginShield },
    { "OriginAccessControlId", &String },
    { 0 },
};
static const struct shape Origin = { .type = T_STRUCTURE, .members = Origin_members };

static const struct shape OriginList = {
    .type = T_LIST, .element = &Origin, .element_name = "Origin", .flags = HAS_MIN, .min = 1
};

static const struct member Origins_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &OriginList, REQUIRED },
    { 0 },
};
static const struct shape Origins = { .type = T_STRUCTURE, .members = Origins_members };

static const struct shape StatusCodeList = {
    .type = T_LIST, .element = &Integer, .element_name = "StatusCode", .flags = HAS_MIN, .min = 1
};

static const struct member StatusCodes_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &StatusCodeList, REQUIRED },
    { 0 },
};
static const struct shape StatusCodes = { .type = T_STRUCTURE, .members = StatusCodes_members };

static const struct member OriginGroupFailoverCriteria_members[] = {
    { "StatusCodes", &StatusCodes, REQUIRED },
    { 0 },
};
static const struct shape OriginGroupFailoverCriteria = { .type = T_STRUCTURE,
                                                          .members = OriginGroupFailoverCriteria_members };

static const struct member OriginGroupMember_members[] = {
    { "OriginId", &String, REQUIRED },
    { 0 },
};
static const struct shape OriginGroupMember = { .type = T_STRUCTURE, .members = OriginGroupMember_members };

static const struct shape OriginGroupMemberList = { .type = T_LIST,
                                                    .element = &OriginGroupMember,
                                                    .element_name = "OriginGroupMember",
                                                    .flags = HAS_MIN | HAS_MAX,
                                                    .min = 2,
                                                    .max = 2 };

static const struct member OriginGroupMembers_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &OriginGroupMemberList, REQUIRED },
    { 0 },
};
static const struct shape OriginGroupMembers = { .type = T_STRUCTURE, .members = OriginGroupMembers_members };

static const char *const values_OriginGroupSelectionCriteria[] = { "default", "media-quality-based", NULL };
static const struct shape OriginGroupSelectionCriteria = ENUM_OF(values_OriginGroupSelectionCriteria);

static const struct member OriginGroup_members[] = {
    { "Id", &String, REQUIRED },
    { "FailoverCriteria", &OriginGroupFailoverCriteria, REQUIRED },
    { "Members", &OriginGroupMembers, REQUIRED },
    { "SelectionCriteria", &OriginGroupSelectionCriteria },
    { 0 },
};
static const struct shape OriginGroup = { .type = T_STRUCTURE, .members = OriginGroup_members };

static const struct shape OriginGroupList = { .type = T_LIST, .element = &OriginGroup, .element_name = "OriginGroup" };

static const struct member OriginGroups_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &OriginGroupList },
    { 0 },
};
static const struct shape OriginGroups = { .type = T_STRUCTURE, .members = OriginGroups_members };

static const struct shape AwsAccountNumberList = { .type = T_LIST,
                                                   .element = &String,
                                                   .element_name = "AwsAccountNumber" };

static const struct member TrustedSigners_members[] = {
    { "Enabled", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &AwsAccountNumberList },
    { 0 },
};
static const struct shape TrustedSigners = { .type = T_STRUCTURE, .members = TrustedSigners_members };

static const struct shape TrustedKeyGroupIdList = { .type = T_LIST, .element = &String, .element_name = "KeyGroup" };

static const struct member TrustedKeyGroups_members[] = {
    { "Enabled", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &TrustedKeyGroupIdList },
    { 0 },
};
static const struct shape TrustedKeyGroups = { .type = T_STRUCTURE, .members = TrustedKeyGroups_members };

static const char *const values_ViewerProtocolPolicy[] = { "allow-all", "https-only", "redirect-to-https", NULL };
static const struct shape ViewerProtocolPolicy = ENUM_OF(values_ViewerProtocolPolicy);

static const char *const values_Method[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "OPTIONS", "DELETE", NULL };
static const struct shape Method = ENUM_OF(values_Method);

static const struct shape MethodsList = { .type = T_LIST, .element = &Method, .element_name = "Method" };

static const struct member CachedMethods_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &MethodsList, REQUIRED },
    { 0 },
};
static const struct shape CachedMethods = { .type = T_STRUCTURE, .members = CachedMethods_members };

static const struct member AllowedMethods_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &MethodsList, REQUIRED },
    { "CachedMethods", &CachedMethods },
    { 0 },
};
static const struct shape AllowedMethods = { .type = T_STRUCTURE, .members = AllowedMethods_members };

static const char *const values_EventType[] = { "viewer-request", "viewer-response", "origin-request",
                                                "origin-response", NULL };
static const struct shape EventType = ENUM_OF(values_EventType);

static const struct member LambdaFunctionAssociation_members[] = {
    { "LambdaFunctionARN", &String, REQUIRED },
    { "EventType", &EventType, REQUIRED },
    { "IncludeBody", &Boolean },
    { 0 },
};
static const struct shape LambdaFunctionAssociation = { .type = T_STRUCTURE,
                                                        .members = LambdaFunctionAssociation_members };

static const struct shape LambdaFunctionAssociationList = { .type = T_LIST,
                                                            .element = &LambdaFunctionAssociation,
                                                            .element_name = "LambdaFunctionAssociation" };

static const struct member LambdaFunctionAssociations_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &LambdaFunctionAssociationList },
    { 0 },
};
static const struct shape LambdaFunctionAssociations = { .type = T_STRUCTURE,
                                                         .members = LambdaFunctionAssociations_members };

static const struct shape FunctionARN = { .type = T_STRING,
                                          .flags = HAS_MIN | HAS_MAX,
                                          .min = 0,
                                          .max = 108,
                                          .pattern = "arn:aws:cloudfront::[0-9]{12}:function\\/[a-zA-Z0-9-_]{1,64}" };

static const struct member FunctionAssociation_members[] = {
    { "FunctionARN", &FunctionARN, REQUIRED },
    { "EventType", &EventType, REQUIRED },
    { 0 },
};
static const struct shape FunctionAssociation = { .type = T_STRUCTURE, .members = FunctionAssociation_members };

static const struct shape FunctionAssociationList = { .type = T_LIST,
                                                      .element = &FunctionAssociation,
                                                      .element_name = "FunctionAssociation" };

static const struct member FunctionAssociations_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &FunctionAssociationList },
    { 0 },
};
static const struct shape FunctionAssociations = { .type = T_STRUCTURE, .members = FunctionAssociations_members };

static const struct member GrpcConfig_members[] = {
    { "Enabled", &Boolean, REQUIRED },
    { 0 },
};
static const struct shape GrpcConfig = { .type = T_STRUCTURE, .members = GrpcConfig_members };

static const char *const values_ItemSelection[] = { "none", "whitelist", "all", NULL };
static const struct shape ItemSelection = ENUM_OF(values_ItemSelection);

static const struct shape CookieNameList = { .type = T_LIST, .element = &String, .element_name = "Name" };

static const struct member CookieNames_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &CookieNameList },
    { 0 },
};
static const struct shape CookieNames = { .type = T_STRUCTURE, .members = CookieNames_members };

static const struct member CookiePreference_members[] = {
    { "Forward", &ItemSelection, REQUIRED },
    { "WhitelistedNames", &CookieNames },
    { 0 },
};
static const struct shape CookiePreference = { .type = T_STRUCTURE, .members = CookiePreference_members };

static const struct shape HeaderList = { .type = T_LIST, .element = &String, .element_name = "Name" };

static const struct member Headers_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &HeaderList },
    { 0 },
};
static const struct shape Headers = { .type = T_STRUCTURE, .members = Headers_members };

static const struct shape QueryStringCacheKeysList = { .type = T_LIST, .element = &String, .element_name = "Name" };

static const struct member QueryStringCacheKeys_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &QueryStringCacheKeysList },
    { 0 },
};
static const struct shape QueryStringCacheKeys = { .type = T_STRUCTURE, .members = QueryStringCacheKeys_members };

static const struct member ForwardedValues_members[] = {
    { "QueryString", &Boolean, REQUIRED },
    { "Cookies", &CookiePreference, REQUIRED },
    { "Headers", &Headers },
    { "QueryStringCacheKeys", &QueryStringCacheKeys },
    { 0 },
};
static const struct shape ForwardedValues = { .type = T_STRUCTURE, .members = ForwardedValues_members };

static const struct member DefaultCacheBehavior_members[] = {
    { "TargetOriginId", &String, REQUIRED },
    { "TrustedSigners", &TrustedSigners },
    { "TrustedKeyGroups", &TrustedKeyGroups },
    { "ViewerProtocolPolicy", &ViewerProtocolPolicy, REQUIRED },
    { "AllowedMethods", &AllowedMethods },
    { "SmoothStreaming", &Boolean },
    { "Compress", &Boolean },
    { "LambdaFunctionAssociations", &LambdaFunctionAssociations },
    { "FunctionAssociations", &FunctionAssociations },
    { "FieldLevelEncryptionId", &String },
    { "RealtimeLogConfigArn", &String },
    { "CachePolicyId", &String },
    { "OriginRequestPolicyId", &String },
    { "ResponseHeadersPolicyId", &String },
    { "GrpcConfig", &GrpcConfig },
    { "ForwardedValues", &ForwardedValues },
    { "MinTTL", &Long },
    { "DefaultTTL", &Long },
    { "MaxTTL", &Long },
    { 0 },
};
static const struct shape DefaultCacheBehavior = { .type = T_STRUCTURE, .members = DefaultCacheBehavior_members };

static const struct member CacheBehavior_members[] = {
    { "PathPattern", &String, REQUIRED },
    { "TargetOriginId", &String, REQUIRED },
    { "TrustedSigners", &TrustedSigners },
    { "TrustedKeyGroups", &TrustedKeyGroups },
    { "ViewerProtocolPolicy", &ViewerProtocolPolicy, REQUIRED },
    { "AllowedMethods", &AllowedMethods },
    { "SmoothStreaming", &Boolean },
    { "Compress", &Boolean },
    { "LambdaFunctionAssociations", &LambdaFunctionAssociations },
    { "FunctionAssociations", &FunctionAssociations },
    { "FieldLevelEncryptionId", &String },
    { "RealtimeLogConfigArn", &String },
    { "CachePolicyId", &String },
    { "OriginRequestPolicyId", &String },
    { "ResponseHeadersPolicyId", &String },
    { "GrpcConfig", &GrpcConfig },
    { "ForwardedValues", &ForwardedValues },
    { "MinTTL", &Long },
    { "DefaultTTL", &Long },
    { "MaxTTL", &Long },
    { 0 },
};
static const struct shape CacheBehavior = { .type = T_STRUCTURE, .members = CacheBehavior_members };

static const struct shape CacheBehaviorList = { .type = T_LIST,
                                                .element = &CacheBehavior,
                                                .element_name = "CacheBehavior" };

static const struct member CacheBehaviors_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &CacheBehaviorList },
    { 0 },
};
static const struct shape CacheBehaviors = { .type = T_STRUCTURE, .members = CacheBehaviors_members };

static const struct member CustomErrorResponse_members[] = {
    { "ErrorCode", &Integer, REQUIRED },
    { "ResponsePagePath", &String },
    { "ResponseCode", &String },
    { "ErrorCachingMinTTL", &Long },
    { 0 },
};
static const struct shape CustomErrorResponse = { .type = T_STRUCTURE, .members = CustomErrorResponse_members };

static const struct shape CustomErrorResponseList = { .type = T_LIST,
                                                      .element = &CustomErrorResponse,
                                                      .element_name = "CustomErrorResponse" };

static const struct member CustomErrorResponses_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &CustomErrorResponseList },
    { 0 },
};
static const struct shape CustomErrorResponses = { .type = T_STRUCTURE, .members = CustomErrorResponses_members };

static const struct member LoggingConfig_members[] = {
    { "Enabled", &Boolean }, { "IncludeCookies", &Boolean }, { "Bucket", &String }, { "Prefix", &String }, { 0 },
};
static const struct shape LoggingConfig = { .type = T_STRUCTURE, .members = LoggingConfig_members };

static const char *const values_PriceClass[] = { "PriceClass_100", "PriceClass_200", "PriceClass_All", "None", NULL };
static const struct shape PriceClass = ENUM_OF(values_PriceClass);

static const struct shape ServerCertificateId = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 32 };

static const char *const values_SSLSupportMethod[] = { "sni-only", "vip", "static-ip", NULL };
static const struct shape SSLSupportMethod = ENUM_OF(values_SSLSupportMethod);

static const char *const values_MinimumProtocolVersion[] = {
    "SSLv3",        "TLSv1",        "TLSv1_2016",   "TLSv1.1_2016", "TLSv1.2_2018",
    "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.3_2025", "TLSv1.2_2025", NULL
};
static const struct shape MinimumProtocolVersion = ENUM_OF(values_MinimumProtocolVersion);

static const char *const values_CertificateSource[] = { "cloudfront", "iam", "acm", NULL };
static const struct shape CertificateSource = ENUM_OF(values_CertificateSource);

static const struct member ViewerCertificate_members[] = {
    { "CloudFrontDefaultCertificate", &Boolean },
    { "IAMCertificateId", &ServerCertificateId },
    { "ACMCertificateArn", &String },
    { "SSLSupportMethod", &SSLSupportMethod },
    { "MinimumProtocolVersion", &MinimumProtocolVersion },
    { "Certificate", &String },
    { "CertificateSource", &CertificateSource },
    { 0 },
};
static const struct shape ViewerCertificate = { .type = T_STRUCTURE, .members = ViewerCertificate_members };

static const char *const values_GeoRestrictionType[] = { "blacklist", "whitelist", "none", NULL };
static const struct shape GeoRestrictionType = ENUM_OF(values_GeoRestrictionType);

static const struct shape LocationList = { .type = T_LIST, .element = &String, .element_name = "Location" };

static const struct member GeoRestriction_members[] = {
    { "RestrictionType", &GeoRestrictionType, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &LocationList },
    { 0 },
};
static const struct shape GeoRestriction = { .type = T_STRUCTURE, .members = GeoRestriction_members };

static const struct member Restrictions_members[] = {
    { "GeoRestriction", &GeoRestriction, REQUIRED },
    { 0 },
};
static const struct shape Restrictions = { .type = T_STRUCTURE, .members = Restrictions_members };

static const char *const values_HttpVersion[] = { "http1.1", "http2", "http3", "http2and3", NULL };
static const struct shape HttpVersion = ENUM_OF(values_HttpVersion);

static const struct shape ParameterName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[a-zA-Z0-9-_]+"
};

static const struct shape ParameterValue = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 256 };

static const struct member StringSchemaConfig_members[] = {
    { "Comment", &String },
    { "DefaultValue", &ParameterValue },
    { "Required", &Boolean, REQUIRED },
    { 0 },
};
static const struct shape StringSchemaConfig = { .type = T_STRUCTURE, .members = StringSchemaConfig_members };

static const struct member ParameterDefinitionSchema_members[] = {
    { "StringSchema", &StringSchemaConfig },
    { 0 },
};
static const struct shape ParameterDefinitionSchema = { .type = T_STRUCTURE,
                                                        .members = ParameterDefinitionSchema_members };

static const struct member ParameterDefinition_members[] = {
    { "Name", &ParameterName, REQUIRED },
    { "Definition", &ParameterDefinitionSchema, REQUIRED },
    { 0 },
};
static const struct shape ParameterDefinition = { .type = T_STRUCTURE, .members = ParameterDefinition_members };

static const struct shape ParameterDefinitions = { .type = T_LIST, .element = &ParameterDefinition };

static const struct member TenantConfig_members[] = {
    { "ParameterDefinitions", &ParameterDefinitions },
    { 0 },
};
static const struct shape TenantConfig = { .type = T_STRUCTURE, .members = TenantConfig_members };

static const char *const values_ConnectionMode[] = { "direct", "tenant-only", NULL };
static const struct shape ConnectionMode = ENUM_OF(values_ConnectionMode);

static const char *const values_ViewerMtlsMode[] = { "required", "optional", "passthrough", NULL };
static const struct shape ViewerMtlsMode = ENUM_OF(values_ViewerMtlsMode);

static const struct member TrustStoreConfig_members[] = {
    { "TrustStoreId", &String, REQUIRED },
    { "AdvertiseTrustStoreCaNames", &Boolean },
    { "IgnoreCertificateExpiry", &Boolean },
    { 0 },
};
static const struct shape TrustStoreConfig = { .type = T_STRUCTURE, .members = TrustStoreConfig_members };

static const struct member ViewerMtlsConfig_members[] = {
    { "Mode", &ViewerMtlsMode },
    { "TrustStoreConfig", &TrustStoreConfig },
    { 0 },
};
static const struct shape ViewerMtlsConfig = { .type = T_STRUCTURE, .members = ViewerMtlsConfig_members };

static const struct shape ResourceId = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64 };

static const struct member ConnectionFunctionAssociation_members[] = {
    { "Id", &ResourceId, REQUIRED },
    { 0 },
};
static const struct shape ConnectionFunctionAssociation = { .type = T_STRUCTURE,
                                                            .members = ConnectionFunctionAssociation_members };

static const struct member CacheTagConfig_members[] = {
    { "HeaderName", &String, REQUIRED },
    { 0 },
};
static const struct shape CacheTagConfig = { .type = T_STRUCTURE, .members = CacheTagConfig_members };

static const struct member DistributionConfig_members[] = {
    { "CallerReference", &String, REQUIRED },
    { "Aliases", &Aliases },
    { "DefaultRootObject", &String },
    { "Origins", &Origins, REQUIRED },
    { "OriginGroups", &OriginGroups },
    { "DefaultCacheBehavior", &DefaultCacheBehavior, REQUIRED },
    { "CacheBehaviors", &CacheBehaviors },
    { "CustomErrorResponses", &CustomErrorResponses },
    { "Comment", &String, REQUIRED },
    { "Logging", &LoggingConfig },
    { "PriceClass", &PriceClass },
    { "Enabled", &Boolean, REQUIRED },
    { "ViewerCertificate", &ViewerCertificate },
    { "Restrictions", &Restrictions },
    { "WebACLId", &String },
    { "HttpVersion", &HttpVersion },
    { "IsIPV6Enabled", &Boolean },
    { "ContinuousDeploymentPolicyId", &String },
    { "Staging", &Boolean },
    { "AnycastIpListId", &String },
    { "TenantConfig", &TenantConfig },
    { "ConnectionMode", &ConnectionMode },
    { "ViewerMtlsConfig", &ViewerMtlsConfig },
    { "ConnectionFunctionAssociation", &ConnectionFunctionAssociation },
    { "CacheTagConfig", &CacheTagConfig },
    { 0 },
};
static const struct shape DistributionConfig = { .type = T_STRUCTURE, .members = DistributionConfig_members };

static const struct member CreateDistributionRequest_members[] = {
    { "DistributionConfig", &DistributionConfig, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateDistributionRequest = { .type = T_STRUCTURE,
                                                           .members = CreateDistributionRequest_members };

static const struct shape KeyPairIdList = { .type = T_LIST, .element = &String, .element_name = "KeyPairId" };

static const struct member KeyPairIds_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &KeyPairIdList },
    { 0 },
};
static const struct shape KeyPairIds = { .type = T_STRUCTURE, .members = KeyPairIds_members };

static const struct member Signer_members[] = {
    { "AwsAccountNumber", &String },
    { "KeyPairIds", &KeyPairIds },
    { 0 },
};
static const struct shape Signer = { .type = T_STRUCTURE, .members = Signer_members };

static const struct shape SignerList = { .type = T_LIST, .element = &Signer, .element_name = "Signer" };

static const struct member ActiveTrustedSigners_members[] = {
    { "Enabled", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &SignerList },
    { 0 },
};
static const struct shape ActiveTrustedSigners = { .type = T_STRUCTURE, .members = ActiveTrustedSigners_members };

static const struct member KGKeyPairIds_members[] = {
    { "KeyGroupId", &String },
    { "KeyPairIds", &KeyPairIds },
    { 0 },
};
static const struct shape KGKeyPairIds = { .type = T_STRUCTURE, .members = KGKeyPairIds_members };

static const struct shape KGKeyPairIdsList = { .type = T_LIST, .element = &KGKeyPairIds, .element_name = "KeyGroup" };

static const struct member ActiveTrustedKeyGroups_members[] = {
    { "Enabled", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &KGKeyPairIdsList },
    { 0 },
};
static const struct shape ActiveTrustedKeyGroups = { .type = T_STRUCTURE, .members = ActiveTrustedKeyGroups_members };

static const char *const values_ICPRecordalStatus[] = { "APPROVED", "SUSPENDED", "PENDING", NULL };
static const struct shape ICPRecordalStatus = ENUM_OF(values_ICPRecordalStatus);

static const struct member AliasICPRecordal_members[] = {
    { "CNAME", &String },
    { "ICPRecordalStatus", &ICPRecordalStatus },
    { 0 },
};
static const struct shape AliasICPRecordal = { .type = T_STRUCTURE, .members = AliasICPRecordal_members };

static const struct shape AliasICPRecordals = { .type = T_LIST,
                                                .element = &AliasICPRecordal,
                                                .element_name = "AliasICPRecordal" };

static const struct member Distribution_members[] = {
    { "Id", &String, REQUIRED },
    { "ARN", &String, REQUIRED },
    { "Status", &String, REQUIRED },
    { "LastModifiedTime", &Timestamp, REQUIRED },
    { "InProgressInvalidationBatches", &Integer, REQUIRED },
    { "DomainName", &String, REQUIRED },
    { "ActiveTrustedSigners", &ActiveTrustedSigners },
    { "ActiveTrustedKeyGroups", &ActiveTrustedKeyGroups },
    { "DistributionConfig", &DistributionConfig, REQUIRED },
    { "AliasICPRecordals", &AliasICPRecordals },
    { 0 },
};
static const struct shape Distribution = { .type = T_STRUCTURE, .members = Distribution_members };

static const struct member CreateDistributionResult_members[] = {
    { "Distribution", &Distribution, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateDistributionResult = { .type = T_STRUCTURE,
                                                          .members = CreateDistributionResult_members };

static const struct member DeleteDistributionRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteDistributionRequest = { .type = T_STRUCTURE,
                                                           .members = DeleteDistributionRequest_members };

static const struct member GetDistributionRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetDistributionRequest = { .type = T_STRUCTURE,
                                                        .members = GetDistributionRequest_members };

static const struct member GetDistributionResult_members[] = {
    { "Distribution", &Distribution, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetDistributionResult = { .type = T_STRUCTURE, .members = GetDistributionResult_members };

static const struct member GetDistributionConfigRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetDistributionConfigRequest = { .type = T_STRUCTURE,
                                                              .members = GetDistributionConfigRequest_members };

static const struct member GetDistributionConfigResult_members[] = {
    { "DistributionConfig", &DistributionConfig, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetDistributionConfigResult = { .type = T_STRUCTURE,
                                                             .members = GetDistributionConfigResult_members };

static const struct member ListDistributionsRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListDistributionsRequest = { .type = T_STRUCTURE,
                                                          .members = ListDistributionsRequest_members };

static const struct member DistributionSummary_members[] = {
    { "Id", &String, REQUIRED },
    { "ARN", &String, REQUIRED },
    { "ETag", &String },
    { "Status", &String, REQUIRED },
    { "LastModifiedTime", &Timestamp, REQUIRED },
    { "DomainName", &String, REQUIRED },
    { "Aliases", &Aliases, REQUIRED },
    { "Origins", &Origins, REQUIRED },
    { "OriginGroups", &OriginGroups },
    { "DefaultCacheBehavior", &DefaultCacheBehavior, REQUIRED },
    { "CacheBehaviors", &CacheBehaviors, REQUIRED },
    { "CustomErrorResponses", &CustomErrorResponses, REQUIRED },
    { "Comment", &String, REQUIRED },
    { "PriceClass", &PriceClass, REQUIRED },
    { "Enabled", &Boolean, REQUIRED },
    { "ViewerCertificate", &ViewerCertificate, REQUIRED },
    { "Restrictions", &Restrictions, REQUIRED },
    { "WebACLId", &String, REQUIRED },
    { "HttpVersion", &HttpVersion, REQUIRED },
    { "IsIPV6Enabled", &Boolean, REQUIRED },
    { "AliasICPRecordals", &AliasICPRecordals },
    { "Staging", &Boolean, REQUIRED },
    { "ConnectionMode", &ConnectionMode },
    { "AnycastIpListId", &String },
    { "ViewerMtlsConfig", &ViewerMtlsConfig },
    { "ConnectionFunctionAssociation", &ConnectionFunctionAssociation },
    { 0 },
};
static const struct shape DistributionSummary = { .type = T_STRUCTURE, .members = DistributionSummary_members };

static const struct shape DistributionSummaryList = { .type = T_LIST,
                                                      .element = &DistributionSummary,
                                                      .element_name = "DistributionSummary" };

static const struct member DistributionList_members[] = {
    { "Marker", &String, REQUIRED },
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "IsTruncated", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &DistributionSummaryList },
    { 0 },
};
static const struct shape DistributionList = { .type = T_STRUCTURE, .members = DistributionList_members };

static const struct member ListDistributionsResult_members[] = {
    { "DistributionList", &DistributionList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListDistributionsResult = { .type = T_STRUCTURE,
                                                         .members = ListDistributionsResult_members };

static const struct member UpdateDistributionRequest_members[] = {
    { "DistributionConfig", &DistributionConfig, REQUIRED, NULL, IN_PAYLOAD },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateDistributionRequest = { .type = T_STRUCTURE,
                                                           .members = UpdateDistributionRequest_members };

static const struct member UpdateDistributionResult_members[] = {
    { "Distribution", &Distribution, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateDistributionResult = { .type = T_STRUCTURE,
                                                          .members = UpdateDistributionResult_members };
