/* Written by emulator/tools/rest_shapes.mjs. */
#include "emulator/services/s3/s3_shapes.h"

static const struct shape IfMatchInitiatedTime = { .type = T_TIMESTAMP, .time = TIME_HTTP };

static const struct member AbortMultipartUploadRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "UploadId", &String, REQUIRED, "uploadId", IN_QUERY },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "IfMatchInitiatedTime", &IfMatchInitiatedTime, 0, "x-amz-if-match-initiated-time", IN_HEADER },
    { 0 },
};
const struct shape S3AbortMultipartUploadRequest = { .type = T_STRUCTURE,
                                                     .members = AbortMultipartUploadRequest_members };

static const struct member AbortMultipartUploadOutput_members[] = {
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3AbortMultipartUploadOutput = { .type = T_STRUCTURE,
                                                    .members = AbortMultipartUploadOutput_members };

static const struct member CompletedPart_members[] = {
    { "ETag", &String },
    { "ChecksumCRC32", &String },
    { "ChecksumCRC32C", &String },
    { "ChecksumCRC64NVME", &String },
    { "ChecksumSHA1", &String },
    { "ChecksumSHA256", &String },
    { "ChecksumSHA512", &String },
    { "ChecksumMD5", &String },
    { "ChecksumXXHASH64", &String },
    { "ChecksumXXHASH3", &String },
    { "ChecksumXXHASH128", &String },
    { "PartNumber", &Integer },
    { 0 },
};
static const struct shape CompletedPart = { .type = T_STRUCTURE, .members = CompletedPart_members };

static const struct shape CompletedPartList = { .type = T_LIST, .element = &CompletedPart };

static const struct member CompletedMultipartUpload_members[] = {
    { "Parts", &CompletedPartList, FLATTENED, "Part" },
    { 0 },
};
static const struct shape CompletedMultipartUpload = { .type = T_STRUCTURE,
                                                       .members = CompletedMultipartUpload_members };

static const struct member CompleteMultipartUploadRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "MultipartUpload", &CompletedMultipartUpload, 0, "CompleteMultipartUpload", IN_PAYLOAD },
    { "UploadId", &String, REQUIRED, "uploadId", IN_QUERY },
    { "ChecksumCRC32", &String, 0, "x-amz-checksum-crc32", IN_HEADER },
    { "ChecksumCRC32C", &String, 0, "x-amz-checksum-crc32c", IN_HEADER },
    { "ChecksumCRC64NVME", &String, 0, "x-amz-checksum-crc64nvme", IN_HEADER },
    { "ChecksumSHA1", &String, 0, "x-amz-checksum-sha1", IN_HEADER },
    { "ChecksumSHA256", &String, 0, "x-amz-checksum-sha256", IN_HEADER },
    { "ChecksumSHA512", &String, 0, "x-amz-checksum-sha512", IN_HEADER },
    { "ChecksumMD5", &String, 0, "x-amz-checksum-md5", IN_HEADER },
    { "ChecksumXXHASH64", &String, 0, "x-amz-checksum-xxhash64", IN_HEADER },
    { "ChecksumXXHASH3", &String, 0, "x-amz-checksum-xxhash3", IN_HEADER },
    { "ChecksumXXHASH128", &String, 0, "x-amz-checksum-xxhash128", IN_HEADER },
    { "ChecksumType", &String, 0, "x-amz-checksum-type", IN_HEADER },
    { "MpuObjectSize", &Long, 0, "x-amz-mp-object-size", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { "IfNoneMatch", &String, 0, "If-None-Match", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { 0 },
};
const struct shape S3CompleteMultipartUploadRequest = { .type = T_STRUCTURE,
                                                        .members = CompleteMultipartUploadRequest_members };

static const char *const values_ChecksumType[] = { "COMPOSITE", "FULL_OBJECT", NULL };
static const struct shape ChecksumType = ENUM_OF(values_ChecksumType);

static const struct member CompleteMultipartUploadOutput_members[] = {
    { "Location", &String },
    { "Bucket", &String },
    { "Key", &String },
    { "Expiration", &String, 0, "x-amz-expiration", IN_HEADER },
    { "ETag", &String },
    { "ChecksumCRC32", &String },
    { "ChecksumCRC32C", &String },
    { "ChecksumCRC64NVME", &String },
    { "ChecksumSHA1", &String },
    { "ChecksumSHA256", &String },
    { "ChecksumSHA512", &String },
    { "ChecksumMD5", &String },
    { "ChecksumXXHASH64", &String },
    { "ChecksumXXHASH3", &String },
    { "ChecksumXXHASH128", &String },
    { "ChecksumType", &ChecksumType },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3CompleteMultipartUploadOutput = { .type = T_STRUCTURE,
                                                       .members = CompleteMultipartUploadOutput_members,
                                                       .xml_name = "CompleteMultipartUploadResult" };

static const struct shape ObjectLockRetainUntilDate = { .type = T_TIMESTAMP, .time = TIME_ISO8601 };

static const struct member CopyObjectRequest_members[] = {
    { "ACL", &String, 0, "x-amz-acl", IN_HEADER },
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "CacheControl", &String, 0, "Cache-Control", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-checksum-algorithm", IN_HEADER },
    { "ContentDisposition", &String, 0, "Content-Disposition", IN_HEADER },
    { "ContentEncoding", &String, 0, "Content-Encoding", IN_HEADER },
    { "ContentLanguage", &String, 0, "Content-Language", IN_HEADER },
    { "ContentType", &String, 0, "Content-Type", IN_HEADER },
    { "CopySource", &String, REQUIRED, "x-amz-copy-source", IN_HEADER },
    { "CopySourceIfMatch", &String, 0, "x-amz-copy-source-if-match", IN_HEADER },
    { "CopySourceIfModifiedSince", &Timestamp, 0, "x-amz-copy-source-if-modified-since", IN_HEADER },
    { "CopySourceIfNoneMatch", &String, 0, "x-amz-copy-source-if-none-match", IN_HEADER },
    { "CopySourceIfUnmodifiedSince", &Timestamp, 0, "x-amz-copy-source-if-unmodified-since", IN_HEADER },
    { "Expires", &String, 0, NULL, IN_HEADER },
    { "GrantFullControl", &String, 0, "x-amz-grant-full-control", IN_HEADER },
    { "GrantRead", &String, 0, "x-amz-grant-read", IN_HEADER },
    { "GrantReadACP", &String, 0, "x-amz-grant-read-acp", IN_HEADER },
    { "GrantWriteACP", &String, 0, "x-amz-grant-write-acp", IN_HEADER },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { "IfNoneMatch", &String, 0, "If-None-Match", IN_HEADER },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "Metadata", &StringMap, 0, "x-amz-meta-", IN_PREFIX_HEADERS },
    { "MetadataDirective", &String, 0, "x-amz-metadata-directive", IN_HEADER },
    { "TaggingDirective", &String, 0, "x-amz-tagging-directive", IN_HEADER },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "StorageClass", &String, 0, "x-amz-storage-class", IN_HEADER },
    { "WebsiteRedirectLocation", &String, 0, "x-amz-website-redirect-location", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "SSEKMSEncryptionContext", &String, 0, "x-amz-server-side-encryption-context", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "CopySourceSSECustomerAlgorithm", &String, 0, "x-amz-copy-source-server-side-encryption-customer-algorithm",
      IN_HEADER },
    { "CopySourceSSECustomerKey", &String, 0, "x-amz-copy-source-server-side-encryption-customer-key", IN_HEADER },
    { "CopySourceSSECustomerKeyMD5", &String, 0, "x-amz-copy-source-server-side-encryption-customer-key-MD5",
      IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "Tagging", &String, 0, "x-amz-tagging", IN_HEADER },
    { "ObjectLockMode", &String, 0, "x-amz-object-lock-mode", IN_HEADER },
    { "ObjectLockRetainUntilDate", &ObjectLockRetainUntilDate, 0, "x-amz-object-lock-retain-until-date", IN_HEADER },
    { "ObjectLockLegalHoldStatus", &String, 0, "x-amz-object-lock-legal-hold", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "ExpectedSourceBucketOwner", &String, 0, "x-amz-source-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3CopyObjectRequest = { .type = T_STRUCTURE, .members = CopyObjectRequest_members };

static const struct member CopyObjectResult_members[] = {
    { "ETag", &String },
    { "LastModified", &Timestamp },
    { "ChecksumType", &ChecksumType },
    { "ChecksumCRC32", &String },
    { "ChecksumCRC32C", &String },
    { "ChecksumCRC64NVME", &String },
    { "ChecksumSHA1", &String },
    { "ChecksumSHA256", &String },
    { "ChecksumSHA512", &String },
    { "ChecksumMD5", &String },
    { "ChecksumXXHASH64", &String },
    { "ChecksumXXHASH3", &String },
    { "ChecksumXXHASH128", &String },
    { 0 },
};
static const struct shape CopyObjectResult = { .type = T_STRUCTURE, .members = CopyObjectResult_members };

static const struct member CopyObjectOutput_members[] = {
    { "CopyObjectResult", &CopyObjectResult, 0, NULL, IN_PAYLOAD },
    { "Expiration", &String, 0, "x-amz-expiration", IN_HEADER },
    { "CopySourceVersionId", &String, 0, "x-amz-copy-source-version-id", IN_HEADER },
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "SSEKMSEncryptionContext", &String, 0, "x-amz-server-side-encryption-context", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3CopyObjectOutput = { .type = T_STRUCTURE, .members = CopyObjectOutput_members };

static const char *const values_LocationType[] = { "AvailabilityZone", "LocalZone", NULL };
static const struct shape LocationType = ENUM_OF(values_LocationType);

static const struct member LocationInfo_members[] = {
    { "Type", &LocationType },
    { "Name", &String },
    { 0 },
};
static const struct shape LocationInfo = { .type = T_STRUCTURE, .members = LocationInfo_members };

static const char *const values_DataRedundancy[] = { "SingleAvailabilityZone", "SingleLocalZone", NULL };
static const struct shape DataRedundancy = ENUM_OF(values_DataRedundancy);

static const char *const values_BucketType[] = { "Directory", NULL };
static const struct shape BucketType = ENUM_OF(values_BucketType);

static const struct member BucketInfo_members[] = {
    { "DataRedundancy", &DataRedundancy },
    { "Type", &BucketType },
    { 0 },
};
static const struct shape BucketInfo = { .type = T_STRUCTURE, .members = BucketInfo_members };

static const struct member Tag_members[] = {
    { "Key", &String, REQUIRED },
    { "Value", &String, REQUIRED },
    { 0 },
};
static const struct shape Tag = { .type = T_STRUCTURE, .members = Tag_members };

static const struct shape TagSet = { .type = T_LIST, .element = &Tag, .element_name = "Tag" };

static const struct member CreateBucketConfiguration_members[] = {
    { "LocationConstraint", &String },
    { "Location", &LocationInfo },
    { "Bucket", &BucketInfo },
    { "Tags", &TagSet },
    { 0 },
};
static const struct shape CreateBucketConfiguration = { .type = T_STRUCTURE,
                                                        .members = CreateBucketConfiguration_members };

static const struct member CreateBucketRequest_members[] = {
    { "ACL", &String, 0, "x-amz-acl", IN_HEADER },
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "CreateBucketConfiguration", &CreateBucketConfiguration, 0, NULL, IN_PAYLOAD },
    { "GrantFullControl", &String, 0, "x-amz-grant-full-control", IN_HEADER },
    { "GrantRead", &String, 0, "x-amz-grant-read", IN_HEADER },
    { "GrantReadACP", &String, 0, "x-amz-grant-read-acp", IN_HEADER },
    { "GrantWrite", &String, 0, "x-amz-grant-write", IN_HEADER },
    { "GrantWriteACP", &String, 0, "x-amz-grant-write-acp", IN_HEADER },
    { "ObjectLockEnabledForBucket", &Boolean, 0, "x-amz-bucket-object-lock-enabled", IN_HEADER },
    { "ObjectOwnership", &String, 0, "x-amz-object-ownership", IN_HEADER },
    { "BucketNamespace", &String, 0, "x-amz-bucket-namespace", IN_HEADER },
    { 0 },
};
const struct shape S3CreateBucketRequest = { .type = T_STRUCTURE, .members = CreateBucketRequest_members };

static const struct member CreateBucketOutput_members[] = {
    { "Location", &String, 0, NULL, IN_HEADER },
    { "BucketArn", &String, 0, "x-amz-bucket-arn", IN_HEADER },
    { 0 },
};
const struct shape S3CreateBucketOutput = { .type = T_STRUCTURE, .members = CreateBucketOutput_members };

static const struct member CreateMultipartUploadRequest_members[] = {
    { "ACL", &String, 0, "x-amz-acl", IN_HEADER },
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "CacheControl", &String, 0, "Cache-Control", IN_HEADER },
    { "ContentDisposition", &String, 0, "Content-Disposition", IN_HEADER },
    { "ContentEncoding", &String, 0, "Content-Encoding", IN_HEADER },
    { "ContentLanguage", &String, 0, "Content-Language", IN_HEADER },
    { "ContentType", &String, 0, "Content-Type", IN_HEADER },
    { "Expires", &String, 0, NULL, IN_HEADER },
    { "GrantFullControl", &String, 0, "x-amz-grant-full-control", IN_HEADER },
    { "GrantRead", &String, 0, "x-amz-grant-read", IN_HEADER },
    { "GrantReadACP", &String, 0, "x-amz-grant-read-acp", IN_HEADER },
    { "GrantWriteACP", &String, 0, "x-amz-grant-write-acp", IN_HEADER },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "Metadata", &StringMap, 0, "x-amz-meta-", IN_PREFIX_HEADERS },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "StorageClass", &String, 0, "x-amz-storage-class", IN_HEADER },
    { "WebsiteRedirectLocation", &String, 0, "x-amz-website-redirect-location", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "SSEKMSEncryptionContext", &String, 0, "x-amz-server-side-encryption-context", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "Tagging", &String, 0, "x-amz-tagging", IN_HEADER },
    { "ObjectLockMode", &String, 0, "x-amz-object-lock-mode", IN_HEADER },
    { "ObjectLockRetainUntilDate", &ObjectLockRetainUntilDate, 0, "x-amz-object-lock-retain-until-date", IN_HEADER },
    { "ObjectLockLegalHoldStatus", &String, 0, "x-amz-object-lock-legal-hold", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-checksum-algorithm", IN_HEADER },
    { "ChecksumType", &String, 0, "x-amz-checksum-type", IN_HEADER },
    { 0 },
};
const struct shape S3CreateMultipartUploadRequest = { .type = T_STRUCTURE,
                                                      .members = CreateMultipartUploadRequest_members };

static const struct member CreateMultipartUploadOutput_members[] = {
    { "AbortDate", &Timestamp, 0, "x-amz-abort-date", IN_HEADER },
    { "AbortRuleId", &String, 0, "x-amz-abort-rule-id", IN_HEADER },
    { "Bucket", &String },
    { "Key", &String },
    { "UploadId", &String },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "SSEKMSEncryptionContext", &String, 0, "x-amz-server-side-encryption-context", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-checksum-algorithm", IN_HEADER },
    { "ChecksumType", &String, 0, "x-amz-checksum-type", IN_HEADER },
    { 0 },
};
const struct shape S3CreateMultipartUploadOutput = { .type = T_STRUCTURE,
                                                     .members = CreateMultipartUploadOutput_members,
                                                     .xml_name = "InitiateMultipartUploadResult" };

static const struct member DeleteBucketRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketRequest = { .type = T_STRUCTURE, .members = DeleteBucketRequest_members };

static const struct member DeleteBucketAnalyticsConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketAnalyticsConfigurationRequest = {
    .type = T_STRUCTURE, .members = DeleteBucketAnalyticsConfigurationRequest_members
};

static const struct member DeleteBucketCorsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketCorsRequest = { .type = T_STRUCTURE, .members = DeleteBucketCorsRequest_members };

static const struct member DeleteBucketEncryptionRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketEncryptionRequest = { .type = T_STRUCTURE,
                                                       .members = DeleteBucketEncryptionRequest_members };

static const struct member DeleteBucketIntelligentTieringConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketIntelligentTieringConfigurationRequest = {
    .type = T_STRUCTURE, .members = DeleteBucketIntelligentTieringConfigurationRequest_members
};

