/* The codes and statuses; their words stand where they are raised, or below. */
#include "emulator/services/s3/s3_faults.h"

#include "emulator/http/http.h"

const struct fault_kind s3_access_denied = { "AccessDenied", 403, SENDER };
const struct fault_kind s3_access_control_list_not_supported = { "AccessControlListNotSupported", 400, SENDER };
const struct fault_kind s3_access_forbidden = { "AccessForbidden", 403, SENDER };
const struct fault_kind s3_authorization_header_malformed = { "AuthorizationHeaderMalformed", 400, SENDER };
const struct fault_kind s3_bad_digest = { "BadDigest", 400, SENDER };
const struct fault_kind s3_bucket_already_exists = { "BucketAlreadyExists", 409, SENDER };
const struct fault_kind s3_bucket_already_owned_by_you = { "BucketAlreadyOwnedByYou", 409, SENDER };
const struct fault_kind s3_bucket_not_empty = { "BucketNotEmpty", 409, SENDER };
const struct fault_kind s3_conditional_request_conflict = { "ConditionalRequestConflict", 409, SENDER };
const struct fault_kind s3_cross_location_logging_prohibitted = { "CrossLocationLoggingProhibitted", 403, SENDER };
const struct fault_kind s3_entity_too_large = { "EntityTooLarge", 400, SENDER };
const struct fault_kind s3_entity_too_small = { "EntityTooSmall", 400, SENDER };
const struct fault_kind s3_illegal_location_constraint = { "IllegalLocationConstraintException", 400, SENDER };
const struct fault_kind s3_illegal_versioning_configuration = { "IllegalVersioningConfigurationException", 400,
                                                                SENDER };
const struct fault_kind s3_incomplete_body = { "IncompleteBody", 400, SENDER };
const struct fault_kind s3_internal_error = {
    "InternalError", 500, RECEIVER, .rest = { .message = "We encountered an internal error. Please try again." }
};
const struct fault_kind s3_invalid_argument = { "InvalidArgument", 400, SENDER };
const struct fault_kind s3_invalid_bucket_acl_with_object_ownership = { "InvalidBucketAclWithObjectOwnership", 400,
                                                                        SENDER };
const struct fault_kind s3_invalid_bucket_name = { "InvalidBucketName", 400, SENDER };
const struct fault_kind s3_invalid_bucket_owner_account_id = { "InvalidBucketOwnerAWSAccountID", 400, SENDER };
const struct fault_kind s3_invalid_bucket_state = { "InvalidBucketState", 409, SENDER };
const struct fault_kind s3_invalid_digest = { "InvalidDigest", 400, SENDER };
const struct fault_kind s3_invalid_encryption_algorithm = { "InvalidEncryptionAlgorithmError", 400, SENDER };
const struct fault_kind s3_invalid_location_constraint = { "InvalidLocationConstraint", 400, SENDER };
const struct fault_kind s3_invalid_object_state = { "InvalidObjectState", 403, SENDER };
const struct fault_kind s3_invalid_part = { "InvalidPart", 400, SENDER };
const struct fault_kind s3_invalid_part_number = { "InvalidPartNumber", 416, SENDER };
const struct fault_kind s3_invalid_part_order = { "InvalidPartOrder", 400, SENDER };
const struct fault_kind s3_invalid_range = { "InvalidRange", 416, SENDER };
const struct fault_kind s3_invalid_request = { "InvalidRequest", 400, SENDER };
const struct fault_kind s3_invalid_storage_class = { "InvalidStorageClass", 400, SENDER };
const struct fault_kind s3_invalid_tag = { "InvalidTag", 400, SENDER };
const struct fault_kind s3_invalid_target_bucket_for_logging = { "InvalidTargetBucketForLogging", 400, SENDER };
const struct fault_kind s3_invalid_redirect_location = { "InvalidRedirectLocation", 400, SENDER };
static const struct fault_kind invalid_uri = { "InvalidURI", 400, SENDER };
static const struct fault_kind message_too_long = { "MaxMessageLengthExceeded", 400, SENDER };
const struct fault_kind s3_key_too_long = { "KeyTooLongError", 400, SENDER };
const struct fault_kind s3_malformed_acl = { "MalformedACLError", 400, SENDER };
const struct fault_kind s3_malformed_policy = { "MalformedPolicy", 400, SENDER };
static const struct fault_kind malformed_xml = { "MalformedXML", 400, SENDER };
const struct fault_kind s3_metadata_too_large = { "MetadataTooLarge", 400, SENDER };
static const struct fault_kind method_not_allowed = { "MethodNotAllowed", 405, SENDER };
const struct fault_kind s3_missing_content_length = { "MissingContentLength", 411, SENDER };
const struct fault_kind s3_missing_request_body = { "MissingRequestBodyError", 400, SENDER };
static const struct fault_kind no_such_bucket = { "NoSuchBucket", 404, SENDER };
const struct fault_kind s3_no_such_bucket_policy = { "NoSuchBucketPolicy", 404, SENDER };
const struct fault_kind s3_no_such_configuration = { "NoSuchConfiguration", 404, SENDER };
const struct fault_kind s3_no_such_cors_configuration = { "NoSuchCORSConfiguration", 404, SENDER };
const struct fault_kind s3_no_such_key = { "NoSuchKey", 404, SENDER };
const struct fault_kind s3_no_such_lifecycle_configuration = { "NoSuchLifecycleConfiguration", 404, SENDER };
const struct fault_kind s3_no_such_object_lock_configuration = { "NoSuchObjectLockConfiguration", 404, SENDER };
const struct fault_kind s3_no_such_public_access_block_configuration = { "NoSuchPublicAccessBlockConfiguration", 404,
                                                                         SENDER };
