/* S3's faults. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
#ifndef NUBE_S3_FAULTS_H
#define NUBE_S3_FAULTS_H

#include "emulator/core/call.h"

extern const struct fault_kind s3_access_denied, s3_access_control_list_not_supported, s3_access_forbidden,
    s3_authorization_header_malformed, s3_bad_digest, s3_bucket_already_exists, s3_bucket_already_owned_by_you,
    s3_bucket_not_empty, s3_conditional_request_conflict, s3_cross_location_logging_prohibitted, s3_entity_too_large,
    s3_entity_too_small, s3_illegal_location_constraint, s3_illegal_versioning_configuration, s3_incomplete_body,
    s3_internal_error, s3_invalid_argument, s3_invalid_bucket_acl_with_object_ownership, s3_invalid_bucket_name,
    s3_invalid_bucket_owner_account_id, s3_invalid_bucket_state, s3_invalid_digest, s3_invalid_encryption_algorithm,
    s3_invalid_location_constraint, s3_invalid_object_state, s3_invalid_part, s3_invalid_part_number,
    s3_invalid_part_order, s3_invalid_range, s3_invalid_redirect_location, s3_invalid_request, s3_invalid_storage_class,
    s3_invalid_tag, s3_invalid_target_bucket_for_logging, s3_key_too_long, s3_malformed_acl, s3_malformed_policy,
    s3_metadata_too_large, s3_missing_content_length, s3_missing_request_body, s3_no_such_bucket_policy,
    s3_no_such_configuration, s3_no_such_cors_configuration, s3_no_such_key, s3_no_such_lifecycle_configuration,
    s3_no_such_object_lock_configuration, s3_no_such_public_access_block_configuration, s3_no_such_tag_set,
    s3_no_such_upload, s3_no_such_website_configuration, s3_not_implemented, s3_not_modified,
    s3_object_lock_configuration_not_found, s3_operation_aborted, s3_ownership_controls_not_found,
    s3_permanent_redirect, s3_replication_configuration_not_found, s3_restore_already_in_progress, s3_too_many_buckets,
    s3_unexpected_content, s3_id_mismatch, s3_invalid_bucket_acl_with_access_block, s3_invalid_bucket_namespace,
    s3_invalid_s3_destination_bucket, s3_missing_namespace_header, s3_missing_security_header,
    s3_too_many_configurations, s3_unresolvable_grant, s3_bad_request;

/* Each of these raises a fault with S3's words and members, and returns -1. */
int s3_raise_no_such_bucket(struct call *c, struct span bucket);
int s3_raise_no_such_key(struct call *c, struct span key);
int s3_raise_no_such_version(struct call *c, struct span key, struct span version);

/* InvalidArgument, with what was given and where. */
int s3_raise_invalid_argument(struct call *c, const char *argument, struct span value, const char *words);

/* A precondition does not hold; `condition` is the header's name. */
int s3_raise_precondition(struct call *c, const char *condition);

/* A header asks for what general purpose buckets do not have. */
int s3_raise_not_implemented_header(struct call *c, const char *header);

/* A checksum's algorithm is none that S3 has. */
int s3_raise_checksum_algorithm(struct call *c);

/* The body is no document of the schema. */
int s3_raise_malformed_xml(struct call *c);

/* What is refused for what it is: a delete marker, of which there is nothing to get. */
int s3_raise_method_not_allowed(struct call *c, const char *method, const char *resource_type);

/* The path is not UTF-8. */
int s3_raise_invalid_uri(struct call *c);

/* A document that is larger than any has to be. */
int s3_raise_too_long(struct call *c);

/* The disk, or what should be there. */
int s3_raise_internal(struct call *c);

#endif