static const struct member DeleteBucketInventoryConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketInventoryConfigurationRequest = {
    .type = T_STRUCTURE, .members = DeleteBucketInventoryConfigurationRequest_members
};

static const struct member DeleteBucketLifecycleRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketLifecycleRequest = { .type = T_STRUCTURE,
                                                      .members = DeleteBucketLifecycleRequest_members };

static const struct member DeleteBucketMetricsConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketMetricsConfigurationRequest = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     DeleteBucketMetricsConfigurationRequest_members };

static const struct member DeleteBucketOwnershipControlsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketOwnershipControlsRequest = { .type = T_STRUCTURE,
                                                              .members = DeleteBucketOwnershipControlsRequest_members };

static const struct member DeleteBucketPolicyRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketPolicyRequest = { .type = T_STRUCTURE, .members = DeleteBucketPolicyRequest_members };

static const struct member DeleteBucketReplicationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketReplicationRequest = { .type = T_STRUCTURE,
                                                        .members = DeleteBucketReplicationRequest_members };

static const struct member DeleteBucketTaggingRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketTaggingRequest = { .type = T_STRUCTURE,
                                                    .members = DeleteBucketTaggingRequest_members };

static const struct member DeleteBucketWebsiteRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteBucketWebsiteRequest = { .type = T_STRUCTURE,
                                                    .members = DeleteBucketWebsiteRequest_members };

static const struct shape IfMatchLastModifiedTime = { .type = T_TIMESTAMP, .time = TIME_HTTP };

