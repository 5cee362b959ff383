/* Codes and statuses as AWS's model has them. */
#include "emulator/services/cloudfront/cloudfront_faults.h"

#include "emulator/core/fault.h"

const struct fault_kind cloudfront_access_denied = { "AccessDenied", 403, SENDER };
const struct fault_kind cloudfront_malformed_xml = { "MalformedXML", 400, SENDER };
const struct fault_kind cloudfront_inconsistent_quantities = { "InconsistentQuantities", 400, SENDER };
const struct fault_kind cloudfront_invalid_if_match = { "InvalidIfMatchVersion", 400, SENDER };
const struct fault_kind cloudfront_precondition_failed = { "PreconditionFailed", 412, SENDER };
const struct fault_kind cloudfront_no_such_distribution = { "NoSuchDistribution", 404, SENDER };
const struct fault_kind cloudfront_distribution_already_exists = { "DistributionAlreadyExists", 409, SENDER };
const struct fault_kind cloudfront_distribution_not_disabled = { "DistributionNotDisabled", 409, SENDER };
const struct fault_kind cloudfront_too_many_distributions = { "TooManyDistributions", 400, SENDER };
const struct fault_kind cloudfront_illegal_update = { "IllegalUpdate", 400, SENDER };
const struct fault_kind cloudfront_illegal_delete = { "IllegalDelete", 400, SENDER };
const struct fault_kind cloudfront_no_such_origin = { "NoSuchOrigin", 404, SENDER };
const struct fault_kind cloudfront_cname_already_exists = { "CNAMEAlreadyExists", 409, SENDER };
const struct fault_kind cloudfront_no_such_cache_policy = { "NoSuchCachePolicy", 404, SENDER };
const struct fault_kind cloudfront_cache_policy_already_exists = { "CachePolicyAlreadyExists", 409, SENDER };
const struct fault_kind cloudfront_cache_policy_in_use = { "CachePolicyInUse", 409, SENDER };
const struct fault_kind cloudfront_too_many_cache_policies = { "TooManyCachePolicies", 400, SENDER };
const struct fault_kind cloudfront_no_such_origin_request_policy = { "NoSuchOriginRequestPolicy", 404, SENDER };
const struct fault_kind cloudfront_origin_request_policy_already_exists = { "OriginRequestPolicyAlreadyExists", 409,
                                                                            SENDER };
const struct fault_kind cloudfront_origin_request_policy_in_use = { "OriginRequestPolicyInUse", 409, SENDER };
const struct fault_kind cloudfront_too_many_origin_request_policies = { "TooManyOriginRequestPolicies", 400, SENDER };
const struct fault_kind cloudfront_no_such_response_headers_policy = { "NoSuchResponseHeadersPolicy", 404, SENDER };
const struct fault_kind cloudfront_response_headers_policy_already_exists = { "ResponseHeadersPolicyAlreadyExists", 409,
                                                                              SENDER };
const struct fault_kind cloudfront_response_headers_policy_in_use = { "ResponseHeadersPolicyInUse", 409, SENDER };
const struct fault_kind cloudfront_too_many_response_headers_policies = { "TooManyResponseHeadersPolicies", 400,
                                                                          SENDER };
const struct fault_kind cloudfront_no_such_origin_access_control = { "NoSuchOriginAccessControl", 404, SENDER };
const struct fault_kind cloudfront_origin_access_control_already_exists = { "OriginAccessControlAlreadyExists", 409,
                                                                            SENDER };
const struct fault_kind cloudfront_origin_access_control_in_use = { "OriginAccessControlInUse", 409, SENDER };
const struct fault_kind cloudfront_too_many_origin_access_controls = { "TooManyOriginAccessControls", 400, SENDER };
const struct fault_kind cloudfront_no_such_identity = { "NoSuchCloudFrontOriginAccessIdentity", 404, SENDER };
const struct fault_kind cloudfront_identity_already_exists = { "CloudFrontOriginAccessIdentityAlreadyExists", 409,
                                                               SENDER };
