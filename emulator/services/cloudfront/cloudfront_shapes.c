/* Written by emulator/tools/rest_shapes.mjs. */
#include "emulator/services/cloudfront/cloudfront_shapes.h"

static const struct member AssociateAliasRequest_members[] = {
    { "TargetDistributionId", &String, REQUIRED, NULL, IN_URI },
    { "Alias", &String, REQUIRED, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontAssociateAliasRequest = { .type = T_STRUCTURE, .members = AssociateAliasRequest_members };

static const struct member AssociateDistributionWebACLRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "WebACLArn", &String, REQUIRED },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontAssociateDistributionWebACLRequest = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        AssociateDistributionWebACLRequest_members };

static const struct member AssociateDistributionWebACLResult_members[] = {
    { "Id", &String },
    { "WebACLArn", &String },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontAssociateDistributionWebACLResult = { .type = T_STRUCTURE,
                                                                   .members = AssociateDistributionWebACLResult_members,
                                                                   .xml_name = "AssociateDistributionWebACLResult" };

static const char *const values_CachePolicyHeaderBehavior[] = { "none", "whitelist", NULL };
static const struct shape CachePolicyHeaderBehavior = ENUM_OF(values_CachePolicyHeaderBehavior);

static const struct shape HeaderList = { .type = T_LIST, .element = &String, .element_name = "Name" };

static const struct member Headers_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &HeaderList },
    { 0 },
};
static const struct shape Headers = { .type = T_STRUCTURE, .members = Headers_members };

static const struct member CachePolicyHeadersConfig_members[] = {
    { "HeaderBehavior", &CachePolicyHeaderBehavior, REQUIRED },
    { "Headers", &Headers },
    { 0 },
};
static const struct shape CachePolicyHeadersConfig = { .type = T_STRUCTURE,
                                                       .members = CachePolicyHeadersConfig_members };

static const char *const values_CachePolicyCookieBehavior[] = { "none", "whitelist", "allExcept", "all", NULL };
static const struct shape CachePolicyCookieBehavior = ENUM_OF(values_CachePolicyCookieBehavior);

static const struct shape CookieNameList = { .type = T_LIST, .element = &String, .element_name = "Name" };

static const struct member CookieNames_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &CookieNameList },
    { 0 },
};
static const struct shape CookieNames = { .type = T_STRUCTURE, .members = CookieNames_members };

static const struct member CachePolicyCookiesConfig_members[] = {
    { "CookieBehavior", &CachePolicyCookieBehavior, REQUIRED },
    { "Cookies", &CookieNames },
    { 0 },
};
static const struct shape CachePolicyCookiesConfig = { .type = T_STRUCTURE,
                                                       .members = CachePolicyCookiesConfig_members };

static const char *const values_CachePolicyQueryStringBehavior[] = { "none", "whitelist", "allExcept", "all", NULL };
static const struct shape CachePolicyQueryStringBehavior = ENUM_OF(values_CachePolicyQueryStringBehavior);

static const struct shape QueryStringNamesList = { .type = T_LIST, .element = &String, .element_name = "Name" };

static const struct member QueryStringNames_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &QueryStringNamesList },
    { 0 },
};
static const struct shape QueryStringNames = { .type = T_STRUCTURE, .members = QueryStringNames_members };

static const struct member CachePolicyQueryStringsConfig_members[] = {
    { "QueryStringBehavior", &CachePolicyQueryStringBehavior, REQUIRED },
    { "QueryStrings", &QueryStringNames },
    { 0 },
};
static const struct shape CachePolicyQueryStringsConfig = { .type = T_STRUCTURE,
                                                            .members = CachePolicyQueryStringsConfig_members };

static const struct member ParametersInCacheKeyAndForwardedToOrigin_members[] = {
    { "EnableAcceptEncodingGzip", &Boolean, REQUIRED },
    { "EnableAcceptEncodingBrotli", &Boolean },
    { "HeadersConfig", &CachePolicyHeadersConfig, REQUIRED },
    { "CookiesConfig", &CachePolicyCookiesConfig, REQUIRED },
    { "QueryStringsConfig", &CachePolicyQueryStringsConfig, REQUIRED },
    { 0 },
};
static const struct shape ParametersInCacheKeyAndForwardedToOrigin = {
    .type = T_STRUCTURE, .members = ParametersInCacheKeyAndForwardedToOrigin_members
};

static const struct member CachePolicyConfig_members[] = {
    { "Comment", &String },
    { "Name", &String, REQUIRED },
    { "DefaultTTL", &Long },
    { "MaxTTL", &Long },
    { "MinTTL", &Long, REQUIRED },
    { "ParametersInCacheKeyAndForwardedToOrigin", &ParametersInCacheKeyAndForwardedToOrigin },
    { 0 },
};
static const struct shape CachePolicyConfig = { .type = T_STRUCTURE, .members = CachePolicyConfig_members };