const struct fault_kind s3_no_such_tag_set = { "NoSuchTagSet", 404, SENDER };
const struct fault_kind s3_no_such_upload = { "NoSuchUpload", 404, SENDER };
static const struct fault_kind no_such_version = { "NoSuchVersion", 404, SENDER };
const struct fault_kind s3_no_such_website_configuration = { "NoSuchWebsiteConfiguration", 404, SENDER };
const struct fault_kind s3_not_implemented = { "NotImplemented", 501, RECEIVER };
const struct fault_kind s3_not_modified = { "NotModified", 304, SENDER };
const struct fault_kind s3_object_lock_configuration_not_found = { "ObjectLockConfigurationNotFoundError", 404,
                                                                   SENDER };
const struct fault_kind s3_operation_aborted = { "OperationAborted", 409, SENDER };
const struct fault_kind s3_ownership_controls_not_found = { "OwnershipControlsNotFoundError", 404, SENDER };
const struct fault_kind s3_permanent_redirect = { "PermanentRedirect", 301, SENDER };
static const struct fault_kind precondition_failed = { "PreconditionFailed", 412, SENDER };
const struct fault_kind s3_replication_configuration_not_found = { "ReplicationConfigurationNotFoundError", 404,
                                                                   SENDER };
const struct fault_kind s3_restore_already_in_progress = { "RestoreAlreadyInProgress", 409, SENDER };
const struct fault_kind s3_too_many_buckets = { "TooManyBuckets", 400, SENDER };
const struct fault_kind s3_unexpected_content = { "UnexpectedContent", 400, SENDER };
const struct fault_kind s3_id_mismatch = { "IdMismatch", 400, SENDER };
const struct fault_kind s3_invalid_bucket_acl_with_access_block = { "InvalidBucketAclWithBlockPublicAccessError", 400,
                                                                    SENDER };
const struct fault_kind s3_invalid_bucket_namespace = { "InvalidBucketNamespace", 400, SENDER };
const struct fault_kind s3_invalid_s3_destination_bucket = { "InvalidS3DestinationBucket", 400, SENDER };
const struct fault_kind s3_missing_namespace_header = { "MissingNamespaceHeader", 400, SENDER };
const struct fault_kind s3_missing_security_header = { "MissingSecurityHeader", 400, SENDER };
const struct fault_kind s3_too_many_configurations = { "TooManyConfigurations", 400, SENDER };
const struct fault_kind s3_unresolvable_grant = { "UnresolvableGrantByEmailAddress", 400, SENDER };
const struct fault_kind s3_bad_request = { "BadRequest", 400, SENDER };

static struct doc *member(struct call *c, const char *name, struct span value)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, name, value);
    return extra;
}

int s3_raise_no_such_bucket(struct call *c, struct span bucket)
{
    return fault_with(c, &no_such_bucket, member(c, "BucketName", bucket), "The specified bucket does not exist");
}

int s3_raise_no_such_key(struct call *c, struct span key)
{
    return fault_with(c, &s3_no_such_key, member(c, "Key", key), "The specified key does not exist.");
}

int s3_raise_no_such_version(struct call *c, struct span key, struct span version)
{
    struct doc *extra = member(c, "Key", key);

    doc_put_str(extra, "VersionId", version);
    return fault_with(c, &no_such_version, extra, "The specified version does not exist.");
}

int s3_raise_invalid_argument(struct call *c, const char *argument, struct span value, const char *words)
{
    struct doc *extra = member(c, "ArgumentName", span_of(argument));

    doc_put_str(extra, "ArgumentValue", value);
    return fault_with(c, &s3_invalid_argument, extra, "%s", words);
}

int s3_raise_precondition(struct call *c, const char *condition)
{
    return fault_with(c, &precondition_failed, member(c, "Condition", span_of(condition)),
                      "At least one of the pre-conditions you specified did not hold");
}

int s3_raise_checksum_algorithm(struct call *c)
{
    return fault(c, &s3_invalid_request,
                 "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, "
                 "CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]");
}

int s3_raise_malformed_xml(struct call *c)
{
    return fault(c, &malformed_xml,
                 "The XML you provided was not well-formed or did not validate against our published schema");
}

int s3_raise_method_not_allowed(struct call *c, const char *method, const char *resource_type)
{
    struct doc *extra = member(c, "Method", span_of(method));

    doc_put_str(extra, "ResourceType", span_of(resource_type));
    return fault_with(c, &method_not_allowed, extra, "The specified method is not allowed against this resource.");
}

int s3_raise_not_implemented_header(struct call *c, const char *header)
{
    return fault_with(c, &s3_not_implemented, member(c, "Header", span_of(header)),
                      "A header you provided implies functionality that is not implemented");
}

int s3_raise_invalid_uri(struct call *c)
{
    return fault_with(c, &invalid_uri, c->caller ? member(c, "URI", c->caller->path) : NULL,
                      "Couldn't parse the specified URI.");
}

int s3_raise_too_long(struct call *c)
{
    return fault(c, &message_too_long, "Your request was too big.");
}

int s3_raise_internal(struct call *c)
{
    return fault(c, &s3_internal_error, "We encountered an internal error. Please try again.");
}
