/* CloudFront's faults, and one that several of its parts raise.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html */
#ifndef NUBE_CLOUDFRONT_FAULTS_H
#define NUBE_CLOUDFRONT_FAULTS_H

#include "emulator/core/call.h"

extern const struct fault_kind cloudfront_access_denied, cloudfront_malformed_xml, cloudfront_inconsistent_quantities,
    cloudfront_invalid_if_match, cloudfront_precondition_failed, cloudfront_no_such_distribution,
    cloudfront_distribution_already_exists, cloudfront_distribution_not_disabled, cloudfront_too_many_distributions,
    cloudfront_illegal_update, cloudfront_illegal_delete, cloudfront_no_such_origin, cloudfront_cname_already_exists,
    cloudfront_no_such_cache_policy, cloudfront_cache_policy_already_exists, cloudfront_cache_policy_in_use,
    cloudfront_too_many_cache_policies, cloudfront_no_such_origin_request_policy,
    cloudfront_origin_request_policy_already_exists, cloudfront_origin_request_policy_in_use,
    cloudfront_too_many_origin_request_policies, cloudfront_no_such_response_headers_policy,
    cloudfront_response_headers_policy_already_exists, cloudfront_response_headers_policy_in_use,
    cloudfront_too_many_response_headers_policies, cloudfront_no_such_origin_access_control,
    cloudfront_origin_access_control_already_exists, cloudfront_origin_access_control_in_use,
    cloudfront_too_many_origin_access_controls, cloudfront_no_such_identity, cloudfront_identity_already_exists,
    cloudfront_identity_in_use, cloudfront_too_many_identities, cloudfront_no_such_public_key,
    cloudfront_public_key_already_exists, cloudfront_public_key_in_use, cloudfront_too_many_public_keys,
    cloudfront_no_such_resource, cloudfront_key_group_already_exists, cloudfront_resource_in_use,
    cloudfront_too_many_key_groups, cloudfront_cannot_change_immutable_public_key_fields,
    cloudfront_too_many_public_keys_in_key_group, cloudfront_too_many_headers_in_cache_policy,
    cloudfront_too_many_cookies_in_cache_policy, cloudfront_too_many_query_strings_in_cache_policy,
    cloudfront_too_many_headers_in_origin_request_policy, cloudfront_too_many_cookies_in_origin_request_policy,
    cloudfront_too_many_query_strings_in_origin_request_policy, cloudfront_too_many_custom_headers,
    cloudfront_too_many_remove_headers, cloudfront_too_long_csp, cloudfront_no_such_invalidation,
    cloudfront_batch_too_large, cloudfront_too_many_invalidations, cloudfront_invalidation_batch_already_exists,
    cloudfront_monitoring_subscription_already_exists, cloudfront_no_such_monitoring_subscription,
    cloudfront_no_such_function_exists, cloudfront_function_already_exists, cloudfront_function_in_use,
    cloudfront_function_size_limit_exceeded, cloudfront_too_many_functions, cloudfront_unsupported_operation,
    cloudfront_invalid_tagging, cloudfront_invalid_viewer_certificate, cloudfront_entity_not_found,
    cloudfront_test_function_failed, cloudfront_invalid_relative_path, cloudfront_too_many_origin_custom_headers,
    cloudfront_invalid_origin_read_timeout, cloudfront_invalid_origin_keepalive_timeout,
    cloudfront_invalid_origin_access_identity, cloudfront_illegal_origin_access_configuration,
    cloudfront_invalid_origin_access_control, cloudfront_invalid_domain_name_for_origin_access_control,
    cloudfront_too_many_origins, cloudfront_too_many_origin_groups, cloudfront_too_many_headers_in_forwarded_values,
    cloudfront_invalid_headers_for_s3_origin, cloudfront_invalid_forward_cookies, cloudfront_too_many_cookie_names,
    cloudfront_too_many_query_string_parameters, cloudfront_invalid_ttl_order, cloudfront_trusted_signer_does_not_exist,
    cloudfront_too_many_key_groups_of_distribution, cloudfront_trusted_key_group_does_not_exist,
    cloudfront_invalid_function_association, cloudfront_too_many_function_associations,
    cloudfront_invalid_lambda_function_association, cloudfront_no_such_field_level_encryption_config,
    cloudfront_no_such_realtime_log_config, cloudfront_too_many_cache_behaviors,
    cloudfront_too_many_distribution_cnames, cloudfront_invalid_default_root_object, cloudfront_invalid_error_code,
    cloudfront_invalid_response_code, cloudfront_invalid_geo_restriction_parameter, cloudfront_invalid_location_code,
    cloudfront_no_such_continuous_deployment_policy;

/* InvalidArgument, 400. Returns -1. */
int cloudfront_raise_argument(struct call *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