const struct fault_kind cloudfront_identity_in_use = { "CloudFrontOriginAccessIdentityInUse", 409, SENDER };
const struct fault_kind cloudfront_too_many_identities = { "TooManyCloudFrontOriginAccessIdentities", 400, SENDER };
const struct fault_kind cloudfront_no_such_public_key = { "NoSuchPublicKey", 404, SENDER };
const struct fault_kind cloudfront_public_key_already_exists = { "PublicKeyAlreadyExists", 409, SENDER };
const struct fault_kind cloudfront_public_key_in_use = { "PublicKeyInUse", 409, SENDER };
const struct fault_kind cloudfront_too_many_public_keys = { "TooManyPublicKeys", 400, SENDER };
const struct fault_kind cloudfront_no_such_resource = { "NoSuchResource", 404, SENDER };
const struct fault_kind cloudfront_key_group_already_exists = { "KeyGroupAlreadyExists", 409, SENDER };
const struct fault_kind cloudfront_resource_in_use = { "ResourceInUse", 409, SENDER };
const struct fault_kind cloudfront_too_many_key_groups = { "TooManyKeyGroups", 400, SENDER };
const struct fault_kind cloudfront_cannot_change_immutable_public_key_fields = { "CannotChangeImmutablePublicKeyFields",
                                                                                 400, SENDER };
const struct fault_kind cloudfront_too_many_public_keys_in_key_group = { "TooManyPublicKeysInKeyGroup", 400, SENDER };
const struct fault_kind cloudfront_too_many_headers_in_cache_policy = { "TooManyHeadersInCachePolicy", 400, SENDER };
const struct fault_kind cloudfront_too_many_cookies_in_cache_policy = { "TooManyCookiesInCachePolicy", 400, SENDER };
const struct fault_kind cloudfront_too_many_query_strings_in_cache_policy = { "TooManyQueryStringsInCachePolicy", 400,
                                                                              SENDER };
const struct fault_kind cloudfront_too_many_headers_in_origin_request_policy = { "TooManyHeadersInOriginRequestPolicy",
                                                                                 400, SENDER };
const struct fault_kind cloudfront_too_many_cookies_in_origin_request_policy = { "TooManyCookiesInOriginRequestPolicy",
                                                                                 400, SENDER };
const struct fault_kind cloudfront_too_many_query_strings_in_origin_request_policy = {
    "TooManyQueryStringsInOriginRequestPolicy", 400, SENDER
};
const struct fault_kind cloudfront_too_many_custom_headers = { "TooManyCustomHeadersInResponseHeadersPolicy", 400,
                                                               SENDER };
const struct fault_kind cloudfront_too_many_remove_headers = { "TooManyRemoveHeadersInResponseHeadersPolicy", 400,
                                                               SENDER };
const struct fault_kind cloudfront_too_long_csp = { "TooLongCSPInResponseHeadersPolicy", 400, SENDER };
const struct fault_kind cloudfront_no_such_invalidation = { "NoSuchInvalidation", 404, SENDER };
const struct fault_kind cloudfront_batch_too_large = { "BatchTooLarge", 413, SENDER };
const struct fault_kind cloudfront_too_many_invalidations = { "TooManyInvalidationsInProgress", 400, SENDER };
const struct fault_kind cloudfront_invalidation_batch_already_exists = { "InvalidationBatchAlreadyExists", 409,
                                                                         SENDER };
const struct fault_kind cloudfront_monitoring_subscription_already_exists = { "MonitoringSubscriptionAlreadyExists",
                                                                              409, SENDER };
const struct fault_kind cloudfront_no_such_monitoring_subscription = { "NoSuchMonitoringSubscription", 404, SENDER };
const struct fault_kind cloudfront_no_such_function_exists = { "NoSuchFunctionExists", 404, SENDER };
const struct fault_kind cloudfront_function_already_exists = { "FunctionAlreadyExists", 409, SENDER };
const struct fault_kind cloudfront_function_in_use = { "FunctionInUse", 409, SENDER };
const struct fault_kind cloudfront_function_size_limit_exceeded = { "FunctionSizeLimitExceeded", 413, SENDER };
const struct fault_kind cloudfront_too_many_functions = { "TooManyFunctions", 400, SENDER };
const struct fault_kind cloudfront_unsupported_operation = { "UnsupportedOperation", 400, SENDER };
const struct fault_kind cloudfront_invalid_tagging = { "InvalidTagging", 400, SENDER };
const struct fault_kind cloudfront_invalid_viewer_certificate = { "InvalidViewerCertificate", 400, SENDER };
const struct fault_kind cloudfront_entity_not_found = { "EntityNotFound", 404, SENDER };
const struct fault_kind cloudfront_test_function_failed = { "TestFunctionFailed", 500, RECEIVER };
const struct fault_kind cloudfront_invalid_relative_path = { "InvalidRelativePath", 400, SENDER };
const struct fault_kind cloudfront_too_many_origin_custom_headers = { "TooManyOriginCustomHeaders", 400, SENDER };
const struct fault_kind cloudfront_invalid_origin_read_timeout = { "InvalidOriginReadTimeout", 400, SENDER };
const struct fault_kind cloudfront_invalid_origin_keepalive_timeout = { "InvalidOriginKeepaliveTimeout", 400, SENDER };
const struct fault_kind cloudfront_invalid_origin_access_identity = { "InvalidOriginAccessIdentity", 400, SENDER };
const struct fault_kind cloudfront_illegal_origin_access_configuration = { "IllegalOriginAccessConfiguration", 400,
                                                                           SENDER };