static const struct member DeleteObjectRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "MFA", &String, 0, "x-amz-mfa", IN_HEADER },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "BypassGovernanceRetention", &Boolean, 0, "x-amz-bypass-governance-retention", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { "IfMatchLastModifiedTime", &IfMatchLastModifiedTime, 0, "x-amz-if-match-last-modified-time", IN_HEADER },
    { "IfMatchSize", &Long, 0, "x-amz-if-match-size", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteObjectRequest = { .type = T_STRUCTURE, .members = DeleteObjectRequest_members };

static const struct member DeleteObjectOutput_members[] = {
    { "DeleteMarker", &Boolean, 0, "x-amz-delete-marker", IN_HEADER },
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteObjectOutput = { .type = T_STRUCTURE, .members = DeleteObjectOutput_members };

static const struct member DeleteObjectTaggingRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteObjectTaggingRequest = { .type = T_STRUCTURE,
                                                    .members = DeleteObjectTaggingRequest_members };

static const struct member DeleteObjectTaggingOutput_members[] = {
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteObjectTaggingOutput = { .type = T_STRUCTURE, .members = DeleteObjectTaggingOutput_members };

static const struct shape LastModifiedTime = { .type = T_TIMESTAMP, .time = TIME_HTTP };

static const struct member ObjectIdentifier_members[] = {
    { "Key", &String, REQUIRED },
    { "VersionId", &String },
    { "ETag", &String },
    { "LastModifiedTime", &LastModifiedTime },
    { "Size", &Long },
    { 0 },
};
static const struct shape ObjectIdentifier = { .type = T_STRUCTURE, .members = ObjectIdentifier_members };

static const struct shape ObjectIdentifierList = { .type = T_LIST, .element = &ObjectIdentifier };

static const struct member Delete_members[] = {
    { "Objects", &ObjectIdentifierList, REQUIRED | FLATTENED, "Object" },
    { "Quiet", &Boolean },
    { 0 },
};
static const struct shape Delete = { .type = T_STRUCTURE, .members = Delete_members };

static const struct member DeleteObjectsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Delete", &Delete, REQUIRED, NULL, IN_PAYLOAD },
    { "MFA", &String, 0, "x-amz-mfa", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "BypassGovernanceRetention", &Boolean, 0, "x-amz-bypass-governance-retention", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { 0 },
};
const struct shape S3DeleteObjectsRequest = { .type = T_STRUCTURE, .members = DeleteObjectsRequest_members };

static const struct member DeletedObject_members[] = {
    { "Key", &String },
    { "VersionId", &String },
    { "DeleteMarker", &Boolean },
    { "DeleteMarkerVersionId", &String },
    { 0 },
};
static const struct shape DeletedObject = { .type = T_STRUCTURE, .members = DeletedObject_members };

static const struct shape DeletedObjects = { .type = T_LIST, .element = &DeletedObject };

static const struct member Error_members[] = {
    { "Key", &String }, { "VersionId", &String }, { "Code", &String }, { "Message", &String }, { 0 },
};
static const struct shape Error = { .type = T_STRUCTURE, .members = Error_members };

static const struct shape Errors = { .type = T_LIST, .element = &Error };

static const struct member DeleteObjectsOutput_members[] = {
    { "Deleted", &DeletedObjects, FLATTENED },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { "Errors", &Errors, FLATTENED, "Error" },
    { 0 },
};
const struct shape S3DeleteObjectsOutput = { .type = T_STRUCTURE,
                                             .members = DeleteObjectsOutput_members,
                                             .xml_name = "DeleteResult" };

static const struct member DeletePublicAccessBlockRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3DeletePublicAccessBlockRequest = { .type = T_STRUCTURE,
                                                        .members = DeletePublicAccessBlockRequest_members };

static const struct member GetBucketAbacRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketAbacRequest = { .type = T_STRUCTURE, .members = GetBucketAbacRequest_members };

static const char *const values_BucketAbacStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape BucketAbacStatus = ENUM_OF(values_BucketAbacStatus);

static const struct member AbacStatus_members[] = {
    { "Status", &BucketAbacStatus },
    { 0 },
};
static const struct shape AbacStatus = { .type = T_STRUCTURE, .members = AbacStatus_members };

static const struct member GetBucketAbacOutput_members[] = {
    { "AbacStatus", &AbacStatus, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketAbacOutput = { .type = T_STRUCTURE, .members = GetBucketAbacOutput_members };

static const struct member GetBucketAccelerateConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketAccelerateConfigurationRequest = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     GetBucketAccelerateConfigurationRequest_members };

static const char *const values_BucketAccelerateStatus[] = { "Enabled", "Suspended", NULL };
static const struct shape BucketAccelerateStatus = ENUM_OF(values_BucketAccelerateStatus);

static const struct member GetBucketAccelerateConfigurationOutput_members[] = {
    { "Status", &BucketAccelerateStatus },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketAccelerateConfigurationOutput = { .type = T_STRUCTURE,
                                                                .members =
                                                                    GetBucketAccelerateConfigurationOutput_members,
                                                                .xml_name = "AccelerateConfiguration" };

static const struct member GetBucketAclRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketAclRequest = { .type = T_STRUCTURE, .members = GetBucketAclRequest_members };

static const struct member Owner_members[] = {
    { "DisplayName", &String },
    { "ID", &String },
    { 0 },
};
static const struct shape Owner = { .type = T_STRUCTURE, .members = Owner_members };

static const struct member Grantee_members[] = {
    { "DisplayName", &String }, { "EmailAddress", &String },
    { "ID", &String },          { "Type", &String, XML_ATTRIBUTE, "xsi:type" },
    { "URI", &String },         { 0 },
};
static const struct shape Grantee = { .type = T_STRUCTURE,
                                      .members = Grantee_members,
                                      .xml_namespace = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"" };

static const struct member Grant_members[] = {
    { "Grantee", &Grantee },
    { "Permission", &String },
    { 0 },
};
static const struct shape Grant = { .type = T_STRUCTURE, .members = Grant_members };

static const struct shape Grants = { .type = T_LIST, .element = &Grant, .element_name = "Grant" };

static const struct member GetBucketAclOutput_members[] = {
    { "Owner", &Owner },
    { "Grants", &Grants, 0, "AccessControlList" },
    { 0 },
};
const struct shape S3GetBucketAclOutput = { .type = T_STRUCTURE,
                                            .members = GetBucketAclOutput_members,
                                            .xml_name = "AccessControlPolicy" };

static const struct member GetBucketAnalyticsConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketAnalyticsConfigurationRequest = { .type = T_STRUCTURE,
                                                                .members =
                                                                    GetBucketAnalyticsConfigurationRequest_members };

static const struct member AnalyticsAndOperator_members[] = {
    { "Prefix", &String },
    { "Tags", &TagSet, FLATTENED, "Tag" },
    { 0 },
};
static const struct shape AnalyticsAndOperator = { .type = T_STRUCTURE, .members = AnalyticsAndOperator_members };

static const struct member AnalyticsFilter_members[] = {
    { "Prefix", &String },
    { "Tag", &Tag },
    { "And", &AnalyticsAndOperator },
    { 0 },
};
static const struct shape AnalyticsFilter = { .type = T_STRUCTURE, .members = AnalyticsFilter_members };

static const char *const values_StorageClassAnalysisSchemaVersion[] = { "V_1", NULL };
static const struct shape StorageClassAnalysisSchemaVersion = ENUM_OF(values_StorageClassAnalysisSchemaVersion);

static const char *const values_AnalyticsS3ExportFileFormat[] = { "CSV", NULL };
static const struct shape AnalyticsS3ExportFileFormat = ENUM_OF(values_AnalyticsS3ExportFileFormat);

static const struct member AnalyticsS3BucketDestination_members[] = {
    { "Format", &AnalyticsS3ExportFileFormat, REQUIRED },
    { "BucketAccountId", &String },
    { "Bucket", &String, REQUIRED },
    { "Prefix", &String },
    { 0 },
};
static const struct shape AnalyticsS3BucketDestination = { .type = T_STRUCTURE,
                                                           .members = AnalyticsS3BucketDestination_members };

static const struct member AnalyticsExportDestination_members[] = {
    { "S3BucketDestination", &AnalyticsS3BucketDestination, REQUIRED },
    { 0 },
};
static const struct shape AnalyticsExportDestination = { .type = T_STRUCTURE,
                                                         .members = AnalyticsExportDestination_members };

static const struct member StorageClassAnalysisDataExport_members[] = {
    { "OutputSchemaVersion", &StorageClassAnalysisSchemaVersion, REQUIRED },
    { "Destination", &AnalyticsExportDestination, REQUIRED },
    { 0 },
};
static const struct shape StorageClassAnalysisDataExport = { .type = T_STRUCTURE,
                                                             .members = StorageClassAnalysisDataExport_members };

static const struct member StorageClassAnalysis_members[] = {
    { "DataExport", &StorageClassAnalysisDataExport },
    { 0 },
};
static const struct shape StorageClassAnalysis = { .type = T_STRUCTURE, .members = StorageClassAnalysis_members };

static const struct member AnalyticsConfiguration_members[] = {
    { "Id", &String, REQUIRED },
    { "Filter", &AnalyticsFilter },
    { "StorageClassAnalysis", &StorageClassAnalysis, REQUIRED },
    { 0 },
};
static const struct shape AnalyticsConfiguration = { .type = T_STRUCTURE, .members = AnalyticsConfiguration_members };

static const struct member GetBucketAnalyticsConfigurationOutput_members[] = {
    { "AnalyticsConfiguration", &AnalyticsConfiguration, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketAnalyticsConfigurationOutput = { .type = T_STRUCTURE,
                                                               .members =
                                                                   GetBucketAnalyticsConfigurationOutput_members };

static const struct member GetBucketCorsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketCorsRequest = { .type = T_STRUCTURE, .members = GetBucketCorsRequest_members };

static const struct shape AllowedHeaders = { .type = T_LIST, .element = &String };

static const struct shape AllowedMethods = { .type = T_LIST, .element = &String };

static const struct shape AllowedOrigins = { .type = T_LIST, .element = &String };

static const struct shape ExposeHeaders = { .type = T_LIST, .element = &String };

static const struct member CORSRule_members[] = {
    { "ID", &String },
    { "AllowedHeaders", &AllowedHeaders, FLATTENED, "AllowedHeader" },
    { "AllowedMethods", &AllowedMethods, REQUIRED | FLATTENED, "AllowedMethod" },
    { "AllowedOrigins", &AllowedOrigins, REQUIRED | FLATTENED, "AllowedOrigin" },
    { "ExposeHeaders", &ExposeHeaders, FLATTENED, "ExposeHeader" },
    { "MaxAgeSeconds", &Integer },
    { 0 },
};
static const struct shape CORSRule = { .type = T_STRUCTURE, .members = CORSRule_members };

static const struct shape CORSRules = { .type = T_LIST, .element = &CORSRule };

static const struct member GetBucketCorsOutput_members[] = {
    { "CORSRules", &CORSRules, FLATTENED, "CORSRule" },
    { 0 },
};
const struct shape S3GetBucketCorsOutput = { .type = T_STRUCTURE,
                                             .members = GetBucketCorsOutput_members,
                                             .xml_name = "CORSConfiguration" };

static const struct member GetBucketEncryptionRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketEncryptionRequest = { .type = T_STRUCTURE,
                                                    .members = GetBucketEncryptionRequest_members };

static const char *const values_ServerSideEncryption[] = { "AES256", "aws:fsx", "aws:kms", "aws:kms:dsse", NULL };
static const struct shape ServerSideEncryption = ENUM_OF(values_ServerSideEncryption);

static const struct member ServerSideEncryptionByDefault_members[] = {
    { "SSEAlgorithm", &ServerSideEncryption, REQUIRED },
    { "KMSMasterKeyID", &String },
    { 0 },
};
static const struct shape ServerSideEncryptionByDefault = { .type = T_STRUCTURE,
                                                            .members = ServerSideEncryptionByDefault_members };

static const char *const values_EncryptionType[] = { "NONE", "SSE-C", NULL };
static const struct shape EncryptionType = ENUM_OF(values_EncryptionType);

static const struct shape EncryptionTypeList = { .type = T_LIST, .element = &EncryptionType };

static const struct member BlockedEncryptionTypes_members[] = {
    { "EncryptionType", &EncryptionTypeList, FLATTENED },
    { 0 },
};
static const struct shape BlockedEncryptionTypes = { .type = T_STRUCTURE, .members = BlockedEncryptionTypes_members };

static const struct member ServerSideEncryptionRule_members[] = {
    { "ApplyServerSideEncryptionByDefault", &ServerSideEncryptionByDefault },
    { "BucketKeyEnabled", &Boolean },
    { "BlockedEncryptionTypes", &BlockedEncryptionTypes },
    { 0 },
};
static const struct shape ServerSideEncryptionRule = { .type = T_STRUCTURE,
                                                       .members = ServerSideEncryptionRule_members };

static const struct shape ServerSideEncryptionRules = { .type = T_LIST, .element = &ServerSideEncryptionRule };

static const struct member ServerSideEncryptionConfiguration_members[] = {
    { "Rules", &ServerSideEncryptionRules, REQUIRED | FLATTENED, "Rule" },
    { 0 },
};
static const struct shape ServerSideEncryptionConfiguration = { .type = T_STRUCTURE,
                                                                .members = ServerSideEncryptionConfiguration_members };

static const struct member GetBucketEncryptionOutput_members[] = {
    { "ServerSideEncryptionConfiguration", &ServerSideEncryptionConfiguration, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketEncryptionOutput = { .type = T_STRUCTURE, .members = GetBucketEncryptionOutput_members };

static const struct member GetBucketIntelligentTieringConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketIntelligentTieringConfigurationRequest = {
    .type = T_STRUCTURE, .members = GetBucketIntelligentTieringConfigurationRequest_members
};

static const struct member IntelligentTieringAndOperator_members[] = {
    { "Prefix", &String },
    { "Tags", &TagSet, FLATTENED, "Tag" },
    { 0 },
};
static const struct shape IntelligentTieringAndOperator = { .type = T_STRUCTURE,
                                                            .members = IntelligentTieringAndOperator_members };

static const struct member IntelligentTieringFilter_members[] = {
    { "Prefix", &String },
    { "Tag", &Tag },
    { "And", &IntelligentTieringAndOperator },
    { 0 },
};
static const struct shape IntelligentTieringFilter = { .type = T_STRUCTURE,
                                                       .members = IntelligentTieringFilter_members };

static const char *const values_IntelligentTieringStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape IntelligentTieringStatus = ENUM_OF(values_IntelligentTieringStatus);

static const char *const values_IntelligentTieringAccessTier[] = { "ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS", NULL };
static const struct shape IntelligentTieringAccessTier = ENUM_OF(values_IntelligentTieringAccessTier);

static const struct member Tiering_members[] = {
    { "Days", &Integer, REQUIRED },
    { "AccessTier", &IntelligentTieringAccessTier, REQUIRED },
    { 0 },
};
static const struct shape Tiering = { .type = T_STRUCTURE, .members = Tiering_members };

static const struct shape TieringList = { .type = T_LIST, .element = &Tiering };

static const struct member IntelligentTieringConfiguration_members[] = {
    { "Id", &String, REQUIRED },
    { "Filter", &IntelligentTieringFilter },
    { "Status", &IntelligentTieringStatus, REQUIRED },
    { "Tierings", &TieringList, REQUIRED | FLATTENED, "Tiering" },
    { 0 },
};
static const struct shape IntelligentTieringConfiguration = { .type = T_STRUCTURE,
                                                              .members = IntelligentTieringConfiguration_members };

static const struct member GetBucketIntelligentTieringConfigurationOutput_members[] = {
    { "IntelligentTieringConfiguration", &IntelligentTieringConfiguration, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketIntelligentTieringConfigurationOutput = {
    .type = T_STRUCTURE, .members = GetBucketIntelligentTieringConfigurationOutput_members
};

static const struct member GetBucketInventoryConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketInventoryConfigurationRequest = { .type = T_STRUCTURE,
                                                                .members =
                                                                    GetBucketInventoryConfigurationRequest_members };

static const char *const values_InventoryFormat[] = { "CSV", "ORC", "Parquet", NULL };
static const struct shape InventoryFormat = ENUM_OF(values_InventoryFormat);

static const struct member SSES3_members[] = {

    { 0 },
};
static const struct shape SSES3 = { .type = T_STRUCTURE, .members = SSES3_members };

static const struct member SSEKMS_members[] = {
    { "KeyId", &String, REQUIRED },
    { 0 },
};
static const struct shape SSEKMS = { .type = T_STRUCTURE, .members = SSEKMS_members };

static const struct member InventoryEncryption_members[] = {
    { "SSES3", &SSES3, 0, "SSE-S3" },
    { "SSEKMS", &SSEKMS, 0, "SSE-KMS" },
    { 0 },
};
static const struct shape InventoryEncryption = { .type = T_STRUCTURE, .members = InventoryEncryption_members };

static const struct member InventoryS3BucketDestination_members[] = {
    { "AccountId", &String }, { "Bucket", &String, REQUIRED },        { "Format", &InventoryFormat, REQUIRED },
    { "Prefix", &String },    { "Encryption", &InventoryEncryption }, { 0 },
};
static const struct shape InventoryS3BucketDestination = { .type = T_STRUCTURE,
                                                           .members = InventoryS3BucketDestination_members };

static const struct member InventoryDestination_members[] = {
    { "S3BucketDestination", &InventoryS3BucketDestination, REQUIRED },
    { 0 },
};
static const struct shape InventoryDestination = { .type = T_STRUCTURE, .members = InventoryDestination_members };

static const struct member InventoryFilter_members[] = {
    { "Prefix", &String, REQUIRED },
    { 0 },
};
static const struct shape InventoryFilter = { .type = T_STRUCTURE, .members = InventoryFilter_members };

static const char *const values_InventoryIncludedObjectVersions[] = { "All", "Current", NULL };
static const struct shape InventoryIncludedObjectVersions = ENUM_OF(values_InventoryIncludedObjectVersions);

static const char *const values_InventoryOptionalField[] = { "Size",
                                                             "LastModifiedDate",
                                                             "StorageClass",
                                                             "ETag",
                                                             "IsMultipartUploaded",
                                                             "ReplicationStatus",
                                                             "EncryptionStatus",
                                                             "ObjectLockRetainUntilDate",
                                                             "ObjectLockMode",
                                                             "ObjectLockLegalHoldStatus",
                                                             "IntelligentTieringAccessTier",
                                                             "BucketKeyStatus",
                                                             "ChecksumAlgorithm",
                                                             "ObjectAccessControlList",
                                                             "ObjectOwner",
                                                             "LifecycleExpirationDate",
                                                             NULL };
static const struct shape InventoryOptionalField = ENUM_OF(values_InventoryOptionalField);

static const struct shape InventoryOptionalFields = { .type = T_LIST,
                                                      .element = &InventoryOptionalField,
                                                      .element_name = "Field" };

static const char *const values_InventoryFrequency[] = { "Daily", "Weekly", NULL };
static const struct shape InventoryFrequency = ENUM_OF(values_InventoryFrequency);

static const struct member InventorySchedule_members[] = {
    { "Frequency", &InventoryFrequency, REQUIRED },
    { 0 },
};
static const struct shape InventorySchedule = { .type = T_STRUCTURE, .members = InventorySchedule_members };

static const struct member InventoryConfiguration_members[] = {
    { "Destination", &InventoryDestination, REQUIRED },
    { "IsEnabled", &Boolean, REQUIRED },
    { "Filter", &InventoryFilter },
    { "Id", &String, REQUIRED },
    { "IncludedObjectVersions", &InventoryIncludedObjectVersions, REQUIRED },
    { "OptionalFields", &InventoryOptionalFields },
    { "Schedule", &InventorySchedule, REQUIRED },
    { 0 },
};
static const struct shape InventoryConfiguration = { .type = T_STRUCTURE, .members = InventoryConfiguration_members };

static const struct member GetBucketInventoryConfigurationOutput_members[] = {
    { "InventoryConfiguration", &InventoryConfiguration, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketInventoryConfigurationOutput = { .type = T_STRUCTURE,
                                                               .members =
                                                                   GetBucketInventoryConfigurationOutput_members };

static const struct member GetBucketLifecycleConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketLifecycleConfigurationRequest = { .type = T_STRUCTURE,
                                                                .members =
                                                                    GetBucketLifecycleConfigurationRequest_members };

static const struct shape Date = { .type = T_TIMESTAMP, .time = TIME_ISO8601 };

static const struct member LifecycleExpiration_members[] = {
    { "Date", &Date },
    { "Days", &Integer },
    { "ExpiredObjectDeleteMarker", &Boolean },
    { 0 },
};
static const struct shape LifecycleExpiration = { .type = T_STRUCTURE, .members = LifecycleExpiration_members };

static const struct member LifecycleRuleAndOperator_members[] = {
    { "Prefix", &String },
    { "Tags", &TagSet, FLATTENED, "Tag" },
    { "ObjectSizeGreaterThan", &Long },
    { "ObjectSizeLessThan", &Long },
    { 0 },
};
static const struct shape LifecycleRuleAndOperator = { .type = T_STRUCTURE,
                                                       .members = LifecycleRuleAndOperator_members };

static const struct member LifecycleRuleFilter_members[] = {
    { "Prefix", &String },
    { "Tag", &Tag },
    { "ObjectSizeGreaterThan", &Long },
    { "ObjectSizeLessThan", &Long },
    { "And", &LifecycleRuleAndOperator },
    { 0 },
};
static const struct shape LifecycleRuleFilter = { .type = T_STRUCTURE, .members = LifecycleRuleFilter_members };

static const char *const values_ExpirationStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape ExpirationStatus = ENUM_OF(values_ExpirationStatus);

static const char *const values_TransitionStorageClass[] = {
    "GLACIER", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "DEEP_ARCHIVE", "GLACIER_IR", NULL
};
static const struct shape TransitionStorageClass = ENUM_OF(values_TransitionStorageClass);

static const struct member Transition_members[] = {
    { "Date", &Date },
    { "Days", &Integer },
    { "StorageClass", &TransitionStorageClass },
    { 0 },
};
static const struct shape Transition = { .type = T_STRUCTURE, .members = Transition_members };

static const struct shape TransitionList = { .type = T_LIST, .element = &Transition };

static const struct member NoncurrentVersionTransition_members[] = {
    { "NoncurrentDays", &Integer },
    { "StorageClass", &TransitionStorageClass },
    { "NewerNoncurrentVersions", &Integer },
    { 0 },
};
static const struct shape NoncurrentVersionTransition = { .type = T_STRUCTURE,
                                                          .members = NoncurrentVersionTransition_members };

static const struct shape NoncurrentVersionTransitionList = { .type = T_LIST, .element = &NoncurrentVersionTransition };

static const struct member NoncurrentVersionExpiration_members[] = {
    { "NoncurrentDays", &Integer },
    { "NewerNoncurrentVersions", &Integer },
    { 0 },
};
static const struct shape NoncurrentVersionExpiration = { .type = T_STRUCTURE,
                                                          .members = NoncurrentVersionExpiration_members };

static const struct member AbortIncompleteMultipartUpload_members[] = {
    { "DaysAfterInitiation", &Integer },
    { 0 },
};
static const struct shape AbortIncompleteMultipartUpload = { .type = T_STRUCTURE,
                                                             .members = AbortIncompleteMultipartUpload_members };

static const struct member LifecycleRule_members[] = {
    { "Expiration", &LifecycleExpiration },
    { "ID", &String },
    { "Prefix", &String },
    { "Filter", &LifecycleRuleFilter },
    { "Status", &ExpirationStatus, REQUIRED },
    { "Transitions", &TransitionList, FLATTENED, "Transition" },
    { "NoncurrentVersionTransitions", &NoncurrentVersionTransitionList, FLATTENED, "NoncurrentVersionTransition" },
    { "NoncurrentVersionExpiration", &NoncurrentVersionExpiration },
    { "AbortIncompleteMultipartUpload", &AbortIncompleteMultipartUpload },
    { 0 },
};
static const struct shape LifecycleRule = { .type = T_STRUCTURE, .members = LifecycleRule_members };

static const struct shape LifecycleRules = { .type = T_LIST, .element = &LifecycleRule };

static const struct member GetBucketLifecycleConfigurationOutput_members[] = {
    { "Rules", &LifecycleRules, FLATTENED, "Rule" },
    { "TransitionDefaultMinimumObjectSize", &String, 0, "x-amz-transition-default-minimum-object-size", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketLifecycleConfigurationOutput = { .type = T_STRUCTURE,
                                                               .members = GetBucketLifecycleConfigurationOutput_members,
                                                               .xml_name = "LifecycleConfiguration" };

static const struct member GetBucketLocationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketLocationRequest = { .type = T_STRUCTURE, .members = GetBucketLocationRequest_members };

static const struct member GetBucketLocationOutput_members[] = {
    { "LocationConstraint", &String },
    { 0 },
};
const struct shape S3GetBucketLocationOutput = { .type = T_STRUCTURE,
                                                 .members = GetBucketLocationOutput_members,
                                                 .flags = XML_UNWRAPPED };

static const struct member GetBucketLoggingRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketLoggingRequest = { .type = T_STRUCTURE, .members = GetBucketLoggingRequest_members };

static const char *const values_BucketLogsPermission[] = { "FULL_CONTROL", "READ", "WRITE", NULL };
static const struct shape BucketLogsPermission = ENUM_OF(values_BucketLogsPermission);

static const struct member TargetGrant_members[] = {
    { "Grantee", &Grantee },
    { "Permission", &BucketLogsPermission },
    { 0 },
};
static const struct shape TargetGrant = { .type = T_STRUCTURE, .members = TargetGrant_members };

static const struct shape TargetGrants = { .type = T_LIST, .element = &TargetGrant, .element_name = "Grant" };

static const struct member SimplePrefix_members[] = {

    { 0 },
};
static const struct shape SimplePrefix = { .type = T_STRUCTURE, .members = SimplePrefix_members };

static const char *const values_PartitionDateSource[] = { "EventTime", "DeliveryTime", NULL };
static const struct shape PartitionDateSource = ENUM_OF(values_PartitionDateSource);

static const struct member PartitionedPrefix_members[] = {
    { "PartitionDateSource", &PartitionDateSource },
    { 0 },
};
static const struct shape PartitionedPrefix = { .type = T_STRUCTURE, .members = PartitionedPrefix_members };

static const struct member TargetObjectKeyFormat_members[] = {
    { "SimplePrefix", &SimplePrefix },
    { "PartitionedPrefix", &PartitionedPrefix },
    { 0 },
};
static const struct shape TargetObjectKeyFormat = { .type = T_STRUCTURE, .members = TargetObjectKeyFormat_members };

static const struct member LoggingEnabled_members[] = {
    { "TargetBucket", &String, REQUIRED },
    { "TargetGrants", &TargetGrants },
    { "TargetPrefix", &String, REQUIRED },
    { "TargetObjectKeyFormat", &TargetObjectKeyFormat },
    { 0 },
};
static const struct shape LoggingEnabled = { .type = T_STRUCTURE, .members = LoggingEnabled_members };

static const struct member GetBucketLoggingOutput_members[] = {
    { "LoggingEnabled", &LoggingEnabled },
    { 0 },
};
const struct shape S3GetBucketLoggingOutput = { .type = T_STRUCTURE,
                                                .members = GetBucketLoggingOutput_members,
                                                .xml_name = "BucketLoggingStatus" };

static const struct member GetBucketMetricsConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketMetricsConfigurationRequest = { .type = T_STRUCTURE,
                                                              .members = GetBucketMetricsConfigurationRequest_members };

static const struct member MetricsAndOperator_members[] = {
    { "Prefix", &String },
    { "Tags", &TagSet, FLATTENED, "Tag" },
    { "AccessPointArn", &String },
    { 0 },
};
static const struct shape MetricsAndOperator = { .type = T_STRUCTURE, .members = MetricsAndOperator_members };

static const struct member MetricsFilter_members[] = {
    { "Prefix", &String }, { "Tag", &Tag }, { "AccessPointArn", &String }, { "And", &MetricsAndOperator }, { 0 },
};
static const struct shape MetricsFilter = { .type = T_STRUCTURE, .members = MetricsFilter_members };

static const struct member MetricsConfiguration_members[] = {
    { "Id", &String, REQUIRED },
    { "Filter", &MetricsFilter },
    { 0 },
};
static const struct shape MetricsConfiguration = { .type = T_STRUCTURE, .members = MetricsConfiguration_members };

static const struct member GetBucketMetricsConfigurationOutput_members[] = {
    { "MetricsConfiguration", &MetricsConfiguration, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketMetricsConfigurationOutput = { .type = T_STRUCTURE,
                                                             .members = GetBucketMetricsConfigurationOutput_members };

static const struct member GetBucketNotificationConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketNotificationConfigurationRequest = {
    .type = T_STRUCTURE, .members = GetBucketNotificationConfigurationRequest_members
};

static const struct shape EventList = { .type = T_LIST, .element = &String };

static const struct member FilterRule_members[] = {
    { "Name", &String },
    { "Value", &String },
    { 0 },
};
static const struct shape FilterRule = { .type = T_STRUCTURE, .members = FilterRule_members };

static const struct shape FilterRuleList = { .type = T_LIST, .element = &FilterRule };

static const struct member S3KeyFilter_members[] = {
    { "FilterRules", &FilterRuleList, FLATTENED, "FilterRule" },
    { 0 },
};
static const struct shape S3KeyFilter = { .type = T_STRUCTURE, .members = S3KeyFilter_members };

static const struct member NotificationConfigurationFilter_members[] = {
    { "Key", &S3KeyFilter, 0, "S3Key" },
    { 0 },
};
static const struct shape NotificationConfigurationFilter = { .type = T_STRUCTURE,
                                                              .members = NotificationConfigurationFilter_members };

static const struct member TopicConfiguration_members[] = {
    { "Id", &String },
    { "TopicArn", &String, REQUIRED, "Topic" },
    { "Events", &EventList, REQUIRED | FLATTENED, "Event" },
    { "Filter", &NotificationConfigurationFilter },
    { 0 },
};
static const struct shape TopicConfiguration = { .type = T_STRUCTURE, .members = TopicConfiguration_members };

static const struct shape TopicConfigurationList = { .type = T_LIST, .element = &TopicConfiguration };

static const struct member QueueConfiguration_members[] = {
    { "Id", &String },
    { "QueueArn", &String, REQUIRED, "Queue" },
    { "Events", &EventList, REQUIRED | FLATTENED, "Event" },
    { "Filter", &NotificationConfigurationFilter },
    { 0 },
};
static const struct shape QueueConfiguration = { .type = T_STRUCTURE, .members = QueueConfiguration_members };

static const struct shape QueueConfigurationList = { .type = T_LIST, .element = &QueueConfiguration };

static const struct member LambdaFunctionConfiguration_members[] = {
    { "Id", &String },
    { "LambdaFunctionArn", &String, REQUIRED, "CloudFunction" },
    { "Events", &EventList, REQUIRED | FLATTENED, "Event" },
    { "Filter", &NotificationConfigurationFilter },
    { 0 },
};
static const struct shape LambdaFunctionConfiguration = { .type = T_STRUCTURE,
                                                          .members = LambdaFunctionConfiguration_members };

static const struct shape LambdaFunctionConfigurationList = { .type = T_LIST, .element = &LambdaFunctionConfiguration };

static const struct member EventBridgeConfiguration_members[] = {

    { 0 },
};
static const struct shape EventBridgeConfiguration = { .type = T_STRUCTURE,
                                                       .members = EventBridgeConfiguration_members };

static const struct member NotificationConfiguration_members[] = {
    { "TopicConfigurations", &TopicConfigurationList, FLATTENED, "TopicConfiguration" },
    { "QueueConfigurations", &QueueConfigurationList, FLATTENED, "QueueConfiguration" },
    { "LambdaFunctionConfigurations", &LambdaFunctionConfigurationList, FLATTENED, "CloudFunctionConfiguration" },
    { "EventBridgeConfiguration", &EventBridgeConfiguration },
    { 0 },
};
const struct shape S3NotificationConfiguration = { .type = T_STRUCTURE,
                                                   .members = NotificationConfiguration_members,
                                                   .xml_name = "NotificationConfiguration" };

static const struct member GetBucketOwnershipControlsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketOwnershipControlsRequest = { .type = T_STRUCTURE,
                                                           .members = GetBucketOwnershipControlsRequest_members };

static const char *const values_ObjectOwnership[] = { "BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced",
                                                      NULL };
static const struct shape ObjectOwnership = ENUM_OF(values_ObjectOwnership);

static const struct member OwnershipControlsRule_members[] = {
    { "ObjectOwnership", &ObjectOwnership, REQUIRED },
    { 0 },
};
static const struct shape OwnershipControlsRule = { .type = T_STRUCTURE, .members = OwnershipControlsRule_members };

static const struct shape OwnershipControlsRules = { .type = T_LIST, .element = &OwnershipControlsRule };

static const struct member OwnershipControls_members[] = {
    { "Rules", &OwnershipControlsRules, REQUIRED | FLATTENED, "Rule" },
    { 0 },
};
static const struct shape OwnershipControls = { .type = T_STRUCTURE, .members = OwnershipControls_members };

static const struct member GetBucketOwnershipControlsOutput_members[] = {
    { "OwnershipControls", &OwnershipControls, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketOwnershipControlsOutput = { .type = T_STRUCTURE,
                                                          .members = GetBucketOwnershipControlsOutput_members };

static const struct member GetBucketPolicyRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketPolicyRequest = { .type = T_STRUCTURE, .members = GetBucketPolicyRequest_members };

static const struct member GetBucketPolicyOutput_members[] = {
    { "Policy", &String, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketPolicyOutput = { .type = T_STRUCTURE, .members = GetBucketPolicyOutput_members };

static const struct member GetBucketPolicyStatusRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketPolicyStatusRequest = { .type = T_STRUCTURE,
                                                      .members = GetBucketPolicyStatusRequest_members };

static const struct member PolicyStatus_members[] = {
    { "IsPublic", &Boolean },
    { 0 },
};
static const struct shape PolicyStatus = { .type = T_STRUCTURE, .members = PolicyStatus_members };

static const struct member GetBucketPolicyStatusOutput_members[] = {
    { "PolicyStatus", &PolicyStatus, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketPolicyStatusOutput = { .type = T_STRUCTURE,
                                                     .members = GetBucketPolicyStatusOutput_members };

static const struct member GetBucketReplicationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketReplicationRequest = { .type = T_STRUCTURE,
                                                     .members = GetBucketReplicationRequest_members };

static const struct member ReplicationRuleAndOperator_members[] = {
    { "Prefix", &String },
    { "Tags", &TagSet, FLATTENED, "Tag" },
    { 0 },
};
static const struct shape ReplicationRuleAndOperator = { .type = T_STRUCTURE,
                                                         .members = ReplicationRuleAndOperator_members };

static const struct member ReplicationRuleFilter_members[] = {
    { "Prefix", &String },
    { "Tag", &Tag },
    { "And", &ReplicationRuleAndOperator },
    { 0 },
};
static const struct shape ReplicationRuleFilter = { .type = T_STRUCTURE, .members = ReplicationRuleFilter_members };

static const char *const values_ReplicationRuleStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape ReplicationRuleStatus = ENUM_OF(values_ReplicationRuleStatus);

static const char *const values_SseKmsEncryptedObjectsStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape SseKmsEncryptedObjectsStatus = ENUM_OF(values_SseKmsEncryptedObjectsStatus);

static const struct member SseKmsEncryptedObjects_members[] = {
    { "Status", &SseKmsEncryptedObjectsStatus, REQUIRED },
    { 0 },
};
static const struct shape SseKmsEncryptedObjects = { .type = T_STRUCTURE, .members = SseKmsEncryptedObjects_members };

static const char *const values_ReplicaModificationsStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape ReplicaModificationsStatus = ENUM_OF(values_ReplicaModificationsStatus);

static const struct member ReplicaModifications_members[] = {
    { "Status", &ReplicaModificationsStatus, REQUIRED },
    { 0 },
};
static const struct shape ReplicaModifications = { .type = T_STRUCTURE, .members = ReplicaModifications_members };

static const struct member SourceSelectionCriteria_members[] = {
    { "SseKmsEncryptedObjects", &SseKmsEncryptedObjects },
    { "ReplicaModifications", &ReplicaModifications },
    { 0 },
};
static const struct shape SourceSelectionCriteria = { .type = T_STRUCTURE, .members = SourceSelectionCriteria_members };

static const char *const values_ExistingObjectReplicationStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape ExistingObjectReplicationStatus = ENUM_OF(values_ExistingObjectReplicationStatus);

static const struct member ExistingObjectReplication_members[] = {
    { "Status", &ExistingObjectReplicationStatus, REQUIRED },
    { 0 },
};
static const struct shape ExistingObjectReplication = { .type = T_STRUCTURE,
                                                        .members = ExistingObjectReplication_members };

static const char *const values_StorageClass[] = {
    "STANDARD",        "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING",
    "GLACIER",         "DEEP_ARCHIVE",       "OUTPOSTS",    "GLACIER_IR", "SNOW",
    "EXPRESS_ONEZONE", "FSX_OPENZFS",        "FSX_ONTAP",   NULL
};
static const struct shape StorageClass = ENUM_OF(values_StorageClass);

static const char *const values_OwnerOverride[] = { "Destination", NULL };
static const struct shape OwnerOverride = ENUM_OF(values_OwnerOverride);

static const struct member AccessControlTranslation_members[] = {
    { "Owner", &OwnerOverride, REQUIRED },
    { 0 },
};
static const struct shape AccessControlTranslation = { .type = T_STRUCTURE,
                                                       .members = AccessControlTranslation_members };

static const struct member EncryptionConfiguration_members[] = {
    { "ReplicaKmsKeyID", &String },
    { 0 },
};
static const struct shape EncryptionConfiguration = { .type = T_STRUCTURE, .members = EncryptionConfiguration_members };

static const char *const values_ReplicationTimeStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape ReplicationTimeStatus = ENUM_OF(values_ReplicationTimeStatus);

static const struct member ReplicationTimeValue_members[] = {
    { "Minutes", &Integer },
    { 0 },
};
static const struct shape ReplicationTimeValue = { .type = T_STRUCTURE, .members = ReplicationTimeValue_members };

static const struct member ReplicationTime_members[] = {
    { "Status", &ReplicationTimeStatus, REQUIRED },
    { "Time", &ReplicationTimeValue, REQUIRED },
    { 0 },
};
static const struct shape ReplicationTime = { .type = T_STRUCTURE, .members = ReplicationTime_members };

static const char *const values_MetricsStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape MetricsStatus = ENUM_OF(values_MetricsStatus);

static const struct member Metrics_members[] = {
    { "Status", &MetricsStatus, REQUIRED },
    { "EventThreshold", &ReplicationTimeValue },
    { 0 },
};
static const struct shape Metrics = { .type = T_STRUCTURE, .members = Metrics_members };

static const struct member Destination_members[] = {
    { "Bucket", &String, REQUIRED },
    { "Account", &String },
    { "StorageClass", &StorageClass },
    { "AccessControlTranslation", &AccessControlTranslation },
    { "EncryptionConfiguration", &EncryptionConfiguration },
    { "ReplicationTime", &ReplicationTime },
    { "Metrics", &Metrics },
    { 0 },
};
static const struct shape Destination = { .type = T_STRUCTURE, .members = Destination_members };

static const char *const values_DeleteMarkerReplicationStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape DeleteMarkerReplicationStatus = ENUM_OF(values_DeleteMarkerReplicationStatus);

static const struct member DeleteMarkerReplication_members[] = {
    { "Status", &DeleteMarkerReplicationStatus },
    { 0 },
};
static const struct shape DeleteMarkerReplication = { .type = T_STRUCTURE, .members = DeleteMarkerReplication_members };

static const struct member ReplicationRule_members[] = {
    { "ID", &String },
    { "Priority", &Integer },
    { "Prefix", &String },
    { "Filter", &ReplicationRuleFilter },
    { "Status", &ReplicationRuleStatus, REQUIRED },
    { "SourceSelectionCriteria", &SourceSelectionCriteria },
    { "ExistingObjectReplication", &ExistingObjectReplication },
    { "Destination", &Destination, REQUIRED },
    { "DeleteMarkerReplication", &DeleteMarkerReplication },
    { 0 },
};
static const struct shape ReplicationRule = { .type = T_STRUCTURE, .members = ReplicationRule_members };

static const struct shape ReplicationRules = { .type = T_LIST, .element = &ReplicationRule };

static const struct member ReplicationConfiguration_members[] = {
    { "Role", &String, REQUIRED },
    { "Rules", &ReplicationRules, REQUIRED | FLATTENED, "Rule" },
    { 0 },
};
static const struct shape ReplicationConfiguration = { .type = T_STRUCTURE,
                                                       .members = ReplicationConfiguration_members };

static const struct member GetBucketReplicationOutput_members[] = {
    { "ReplicationConfiguration", &ReplicationConfiguration, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetBucketReplicationOutput = { .type = T_STRUCTURE,
                                                    .members = GetBucketReplicationOutput_members };

static const struct member GetBucketRequestPaymentRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketRequestPaymentRequest = { .type = T_STRUCTURE,
                                                        .members = GetBucketRequestPaymentRequest_members };

static const char *const values_Payer[] = { "Requester", "BucketOwner", NULL };
static const struct shape Payer = ENUM_OF(values_Payer);

static const struct member GetBucketRequestPaymentOutput_members[] = {
    { "Payer", &Payer },
    { 0 },
};
const struct shape S3GetBucketRequestPaymentOutput = { .type = T_STRUCTURE,
                                                       .members = GetBucketRequestPaymentOutput_members,
                                                       .xml_name = "RequestPaymentConfiguration" };

static const struct member GetBucketTaggingRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketTaggingRequest = { .type = T_STRUCTURE, .members = GetBucketTaggingRequest_members };

static const struct member GetBucketTaggingOutput_members[] = {
    { "TagSet", &TagSet, REQUIRED },
    { 0 },
};
const struct shape S3GetBucketTaggingOutput = { .type = T_STRUCTURE,
                                                .members = GetBucketTaggingOutput_members,
                                                .xml_name = "Tagging" };

static const struct member GetBucketVersioningRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketVersioningRequest = { .type = T_STRUCTURE,
                                                    .members = GetBucketVersioningRequest_members };

static const char *const values_BucketVersioningStatus[] = { "Enabled", "Suspended", NULL };
static const struct shape BucketVersioningStatus = ENUM_OF(values_BucketVersioningStatus);

static const char *const values_MFADeleteStatus[] = { "Enabled", "Disabled", NULL };
static const struct shape MFADeleteStatus = ENUM_OF(values_MFADeleteStatus);

static const struct member GetBucketVersioningOutput_members[] = {
    { "Status", &BucketVersioningStatus },
    { "MFADelete", &MFADeleteStatus, 0, "MfaDelete" },
    { 0 },
};
const struct shape S3GetBucketVersioningOutput = { .type = T_STRUCTURE,
                                                   .members = GetBucketVersioningOutput_members,
                                                   .xml_name = "VersioningConfiguration" };

static const struct member GetBucketWebsiteRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetBucketWebsiteRequest = { .type = T_STRUCTURE, .members = GetBucketWebsiteRequest_members };

static const struct member RedirectAllRequestsTo_members[] = {
    { "HostName", &String, REQUIRED },
    { "Protocol", &String },
    { 0 },
};
static const struct shape RedirectAllRequestsTo = { .type = T_STRUCTURE, .members = RedirectAllRequestsTo_members };

static const struct member IndexDocument_members[] = {
    { "Suffix", &String, REQUIRED },
    { 0 },
};
static const struct shape IndexDocument = { .type = T_STRUCTURE, .members = IndexDocument_members };

static const struct member ErrorDocument_members[] = {
    { "Key", &String, REQUIRED },
    { 0 },
};
static const struct shape ErrorDocument = { .type = T_STRUCTURE, .members = ErrorDocument_members };

static const struct member Condition_members[] = {
    { "HttpErrorCodeReturnedEquals", &String },
    { "KeyPrefixEquals", &String },
    { 0 },
};
static const struct shape Condition = { .type = T_STRUCTURE, .members = Condition_members };

static const struct member Redirect_members[] = {
    { "HostName", &String },       { "HttpRedirectCode", &String },
    { "Protocol", &String },       { "ReplaceKeyPrefixWith", &String },
    { "ReplaceKeyWith", &String }, { 0 },
};
static const struct shape Redirect = { .type = T_STRUCTURE, .members = Redirect_members };

static const struct member RoutingRule_members[] = {
    { "Condition", &Condition },
    { "Redirect", &Redirect, REQUIRED },
    { 0 },
};
static const struct shape RoutingRule = { .type = T_STRUCTURE, .members = RoutingRule_members };

static const struct shape RoutingRules = { .type = T_LIST, .element = &RoutingRule, .element_name = "RoutingRule" };

static const struct member GetBucketWebsiteOutput_members[] = {
    { "RedirectAllRequestsTo", &RedirectAllRequestsTo },
    { "IndexDocument", &IndexDocument },
    { "ErrorDocument", &ErrorDocument },
    { "RoutingRules", &RoutingRules },
    { 0 },
};
const struct shape S3GetBucketWebsiteOutput = { .type = T_STRUCTURE,
                                                .members = GetBucketWebsiteOutput_members,
                                                .xml_name = "WebsiteConfiguration" };

static const struct member GetObjectRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { "IfModifiedSince", &Timestamp, 0, "If-Modified-Since", IN_HEADER },
    { "IfNoneMatch", &String, 0, "If-None-Match", IN_HEADER },
    { "IfUnmodifiedSince", &Timestamp, 0, "If-Unmodified-Since", IN_HEADER },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "Range", &String, 0, NULL, IN_HEADER },
    { "ResponseCacheControl", &String, 0, "response-cache-control", IN_QUERY },
    { "ResponseContentDisposition", &String, 0, "response-content-disposition", IN_QUERY },
    { "ResponseContentEncoding", &String, 0, "response-content-encoding", IN_QUERY },
    { "ResponseContentLanguage", &String, 0, "response-content-language", IN_QUERY },
    { "ResponseContentType", &String, 0, "response-content-type", IN_QUERY },
    { "ResponseExpires", &String, 0, "response-expires", IN_QUERY },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "PartNumber", &Integer, 0, "partNumber", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "ChecksumMode", &String, 0, "x-amz-checksum-mode", IN_HEADER },
    { 0 },
};
const struct shape S3GetObjectRequest = { .type = T_STRUCTURE, .members = GetObjectRequest_members };

static const struct member GetObjectOutput_members[] = {
    { "Body", &Blob, 0, NULL, IN_PAYLOAD },
    { "DeleteMarker", &Boolean, 0, "x-amz-delete-marker", IN_HEADER },
    { "AcceptRanges", &String, 0, "accept-ranges", IN_HEADER },
    { "Expiration", &String, 0, "x-amz-expiration", IN_HEADER },
    { "Restore", &String, 0, "x-amz-restore", IN_HEADER },
    { "LastModified", &Timestamp, 0, "Last-Modified", IN_HEADER },
    { "ContentLength", &Long, 0, "Content-Length", IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { "ChecksumCRC32", &String, 0, "x-amz-checksum-crc32", IN_HEADER },
    { "ChecksumCRC32C", &String, 0, "x-amz-checksum-crc32c", IN_HEADER },
    { "ChecksumCRC64NVME", &String, 0, "x-amz-checksum-crc64nvme", IN_HEADER },
    { "ChecksumSHA1", &String, 0, "x-amz-checksum-sha1", IN_HEADER },
    { "ChecksumSHA256", &String, 0, "x-amz-checksum-sha256", IN_HEADER },
    { "ChecksumSHA512", &String, 0, "x-amz-checksum-sha512", IN_HEADER },
    { "ChecksumMD5", &String, 0, "x-amz-checksum-md5", IN_HEADER },
    { "ChecksumXXHASH64", &String, 0, "x-amz-checksum-xxhash64", IN_HEADER },
    { "ChecksumXXHASH3", &String, 0, "x-amz-checksum-xxhash3", IN_HEADER },
    { "ChecksumXXHASH128", &String, 0, "x-amz-checksum-xxhash128", IN_HEADER },
    { "ChecksumType", &String, 0, "x-amz-checksum-type", IN_HEADER },
    { "MissingMeta", &Integer, 0, "x-amz-missing-meta", IN_HEADER },
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { "CacheControl", &String, 0, "Cache-Control", IN_HEADER },
    { "ContentDisposition", &String, 0, "Content-Disposition", IN_HEADER },
    { "ContentEncoding", &String, 0, "Content-Encoding", IN_HEADER },
    { "ContentLanguage", &String, 0, "Content-Language", IN_HEADER },
    { "ContentRange", &String, 0, "Content-Range", IN_HEADER },
    { "ContentType", &String, 0, "Content-Type", IN_HEADER },
    { "Expires", &String, 0, NULL, IN_HEADER },
    { "WebsiteRedirectLocation", &String, 0, "x-amz-website-redirect-location", IN_HEADER },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "Metadata", &StringMap, 0, "x-amz-meta-", IN_PREFIX_HEADERS },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "StorageClass", &String, 0, "x-amz-storage-class", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { "ReplicationStatus", &String, 0, "x-amz-replication-status", IN_HEADER },
    { "PartsCount", &Integer, 0, "x-amz-mp-parts-count", IN_HEADER },
    { "TagCount", &Integer, 0, "x-amz-tagging-count", IN_HEADER },
    { "ObjectLockMode", &String, 0, "x-amz-object-lock-mode", IN_HEADER },
    { "ObjectLockRetainUntilDate", &ObjectLockRetainUntilDate, 0, "x-amz-object-lock-retain-until-date", IN_HEADER },
    { "ObjectLockLegalHoldStatus", &String, 0, "x-amz-object-lock-legal-hold", IN_HEADER },
    { "StatusCode", &Integer, .place = IN_STATUS },
    { 0 },
};
const struct shape S3GetObjectOutput = { .type = T_STRUCTURE, .members = GetObjectOutput_members };

static const struct member GetObjectAclRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetObjectAclRequest = { .type = T_STRUCTURE, .members = GetObjectAclRequest_members };

static const struct member GetObjectAclOutput_members[] = {
    { "Owner", &Owner },
    { "Grants", &Grants, 0, "AccessControlList" },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3GetObjectAclOutput = { .type = T_STRUCTURE,
                                            .members = GetObjectAclOutput_members,
                                            .xml_name = "AccessControlPolicy" };

static const struct shape ObjectAttributesList_outside = { .type = T_LIST, .element = &String };

static const struct member GetObjectAttributesRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "MaxParts", &Integer, 0, "x-amz-max-parts", IN_HEADER },
    { "PartNumberMarker", &Integer, 0, "x-amz-part-number-marker", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "ObjectAttributes", &ObjectAttributesList_outside, REQUIRED, "x-amz-object-attributes", IN_HEADER },
    { 0 },
};
const struct shape S3GetObjectAttributesRequest = { .type = T_STRUCTURE,
                                                    .members = GetObjectAttributesRequest_members };

static const struct member Checksum_members[] = {
    { "ChecksumCRC32", &String },     { "ChecksumCRC32C", &String },     { "ChecksumCRC64NVME", &String },
    { "ChecksumSHA1", &String },      { "ChecksumSHA256", &String },     { "ChecksumSHA512", &String },
    { "ChecksumMD5", &String },       { "ChecksumXXHASH64", &String },   { "ChecksumXXHASH3", &String },
    { "ChecksumXXHASH128", &String }, { "ChecksumType", &ChecksumType }, { 0 },
};
static const struct shape Checksum = { .type = T_STRUCTURE, .members = Checksum_members };

static const struct member ObjectPart_members[] = {
    { "PartNumber", &Integer },
    { "Size", &Long },
    { "ChecksumCRC32", &String },
    { "ChecksumCRC32C", &String },
    { "ChecksumCRC64NVME", &String },
    { "ChecksumSHA1", &String },
    { "ChecksumSHA256", &String },
    { "ChecksumSHA512", &String },
    { "ChecksumMD5", &String },
    { "ChecksumXXHASH64", &String },
    { "ChecksumXXHASH3", &String },
    { "ChecksumXXHASH128", &String },
    { 0 },
};
static const struct shape ObjectPart = { .type = T_STRUCTURE, .members = ObjectPart_members };

static const struct shape PartsList = { .type = T_LIST, .element = &ObjectPart };

static const struct member GetObjectAttributesParts_members[] = {
    { "TotalPartsCount", &Integer, 0, "PartsCount" },
    { "PartNumberMarker", &Integer },
    { "NextPartNumberMarker", &Integer },
    { "MaxParts", &Integer },
    { "IsTruncated", &Boolean },
    { "Parts", &PartsList, FLATTENED, "Part" },
    { 0 },
};
static const struct shape GetObjectAttributesParts = { .type = T_STRUCTURE,
                                                       .members = GetObjectAttributesParts_members };

static const struct member GetObjectAttributesOutput_members[] = {
    { "DeleteMarker", &Boolean, 0, "x-amz-delete-marker", IN_HEADER },
    { "LastModified", &Timestamp, 0, "Last-Modified", IN_HEADER },
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { "ETag", &String },
    { "Checksum", &Checksum },
    { "ObjectParts", &GetObjectAttributesParts },
    { "StorageClass", &StorageClass },
    { "ObjectSize", &Long },
    { 0 },
};
const struct shape S3GetObjectAttributesOutput = { .type = T_STRUCTURE,
                                                   .members = GetObjectAttributesOutput_members,
                                                   .xml_name = "GetObjectAttributesResponse" };

static const struct member GetObjectLegalHoldRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetObjectLegalHoldRequest = { .type = T_STRUCTURE, .members = GetObjectLegalHoldRequest_members };

static const char *const values_ObjectLockLegalHoldStatus[] = { "ON", "OFF", NULL };
static const struct shape ObjectLockLegalHoldStatus = ENUM_OF(values_ObjectLockLegalHoldStatus);

static const struct member ObjectLockLegalHold_members[] = {
    { "Status", &ObjectLockLegalHoldStatus },
    { 0 },
};
static const struct shape ObjectLockLegalHold = { .type = T_STRUCTURE, .members = ObjectLockLegalHold_members };

static const struct member GetObjectLegalHoldOutput_members[] = {
    { "LegalHold", &ObjectLockLegalHold, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetObjectLegalHoldOutput = { .type = T_STRUCTURE, .members = GetObjectLegalHoldOutput_members };

static const struct member GetObjectLockConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetObjectLockConfigurationRequest = { .type = T_STRUCTURE,
                                                           .members = GetObjectLockConfigurationRequest_members };

static const char *const values_ObjectLockEnabled[] = { "Enabled", NULL };
static const struct shape ObjectLockEnabled = ENUM_OF(values_ObjectLockEnabled);

static const char *const values_ObjectLockRetentionMode[] = { "GOVERNANCE", "COMPLIANCE", NULL };
static const struct shape ObjectLockRetentionMode = ENUM_OF(values_ObjectLockRetentionMode);

static const struct member DefaultRetention_members[] = {
    { "Mode", &ObjectLockRetentionMode },
    { "Days", &Integer },
    { "Years", &Integer },
    { 0 },
};
static const struct shape DefaultRetention = { .type = T_STRUCTURE, .members = DefaultRetention_members };

static const struct member ObjectLockRule_members[] = {
    { "DefaultRetention", &DefaultRetention },
    { 0 },
};
static const struct shape ObjectLockRule = { .type = T_STRUCTURE, .members = ObjectLockRule_members };

static const struct member ObjectLockConfiguration_members[] = {
    { "ObjectLockEnabled", &ObjectLockEnabled },
    { "Rule", &ObjectLockRule },
    { 0 },
};
static const struct shape ObjectLockConfiguration = { .type = T_STRUCTURE, .members = ObjectLockConfiguration_members };

static const struct member GetObjectLockConfigurationOutput_members[] = {
    { "ObjectLockConfiguration", &ObjectLockConfiguration, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetObjectLockConfigurationOutput = { .type = T_STRUCTURE,
                                                          .members = GetObjectLockConfigurationOutput_members };

static const struct member GetObjectRetentionRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetObjectRetentionRequest = { .type = T_STRUCTURE, .members = GetObjectRetentionRequest_members };

static const struct member ObjectLockRetention_members[] = {
    { "Mode", &ObjectLockRetentionMode },
    { "RetainUntilDate", &Date },
    { 0 },
};
static const struct shape ObjectLockRetention = { .type = T_STRUCTURE, .members = ObjectLockRetention_members };

static const struct member GetObjectRetentionOutput_members[] = {
    { "Retention", &ObjectLockRetention, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetObjectRetentionOutput = { .type = T_STRUCTURE, .members = GetObjectRetentionOutput_members };

static const struct member GetObjectTaggingRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { 0 },
};
const struct shape S3GetObjectTaggingRequest = { .type = T_STRUCTURE, .members = GetObjectTaggingRequest_members };

static const struct member GetObjectTaggingOutput_members[] = {
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { "TagSet", &TagSet, REQUIRED },
    { 0 },
};
const struct shape S3GetObjectTaggingOutput = { .type = T_STRUCTURE,
                                                .members = GetObjectTaggingOutput_members,
                                                .xml_name = "Tagging" };

static const struct member GetPublicAccessBlockRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3GetPublicAccessBlockRequest = { .type = T_STRUCTURE,
                                                     .members = GetPublicAccessBlockRequest_members };

static const struct member PublicAccessBlockConfiguration_members[] = {
    { "BlockPublicAcls", &Boolean },
    { "IgnorePublicAcls", &Boolean },
    { "BlockPublicPolicy", &Boolean },
    { "RestrictPublicBuckets", &Boolean },
    { 0 },
};
static const struct shape PublicAccessBlockConfiguration = { .type = T_STRUCTURE,
                                                             .members = PublicAccessBlockConfiguration_members };

static const struct member GetPublicAccessBlockOutput_members[] = {
    { "PublicAccessBlockConfiguration", &PublicAccessBlockConfiguration, 0, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3GetPublicAccessBlockOutput = { .type = T_STRUCTURE,
                                                    .members = GetPublicAccessBlockOutput_members };

static const struct member HeadBucketRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3HeadBucketRequest = { .type = T_STRUCTURE, .members = HeadBucketRequest_members };

static const struct member HeadBucketOutput_members[] = {
    { "BucketArn", &String, 0, "x-amz-bucket-arn", IN_HEADER },
    { "BucketLocationType", &String, 0, "x-amz-bucket-location-type", IN_HEADER },
    { "BucketLocationName", &String, 0, "x-amz-bucket-location-name", IN_HEADER },
    { "BucketRegion", &String, 0, "x-amz-bucket-region", IN_HEADER },
    { "AccessPointAlias", &Boolean, 0, "x-amz-access-point-alias", IN_HEADER },
    { 0 },
};
const struct shape S3HeadBucketOutput = { .type = T_STRUCTURE, .members = HeadBucketOutput_members };

static const struct member HeadObjectRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { "IfModifiedSince", &Timestamp, 0, "If-Modified-Since", IN_HEADER },
    { "IfNoneMatch", &String, 0, "If-None-Match", IN_HEADER },
    { "IfUnmodifiedSince", &Timestamp, 0, "If-Unmodified-Since", IN_HEADER },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "Range", &String, 0, NULL, IN_HEADER },
    { "ResponseCacheControl", &String, 0, "response-cache-control", IN_QUERY },
    { "ResponseContentDisposition", &String, 0, "response-content-disposition", IN_QUERY },
    { "ResponseContentEncoding", &String, 0, "response-content-encoding", IN_QUERY },
    { "ResponseContentLanguage", &String, 0, "response-content-language", IN_QUERY },
    { "ResponseContentType", &String, 0, "response-content-type", IN_QUERY },
    { "ResponseExpires", &String, 0, "response-expires", IN_QUERY },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "PartNumber", &Integer, 0, "partNumber", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "ChecksumMode", &String, 0, "x-amz-checksum-mode", IN_HEADER },
    { 0 },
};
const struct shape S3HeadObjectRequest = { .type = T_STRUCTURE, .members = HeadObjectRequest_members };

static const struct member HeadObjectOutput_members[] = {
    { "DeleteMarker", &Boolean, 0, "x-amz-delete-marker", IN_HEADER },
    { "AcceptRanges", &String, 0, "accept-ranges", IN_HEADER },
    { "Expiration", &String, 0, "x-amz-expiration", IN_HEADER },
    { "Restore", &String, 0, "x-amz-restore", IN_HEADER },
    { "ArchiveStatus", &String, 0, "x-amz-archive-status", IN_HEADER },
    { "LastModified", &Timestamp, 0, "Last-Modified", IN_HEADER },
    { "ContentLength", &Long, 0, "Content-Length", IN_HEADER },
    { "ChecksumCRC32", &String, 0, "x-amz-checksum-crc32", IN_HEADER },
    { "ChecksumCRC32C", &String, 0, "x-amz-checksum-crc32c", IN_HEADER },
    { "ChecksumCRC64NVME", &String, 0, "x-amz-checksum-crc64nvme", IN_HEADER },
    { "ChecksumSHA1", &String, 0, "x-amz-checksum-sha1", IN_HEADER },
    { "ChecksumSHA256", &String, 0, "x-amz-checksum-sha256", IN_HEADER },
    { "ChecksumSHA512", &String, 0, "x-amz-checksum-sha512", IN_HEADER },
    { "ChecksumMD5", &String, 0, "x-amz-checksum-md5", IN_HEADER },
    { "ChecksumXXHASH64", &String, 0, "x-amz-checksum-xxhash64", IN_HEADER },
    { "ChecksumXXHASH3", &String, 0, "x-amz-checksum-xxhash3", IN_HEADER },
    { "ChecksumXXHASH128", &String, 0, "x-amz-checksum-xxhash128", IN_HEADER },
    { "ChecksumType", &String, 0, "x-amz-checksum-type", IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { "MissingMeta", &Integer, 0, "x-amz-missing-meta", IN_HEADER },
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { "CacheControl", &String, 0, "Cache-Control", IN_HEADER },
    { "ContentDisposition", &String, 0, "Content-Disposition", IN_HEADER },
    { "ContentEncoding", &String, 0, "Content-Encoding", IN_HEADER },
    { "ContentLanguage", &String, 0, "Content-Language", IN_HEADER },
    { "ContentType", &String, 0, "Content-Type", IN_HEADER },
    { "ContentRange", &String, 0, "Content-Range", IN_HEADER },
    { "Expires", &String, 0, NULL, IN_HEADER },
    { "WebsiteRedirectLocation", &String, 0, "x-amz-website-redirect-location", IN_HEADER },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "Metadata", &StringMap, 0, "x-amz-meta-", IN_PREFIX_HEADERS },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "StorageClass", &String, 0, "x-amz-storage-class", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { "ReplicationStatus", &String, 0, "x-amz-replication-status", IN_HEADER },
    { "PartsCount", &Integer, 0, "x-amz-mp-parts-count", IN_HEADER },
    { "TagCount", &Integer, 0, "x-amz-tagging-count", IN_HEADER },
    { "ObjectLockMode", &String, 0, "x-amz-object-lock-mode", IN_HEADER },
    { "ObjectLockRetainUntilDate", &ObjectLockRetainUntilDate, 0, "x-amz-object-lock-retain-until-date", IN_HEADER },
    { "ObjectLockLegalHoldStatus", &String, 0, "x-amz-object-lock-legal-hold", IN_HEADER },
    { "StatusCode", &Integer, .place = IN_STATUS },
    { 0 },
};
const struct shape S3HeadObjectOutput = { .type = T_STRUCTURE, .members = HeadObjectOutput_members };

static const struct member ListBucketAnalyticsConfigurationsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContinuationToken", &String, 0, "continuation-token", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3ListBucketAnalyticsConfigurationsRequest = {
    .type = T_STRUCTURE, .members = ListBucketAnalyticsConfigurationsRequest_members
};

static const struct shape AnalyticsConfigurationList = { .type = T_LIST, .element = &AnalyticsConfiguration };

static const struct member ListBucketAnalyticsConfigurationsOutput_members[] = {
    { "IsTruncated", &Boolean },
    { "ContinuationToken", &String },
    { "NextContinuationToken", &String },
    { "AnalyticsConfigurationList", &AnalyticsConfigurationList, FLATTENED, "AnalyticsConfiguration" },
    { 0 },
};
const struct shape S3ListBucketAnalyticsConfigurationsOutput = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     ListBucketAnalyticsConfigurationsOutput_members,
                                                                 .xml_name = "ListBucketAnalyticsConfigurationResult" };

static const struct member ListBucketIntelligentTieringConfigurationsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContinuationToken", &String, 0, "continuation-token", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3ListBucketIntelligentTieringConfigurationsRequest = {
    .type = T_STRUCTURE, .members = ListBucketIntelligentTieringConfigurationsRequest_members
};

static const struct shape IntelligentTieringConfigurationList = { .type = T_LIST,
                                                                  .element = &IntelligentTieringConfiguration };

static const struct member ListBucketIntelligentTieringConfigurationsOutput_members[] = {
    { "IsTruncated", &Boolean },
    { "ContinuationToken", &String },
    { "NextContinuationToken", &String },
    { "IntelligentTieringConfigurationList", &IntelligentTieringConfigurationList, FLATTENED,
      "IntelligentTieringConfiguration" },
    { 0 },
};
const struct shape S3ListBucketIntelligentTieringConfigurationsOutput = {
    .type = T_STRUCTURE,
    .members = ListBucketIntelligentTieringConfigurationsOutput_members,
    .xml_name = "ListBucketIntelligentTieringConfigurationsOutput"
};

static const struct member ListBucketInventoryConfigurationsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContinuationToken", &String, 0, "continuation-token", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3ListBucketInventoryConfigurationsRequest = {
    .type = T_STRUCTURE, .members = ListBucketInventoryConfigurationsRequest_members
};

static const struct shape InventoryConfigurationList = { .type = T_LIST, .element = &InventoryConfiguration };

static const struct member ListBucketInventoryConfigurationsOutput_members[] = {
    { "ContinuationToken", &String },
    { "InventoryConfigurationList", &InventoryConfigurationList, FLATTENED, "InventoryConfiguration" },
    { "IsTruncated", &Boolean },
    { "NextContinuationToken", &String },
    { 0 },
};
const struct shape S3ListBucketInventoryConfigurationsOutput = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     ListBucketInventoryConfigurationsOutput_members,
                                                                 .xml_name = "ListInventoryConfigurationsResult" };

static const struct member ListBucketMetricsConfigurationsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContinuationToken", &String, 0, "continuation-token", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3ListBucketMetricsConfigurationsRequest = { .type = T_STRUCTURE,
                                                                .members =
                                                                    ListBucketMetricsConfigurationsRequest_members };

static const struct shape MetricsConfigurationList = { .type = T_LIST, .element = &MetricsConfiguration };

static const struct member ListBucketMetricsConfigurationsOutput_members[] = {
    { "IsTruncated", &Boolean },
    { "ContinuationToken", &String },
    { "NextContinuationToken", &String },
    { "MetricsConfigurationList", &MetricsConfigurationList, FLATTENED, "MetricsConfiguration" },
    { 0 },
};
const struct shape S3ListBucketMetricsConfigurationsOutput = { .type = T_STRUCTURE,
                                                               .members = ListBucketMetricsConfigurationsOutput_members,
                                                               .xml_name = "ListMetricsConfigurationsResult" };

static const struct member ListBucketsRequest_members[] = {
    { "MaxBuckets", &Integer, 0, "max-buckets", IN_QUERY },
    { "ContinuationToken", &String, 0, "continuation-token", IN_QUERY },
    { "Prefix", &String, 0, "prefix", IN_QUERY },
    { "BucketRegion", &String, 0, "bucket-region", IN_QUERY },
    { 0 },
};
const struct shape S3ListBucketsRequest = { .type = T_STRUCTURE, .members = ListBucketsRequest_members };

static const struct member Bucket_members[] = {
    { "Name", &String }, { "CreationDate", &Timestamp }, { "BucketRegion", &String }, { "BucketArn", &String }, { 0 },
};
static const struct shape Bucket = { .type = T_STRUCTURE, .members = Bucket_members };

static const struct shape Buckets = { .type = T_LIST, .element = &Bucket, .element_name = "Bucket" };

static const struct member ListBucketsOutput_members[] = {
    { "Buckets", &Buckets }, { "Owner", &Owner }, { "ContinuationToken", &String }, { "Prefix", &String }, { 0 },
};
const struct shape S3ListBucketsOutput = { .type = T_STRUCTURE,
                                           .members = ListBucketsOutput_members,
                                           .xml_name = "ListAllMyBucketsResult" };

static const struct member ListMultipartUploadsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Delimiter", &String, 0, "delimiter", IN_QUERY },
    { "EncodingType", &String, 0, "encoding-type", IN_QUERY },
    { "KeyMarker", &String, 0, "key-marker", IN_QUERY },
    { "MaxUploads", &Integer, 0, "max-uploads", IN_QUERY },
    { "Prefix", &String, 0, "prefix", IN_QUERY },
    { "UploadIdMarker", &String, 0, "upload-id-marker", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { 0 },
};
const struct shape S3ListMultipartUploadsRequest = { .type = T_STRUCTURE,
                                                     .members = ListMultipartUploadsRequest_members };

static const struct member Initiator_members[] = {
    { "ID", &String },
    { "DisplayName", &String },
    { 0 },
};
static const struct shape Initiator = { .type = T_STRUCTURE, .members = Initiator_members };

static const char *const values_ChecksumAlgorithm[] = { "CRC32",     "CRC32C",    "SHA1", "SHA256",
                                                        "CRC64NVME", "SHA512",    "MD5",  "XXHASH64",
                                                        "XXHASH3",   "XXHASH128", NULL };
static const struct shape ChecksumAlgorithm = ENUM_OF(values_ChecksumAlgorithm);

static const struct member MultipartUpload_members[] = {
    { "UploadId", &String },
    { "Key", &String },
    { "Initiated", &Timestamp },
    { "StorageClass", &StorageClass },
    { "Owner", &Owner },
    { "Initiator", &Initiator },
    { "ChecksumAlgorithm", &ChecksumAlgorithm },
    { "ChecksumType", &ChecksumType },
    { 0 },
};
static const struct shape MultipartUpload = { .type = T_STRUCTURE, .members = MultipartUpload_members };

static const struct shape MultipartUploadList = { .type = T_LIST, .element = &MultipartUpload };

static const struct member CommonPrefix_members[] = {
    { "Prefix", &String },
    { 0 },
};
static const struct shape CommonPrefix = { .type = T_STRUCTURE, .members = CommonPrefix_members };

static const struct shape CommonPrefixList = { .type = T_LIST, .element = &CommonPrefix };

static const char *const values_EncodingType[] = { "url", NULL };
static const struct shape EncodingType = ENUM_OF(values_EncodingType);

static const struct member ListMultipartUploadsOutput_members[] = {
    { "Bucket", &String },
    { "KeyMarker", &String },
    { "UploadIdMarker", &String },
    { "NextKeyMarker", &String },
    { "Prefix", &String },
    { "Delimiter", &String },
    { "NextUploadIdMarker", &String },
    { "MaxUploads", &Integer },
    { "IsTruncated", &Boolean },
    { "Uploads", &MultipartUploadList, FLATTENED, "Upload" },
    { "CommonPrefixes", &CommonPrefixList, FLATTENED },
    { "EncodingType", &EncodingType },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3ListMultipartUploadsOutput = { .type = T_STRUCTURE,
                                                    .members = ListMultipartUploadsOutput_members,
                                                    .xml_name = "ListMultipartUploadsResult" };

static const struct shape OptionalObjectAttributesList_outside = { .type = T_LIST, .element = &String };

static const struct member ListObjectVersionsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Delimiter", &String, 0, "delimiter", IN_QUERY },
    { "EncodingType", &String, 0, "encoding-type", IN_QUERY },
    { "KeyMarker", &String, 0, "key-marker", IN_QUERY },
    { "MaxKeys", &Integer, 0, "max-keys", IN_QUERY },
    { "Prefix", &String, 0, "prefix", IN_QUERY },
    { "VersionIdMarker", &String, 0, "version-id-marker", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "OptionalObjectAttributes", &OptionalObjectAttributesList_outside, 0, "x-amz-optional-object-attributes",
      IN_HEADER },
    { 0 },
};
const struct shape S3ListObjectVersionsRequest = { .type = T_STRUCTURE, .members = ListObjectVersionsRequest_members };

static const struct shape ChecksumAlgorithmList = { .type = T_LIST, .element = &ChecksumAlgorithm };

static const char *const values_ObjectVersionStorageClass[] = { "STANDARD", NULL };
static const struct shape ObjectVersionStorageClass = ENUM_OF(values_ObjectVersionStorageClass);

static const struct member RestoreStatus_members[] = {
    { "IsRestoreInProgress", &Boolean },
    { "RestoreExpiryDate", &Timestamp },
    { 0 },
};
static const struct shape RestoreStatus = { .type = T_STRUCTURE, .members = RestoreStatus_members };

static const struct member ObjectVersion_members[] = {
    { "ETag", &String },
    { "ChecksumAlgorithm", &ChecksumAlgorithmList, FLATTENED },
    { "ChecksumType", &ChecksumType },
    { "Size", &Long },
    { "StorageClass", &ObjectVersionStorageClass },
    { "Key", &String },
    { "VersionId", &String },
    { "IsLatest", &Boolean },
    { "LastModified", &Timestamp },
    { "Owner", &Owner },
    { "RestoreStatus", &RestoreStatus },
    { 0 },
};
static const struct shape ObjectVersion = { .type = T_STRUCTURE, .members = ObjectVersion_members };

static const struct shape ObjectVersionList = { .type = T_LIST, .element = &ObjectVersion };

static const struct member DeleteMarkerEntry_members[] = {
    { "Owner", &Owner },
    { "Key", &String },
    { "VersionId", &String },
    { "IsLatest", &Boolean },
    { "LastModified", &Timestamp },
    { 0 },
};
static const struct shape DeleteMarkerEntry = { .type = T_STRUCTURE, .members = DeleteMarkerEntry_members };

static const struct shape DeleteMarkers = { .type = T_LIST, .element = &DeleteMarkerEntry };

static const struct member ListObjectVersionsOutput_members[] = {
    { "IsTruncated", &Boolean },
    { "KeyMarker", &String },
    { "VersionIdMarker", &String },
    { "NextKeyMarker", &String },
    { "NextVersionIdMarker", &String },
    { "Versions", &ObjectVersionList, FLATTENED, "Version" },
    { "DeleteMarkers", &DeleteMarkers, FLATTENED, "DeleteMarker" },
    { "Name", &String },
    { "Prefix", &String },
    { "Delimiter", &String },
    { "MaxKeys", &Integer },
    { "CommonPrefixes", &CommonPrefixList, FLATTENED },
    { "EncodingType", &EncodingType },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3ListObjectVersionsOutput = { .type = T_STRUCTURE,
                                                  .members = ListObjectVersionsOutput_members,
                                                  .xml_name = "ListVersionsResult" };

static const struct member ListObjectsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Delimiter", &String, 0, "delimiter", IN_QUERY },
    { "EncodingType", &String, 0, "encoding-type", IN_QUERY },
    { "Marker", &String, 0, "marker", IN_QUERY },
    { "MaxKeys", &Integer, 0, "max-keys", IN_QUERY },
    { "Prefix", &String, 0, "prefix", IN_QUERY },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "OptionalObjectAttributes", &OptionalObjectAttributesList_outside, 0, "x-amz-optional-object-attributes",
      IN_HEADER },
    { 0 },
};
const struct shape S3ListObjectsRequest = { .type = T_STRUCTURE, .members = ListObjectsRequest_members };

static const char *const values_ObjectStorageClass[] = { "STANDARD",        "REDUCED_REDUNDANCY",
                                                         "GLACIER",         "STANDARD_IA",
                                                         "ONEZONE_IA",      "INTELLIGENT_TIERING",
                                                         "DEEP_ARCHIVE",    "OUTPOSTS",
                                                         "GLACIER_IR",      "SNOW",
                                                         "EXPRESS_ONEZONE", "FSX_OPENZFS",
                                                         "FSX_ONTAP",       NULL };
static const struct shape ObjectStorageClass = ENUM_OF(values_ObjectStorageClass);

static const struct member Object_members[] = {
    { "Key", &String },
    { "LastModified", &Timestamp },
    { "ETag", &String },
    { "ChecksumAlgorithm", &ChecksumAlgorithmList, FLATTENED },
    { "ChecksumType", &ChecksumType },
    { "Size", &Long },
    { "StorageClass", &ObjectStorageClass },
    { "Owner", &Owner },
    { "RestoreStatus", &RestoreStatus },
    { 0 },
};
static const struct shape Object = { .type = T_STRUCTURE, .members = Object_members };

static const struct shape ObjectList = { .type = T_LIST, .element = &Object };

static const struct member ListObjectsOutput_members[] = {
    { "IsTruncated", &Boolean },
    { "Marker", &String },
    { "NextMarker", &String },
    { "Contents", &ObjectList, FLATTENED },
    { "Name", &String },
    { "Prefix", &String },
    { "Delimiter", &String },
    { "MaxKeys", &Integer },
    { "CommonPrefixes", &CommonPrefixList, FLATTENED },
    { "EncodingType", &EncodingType },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3ListObjectsOutput = { .type = T_STRUCTURE,
                                           .members = ListObjectsOutput_members,
                                           .xml_name = "ListBucketResult" };

static const struct member ListObjectsV2Request_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Delimiter", &String, 0, "delimiter", IN_QUERY },
    { "EncodingType", &String, 0, "encoding-type", IN_QUERY },
    { "MaxKeys", &Integer, 0, "max-keys", IN_QUERY },
    { "Prefix", &String, 0, "prefix", IN_QUERY },
    { "ContinuationToken", &String, 0, "continuation-token", IN_QUERY },
    { "FetchOwner", &Boolean, 0, "fetch-owner", IN_QUERY },
    { "StartAfter", &String, 0, "start-after", IN_QUERY },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "OptionalObjectAttributes", &OptionalObjectAttributesList_outside, 0, "x-amz-optional-object-attributes",
      IN_HEADER },
    { 0 },
};
const struct shape S3ListObjectsV2Request = { .type = T_STRUCTURE, .members = ListObjectsV2Request_members };

static const struct member ListObjectsV2Output_members[] = {
    { "IsTruncated", &Boolean },
    { "Contents", &ObjectList, FLATTENED },
    { "Name", &String },
    { "Prefix", &String },
    { "Delimiter", &String },
    { "MaxKeys", &Integer },
    { "CommonPrefixes", &CommonPrefixList, FLATTENED },
    { "EncodingType", &EncodingType },
    { "KeyCount", &Integer },
    { "ContinuationToken", &String },
    { "NextContinuationToken", &String },
    { "StartAfter", &String },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3ListObjectsV2Output = { .type = T_STRUCTURE,
                                             .members = ListObjectsV2Output_members,
                                             .xml_name = "ListBucketResult" };

static const struct member ListPartsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "MaxParts", &Integer, 0, "max-parts", IN_QUERY },
    { "PartNumberMarker", &Integer, 0, "part-number-marker", IN_QUERY },
    { "UploadId", &String, REQUIRED, "uploadId", IN_QUERY },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { 0 },
};
const struct shape S3ListPartsRequest = { .type = T_STRUCTURE, .members = ListPartsRequest_members };

static const struct member Part_members[] = {
    { "PartNumber", &Integer },
    { "LastModified", &Timestamp },
    { "ETag", &String },
    { "Size", &Long },
    { "ChecksumCRC32", &String },
    { "ChecksumCRC32C", &String },
    { "ChecksumCRC64NVME", &String },
    { "ChecksumSHA1", &String },
    { "ChecksumSHA256", &String },
    { "ChecksumSHA512", &String },
    { "ChecksumMD5", &String },
    { "ChecksumXXHASH64", &String },
    { "ChecksumXXHASH3", &String },
    { "ChecksumXXHASH128", &String },
    { 0 },
};
static const struct shape Part = { .type = T_STRUCTURE, .members = Part_members };

static const struct shape Parts = { .type = T_LIST, .element = &Part };

static const struct member ListPartsOutput_members[] = {
    { "AbortDate", &Timestamp, 0, "x-amz-abort-date", IN_HEADER },
    { "AbortRuleId", &String, 0, "x-amz-abort-rule-id", IN_HEADER },
    { "Bucket", &String },
    { "Key", &String },
    { "UploadId", &String },
    { "PartNumberMarker", &Integer },
    { "NextPartNumberMarker", &Integer },
    { "MaxParts", &Integer },
    { "IsTruncated", &Boolean },
    { "Parts", &Parts, FLATTENED, "Part" },
    { "Initiator", &Initiator },
    { "Owner", &Owner },
    { "StorageClass", &StorageClass },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { "ChecksumAlgorithm", &ChecksumAlgorithm },
    { "ChecksumType", &ChecksumType },
    { 0 },
};
const struct shape S3ListPartsOutput = { .type = T_STRUCTURE,
                                         .members = ListPartsOutput_members,
                                         .xml_name = "ListPartsResult" };

static const struct member PutBucketAbacRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "AbacStatus", &AbacStatus, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3PutBucketAbacRequest = { .type = T_STRUCTURE, .members = PutBucketAbacRequest_members };

static const struct member AccelerateConfiguration_members[] = {
    { "Status", &BucketAccelerateStatus },
    { 0 },
};
static const struct shape AccelerateConfiguration = { .type = T_STRUCTURE, .members = AccelerateConfiguration_members };

static const struct member PutBucketAccelerateConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "AccelerateConfiguration", &AccelerateConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketAccelerateConfigurationRequest = { .type = T_STRUCTURE,
                                                                 .members =
                                                                     PutBucketAccelerateConfigurationRequest_members };

static const struct member AccessControlPolicy_members[] = {
    { "Grants", &Grants, 0, "AccessControlList" },
    { "Owner", &Owner },
    { 0 },
};
static const struct shape AccessControlPolicy = { .type = T_STRUCTURE, .members = AccessControlPolicy_members };

static const struct member PutBucketAclRequest_members[] = {
    { "ACL", &String, 0, "x-amz-acl", IN_HEADER },
    { "AccessControlPolicy", &AccessControlPolicy, 0, NULL, IN_PAYLOAD },
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "GrantFullControl", &String, 0, "x-amz-grant-full-control", IN_HEADER },
    { "GrantRead", &String, 0, "x-amz-grant-read", IN_HEADER },
    { "GrantReadACP", &String, 0, "x-amz-grant-read-acp", IN_HEADER },
    { "GrantWrite", &String, 0, "x-amz-grant-write", IN_HEADER },
    { "GrantWriteACP", &String, 0, "x-amz-grant-write-acp", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketAclRequest = { .type = T_STRUCTURE, .members = PutBucketAclRequest_members };

static const struct member PutBucketAnalyticsConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "AnalyticsConfiguration", &AnalyticsConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketAnalyticsConfigurationRequest = { .type = T_STRUCTURE,
                                                                .members =
                                                                    PutBucketAnalyticsConfigurationRequest_members };

static const struct member CORSConfiguration_members[] = {
    { "CORSRules", &CORSRules, REQUIRED | FLATTENED, "CORSRule" },
    { 0 },
};
static const struct shape CORSConfiguration = { .type = T_STRUCTURE, .members = CORSConfiguration_members };

static const struct member PutBucketCorsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "CORSConfiguration", &CORSConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketCorsRequest = { .type = T_STRUCTURE, .members = PutBucketCorsRequest_members };

static const struct member PutBucketEncryptionRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ServerSideEncryptionConfiguration", &ServerSideEncryptionConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketEncryptionRequest = { .type = T_STRUCTURE,
                                                    .members = PutBucketEncryptionRequest_members };

static const struct member PutBucketIntelligentTieringConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "IntelligentTieringConfiguration", &IntelligentTieringConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { 0 },
};
const struct shape S3PutBucketIntelligentTieringConfigurationRequest = {
    .type = T_STRUCTURE, .members = PutBucketIntelligentTieringConfigurationRequest_members
};

static const struct member PutBucketInventoryConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "InventoryConfiguration", &InventoryConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketInventoryConfigurationRequest = { .type = T_STRUCTURE,
                                                                .members =
                                                                    PutBucketInventoryConfigurationRequest_members };

static const struct member BucketLifecycleConfiguration_members[] = {
    { "Rules", &LifecycleRules, REQUIRED | FLATTENED, "Rule" },
    { 0 },
};
static const struct shape BucketLifecycleConfiguration = { .type = T_STRUCTURE,
                                                           .members = BucketLifecycleConfiguration_members };

static const struct member PutBucketLifecycleConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "LifecycleConfiguration", &BucketLifecycleConfiguration, 0, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "TransitionDefaultMinimumObjectSize", &String, 0, "x-amz-transition-default-minimum-object-size", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketLifecycleConfigurationRequest = { .type = T_STRUCTURE,
                                                                .members =
                                                                    PutBucketLifecycleConfigurationRequest_members };

static const struct member PutBucketLifecycleConfigurationOutput_members[] = {
    { "TransitionDefaultMinimumObjectSize", &String, 0, "x-amz-transition-default-minimum-object-size", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketLifecycleConfigurationOutput = { .type = T_STRUCTURE,
                                                               .members =
                                                                   PutBucketLifecycleConfigurationOutput_members };

static const struct member BucketLoggingStatus_members[] = {
    { "LoggingEnabled", &LoggingEnabled },
    { 0 },
};
static const struct shape BucketLoggingStatus = { .type = T_STRUCTURE, .members = BucketLoggingStatus_members };

static const struct member PutBucketLoggingRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "BucketLoggingStatus", &BucketLoggingStatus, REQUIRED, NULL, IN_PAYLOAD },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketLoggingRequest = { .type = T_STRUCTURE, .members = PutBucketLoggingRequest_members };

static const struct member PutBucketMetricsConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Id", &String, REQUIRED, "id", IN_QUERY },
    { "MetricsConfiguration", &MetricsConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketMetricsConfigurationRequest = { .type = T_STRUCTURE,
                                                              .members = PutBucketMetricsConfigurationRequest_members };

static const struct member PutBucketNotificationConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "NotificationConfiguration", &S3NotificationConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "SkipDestinationValidation", &Boolean, 0, "x-amz-skip-destination-validation", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketNotificationConfigurationRequest = {
    .type = T_STRUCTURE, .members = PutBucketNotificationConfigurationRequest_members
};

static const struct member PutBucketOwnershipControlsRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "OwnershipControls", &OwnershipControls, REQUIRED, NULL, IN_PAYLOAD },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketOwnershipControlsRequest = { .type = T_STRUCTURE,
                                                           .members = PutBucketOwnershipControlsRequest_members };

static const struct member PutBucketPolicyRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ConfirmRemoveSelfBucketAccess", &Boolean, 0, "x-amz-confirm-remove-self-bucket-access", IN_HEADER },
    { "Policy", &String, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketPolicyRequest = { .type = T_STRUCTURE, .members = PutBucketPolicyRequest_members };

static const struct member PutBucketReplicationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ReplicationConfiguration", &ReplicationConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "Token", &String, 0, "x-amz-bucket-object-lock-token", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketReplicationRequest = { .type = T_STRUCTURE,
                                                     .members = PutBucketReplicationRequest_members };

static const struct member RequestPaymentConfiguration_members[] = {
    { "Payer", &Payer, REQUIRED },
    { 0 },
};
static const struct shape RequestPaymentConfiguration = { .type = T_STRUCTURE,
                                                          .members = RequestPaymentConfiguration_members };

static const struct member PutBucketRequestPaymentRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "RequestPaymentConfiguration", &RequestPaymentConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketRequestPaymentRequest = { .type = T_STRUCTURE,
                                                        .members = PutBucketRequestPaymentRequest_members };

static const struct member Tagging_members[] = {
    { "TagSet", &TagSet },
    { 0 },
};
static const struct shape Tagging = { .type = T_STRUCTURE, .members = Tagging_members };

static const struct member PutBucketTaggingRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "Tagging", &Tagging, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketTaggingRequest = { .type = T_STRUCTURE, .members = PutBucketTaggingRequest_members };

static const char *const values_MFADelete[] = { "Enabled", "Disabled", NULL };
static const struct shape MFADelete = ENUM_OF(values_MFADelete);

static const struct member VersioningConfiguration_members[] = {
    { "MFADelete", &MFADelete, 0, "MfaDelete" },
    { "Status", &BucketVersioningStatus },
    { 0 },
};
static const struct shape VersioningConfiguration = { .type = T_STRUCTURE, .members = VersioningConfiguration_members };

static const struct member PutBucketVersioningRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "MFA", &String, 0, "x-amz-mfa", IN_HEADER },
    { "VersioningConfiguration", &VersioningConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketVersioningRequest = { .type = T_STRUCTURE,
                                                    .members = PutBucketVersioningRequest_members };

static const struct member WebsiteConfiguration_members[] = {
    { "ErrorDocument", &ErrorDocument },
    { "IndexDocument", &IndexDocument },
    { "RedirectAllRequestsTo", &RedirectAllRequestsTo },
    { "RoutingRules", &RoutingRules },
    { 0 },
};
static const struct shape WebsiteConfiguration = { .type = T_STRUCTURE, .members = WebsiteConfiguration_members };

static const struct member PutBucketWebsiteRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "WebsiteConfiguration", &WebsiteConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutBucketWebsiteRequest = { .type = T_STRUCTURE, .members = PutBucketWebsiteRequest_members };

static const struct member PutObjectRequest_members[] = {
    { "ACL", &String, 0, "x-amz-acl", IN_HEADER },
    { "Body", &Blob, 0, NULL, IN_PAYLOAD },
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "CacheControl", &String, 0, "Cache-Control", IN_HEADER },
    { "ContentDisposition", &String, 0, "Content-Disposition", IN_HEADER },
    { "ContentEncoding", &String, 0, "Content-Encoding", IN_HEADER },
    { "ContentLanguage", &String, 0, "Content-Language", IN_HEADER },
    { "ContentLength", &Long, 0, "Content-Length", IN_HEADER },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ContentType", &String, 0, "Content-Type", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ChecksumCRC32", &String, 0, "x-amz-checksum-crc32", IN_HEADER },
    { "ChecksumCRC32C", &String, 0, "x-amz-checksum-crc32c", IN_HEADER },
    { "ChecksumCRC64NVME", &String, 0, "x-amz-checksum-crc64nvme", IN_HEADER },
    { "ChecksumSHA1", &String, 0, "x-amz-checksum-sha1", IN_HEADER },
    { "ChecksumSHA256", &String, 0, "x-amz-checksum-sha256", IN_HEADER },
    { "ChecksumSHA512", &String, 0, "x-amz-checksum-sha512", IN_HEADER },
    { "ChecksumMD5", &String, 0, "x-amz-checksum-md5", IN_HEADER },
    { "ChecksumXXHASH64", &String, 0, "x-amz-checksum-xxhash64", IN_HEADER },
    { "ChecksumXXHASH3", &String, 0, "x-amz-checksum-xxhash3", IN_HEADER },
    { "ChecksumXXHASH128", &String, 0, "x-amz-checksum-xxhash128", IN_HEADER },
    { "Expires", &String, 0, NULL, IN_HEADER },
    { "IfMatch", &String, 0, "If-Match", IN_HEADER },
    { "IfNoneMatch", &String, 0, "If-None-Match", IN_HEADER },
    { "GrantFullControl", &String, 0, "x-amz-grant-full-control", IN_HEADER },
    { "GrantRead", &String, 0, "x-amz-grant-read", IN_HEADER },
    { "GrantReadACP", &String, 0, "x-amz-grant-read-acp", IN_HEADER },
    { "GrantWriteACP", &String, 0, "x-amz-grant-write-acp", IN_HEADER },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "WriteOffsetBytes", &Long, 0, "x-amz-write-offset-bytes", IN_HEADER },
    { "Metadata", &StringMap, 0, "x-amz-meta-", IN_PREFIX_HEADERS },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "StorageClass", &String, 0, "x-amz-storage-class", IN_HEADER },
    { "WebsiteRedirectLocation", &String, 0, "x-amz-website-redirect-location", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "SSEKMSEncryptionContext", &String, 0, "x-amz-server-side-encryption-context", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "Tagging", &String, 0, "x-amz-tagging", IN_HEADER },
    { "ObjectLockMode", &String, 0, "x-amz-object-lock-mode", IN_HEADER },
    { "ObjectLockRetainUntilDate", &ObjectLockRetainUntilDate, 0, "x-amz-object-lock-retain-until-date", IN_HEADER },
    { "ObjectLockLegalHoldStatus", &String, 0, "x-amz-object-lock-legal-hold", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectRequest = { .type = T_STRUCTURE, .members = PutObjectRequest_members };

static const struct member PutObjectOutput_members[] = {
    { "Expiration", &String, 0, "x-amz-expiration", IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { "ChecksumCRC32", &String, 0, "x-amz-checksum-crc32", IN_HEADER },
    { "ChecksumCRC32C", &String, 0, "x-amz-checksum-crc32c", IN_HEADER },
    { "ChecksumCRC64NVME", &String, 0, "x-amz-checksum-crc64nvme", IN_HEADER },
    { "ChecksumSHA1", &String, 0, "x-amz-checksum-sha1", IN_HEADER },
    { "ChecksumSHA256", &String, 0, "x-amz-checksum-sha256", IN_HEADER },
    { "ChecksumSHA512", &String, 0, "x-amz-checksum-sha512", IN_HEADER },
    { "ChecksumMD5", &String, 0, "x-amz-checksum-md5", IN_HEADER },
    { "ChecksumXXHASH64", &String, 0, "x-amz-checksum-xxhash64", IN_HEADER },
    { "ChecksumXXHASH3", &String, 0, "x-amz-checksum-xxhash3", IN_HEADER },
    { "ChecksumXXHASH128", &String, 0, "x-amz-checksum-xxhash128", IN_HEADER },
    { "ChecksumType", &String, 0, "x-amz-checksum-type", IN_HEADER },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "SSEKMSEncryptionContext", &String, 0, "x-amz-server-side-encryption-context", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "Size", &Long, 0, "x-amz-object-size", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectOutput = { .type = T_STRUCTURE, .members = PutObjectOutput_members };

static const struct member PutObjectAclRequest_members[] = {
    { "ACL", &String, 0, "x-amz-acl", IN_HEADER },
    { "AccessControlPolicy", &AccessControlPolicy, 0, NULL, IN_PAYLOAD },
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "GrantFullControl", &String, 0, "x-amz-grant-full-control", IN_HEADER },
    { "GrantRead", &String, 0, "x-amz-grant-read", IN_HEADER },
    { "GrantReadACP", &String, 0, "x-amz-grant-read-acp", IN_HEADER },
    { "GrantWrite", &String, 0, "x-amz-grant-write", IN_HEADER },
    { "GrantWriteACP", &String, 0, "x-amz-grant-write-acp", IN_HEADER },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectAclRequest = { .type = T_STRUCTURE, .members = PutObjectAclRequest_members };

static const struct member PutObjectAclOutput_members[] = {
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectAclOutput = { .type = T_STRUCTURE, .members = PutObjectAclOutput_members };

static const struct member PutObjectLegalHoldRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "LegalHold", &ObjectLockLegalHold, 0, NULL, IN_PAYLOAD },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectLegalHoldRequest = { .type = T_STRUCTURE, .members = PutObjectLegalHoldRequest_members };

static const struct member PutObjectLegalHoldOutput_members[] = {
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectLegalHoldOutput = { .type = T_STRUCTURE, .members = PutObjectLegalHoldOutput_members };

static const struct member PutObjectLockConfigurationRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ObjectLockConfiguration", &ObjectLockConfiguration, 0, NULL, IN_PAYLOAD },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "Token", &String, 0, "x-amz-bucket-object-lock-token", IN_HEADER },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectLockConfigurationRequest = { .type = T_STRUCTURE,
                                                           .members = PutObjectLockConfigurationRequest_members };

static const struct member PutObjectLockConfigurationOutput_members[] = {
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectLockConfigurationOutput = { .type = T_STRUCTURE,
                                                          .members = PutObjectLockConfigurationOutput_members };

static const struct member PutObjectRetentionRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "Retention", &ObjectLockRetention, 0, NULL, IN_PAYLOAD },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "BypassGovernanceRetention", &Boolean, 0, "x-amz-bypass-governance-retention", IN_HEADER },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectRetentionRequest = { .type = T_STRUCTURE, .members = PutObjectRetentionRequest_members };

static const struct member PutObjectRetentionOutput_members[] = {
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectRetentionOutput = { .type = T_STRUCTURE, .members = PutObjectRetentionOutput_members };

static const struct member PutObjectTaggingRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "Tagging", &Tagging, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectTaggingRequest = { .type = T_STRUCTURE, .members = PutObjectTaggingRequest_members };

static const struct member PutObjectTaggingOutput_members[] = {
    { "VersionId", &String, 0, "x-amz-version-id", IN_HEADER },
    { 0 },
};
const struct shape S3PutObjectTaggingOutput = { .type = T_STRUCTURE, .members = PutObjectTaggingOutput_members };

static const struct member PutPublicAccessBlockRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "PublicAccessBlockConfiguration", &PublicAccessBlockConfiguration, REQUIRED, NULL, IN_PAYLOAD },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3PutPublicAccessBlockRequest = { .type = T_STRUCTURE,
                                                     .members = PutPublicAccessBlockRequest_members };

static const char *const values_Tier[] = { "Standard", "Bulk", "Expedited", NULL };
static const struct shape Tier = ENUM_OF(values_Tier);

static const struct member GlacierJobParameters_members[] = {
    { "Tier", &Tier, REQUIRED },
    { 0 },
};
static const struct shape GlacierJobParameters = { .type = T_STRUCTURE, .members = GlacierJobParameters_members };

static const char *const values_RestoreRequestType[] = { "SELECT", NULL };
static const struct shape RestoreRequestType = ENUM_OF(values_RestoreRequestType);

static const char *const values_FileHeaderInfo[] = { "USE", "IGNORE", "NONE", NULL };
static const struct shape FileHeaderInfo = ENUM_OF(values_FileHeaderInfo);

static const struct member CSVInput_members[] = {
    { "FileHeaderInfo", &FileHeaderInfo },
    { "Comments", &String },
    { "QuoteEscapeCharacter", &String },
    { "RecordDelimiter", &String },
    { "FieldDelimiter", &String },
    { "QuoteCharacter", &String },
    { "AllowQuotedRecordDelimiter", &Boolean },
    { 0 },
};
static const struct shape CSVInput = { .type = T_STRUCTURE, .members = CSVInput_members };

static const char *const values_CompressionType[] = { "NONE", "GZIP", "BZIP2", NULL };
static const struct shape CompressionType = ENUM_OF(values_CompressionType);

static const char *const values_JSONType[] = { "DOCUMENT", "LINES", NULL };
static const struct shape JSONType = ENUM_OF(values_JSONType);

static const struct member JSONInput_members[] = {
    { "Type", &JSONType },
    { 0 },
};
static const struct shape JSONInput = { .type = T_STRUCTURE, .members = JSONInput_members };

static const struct member ParquetInput_members[] = {

    { 0 },
};
static const struct shape ParquetInput = { .type = T_STRUCTURE, .members = ParquetInput_members };

static const struct member InputSerialization_members[] = {
    { "CSV", &CSVInput },
    { "CompressionType", &CompressionType },
    { "JSON", &JSONInput },
    { "Parquet", &ParquetInput },
    { 0 },
};
static const struct shape InputSerialization = { .type = T_STRUCTURE, .members = InputSerialization_members };

static const char *const values_ExpressionType[] = { "SQL", NULL };
static const struct shape ExpressionType = ENUM_OF(values_ExpressionType);

static const char *const values_QuoteFields[] = { "ALWAYS", "ASNEEDED", NULL };
static const struct shape QuoteFields = ENUM_OF(values_QuoteFields);

static const struct member CSVOutput_members[] = {
    { "QuoteFields", &QuoteFields }, { "QuoteEscapeCharacter", &String }, { "RecordDelimiter", &String },
    { "FieldDelimiter", &String },   { "QuoteCharacter", &String },       { 0 },
};
static const struct shape CSVOutput = { .type = T_STRUCTURE, .members = CSVOutput_members };

static const struct member JSONOutput_members[] = {
    { "RecordDelimiter", &String },
    { 0 },
};
static const struct shape JSONOutput = { .type = T_STRUCTURE, .members = JSONOutput_members };

static const struct member OutputSerialization_members[] = {
    { "CSV", &CSVOutput },
    { "JSON", &JSONOutput },
    { 0 },
};
static const struct shape OutputSerialization = { .type = T_STRUCTURE, .members = OutputSerialization_members };

static const struct member SelectParameters_members[] = {
    { "InputSerialization", &InputSerialization, REQUIRED },
    { "ExpressionType", &ExpressionType, REQUIRED },
    { "Expression", &String, REQUIRED },
    { "OutputSerialization", &OutputSerialization, REQUIRED },
    { 0 },
};
static const struct shape SelectParameters = { .type = T_STRUCTURE, .members = SelectParameters_members };

static const struct member Encryption_members[] = {
    { "EncryptionType", &ServerSideEncryption, REQUIRED },
    { "KMSKeyId", &String },
    { "KMSContext", &String },
    { 0 },
};
static const struct shape Encryption = { .type = T_STRUCTURE, .members = Encryption_members };

static const char *const values_ObjectCannedACL[] = {
    "private",       "public-read",       "public-read-write",         "authenticated-read",
    "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control", NULL
};
static const struct shape ObjectCannedACL = ENUM_OF(values_ObjectCannedACL);

static const struct member MetadataEntry_members[] = {
    { "Name", &String },
    { "Value", &String },
    { 0 },
};
static const struct shape MetadataEntry = { .type = T_STRUCTURE, .members = MetadataEntry_members };

static const struct shape UserMetadata = { .type = T_LIST, .element = &MetadataEntry, .element_name = "MetadataEntry" };

static const struct member S3Location_members[] = {
    { "BucketName", &String, REQUIRED }, { "Prefix", &String, REQUIRED },   { "Encryption", &Encryption },
    { "CannedACL", &ObjectCannedACL },   { "AccessControlList", &Grants },  { "Tagging", &Tagging },
    { "UserMetadata", &UserMetadata },   { "StorageClass", &StorageClass }, { 0 },
};
static const struct shape S3Location = { .type = T_STRUCTURE, .members = S3Location_members };

static const struct member OutputLocation_members[] = {
    { "S3", &S3Location },
    { 0 },
};
static const struct shape OutputLocation = { .type = T_STRUCTURE, .members = OutputLocation_members };

static const struct member RestoreRequest_members[] = {
    { "Days", &Integer },
    { "GlacierJobParameters", &GlacierJobParameters },
    { "Type", &RestoreRequestType },
    { "Tier", &Tier },
    { "Description", &String },
    { "SelectParameters", &SelectParameters },
    { "OutputLocation", &OutputLocation },
    { 0 },
};
static const struct shape RestoreRequest = { .type = T_STRUCTURE, .members = RestoreRequest_members };

static const struct member RestoreObjectRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "VersionId", &String, 0, "versionId", IN_QUERY },
    { "RestoreRequest", &RestoreRequest, 0, NULL, IN_PAYLOAD },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3RestoreObjectRequest = { .type = T_STRUCTURE, .members = RestoreObjectRequest_members };

static const struct member RestoreObjectOutput_members[] = {
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { "RestoreOutputPath", &String, 0, "x-amz-restore-output-path", IN_HEADER },
    { "StatusCode", &Integer, .place = IN_STATUS },
    { 0 },
};
const struct shape S3RestoreObjectOutput = { .type = T_STRUCTURE, .members = RestoreObjectOutput_members };

static const struct member UploadPartRequest_members[] = {
    { "Body", &Blob, 0, NULL, IN_PAYLOAD },
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "ContentLength", &Long, 0, "Content-Length", IN_HEADER },
    { "ContentMD5", &String, 0, "Content-MD5", IN_HEADER },
    { "ChecksumAlgorithm", &String, 0, "x-amz-sdk-checksum-algorithm", IN_HEADER },
    { "ChecksumCRC32", &String, 0, "x-amz-checksum-crc32", IN_HEADER },
    { "ChecksumCRC32C", &String, 0, "x-amz-checksum-crc32c", IN_HEADER },
    { "ChecksumCRC64NVME", &String, 0, "x-amz-checksum-crc64nvme", IN_HEADER },
    { "ChecksumSHA1", &String, 0, "x-amz-checksum-sha1", IN_HEADER },
    { "ChecksumSHA256", &String, 0, "x-amz-checksum-sha256", IN_HEADER },
    { "ChecksumSHA512", &String, 0, "x-amz-checksum-sha512", IN_HEADER },
    { "ChecksumMD5", &String, 0, "x-amz-checksum-md5", IN_HEADER },
    { "ChecksumXXHASH64", &String, 0, "x-amz-checksum-xxhash64", IN_HEADER },
    { "ChecksumXXHASH3", &String, 0, "x-amz-checksum-xxhash3", IN_HEADER },
    { "ChecksumXXHASH128", &String, 0, "x-amz-checksum-xxhash128", IN_HEADER },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "PartNumber", &Integer, REQUIRED, "partNumber", IN_QUERY },
    { "UploadId", &String, REQUIRED, "uploadId", IN_QUERY },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3UploadPartRequest = { .type = T_STRUCTURE, .members = UploadPartRequest_members };

static const struct member UploadPartOutput_members[] = {
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "ETag", &String, 0, NULL, IN_HEADER },
    { "ChecksumCRC32", &String, 0, "x-amz-checksum-crc32", IN_HEADER },
    { "ChecksumCRC32C", &String, 0, "x-amz-checksum-crc32c", IN_HEADER },
    { "ChecksumCRC64NVME", &String, 0, "x-amz-checksum-crc64nvme", IN_HEADER },
    { "ChecksumSHA1", &String, 0, "x-amz-checksum-sha1", IN_HEADER },
    { "ChecksumSHA256", &String, 0, "x-amz-checksum-sha256", IN_HEADER },
    { "ChecksumSHA512", &String, 0, "x-amz-checksum-sha512", IN_HEADER },
    { "ChecksumMD5", &String, 0, "x-amz-checksum-md5", IN_HEADER },
    { "ChecksumXXHASH64", &String, 0, "x-amz-checksum-xxhash64", IN_HEADER },
    { "ChecksumXXHASH3", &String, 0, "x-amz-checksum-xxhash3", IN_HEADER },
    { "ChecksumXXHASH128", &String, 0, "x-amz-checksum-xxhash128", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3UploadPartOutput = { .type = T_STRUCTURE, .members = UploadPartOutput_members };

static const struct member UploadPartCopyRequest_members[] = {
    { "Bucket", &String, REQUIRED, NULL, IN_URI },
    { "CopySource", &String, REQUIRED, "x-amz-copy-source", IN_HEADER },
    { "CopySourceIfMatch", &String, 0, "x-amz-copy-source-if-match", IN_HEADER },
    { "CopySourceIfModifiedSince", &Timestamp, 0, "x-amz-copy-source-if-modified-since", IN_HEADER },
    { "CopySourceIfNoneMatch", &String, 0, "x-amz-copy-source-if-none-match", IN_HEADER },
    { "CopySourceIfUnmodifiedSince", &Timestamp, 0, "x-amz-copy-source-if-unmodified-since", IN_HEADER },
    { "CopySourceRange", &String, 0, "x-amz-copy-source-range", IN_HEADER },
    { "Key", &String, REQUIRED, NULL, IN_URI },
    { "PartNumber", &Integer, REQUIRED, "partNumber", IN_QUERY },
    { "UploadId", &String, REQUIRED, "uploadId", IN_QUERY },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKey", &String, 0, "x-amz-server-side-encryption-customer-key", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "CopySourceSSECustomerAlgorithm", &String, 0, "x-amz-copy-source-server-side-encryption-customer-algorithm",
      IN_HEADER },
    { "CopySourceSSECustomerKey", &String, 0, "x-amz-copy-source-server-side-encryption-customer-key", IN_HEADER },
    { "CopySourceSSECustomerKeyMD5", &String, 0, "x-amz-copy-source-server-side-encryption-customer-key-MD5",
      IN_HEADER },
    { "RequestPayer", &String, 0, "x-amz-request-payer", IN_HEADER },
    { "ExpectedBucketOwner", &String, 0, "x-amz-expected-bucket-owner", IN_HEADER },
    { "ExpectedSourceBucketOwner", &String, 0, "x-amz-source-expected-bucket-owner", IN_HEADER },
    { 0 },
};
const struct shape S3UploadPartCopyRequest = { .type = T_STRUCTURE, .members = UploadPartCopyRequest_members };

static const struct member CopyPartResult_members[] = {
    { "ETag", &String },
    { "LastModified", &Timestamp },
    { "ChecksumCRC32", &String },
    { "ChecksumCRC32C", &String },
    { "ChecksumCRC64NVME", &String },
    { "ChecksumSHA1", &String },
    { "ChecksumSHA256", &String },
    { "ChecksumSHA512", &String },
    { "ChecksumMD5", &String },
    { "ChecksumXXHASH64", &String },
    { "ChecksumXXHASH3", &String },
    { "ChecksumXXHASH128", &String },
    { 0 },
};
static const struct shape CopyPartResult = { .type = T_STRUCTURE, .members = CopyPartResult_members };

static const struct member UploadPartCopyOutput_members[] = {
    { "CopySourceVersionId", &String, 0, "x-amz-copy-source-version-id", IN_HEADER },
    { "CopyPartResult", &CopyPartResult, 0, NULL, IN_PAYLOAD },
    { "ServerSideEncryption", &String, 0, "x-amz-server-side-encryption", IN_HEADER },
    { "SSECustomerAlgorithm", &String, 0, "x-amz-server-side-encryption-customer-algorithm", IN_HEADER },
    { "SSECustomerKeyMD5", &String, 0, "x-amz-server-side-encryption-customer-key-MD5", IN_HEADER },
    { "SSEKMSKeyId", &String, 0, "x-amz-server-side-encryption-aws-kms-key-id", IN_HEADER },
    { "BucketKeyEnabled", &Boolean, 0, "x-amz-server-side-encryption-bucket-key-enabled", IN_HEADER },
    { "RequestCharged", &String, 0, "x-amz-request-charged", IN_HEADER },
    { 0 },
};
const struct shape S3UploadPartCopyOutput = { .type = T_STRUCTURE, .members = UploadPartCopyOutput_members };