static const struct member CreateCachePolicyRequest_members[] = {
    { "CachePolicyConfig", &CachePolicyConfig, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateCachePolicyRequest = { .type = T_STRUCTURE,
                                                          .members = CreateCachePolicyRequest_members };

static const struct member CachePolicy_members[] = {
    { "Id", &String, REQUIRED },
    { "LastModifiedTime", &Timestamp, REQUIRED },
    { "CachePolicyConfig", &CachePolicyConfig, REQUIRED },
    { 0 },
};
static const struct shape CachePolicy = { .type = T_STRUCTURE, .members = CachePolicy_members };

static const struct member CreateCachePolicyResult_members[] = {
    { "CachePolicy", &CachePolicy, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateCachePolicyResult = { .type = T_STRUCTURE,
                                                         .members = CreateCachePolicyResult_members };

static const struct member CloudFrontOriginAccessIdentityConfig_members[] = {
    { "CallerReference", &String, REQUIRED },
    { "Comment", &String, REQUIRED },
    { 0 },
};
static const struct shape CloudFrontOriginAccessIdentityConfig = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       CloudFrontOriginAccessIdentityConfig_members };

static const struct member CreateCloudFrontOriginAccessIdentityRequest_members[] = {
    { "CloudFrontOriginAccessIdentityConfig", &CloudFrontOriginAccessIdentityConfig, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateCloudFrontOriginAccessIdentityRequest = {
    .type = T_STRUCTURE, .members = CreateCloudFrontOriginAccessIdentityRequest_members
};

static const struct member CloudFrontOriginAccessIdentity_members[] = {
    { "Id", &String, REQUIRED },
    { "S3CanonicalUserId", &String, REQUIRED },
    { "CloudFrontOriginAccessIdentityConfig", &CloudFrontOriginAccessIdentityConfig },
    { 0 },
};
static const struct shape CloudFrontOriginAccessIdentity = { .type = T_STRUCTURE,
                                                             .members = CloudFrontOriginAccessIdentity_members };

static const struct member CreateCloudFrontOriginAccessIdentityResult_members[] = {
    { "CloudFrontOriginAccessIdentity", &CloudFrontOriginAccessIdentity, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateCloudFrontOriginAccessIdentityResult = {
    .type = T_STRUCTURE, .members = CreateCloudFrontOriginAccessIdentityResult_members
};

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

static const struct member CookiePreference_members[] = {
    { "Forward", &ItemSelection, REQUIRED },
    { "WhitelistedNames", &CookieNames },
    { 0 },
};
static const struct shape CookiePreference = { .type = T_STRUCTURE, .members = CookiePreference_members };

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

static const struct shape TagKey = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"
};

static const struct shape TagValue = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 256, .pattern = "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"
};

static const struct member Tag_members[] = {
    { "Key", &TagKey, REQUIRED },
    { "Value", &TagValue },
    { 0 },
};
static const struct shape Tag = { .type = T_STRUCTURE, .members = Tag_members };

static const struct shape TagList = { .type = T_LIST, .element = &Tag, .element_name = "Tag" };

static const struct member Tags_members[] = {
    { "Items", &TagList },
    { 0 },
};
static const struct shape Tags = { .type = T_STRUCTURE, .members = Tags_members };

static const struct member DistributionConfigWithTags_members[] = {
    { "DistributionConfig", &DistributionConfig, REQUIRED },
    { "Tags", &Tags, REQUIRED },
    { 0 },
};
static const struct shape DistributionConfigWithTags = { .type = T_STRUCTURE,
                                                         .members = DistributionConfigWithTags_members };

static const struct member CreateDistributionWithTagsRequest_members[] = {
    { "DistributionConfigWithTags", &DistributionConfigWithTags, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateDistributionWithTagsRequest = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       CreateDistributionWithTagsRequest_members };

static const struct member CreateDistributionWithTagsResult_members[] = {
    { "Distribution", &Distribution, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateDistributionWithTagsResult = { .type = T_STRUCTURE,
                                                                  .members = CreateDistributionWithTagsResult_members };

static const struct shape FunctionName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[a-zA-Z0-9-_]{1,64}"
};

static const char *const values_FunctionRuntime[] = { "cloudfront-js-1.0", "cloudfront-js-2.0", NULL };
static const struct shape FunctionRuntime = ENUM_OF(values_FunctionRuntime);

static const struct shape KeyValueStoreARN = { .type = T_STRING,
                                               .flags = HAS_MIN | HAS_MAX,
                                               .min = 0,
                                               .max = 85,
                                               .pattern =
                                                   "arn:aws:cloudfront::[0-9]{12}:key-value-store\\/[0-9a-fA-F-]{36}" };

static const struct member KeyValueStoreAssociation_members[] = {
    { "KeyValueStoreARN", &KeyValueStoreARN, REQUIRED },
    { 0 },
};
static const struct shape KeyValueStoreAssociation = { .type = T_STRUCTURE,
                                                       .members = KeyValueStoreAssociation_members };

static const struct shape KeyValueStoreAssociationList = { .type = T_LIST,
                                                           .element = &KeyValueStoreAssociation,
                                                           .element_name = "KeyValueStoreAssociation" };

static const struct member KeyValueStoreAssociations_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &KeyValueStoreAssociationList },
    { 0 },
};
static const struct shape KeyValueStoreAssociations = { .type = T_STRUCTURE,
                                                        .members = KeyValueStoreAssociations_members };

static const struct member FunctionConfig_members[] = {
    { "Comment", &String, REQUIRED },
    { "Runtime", &FunctionRuntime, REQUIRED },
    { "KeyValueStoreAssociations", &KeyValueStoreAssociations },
    { 0 },
};
static const struct shape FunctionConfig = { .type = T_STRUCTURE, .members = FunctionConfig_members };

static const struct shape FunctionBlob = { .type = T_BLOB, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 40960 };

static const struct member CreateFunctionRequest_members[] = {
    { "Name", &FunctionName, REQUIRED },
    { "FunctionConfig", &FunctionConfig, REQUIRED },
    { "FunctionCode", &FunctionBlob, REQUIRED },
    { "Tags", &Tags },
    { 0 },
};
const struct shape CloudFrontCreateFunctionRequest = { .type = T_STRUCTURE, .members = CreateFunctionRequest_members };

static const char *const values_FunctionStage[] = { "DEVELOPMENT", "LIVE", NULL };
static const struct shape FunctionStage = ENUM_OF(values_FunctionStage);

static const struct member FunctionMetadata_members[] = {
    { "FunctionARN", &String, REQUIRED },
    { "Stage", &FunctionStage },
    { "CreatedTime", &Timestamp },
    { "LastModifiedTime", &Timestamp, REQUIRED },
    { 0 },
};
static const struct shape FunctionMetadata = { .type = T_STRUCTURE, .members = FunctionMetadata_members };

static const struct member FunctionSummary_members[] = {
    { "Name", &FunctionName, REQUIRED },
    { "Status", &String },
    { "FunctionConfig", &FunctionConfig, REQUIRED },
    { "FunctionMetadata", &FunctionMetadata, REQUIRED },
    { 0 },
};
static const struct shape FunctionSummary = { .type = T_STRUCTURE, .members = FunctionSummary_members };

static const struct member CreateFunctionResult_members[] = {
    { "FunctionSummary", &FunctionSummary, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateFunctionResult = { .type = T_STRUCTURE, .members = CreateFunctionResult_members };

static const struct shape PathList = { .type = T_LIST, .element = &String, .element_name = "Path" };

static const struct member Paths_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &PathList },
    { 0 },
};
static const struct shape Paths = { .type = T_STRUCTURE, .members = Paths_members };

static const struct member InvalidationBatch_members[] = {
    { "Paths", &Paths, REQUIRED },
    { "CallerReference", &String, REQUIRED },
    { 0 },
};
static const struct shape InvalidationBatch = { .type = T_STRUCTURE, .members = InvalidationBatch_members };

static const struct member CreateInvalidationRequest_members[] = {
    { "DistributionId", &String, REQUIRED, NULL, IN_URI },
    { "InvalidationBatch", &InvalidationBatch, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateInvalidationRequest = { .type = T_STRUCTURE,
                                                           .members = CreateInvalidationRequest_members };

static const struct member Invalidation_members[] = {
    { "Id", &String, REQUIRED },
    { "Status", &String, REQUIRED },
    { "CreateTime", &Timestamp, REQUIRED },
    { "InvalidationBatch", &InvalidationBatch, REQUIRED },
    { 0 },
};
static const struct shape Invalidation = { .type = T_STRUCTURE, .members = Invalidation_members };

static const struct member CreateInvalidationResult_members[] = {
    { "Location", &String, 0, NULL, IN_HEADER },
    { "Invalidation", &Invalidation, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateInvalidationResult = { .type = T_STRUCTURE,
                                                          .members = CreateInvalidationResult_members };

static const struct shape PublicKeyIdList = { .type = T_LIST, .element = &String, .element_name = "PublicKey" };

static const struct member KeyGroupConfig_members[] = {
    { "Name", &String, REQUIRED },
    { "Items", &PublicKeyIdList, REQUIRED },
    { "Comment", &String },
    { 0 },
};
static const struct shape KeyGroupConfig = { .type = T_STRUCTURE, .members = KeyGroupConfig_members };

static const struct member CreateKeyGroupRequest_members[] = {
    { "KeyGroupConfig", &KeyGroupConfig, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateKeyGroupRequest = { .type = T_STRUCTURE, .members = CreateKeyGroupRequest_members };

static const struct member KeyGroup_members[] = {
    { "Id", &String, REQUIRED },
    { "LastModifiedTime", &Timestamp, REQUIRED },
    { "KeyGroupConfig", &KeyGroupConfig, REQUIRED },
    { 0 },
};
static const struct shape KeyGroup = { .type = T_STRUCTURE, .members = KeyGroup_members };

static const struct member CreateKeyGroupResult_members[] = {
    { "KeyGroup", &KeyGroup, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateKeyGroupResult = { .type = T_STRUCTURE, .members = CreateKeyGroupResult_members };

static const char *const values_RealtimeMetricsSubscriptionStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape RealtimeMetricsSubscriptionStatus = ENUM_OF(values_RealtimeMetricsSubscriptionStatus);

static const struct member RealtimeMetricsSubscriptionConfig_members[] = {
    { "RealtimeMetricsSubscriptionStatus", &RealtimeMetricsSubscriptionStatus, REQUIRED },
    { 0 },
};
static const struct shape RealtimeMetricsSubscriptionConfig = { .type = T_STRUCTURE,
                                                                .members = RealtimeMetricsSubscriptionConfig_members };

static const struct member MonitoringSubscription_members[] = {
    { "RealtimeMetricsSubscriptionConfig", &RealtimeMetricsSubscriptionConfig },
    { 0 },
};
static const struct shape MonitoringSubscription = { .type = T_STRUCTURE, .members = MonitoringSubscription_members };

static const struct member CreateMonitoringSubscriptionRequest_members[] = {
    { "DistributionId", &String, REQUIRED, NULL, IN_URI },
    { "MonitoringSubscription", &MonitoringSubscription, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateMonitoringSubscriptionRequest = { .type = T_STRUCTURE,
                                                                     .members =
                                                                         CreateMonitoringSubscriptionRequest_members };

static const struct member CreateMonitoringSubscriptionResult_members[] = {
    { "MonitoringSubscription", &MonitoringSubscription, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateMonitoringSubscriptionResult = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        CreateMonitoringSubscriptionResult_members };

static const char *const values_OriginAccessControlSigningProtocols[] = { "sigv4", NULL };
static const struct shape OriginAccessControlSigningProtocols = ENUM_OF(values_OriginAccessControlSigningProtocols);

static const char *const values_OriginAccessControlSigningBehaviors[] = { "never", "always", "no-override", NULL };
static const struct shape OriginAccessControlSigningBehaviors = ENUM_OF(values_OriginAccessControlSigningBehaviors);

static const char *const values_OriginAccessControlOriginTypes[] = { "s3", "mediastore", "mediapackagev2", "lambda",
                                                                     NULL };
static const struct shape OriginAccessControlOriginTypes = ENUM_OF(values_OriginAccessControlOriginTypes);

static const struct member OriginAccessControlConfig_members[] = {
    { "Name", &String, REQUIRED },
    { "Description", &String },
    { "SigningProtocol", &OriginAccessControlSigningProtocols, REQUIRED },
    { "SigningBehavior", &OriginAccessControlSigningBehaviors, REQUIRED },
    { "OriginAccessControlOriginType", &OriginAccessControlOriginTypes, REQUIRED },
    { 0 },
};
static const struct shape OriginAccessControlConfig = { .type = T_STRUCTURE,
                                                        .members = OriginAccessControlConfig_members };

static const struct member CreateOriginAccessControlRequest_members[] = {
    { "OriginAccessControlConfig", &OriginAccessControlConfig, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateOriginAccessControlRequest = { .type = T_STRUCTURE,
                                                                  .members = CreateOriginAccessControlRequest_members };

static const struct member OriginAccessControl_members[] = {
    { "Id", &String, REQUIRED },
    { "OriginAccessControlConfig", &OriginAccessControlConfig },
    { 0 },
};
static const struct shape OriginAccessControl = { .type = T_STRUCTURE, .members = OriginAccessControl_members };

static const struct member CreateOriginAccessControlResult_members[] = {
    { "OriginAccessControl", &OriginAccessControl, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateOriginAccessControlResult = { .type = T_STRUCTURE,
                                                                 .members = CreateOriginAccessControlResult_members };

static const char *const values_OriginRequestPolicyHeaderBehavior[] = { "none",      "whitelist",
                                                                        "allViewer", "allViewerAndWhitelistCloudFront",
                                                                        "allExcept", NULL };
static const struct shape OriginRequestPolicyHeaderBehavior = ENUM_OF(values_OriginRequestPolicyHeaderBehavior);

static const struct member OriginRequestPolicyHeadersConfig_members[] = {
    { "HeaderBehavior", &OriginRequestPolicyHeaderBehavior, REQUIRED },
    { "Headers", &Headers },
    { 0 },
};
static const struct shape OriginRequestPolicyHeadersConfig = { .type = T_STRUCTURE,
                                                               .members = OriginRequestPolicyHeadersConfig_members };

static const char *const values_OriginRequestPolicyCookieBehavior[] = { "none", "whitelist", "all", "allExcept", NULL };
static const struct shape OriginRequestPolicyCookieBehavior = ENUM_OF(values_OriginRequestPolicyCookieBehavior);

static const struct member OriginRequestPolicyCookiesConfig_members[] = {
    { "CookieBehavior", &OriginRequestPolicyCookieBehavior, REQUIRED },
    { "Cookies", &CookieNames },
    { 0 },
};
static const struct shape OriginRequestPolicyCookiesConfig = { .type = T_STRUCTURE,
                                                               .members = OriginRequestPolicyCookiesConfig_members };

static const char *const values_OriginRequestPolicyQueryStringBehavior[] = { "none", "whitelist", "all", "allExcept",
                                                                             NULL };
static const struct shape OriginRequestPolicyQueryStringBehavior =
    ENUM_OF(values_OriginRequestPolicyQueryStringBehavior);

static const struct member OriginRequestPolicyQueryStringsConfig_members[] = {
    { "QueryStringBehavior", &OriginRequestPolicyQueryStringBehavior, REQUIRED },
    { "QueryStrings", &QueryStringNames },
    { 0 },
};
static const struct shape OriginRequestPolicyQueryStringsConfig = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        OriginRequestPolicyQueryStringsConfig_members };

static const struct member OriginRequestPolicyConfig_members[] = {
    { "Comment", &String },
    { "Name", &String, REQUIRED },
    { "HeadersConfig", &OriginRequestPolicyHeadersConfig, REQUIRED },
    { "CookiesConfig", &OriginRequestPolicyCookiesConfig, REQUIRED },
    { "QueryStringsConfig", &OriginRequestPolicyQueryStringsConfig, REQUIRED },
    { 0 },
};
static const struct shape OriginRequestPolicyConfig = { .type = T_STRUCTURE,
                                                        .members = OriginRequestPolicyConfig_members };

static const struct member CreateOriginRequestPolicyRequest_members[] = {
    { "OriginRequestPolicyConfig", &OriginRequestPolicyConfig, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateOriginRequestPolicyRequest = { .type = T_STRUCTURE,
                                                                  .members = CreateOriginRequestPolicyRequest_members };

static const struct member OriginRequestPolicy_members[] = {
    { "Id", &String, REQUIRED },
    { "LastModifiedTime", &Timestamp, REQUIRED },
    { "OriginRequestPolicyConfig", &OriginRequestPolicyConfig, REQUIRED },
    { 0 },
};
static const struct shape OriginRequestPolicy = { .type = T_STRUCTURE, .members = OriginRequestPolicy_members };

static const struct member CreateOriginRequestPolicyResult_members[] = {
    { "OriginRequestPolicy", &OriginRequestPolicy, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateOriginRequestPolicyResult = { .type = T_STRUCTURE,
                                                                 .members = CreateOriginRequestPolicyResult_members };

static const struct member PublicKeyConfig_members[] = {
    { "CallerReference", &String, REQUIRED },
    { "Name", &String, REQUIRED },
    { "EncodedKey", &String, REQUIRED },
    { "Comment", &String },
    { 0 },
};
static const struct shape PublicKeyConfig = { .type = T_STRUCTURE, .members = PublicKeyConfig_members };

static const struct member CreatePublicKeyRequest_members[] = {
    { "PublicKeyConfig", &PublicKeyConfig, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreatePublicKeyRequest = { .type = T_STRUCTURE,
                                                        .members = CreatePublicKeyRequest_members };

static const struct member PublicKey_members[] = {
    { "Id", &String, REQUIRED },
    { "CreatedTime", &Timestamp, REQUIRED },
    { "PublicKeyConfig", &PublicKeyConfig, REQUIRED },
    { 0 },
};
static const struct shape PublicKey = { .type = T_STRUCTURE, .members = PublicKey_members };

static const struct member CreatePublicKeyResult_members[] = {
    { "PublicKey", &PublicKey, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreatePublicKeyResult = { .type = T_STRUCTURE, .members = CreatePublicKeyResult_members };

static const struct shape AccessControlAllowOriginsList = { .type = T_LIST,
                                                            .element = &String,
                                                            .element_name = "Origin" };

static const struct member ResponseHeadersPolicyAccessControlAllowOrigins_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &AccessControlAllowOriginsList, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyAccessControlAllowOrigins = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyAccessControlAllowOrigins_members
};

static const struct shape AccessControlAllowHeadersList = { .type = T_LIST,
                                                            .element = &String,
                                                            .element_name = "Header" };

static const struct member ResponseHeadersPolicyAccessControlAllowHeaders_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &AccessControlAllowHeadersList, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyAccessControlAllowHeaders = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyAccessControlAllowHeaders_members
};

static const char *const values_ResponseHeadersPolicyAccessControlAllowMethodsValues[] = { "GET",  "POST",   "OPTIONS",
                                                                                           "PUT",  "DELETE", "PATCH",
                                                                                           "HEAD", "ALL",    NULL };
static const struct shape ResponseHeadersPolicyAccessControlAllowMethodsValues =
    ENUM_OF(values_ResponseHeadersPolicyAccessControlAllowMethodsValues);

static const struct shape AccessControlAllowMethodsList = {
    .type = T_LIST, .element = &ResponseHeadersPolicyAccessControlAllowMethodsValues, .element_name = "Method"
};

static const struct member ResponseHeadersPolicyAccessControlAllowMethods_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &AccessControlAllowMethodsList, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyAccessControlAllowMethods = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyAccessControlAllowMethods_members
};

static const struct shape AccessControlExposeHeadersList = { .type = T_LIST,
                                                             .element = &String,
                                                             .element_name = "Header" };

static const struct member ResponseHeadersPolicyAccessControlExposeHeaders_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &AccessControlExposeHeadersList },
    { 0 },
};
static const struct shape ResponseHeadersPolicyAccessControlExposeHeaders = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyAccessControlExposeHeaders_members
};

static const struct member ResponseHeadersPolicyCorsConfig_members[] = {
    { "AccessControlAllowOrigins", &ResponseHeadersPolicyAccessControlAllowOrigins, REQUIRED },
    { "AccessControlAllowHeaders", &ResponseHeadersPolicyAccessControlAllowHeaders, REQUIRED },
    { "AccessControlAllowMethods", &ResponseHeadersPolicyAccessControlAllowMethods, REQUIRED },
    { "AccessControlAllowCredentials", &Boolean, REQUIRED },
    { "AccessControlExposeHeaders", &ResponseHeadersPolicyAccessControlExposeHeaders },
    { "AccessControlMaxAgeSec", &Integer },
    { "OriginOverride", &Boolean, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyCorsConfig = { .type = T_STRUCTURE,
                                                              .members = ResponseHeadersPolicyCorsConfig_members };

static const struct member ResponseHeadersPolicyXSSProtection_members[] = {
    { "Override", &Boolean, REQUIRED },
    { "Protection", &Boolean, REQUIRED },
    { "ModeBlock", &Boolean },
    { "ReportUri", &String },
    { 0 },
};
static const struct shape ResponseHeadersPolicyXSSProtection = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     ResponseHeadersPolicyXSSProtection_members };

static const char *const values_FrameOptionsList[] = { "DENY", "SAMEORIGIN", NULL };
static const struct shape FrameOptionsList = ENUM_OF(values_FrameOptionsList);

static const struct member ResponseHeadersPolicyFrameOptions_members[] = {
    { "Override", &Boolean, REQUIRED },
    { "FrameOption", &FrameOptionsList, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyFrameOptions = { .type = T_STRUCTURE,
                                                                .members = ResponseHeadersPolicyFrameOptions_members };

static const char *const values_ReferrerPolicyList[] = { "no-referrer",
                                                         "no-referrer-when-downgrade",
                                                         "origin",
                                                         "origin-when-cross-origin",
                                                         "same-origin",
                                                         "strict-origin",
                                                         "strict-origin-when-cross-origin",
                                                         "unsafe-url",
                                                         NULL };
static const struct shape ReferrerPolicyList = ENUM_OF(values_ReferrerPolicyList);

static const struct member ResponseHeadersPolicyReferrerPolicy_members[] = {
    { "Override", &Boolean, REQUIRED },
    { "ReferrerPolicy", &ReferrerPolicyList, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyReferrerPolicy = { .type = T_STRUCTURE,
                                                                  .members =
                                                                      ResponseHeadersPolicyReferrerPolicy_members };

static const struct member ResponseHeadersPolicyContentSecurityPolicy_members[] = {
    { "Override", &Boolean, REQUIRED },
    { "ContentSecurityPolicy", &String, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyContentSecurityPolicy = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyContentSecurityPolicy_members
};

static const struct member ResponseHeadersPolicyContentTypeOptions_members[] = {
    { "Override", &Boolean, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyContentTypeOptions = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyContentTypeOptions_members
};

static const struct member ResponseHeadersPolicyStrictTransportSecurity_members[] = {
    { "Override", &Boolean, REQUIRED },
    { "IncludeSubdomains", &Boolean },
    { "Preload", &Boolean },
    { "AccessControlMaxAgeSec", &Integer, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyStrictTransportSecurity = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyStrictTransportSecurity_members
};

static const struct member ResponseHeadersPolicySecurityHeadersConfig_members[] = {
    { "XSSProtection", &ResponseHeadersPolicyXSSProtection },
    { "FrameOptions", &ResponseHeadersPolicyFrameOptions },
    { "ReferrerPolicy", &ResponseHeadersPolicyReferrerPolicy },
    { "ContentSecurityPolicy", &ResponseHeadersPolicyContentSecurityPolicy },
    { "ContentTypeOptions", &ResponseHeadersPolicyContentTypeOptions },
    { "StrictTransportSecurity", &ResponseHeadersPolicyStrictTransportSecurity },
    { 0 },
};
static const struct shape ResponseHeadersPolicySecurityHeadersConfig = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicySecurityHeadersConfig_members
};

static const struct shape SamplingRate = { .type = T_DOUBLE, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 100 };

static const struct member ResponseHeadersPolicyServerTimingHeadersConfig_members[] = {
    { "Enabled", &Boolean, REQUIRED },
    { "SamplingRate", &SamplingRate },
    { 0 },
};
static const struct shape ResponseHeadersPolicyServerTimingHeadersConfig = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyServerTimingHeadersConfig_members
};

static const struct member ResponseHeadersPolicyCustomHeader_members[] = {
    { "Header", &String, REQUIRED },
    { "Value", &String, REQUIRED },
    { "Override", &Boolean, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyCustomHeader = { .type = T_STRUCTURE,
                                                                .members = ResponseHeadersPolicyCustomHeader_members };

static const struct shape ResponseHeadersPolicyCustomHeaderList = {
    .type = T_LIST, .element = &ResponseHeadersPolicyCustomHeader, .element_name = "ResponseHeadersPolicyCustomHeader"
};

static const struct member ResponseHeadersPolicyCustomHeadersConfig_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &ResponseHeadersPolicyCustomHeaderList },
    { 0 },
};
static const struct shape ResponseHeadersPolicyCustomHeadersConfig = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyCustomHeadersConfig_members
};

static const struct member ResponseHeadersPolicyRemoveHeader_members[] = {
    { "Header", &String, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicyRemoveHeader = { .type = T_STRUCTURE,
                                                                .members = ResponseHeadersPolicyRemoveHeader_members };

static const struct shape ResponseHeadersPolicyRemoveHeaderList = {
    .type = T_LIST, .element = &ResponseHeadersPolicyRemoveHeader, .element_name = "ResponseHeadersPolicyRemoveHeader"
};

static const struct member ResponseHeadersPolicyRemoveHeadersConfig_members[] = {
    { "Quantity", &Integer, REQUIRED },
    { "Items", &ResponseHeadersPolicyRemoveHeaderList },
    { 0 },
};
static const struct shape ResponseHeadersPolicyRemoveHeadersConfig = {
    .type = T_STRUCTURE, .members = ResponseHeadersPolicyRemoveHeadersConfig_members
};

static const struct member ResponseHeadersPolicyConfig_members[] = {
    { "Comment", &String },
    { "Name", &String, REQUIRED },
    { "CorsConfig", &ResponseHeadersPolicyCorsConfig },
    { "SecurityHeadersConfig", &ResponseHeadersPolicySecurityHeadersConfig },
    { "ServerTimingHeadersConfig", &ResponseHeadersPolicyServerTimingHeadersConfig },
    { "CustomHeadersConfig", &ResponseHeadersPolicyCustomHeadersConfig },
    { "RemoveHeadersConfig", &ResponseHeadersPolicyRemoveHeadersConfig },
    { 0 },
};
static const struct shape ResponseHeadersPolicyConfig = { .type = T_STRUCTURE,
                                                          .members = ResponseHeadersPolicyConfig_members };

static const struct member CreateResponseHeadersPolicyRequest_members[] = {
    { "ResponseHeadersPolicyConfig", &ResponseHeadersPolicyConfig, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontCreateResponseHeadersPolicyRequest = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        CreateResponseHeadersPolicyRequest_members };

static const struct member ResponseHeadersPolicy_members[] = {
    { "Id", &String, REQUIRED },
    { "LastModifiedTime", &Timestamp, REQUIRED },
    { "ResponseHeadersPolicyConfig", &ResponseHeadersPolicyConfig, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicy = { .type = T_STRUCTURE, .members = ResponseHeadersPolicy_members };

static const struct member CreateResponseHeadersPolicyResult_members[] = {
    { "ResponseHeadersPolicy", &ResponseHeadersPolicy, 0, NULL, IN_PAYLOAD },
    { "Location", &String, 0, NULL, IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontCreateResponseHeadersPolicyResult = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       CreateResponseHeadersPolicyResult_members };

static const struct member DeleteCachePolicyRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteCachePolicyRequest = { .type = T_STRUCTURE,
                                                          .members = DeleteCachePolicyRequest_members };

static const struct member DeleteCloudFrontOriginAccessIdentityRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteCloudFrontOriginAccessIdentityRequest = {
    .type = T_STRUCTURE, .members = DeleteCloudFrontOriginAccessIdentityRequest_members
};

static const struct member DeleteDistributionRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteDistributionRequest = { .type = T_STRUCTURE,
                                                           .members = DeleteDistributionRequest_members };

static const struct member DeleteFunctionRequest_members[] = {
    { "Name", &FunctionName, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, REQUIRED, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteFunctionRequest = { .type = T_STRUCTURE, .members = DeleteFunctionRequest_members };

static const struct member DeleteKeyGroupRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteKeyGroupRequest = { .type = T_STRUCTURE, .members = DeleteKeyGroupRequest_members };

static const struct member DeleteMonitoringSubscriptionRequest_members[] = {
    { "DistributionId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontDeleteMonitoringSubscriptionRequest = { .type = T_STRUCTURE,
                                                                     .members =
                                                                         DeleteMonitoringSubscriptionRequest_members };

static const struct member DeleteMonitoringSubscriptionResult_members[] = {

    { 0 },
};
const struct shape CloudFrontDeleteMonitoringSubscriptionResult = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        DeleteMonitoringSubscriptionResult_members };

static const struct member DeleteOriginAccessControlRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteOriginAccessControlRequest = { .type = T_STRUCTURE,
                                                                  .members = DeleteOriginAccessControlRequest_members };

static const struct member DeleteOriginRequestPolicyRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteOriginRequestPolicyRequest = { .type = T_STRUCTURE,
                                                                  .members = DeleteOriginRequestPolicyRequest_members };

static const struct member DeletePublicKeyRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeletePublicKeyRequest = { .type = T_STRUCTURE,
                                                        .members = DeletePublicKeyRequest_members };

static const struct member DeleteResponseHeadersPolicyRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDeleteResponseHeadersPolicyRequest = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        DeleteResponseHeadersPolicyRequest_members };

static const struct member DescribeFunctionRequest_members[] = {
    { "Name", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Stage", &FunctionStage, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontDescribeFunctionRequest = { .type = T_STRUCTURE,
                                                         .members = DescribeFunctionRequest_members };

static const struct member DescribeFunctionResult_members[] = {
    { "FunctionSummary", &FunctionSummary, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDescribeFunctionResult = { .type = T_STRUCTURE,
                                                        .members = DescribeFunctionResult_members };

static const struct member DisassociateDistributionWebACLRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDisassociateDistributionWebACLRequest = {
    .type = T_STRUCTURE, .members = DisassociateDistributionWebACLRequest_members
};

static const struct member DisassociateDistributionWebACLResult_members[] = {
    { "Id", &String },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontDisassociateDistributionWebACLResult = { .type = T_STRUCTURE,
                                                                      .members =
                                                                          DisassociateDistributionWebACLResult_members,
                                                                      .xml_name =
                                                                          "DisassociateDistributionWebACLResult" };

static const struct member GetCachePolicyRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetCachePolicyRequest = { .type = T_STRUCTURE, .members = GetCachePolicyRequest_members };

static const struct member GetCachePolicyResult_members[] = {
    { "CachePolicy", &CachePolicy, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetCachePolicyResult = { .type = T_STRUCTURE, .members = GetCachePolicyResult_members };

static const struct member GetCachePolicyConfigRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetCachePolicyConfigRequest = { .type = T_STRUCTURE,
                                                             .members = GetCachePolicyConfigRequest_members };

static const struct member GetCachePolicyConfigResult_members[] = {
    { "CachePolicyConfig", &CachePolicyConfig, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetCachePolicyConfigResult = { .type = T_STRUCTURE,
                                                            .members = GetCachePolicyConfigResult_members };

static const struct member GetCloudFrontOriginAccessIdentityRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetCloudFrontOriginAccessIdentityRequest = {
    .type = T_STRUCTURE, .members = GetCloudFrontOriginAccessIdentityRequest_members
};

static const struct member GetCloudFrontOriginAccessIdentityResult_members[] = {
    { "CloudFrontOriginAccessIdentity", &CloudFrontOriginAccessIdentity, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetCloudFrontOriginAccessIdentityResult = {
    .type = T_STRUCTURE, .members = GetCloudFrontOriginAccessIdentityResult_members
};

static const struct member GetCloudFrontOriginAccessIdentityConfigRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetCloudFrontOriginAccessIdentityConfigRequest = {
    .type = T_STRUCTURE, .members = GetCloudFrontOriginAccessIdentityConfigRequest_members
};

static const struct member GetCloudFrontOriginAccessIdentityConfigResult_members[] = {
    { "CloudFrontOriginAccessIdentityConfig", &CloudFrontOriginAccessIdentityConfig, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetCloudFrontOriginAccessIdentityConfigResult = {
    .type = T_STRUCTURE, .members = GetCloudFrontOriginAccessIdentityConfigResult_members
};

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

static const struct member GetFunctionRequest_members[] = {
    { "Name", &FunctionName, REQUIRED, NULL, IN_URI },
    { "Stage", &FunctionStage, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontGetFunctionRequest = { .type = T_STRUCTURE, .members = GetFunctionRequest_members };

static const struct member GetFunctionResult_members[] = {
    { "FunctionCode", &FunctionBlob, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { "ContentType", &String, 0, "Content-Type", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetFunctionResult = { .type = T_STRUCTURE, .members = GetFunctionResult_members };

static const struct member GetInvalidationRequest_members[] = {
    { "DistributionId", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetInvalidationRequest = { .type = T_STRUCTURE,
                                                        .members = GetInvalidationRequest_members };

static const struct member GetInvalidationResult_members[] = {
    { "Invalidation", &Invalidation, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontGetInvalidationResult = { .type = T_STRUCTURE, .members = GetInvalidationResult_members };

static const struct member GetKeyGroupRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetKeyGroupRequest = { .type = T_STRUCTURE, .members = GetKeyGroupRequest_members };

static const struct member GetKeyGroupResult_members[] = {
    { "KeyGroup", &KeyGroup, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetKeyGroupResult = { .type = T_STRUCTURE, .members = GetKeyGroupResult_members };

static const struct member GetKeyGroupConfigRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetKeyGroupConfigRequest = { .type = T_STRUCTURE,
                                                          .members = GetKeyGroupConfigRequest_members };

static const struct member GetKeyGroupConfigResult_members[] = {
    { "KeyGroupConfig", &KeyGroupConfig, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetKeyGroupConfigResult = { .type = T_STRUCTURE,
                                                         .members = GetKeyGroupConfigResult_members };

static const struct member GetMonitoringSubscriptionRequest_members[] = {
    { "DistributionId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetMonitoringSubscriptionRequest = { .type = T_STRUCTURE,
                                                                  .members = GetMonitoringSubscriptionRequest_members };

static const struct member GetMonitoringSubscriptionResult_members[] = {
    { "MonitoringSubscription", &MonitoringSubscription, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontGetMonitoringSubscriptionResult = { .type = T_STRUCTURE,
                                                                 .members = GetMonitoringSubscriptionResult_members };

static const struct member GetOriginAccessControlRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetOriginAccessControlRequest = { .type = T_STRUCTURE,
                                                               .members = GetOriginAccessControlRequest_members };

static const struct member GetOriginAccessControlResult_members[] = {
    { "OriginAccessControl", &OriginAccessControl, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetOriginAccessControlResult = { .type = T_STRUCTURE,
                                                              .members = GetOriginAccessControlResult_members };

static const struct member GetOriginAccessControlConfigRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetOriginAccessControlConfigRequest = { .type = T_STRUCTURE,
                                                                     .members =
                                                                         GetOriginAccessControlConfigRequest_members };

static const struct member GetOriginAccessControlConfigResult_members[] = {
    { "OriginAccessControlConfig", &OriginAccessControlConfig, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetOriginAccessControlConfigResult = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        GetOriginAccessControlConfigResult_members };

static const struct member GetOriginRequestPolicyRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetOriginRequestPolicyRequest = { .type = T_STRUCTURE,
                                                               .members = GetOriginRequestPolicyRequest_members };

static const struct member GetOriginRequestPolicyResult_members[] = {
    { "OriginRequestPolicy", &OriginRequestPolicy, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetOriginRequestPolicyResult = { .type = T_STRUCTURE,
                                                              .members = GetOriginRequestPolicyResult_members };

static const struct member GetOriginRequestPolicyConfigRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetOriginRequestPolicyConfigRequest = { .type = T_STRUCTURE,
                                                                     .members =
                                                                         GetOriginRequestPolicyConfigRequest_members };

static const struct member GetOriginRequestPolicyConfigResult_members[] = {
    { "OriginRequestPolicyConfig", &OriginRequestPolicyConfig, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetOriginRequestPolicyConfigResult = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        GetOriginRequestPolicyConfigResult_members };

static const struct member GetPublicKeyRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetPublicKeyRequest = { .type = T_STRUCTURE, .members = GetPublicKeyRequest_members };

static const struct member GetPublicKeyResult_members[] = {
    { "PublicKey", &PublicKey, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetPublicKeyResult = { .type = T_STRUCTURE, .members = GetPublicKeyResult_members };

static const struct member GetPublicKeyConfigRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetPublicKeyConfigRequest = { .type = T_STRUCTURE,
                                                           .members = GetPublicKeyConfigRequest_members };

static const struct member GetPublicKeyConfigResult_members[] = {
    { "PublicKeyConfig", &PublicKeyConfig, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetPublicKeyConfigResult = { .type = T_STRUCTURE,
                                                          .members = GetPublicKeyConfigResult_members };

static const struct member GetResponseHeadersPolicyRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetResponseHeadersPolicyRequest = { .type = T_STRUCTURE,
                                                                 .members = GetResponseHeadersPolicyRequest_members };

static const struct member GetResponseHeadersPolicyResult_members[] = {
    { "ResponseHeadersPolicy", &ResponseHeadersPolicy, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetResponseHeadersPolicyResult = { .type = T_STRUCTURE,
                                                                .members = GetResponseHeadersPolicyResult_members };

static const struct member GetResponseHeadersPolicyConfigRequest_members[] = {
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontGetResponseHeadersPolicyConfigRequest = {
    .type = T_STRUCTURE, .members = GetResponseHeadersPolicyConfigRequest_members
};

static const struct member GetResponseHeadersPolicyConfigResult_members[] = {
    { "ResponseHeadersPolicyConfig", &ResponseHeadersPolicyConfig, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontGetResponseHeadersPolicyConfigResult = {
    .type = T_STRUCTURE, .members = GetResponseHeadersPolicyConfigResult_members
};

static const char *const values_CachePolicyType[] = { "managed", "custom", NULL };
static const struct shape CachePolicyType = ENUM_OF(values_CachePolicyType);

static const struct member ListCachePoliciesRequest_members[] = {
    { "Type", &CachePolicyType, 0, NULL, IN_QUERY },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListCachePoliciesRequest = { .type = T_STRUCTURE,
                                                          .members = ListCachePoliciesRequest_members };

static const struct member CachePolicySummary_members[] = {
    { "Type", &CachePolicyType, REQUIRED },
    { "CachePolicy", &CachePolicy, REQUIRED },
    { 0 },
};
static const struct shape CachePolicySummary = { .type = T_STRUCTURE, .members = CachePolicySummary_members };

static const struct shape CachePolicySummaryList = { .type = T_LIST,
                                                     .element = &CachePolicySummary,
                                                     .element_name = "CachePolicySummary" };

static const struct member CachePolicyList_members[] = {
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &CachePolicySummaryList },
    { 0 },
};
static const struct shape CachePolicyList = { .type = T_STRUCTURE, .members = CachePolicyList_members };

static const struct member ListCachePoliciesResult_members[] = {
    { "CachePolicyList", &CachePolicyList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListCachePoliciesResult = { .type = T_STRUCTURE,
                                                         .members = ListCachePoliciesResult_members };

static const struct member ListCloudFrontOriginAccessIdentitiesRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListCloudFrontOriginAccessIdentitiesRequest = {
    .type = T_STRUCTURE, .members = ListCloudFrontOriginAccessIdentitiesRequest_members
};

static const struct member CloudFrontOriginAccessIdentitySummary_members[] = {
    { "Id", &String, REQUIRED },
    { "S3CanonicalUserId", &String, REQUIRED },
    { "Comment", &String, REQUIRED },
    { 0 },
};
static const struct shape CloudFrontOriginAccessIdentitySummary = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        CloudFrontOriginAccessIdentitySummary_members };

static const struct shape CloudFrontOriginAccessIdentitySummaryList = { .type = T_LIST,
                                                                        .element =
                                                                            &CloudFrontOriginAccessIdentitySummary,
                                                                        .element_name =
                                                                            "CloudFrontOriginAccessIdentitySummary" };

static const struct member CloudFrontOriginAccessIdentityList_members[] = {
    { "Marker", &String, REQUIRED },
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "IsTruncated", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &CloudFrontOriginAccessIdentitySummaryList },
    { 0 },
};
static const struct shape CloudFrontOriginAccessIdentityList = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     CloudFrontOriginAccessIdentityList_members };

static const struct member ListCloudFrontOriginAccessIdentitiesResult_members[] = {
    { "CloudFrontOriginAccessIdentityList", &CloudFrontOriginAccessIdentityList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListCloudFrontOriginAccessIdentitiesResult = {
    .type = T_STRUCTURE, .members = ListCloudFrontOriginAccessIdentitiesResult_members
};

static const struct shape distributionIdString = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 25 };

static const struct shape aliasString = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 253 };

static const struct shape listConflictingAliasesMaxItemsInteger = { .type = T_INTEGER, .flags = HAS_MAX, .max = 100 };

static const struct member ListConflictingAliasesRequest_members[] = {
    { "DistributionId", &distributionIdString, REQUIRED, NULL, IN_QUERY },
    { "Alias", &aliasString, REQUIRED, NULL, IN_QUERY },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &listConflictingAliasesMaxItemsInteger, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListConflictingAliasesRequest = { .type = T_STRUCTURE,
                                                               .members = ListConflictingAliasesRequest_members };

static const struct member ConflictingAlias_members[] = {
    { "Alias", &String },
    { "DistributionId", &String },
    { "AccountId", &String },
    { 0 },
};
static const struct shape ConflictingAlias = { .type = T_STRUCTURE, .members = ConflictingAlias_members };

static const struct shape ConflictingAliases = { .type = T_LIST,
                                                 .element = &ConflictingAlias,
                                                 .element_name = "ConflictingAlias" };

static const struct member ConflictingAliasesList_members[] = {
    { "NextMarker", &String },
    { "MaxItems", &Integer },
    { "Quantity", &Integer },
    { "Items", &ConflictingAliases },
    { 0 },
};
static const struct shape ConflictingAliasesList = { .type = T_STRUCTURE, .members = ConflictingAliasesList_members };

static const struct member ListConflictingAliasesResult_members[] = {
    { "ConflictingAliasesList", &ConflictingAliasesList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListConflictingAliasesResult = { .type = T_STRUCTURE,
                                                              .members = ListConflictingAliasesResult_members };

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

static const struct member ListDistributionsByCachePolicyIdRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { "CachePolicyId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontListDistributionsByCachePolicyIdRequest = {
    .type = T_STRUCTURE, .members = ListDistributionsByCachePolicyIdRequest_members
};

static const struct shape DistributionIdListSummary = { .type = T_LIST,
                                                        .element = &String,
                                                        .element_name = "DistributionId" };

static const struct member DistributionIdList_members[] = {
    { "Marker", &String, REQUIRED },
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "IsTruncated", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &DistributionIdListSummary },
    { 0 },
};
static const struct shape DistributionIdList = { .type = T_STRUCTURE, .members = DistributionIdList_members };

static const struct member ListDistributionsByCachePolicyIdResult_members[] = {
    { "DistributionIdList", &DistributionIdList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListDistributionsByCachePolicyIdResult = {
    .type = T_STRUCTURE, .members = ListDistributionsByCachePolicyIdResult_members
};

static const struct member ListDistributionsByConnectionModeRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &Integer, 0, NULL, IN_QUERY },
    { "ConnectionMode", &ConnectionMode, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontListDistributionsByConnectionModeRequest = {
    .type = T_STRUCTURE, .members = ListDistributionsByConnectionModeRequest_members
};

static const struct member ListDistributionsByConnectionModeResult_members[] = {
    { "DistributionList", &DistributionList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListDistributionsByConnectionModeResult = {
    .type = T_STRUCTURE, .members = ListDistributionsByConnectionModeResult_members
};

static const struct member ListDistributionsByKeyGroupRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { "KeyGroupId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontListDistributionsByKeyGroupRequest = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        ListDistributionsByKeyGroupRequest_members };

static const struct member ListDistributionsByKeyGroupResult_members[] = {
    { "DistributionIdList", &DistributionIdList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListDistributionsByKeyGroupResult = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       ListDistributionsByKeyGroupResult_members };

static const struct member ListDistributionsByOriginRequestPolicyIdRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { "OriginRequestPolicyId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontListDistributionsByOriginRequestPolicyIdRequest = {
    .type = T_STRUCTURE, .members = ListDistributionsByOriginRequestPolicyIdRequest_members
};

static const struct member ListDistributionsByOriginRequestPolicyIdResult_members[] = {
    { "DistributionIdList", &DistributionIdList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListDistributionsByOriginRequestPolicyIdResult = {
    .type = T_STRUCTURE, .members = ListDistributionsByOriginRequestPolicyIdResult_members
};

static const struct member ListDistributionsByRealtimeLogConfigRequest_members[] = {
    { "Marker", &String },
    { "MaxItems", &String },
    { "RealtimeLogConfigName", &String },
    { "RealtimeLogConfigArn", &String },
    { 0 },
};
const struct shape CloudFrontListDistributionsByRealtimeLogConfigRequest = {
    .type = T_STRUCTURE, .members = ListDistributionsByRealtimeLogConfigRequest_members
};

static const struct member ListDistributionsByRealtimeLogConfigResult_members[] = {
    { "DistributionList", &DistributionList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListDistributionsByRealtimeLogConfigResult = {
    .type = T_STRUCTURE, .members = ListDistributionsByRealtimeLogConfigResult_members
};

static const struct member ListDistributionsByResponseHeadersPolicyIdRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { "ResponseHeadersPolicyId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontListDistributionsByResponseHeadersPolicyIdRequest = {
    .type = T_STRUCTURE, .members = ListDistributionsByResponseHeadersPolicyIdRequest_members
};

static const struct member ListDistributionsByResponseHeadersPolicyIdResult_members[] = {
    { "DistributionIdList", &DistributionIdList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListDistributionsByResponseHeadersPolicyIdResult = {
    .type = T_STRUCTURE, .members = ListDistributionsByResponseHeadersPolicyIdResult_members
};

static const struct member ListDistributionsByWebACLIdRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { "WebACLId", &String, REQUIRED, NULL, IN_URI },
    { 0 },
};
const struct shape CloudFrontListDistributionsByWebACLIdRequest = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        ListDistributionsByWebACLIdRequest_members };

static const struct member ListDistributionsByWebACLIdResult_members[] = {
    { "DistributionList", &DistributionList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListDistributionsByWebACLIdResult = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       ListDistributionsByWebACLIdResult_members };

static const struct member ListFunctionsRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { "Stage", &FunctionStage, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListFunctionsRequest = { .type = T_STRUCTURE, .members = ListFunctionsRequest_members };

static const struct shape FunctionSummaryList = { .type = T_LIST,
                                                  .element = &FunctionSummary,
                                                  .element_name = "FunctionSummary" };

static const struct member FunctionList_members[] = {
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &FunctionSummaryList },
    { 0 },
};
static const struct shape FunctionList = { .type = T_STRUCTURE, .members = FunctionList_members };

static const struct member ListFunctionsResult_members[] = {
    { "FunctionList", &FunctionList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListFunctionsResult = { .type = T_STRUCTURE, .members = ListFunctionsResult_members };

static const struct member ListInvalidationsRequest_members[] = {
    { "DistributionId", &String, REQUIRED, NULL, IN_URI },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListInvalidationsRequest = { .type = T_STRUCTURE,
                                                          .members = ListInvalidationsRequest_members };

static const struct member InvalidationSummary_members[] = {
    { "Id", &String, REQUIRED },
    { "CreateTime", &Timestamp, REQUIRED },
    { "Status", &String, REQUIRED },
    { 0 },
};
static const struct shape InvalidationSummary = { .type = T_STRUCTURE, .members = InvalidationSummary_members };

static const struct shape InvalidationSummaryList = { .type = T_LIST,
                                                      .element = &InvalidationSummary,
                                                      .element_name = "InvalidationSummary" };

static const struct member InvalidationList_members[] = {
    { "Marker", &String, REQUIRED },
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "IsTruncated", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &InvalidationSummaryList },
    { 0 },
};
static const struct shape InvalidationList = { .type = T_STRUCTURE, .members = InvalidationList_members };

static const struct member ListInvalidationsResult_members[] = {
    { "InvalidationList", &InvalidationList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListInvalidationsResult = { .type = T_STRUCTURE,
                                                         .members = ListInvalidationsResult_members };

static const struct member ListKeyGroupsRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListKeyGroupsRequest = { .type = T_STRUCTURE, .members = ListKeyGroupsRequest_members };

static const struct member KeyGroupSummary_members[] = {
    { "KeyGroup", &KeyGroup, REQUIRED },
    { 0 },
};
static const struct shape KeyGroupSummary = { .type = T_STRUCTURE, .members = KeyGroupSummary_members };

static const struct shape KeyGroupSummaryList = { .type = T_LIST,
                                                  .element = &KeyGroupSummary,
                                                  .element_name = "KeyGroupSummary" };

static const struct member KeyGroupList_members[] = {
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &KeyGroupSummaryList },
    { 0 },
};
static const struct shape KeyGroupList = { .type = T_STRUCTURE, .members = KeyGroupList_members };

static const struct member ListKeyGroupsResult_members[] = {
    { "KeyGroupList", &KeyGroupList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListKeyGroupsResult = { .type = T_STRUCTURE, .members = ListKeyGroupsResult_members };

static const struct member ListOriginAccessControlsRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListOriginAccessControlsRequest = { .type = T_STRUCTURE,
                                                                 .members = ListOriginAccessControlsRequest_members };

static const struct member OriginAccessControlSummary_members[] = {
    { "Id", &String, REQUIRED },
    { "Description", &String, REQUIRED },
    { "Name", &String, REQUIRED },
    { "SigningProtocol", &OriginAccessControlSigningProtocols, REQUIRED },
    { "SigningBehavior", &OriginAccessControlSigningBehaviors, REQUIRED },
    { "OriginAccessControlOriginType", &OriginAccessControlOriginTypes, REQUIRED },
    { 0 },
};
static const struct shape OriginAccessControlSummary = { .type = T_STRUCTURE,
                                                         .members = OriginAccessControlSummary_members };

static const struct shape OriginAccessControlSummaryList = { .type = T_LIST,
                                                             .element = &OriginAccessControlSummary,
                                                             .element_name = "OriginAccessControlSummary" };

static const struct member OriginAccessControlList_members[] = {
    { "Marker", &String, REQUIRED },
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "IsTruncated", &Boolean, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &OriginAccessControlSummaryList },
    { 0 },
};
static const struct shape OriginAccessControlList = { .type = T_STRUCTURE, .members = OriginAccessControlList_members };

static const struct member ListOriginAccessControlsResult_members[] = {
    { "OriginAccessControlList", &OriginAccessControlList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListOriginAccessControlsResult = { .type = T_STRUCTURE,
                                                                .members = ListOriginAccessControlsResult_members };

static const char *const values_OriginRequestPolicyType[] = { "managed", "custom", NULL };
static const struct shape OriginRequestPolicyType = ENUM_OF(values_OriginRequestPolicyType);

static const struct member ListOriginRequestPoliciesRequest_members[] = {
    { "Type", &OriginRequestPolicyType, 0, NULL, IN_QUERY },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListOriginRequestPoliciesRequest = { .type = T_STRUCTURE,
                                                                  .members = ListOriginRequestPoliciesRequest_members };

static const struct member OriginRequestPolicySummary_members[] = {
    { "Type", &OriginRequestPolicyType, REQUIRED },
    { "OriginRequestPolicy", &OriginRequestPolicy, REQUIRED },
    { 0 },
};
static const struct shape OriginRequestPolicySummary = { .type = T_STRUCTURE,
                                                         .members = OriginRequestPolicySummary_members };

static const struct shape OriginRequestPolicySummaryList = { .type = T_LIST,
                                                             .element = &OriginRequestPolicySummary,
                                                             .element_name = "OriginRequestPolicySummary" };

static const struct member OriginRequestPolicyList_members[] = {
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &OriginRequestPolicySummaryList },
    { 0 },
};
static const struct shape OriginRequestPolicyList = { .type = T_STRUCTURE, .members = OriginRequestPolicyList_members };

static const struct member ListOriginRequestPoliciesResult_members[] = {
    { "OriginRequestPolicyList", &OriginRequestPolicyList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListOriginRequestPoliciesResult = { .type = T_STRUCTURE,
                                                                 .members = ListOriginRequestPoliciesResult_members };

static const struct member ListPublicKeysRequest_members[] = {
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListPublicKeysRequest = { .type = T_STRUCTURE, .members = ListPublicKeysRequest_members };

static const struct member PublicKeySummary_members[] = {
    { "Id", &String, REQUIRED },         { "Name", &String, REQUIRED }, { "CreatedTime", &Timestamp, REQUIRED },
    { "EncodedKey", &String, REQUIRED }, { "Comment", &String },        { 0 },
};
static const struct shape PublicKeySummary = { .type = T_STRUCTURE, .members = PublicKeySummary_members };

static const struct shape PublicKeySummaryList = { .type = T_LIST,
                                                   .element = &PublicKeySummary,
                                                   .element_name = "PublicKeySummary" };

static const struct member PublicKeyList_members[] = {
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &PublicKeySummaryList },
    { 0 },
};
static const struct shape PublicKeyList = { .type = T_STRUCTURE, .members = PublicKeyList_members };

static const struct member ListPublicKeysResult_members[] = {
    { "PublicKeyList", &PublicKeyList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListPublicKeysResult = { .type = T_STRUCTURE, .members = ListPublicKeysResult_members };

static const char *const values_ResponseHeadersPolicyType[] = { "managed", "custom", NULL };
static const struct shape ResponseHeadersPolicyType = ENUM_OF(values_ResponseHeadersPolicyType);

static const struct member ListResponseHeadersPoliciesRequest_members[] = {
    { "Type", &ResponseHeadersPolicyType, 0, NULL, IN_QUERY },
    { "Marker", &String, 0, NULL, IN_QUERY },
    { "MaxItems", &String, 0, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListResponseHeadersPoliciesRequest = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        ListResponseHeadersPoliciesRequest_members };

static const struct member ResponseHeadersPolicySummary_members[] = {
    { "Type", &ResponseHeadersPolicyType, REQUIRED },
    { "ResponseHeadersPolicy", &ResponseHeadersPolicy, REQUIRED },
    { 0 },
};
static const struct shape ResponseHeadersPolicySummary = { .type = T_STRUCTURE,
                                                           .members = ResponseHeadersPolicySummary_members };

static const struct shape ResponseHeadersPolicySummaryList = { .type = T_LIST,
                                                               .element = &ResponseHeadersPolicySummary,
                                                               .element_name = "ResponseHeadersPolicySummary" };

static const struct member ResponseHeadersPolicyList_members[] = {
    { "NextMarker", &String },
    { "MaxItems", &Integer, REQUIRED },
    { "Quantity", &Integer, REQUIRED },
    { "Items", &ResponseHeadersPolicySummaryList },
    { 0 },
};
static const struct shape ResponseHeadersPolicyList = { .type = T_STRUCTURE,
                                                        .members = ResponseHeadersPolicyList_members };

static const struct member ListResponseHeadersPoliciesResult_members[] = {
    { "ResponseHeadersPolicyList", &ResponseHeadersPolicyList, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListResponseHeadersPoliciesResult = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       ListResponseHeadersPoliciesResult_members };

static const struct shape ResourceARN = { .type = T_STRING, .pattern = "arn:aws(-cn)?:cloudfront::[0-9]+:.*" };

static const struct member ListTagsForResourceRequest_members[] = {
    { "Resource", &ResourceARN, REQUIRED, NULL, IN_QUERY },
    { 0 },
};
const struct shape CloudFrontListTagsForResourceRequest = { .type = T_STRUCTURE,
                                                            .members = ListTagsForResourceRequest_members };

static const struct member ListTagsForResourceResult_members[] = {
    { "Tags", &Tags, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontListTagsForResourceResult = { .type = T_STRUCTURE,
                                                           .members = ListTagsForResourceResult_members };

static const struct member PublishFunctionRequest_members[] = {
    { "Name", &FunctionName, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, REQUIRED, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontPublishFunctionRequest = { .type = T_STRUCTURE,
                                                        .members = PublishFunctionRequest_members };

static const struct member PublishFunctionResult_members[] = {
    { "FunctionSummary", &FunctionSummary, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontPublishFunctionResult = { .type = T_STRUCTURE, .members = PublishFunctionResult_members };

static const struct member TagResourceRequest_members[] = {
    { "Resource", &ResourceARN, REQUIRED, NULL, IN_QUERY },
    { "Tags", &Tags, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontTagResourceRequest = { .type = T_STRUCTURE, .members = TagResourceRequest_members };

static const struct shape FunctionEventObject = { .type = T_BLOB, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 40960 };

static const struct member TestFunctionRequest_members[] = {
    { "Name", &FunctionName, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, REQUIRED, "If-Match", IN_HEADER },
    { "Stage", &FunctionStage },
    { "EventObject", &FunctionEventObject, REQUIRED },
    { 0 },
};
const struct shape CloudFrontTestFunctionRequest = { .type = T_STRUCTURE, .members = TestFunctionRequest_members };

static const struct shape FunctionExecutionLogList = { .type = T_LIST, .element = &String };

static const struct member TestResult_members[] = {
    { "FunctionSummary", &FunctionSummary },
    { "ComputeUtilization", &String },
    { "FunctionExecutionLogs", &FunctionExecutionLogList },
    { "FunctionErrorMessage", &String },
    { "FunctionOutput", &String },
    { 0 },
};
static const struct shape TestResult = { .type = T_STRUCTURE, .members = TestResult_members };

static const struct member TestFunctionResult_members[] = {
    { "TestResult", &TestResult, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontTestFunctionResult = { .type = T_STRUCTURE, .members = TestFunctionResult_members };

static const struct shape TagKeyList = { .type = T_LIST, .element = &TagKey, .element_name = "Key" };

static const struct member TagKeys_members[] = {
    { "Items", &TagKeyList },
    { 0 },
};
static const struct shape TagKeys = { .type = T_STRUCTURE, .members = TagKeys_members };

static const struct member UntagResourceRequest_members[] = {
    { "Resource", &ResourceARN, REQUIRED, NULL, IN_QUERY },
    { "TagKeys", &TagKeys, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape CloudFrontUntagResourceRequest = { .type = T_STRUCTURE, .members = UntagResourceRequest_members };

static const struct member UpdateCachePolicyRequest_members[] = {
    { "CachePolicyConfig", &CachePolicyConfig, REQUIRED, NULL, IN_PAYLOAD },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateCachePolicyRequest = { .type = T_STRUCTURE,
                                                          .members = UpdateCachePolicyRequest_members };

static const struct member UpdateCachePolicyResult_members[] = {
    { "CachePolicy", &CachePolicy, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateCachePolicyResult = { .type = T_STRUCTURE,
                                                         .members = UpdateCachePolicyResult_members };

static const struct member UpdateCloudFrontOriginAccessIdentityRequest_members[] = {
    { "CloudFrontOriginAccessIdentityConfig", &CloudFrontOriginAccessIdentityConfig, REQUIRED, NULL, IN_PAYLOAD },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateCloudFrontOriginAccessIdentityRequest = {
    .type = T_STRUCTURE, .members = UpdateCloudFrontOriginAccessIdentityRequest_members
};

static const struct member UpdateCloudFrontOriginAccessIdentityResult_members[] = {
    { "CloudFrontOriginAccessIdentity", &CloudFrontOriginAccessIdentity, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateCloudFrontOriginAccessIdentityResult = {
    .type = T_STRUCTURE, .members = UpdateCloudFrontOriginAccessIdentityResult_members
};

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

static const struct member UpdateFunctionRequest_members[] = {
    { "Name", &FunctionName, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, REQUIRED, "If-Match", IN_HEADER },
    { "FunctionConfig", &FunctionConfig, REQUIRED },
    { "FunctionCode", &FunctionBlob, REQUIRED },
    { 0 },
};
const struct shape CloudFrontUpdateFunctionRequest = { .type = T_STRUCTURE, .members = UpdateFunctionRequest_members };

static const struct member UpdateFunctionResult_members[] = {
    { "FunctionSummary", &FunctionSummary, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, "ETtag", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateFunctionResult = { .type = T_STRUCTURE, .members = UpdateFunctionResult_members };

static const struct member UpdateKeyGroupRequest_members[] = {
    { "KeyGroupConfig", &KeyGroupConfig, REQUIRED, NULL, IN_PAYLOAD },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateKeyGroupRequest = { .type = T_STRUCTURE, .members = UpdateKeyGroupRequest_members };

static const struct member UpdateKeyGroupResult_members[] = {
    { "KeyGroup", &KeyGroup, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateKeyGroupResult = { .type = T_STRUCTURE, .members = UpdateKeyGroupResult_members };

static const struct member UpdateOriginAccessControlRequest_members[] = {
    { "OriginAccessControlConfig", &OriginAccessControlConfig, REQUIRED, NULL, IN_PAYLOAD },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateOriginAccessControlRequest = { .type = T_STRUCTURE,
                                                                  .members = UpdateOriginAccessControlRequest_members };

static const struct member UpdateOriginAccessControlResult_members[] = {
    { "OriginAccessControl", &OriginAccessControl, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateOriginAccessControlResult = { .type = T_STRUCTURE,
                                                                 .members = UpdateOriginAccessControlResult_members };

static const struct member UpdateOriginRequestPolicyRequest_members[] = {
    { "OriginRequestPolicyConfig", &OriginRequestPolicyConfig, REQUIRED, NULL, IN_PAYLOAD },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateOriginRequestPolicyRequest = { .type = T_STRUCTURE,
                                                                  .members = UpdateOriginRequestPolicyRequest_members };

static const struct member UpdateOriginRequestPolicyResult_members[] = {
    { "OriginRequestPolicy", &OriginRequestPolicy, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateOriginRequestPolicyResult = { .type = T_STRUCTURE,
                                                                 .members = UpdateOriginRequestPolicyResult_members };

static const struct member UpdatePublicKeyRequest_members[] = {
    { "PublicKeyConfig", &PublicKeyConfig, REQUIRED, NULL, IN_PAYLOAD },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdatePublicKeyRequest = { .type = T_STRUCTURE,
                                                        .members = UpdatePublicKeyRequest_members };

static const struct member UpdatePublicKeyResult_members[] = {
    { "PublicKey", &PublicKey, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdatePublicKeyResult = { .type = T_STRUCTURE, .members = UpdatePublicKeyResult_members };

static const struct member UpdateResponseHeadersPolicyRequest_members[] = {
    { "ResponseHeadersPolicyConfig", &ResponseHeadersPolicyConfig, REQUIRED, NULL, IN_PAYLOAD },
    { "Id", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateResponseHeadersPolicyRequest = { .type = T_STRUCTURE,
                                                                    .members =
                                                                        UpdateResponseHeadersPolicyRequest_members };

static const struct member UpdateResponseHeadersPolicyResult_members[] = {
    { "ResponseHeadersPolicy", &ResponseHeadersPolicy, 0, NULL, IN_PAYLOAD },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { 0 },
};
const struct shape CloudFrontUpdateResponseHeadersPolicyResult = { .type = T_STRUCTURE,
                                                                   .members =
                                                                       UpdateResponseHeadersPolicyResult_members };