const struct fault_kind cloudfront_invalid_origin_access_control = { "InvalidOriginAccessControl", 400, SENDER };
const struct fault_kind cloudfront_invalid_domain_name_for_origin_access_control = {
    "InvalidDomainNameForOriginAccessControl", 400, SENDER
};
const struct fault_kind cloudfront_too_many_origins = { "TooManyOrigins", 400, SENDER };
const struct fault_kind cloudfront_too_many_origin_groups = { "TooManyOriginGroupsPerDistribution", 400, SENDER };
const struct fault_kind cloudfront_too_many_headers_in_forwarded_values = { "TooManyHeadersInForwardedValues", 400,
                                                                            SENDER };
const struct fault_kind cloudfront_invalid_headers_for_s3_origin = { "InvalidHeadersForS3Origin", 400, SENDER };
const struct fault_kind cloudfront_invalid_forward_cookies = { "InvalidForwardCookies", 400, SENDER };
const struct fault_kind cloudfront_too_many_cookie_names = { "TooManyCookieNamesInWhiteList", 400, SENDER };
const struct fault_kind cloudfront_too_many_query_string_parameters = { "TooManyQueryStringParameters", 400, SENDER };
const struct fault_kind cloudfront_invalid_ttl_order = { "InvalidTTLOrder", 400, SENDER };
const struct fault_kind cloudfront_trusted_signer_does_not_exist = { "TrustedSignerDoesNotExist", 400, SENDER };
const struct fault_kind cloudfront_too_many_key_groups_of_distribution = { "TooManyKeyGroupsAssociatedToDistribution",
                                                                           400, SENDER };
const struct fault_kind cloudfront_trusted_key_group_does_not_exist = { "TrustedKeyGroupDoesNotExist", 400, SENDER };
const struct fault_kind cloudfront_invalid_function_association = { "InvalidFunctionAssociation", 400, SENDER };
const struct fault_kind cloudfront_too_many_function_associations = { "TooManyFunctionAssociations", 400, SENDER };
const struct fault_kind cloudfront_invalid_lambda_function_association = { "InvalidLambdaFunctionAssociation", 400,
                                                                           SENDER };
const struct fault_kind cloudfront_no_such_field_level_encryption_config = { "NoSuchFieldLevelEncryptionConfig", 404,
                                                                             SENDER };
const struct fault_kind cloudfront_no_such_realtime_log_config = { "NoSuchRealtimeLogConfig", 404, SENDER };
const struct fault_kind cloudfront_too_many_cache_behaviors = { "TooManyCacheBehaviors", 400, SENDER };
const struct fault_kind cloudfront_too_many_distribution_cnames = { "TooManyDistributionCNAMEs", 400, SENDER };
const struct fault_kind cloudfront_invalid_default_root_object = { "InvalidDefaultRootObject", 400, SENDER };
const struct fault_kind cloudfront_invalid_error_code = { "InvalidErrorCode", 400, SENDER };
const struct fault_kind cloudfront_invalid_response_code = { "InvalidResponseCode", 400, SENDER };
const struct fault_kind cloudfront_invalid_geo_restriction_parameter = { "InvalidGeoRestrictionParameter", 400,
                                                                         SENDER };
const struct fault_kind cloudfront_invalid_location_code = { "InvalidLocationCode", 400, SENDER };
const struct fault_kind cloudfront_no_such_continuous_deployment_policy = { "NoSuchContinuousDeploymentPolicy", 404,
                                                                            SENDER };

static const struct fault_kind invalid_argument = { "InvalidArgument", 400, SENDER };

int cloudfront_raise_argument(struct call *c, const char *format, ...)
{
    va_list args;
    const char *words;

    va_start(args, format);
    words = arena_vprintf(&c->arena, format, args);
    va_end(args);
    return fault(c, &invalid_argument, "%s", words);
}
