/* Amazon S3. https://docs.aws.amazon.com/AmazonS3/latest/API/ */
#include "emulator/core/chore.h"
#include "emulator/core/delivery.h"
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_access.h"
#include "emulator/services/s3/s3_acl.h"
#include "emulator/services/s3/s3_archive.h"
#include "emulator/services/s3/s3_asks.h"
#include "emulator/services/s3/s3_attributes.h"
#include "emulator/services/s3/s3_buckets.h"
#include "emulator/services/s3/s3_complete.h"
#include "emulator/services/s3/s3_condition_keys.h"
#include "emulator/services/s3/s3_copy.h"
#include "emulator/services/s3/s3_cors_plane.h"
#include "emulator/services/s3/s3_delete.h"
#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_get.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_lifecycle_store.h"
#include "emulator/services/s3/s3_lifecycle_sweep.h"
#include "emulator/services/s3/s3_list.h"
#include "emulator/services/s3/s3_log.h"
#include "emulator/services/s3/s3_log_delivery.h"
#include "emulator/services/s3/s3_part_copy.h"
#include "emulator/services/s3/s3_parts.h"
#include "emulator/services/s3/s3_policy.h"
#include "emulator/services/s3/s3_post.h"
#include "emulator/services/s3/s3_put.h"
#include "emulator/services/s3/s3_replication.h"
#include "emulator/services/s3/s3_retention.h"
#include "emulator/services/s3/s3_settings.h"
#include "emulator/services/s3/s3_shapes.h"
#include "emulator/services/s3/s3_signing.h"
#include "emulator/services/s3/s3_tagging.h"
#include "emulator/services/s3/s3_uploads.h"
#include "emulator/services/s3/s3_uploads_list.h"
#include "emulator/services/s3/s3_website.h"
#include "emulator/wire/codecs.h"

#define BUCKET "/{Bucket}"
#define OBJECT "/{Bucket}/{Key+}"

static const struct operation operations[] = {
    { "ListBuckets", &S3ListBucketsRequest, &S3ListBucketsOutput, s3_list_buckets, .rest = { "GET", "/" },
      .action = "s3:ListAllMyBuckets" },
    { "CreateBucket", &S3CreateBucketRequest, &S3CreateBucketOutput, s3_create_bucket, WRITES,
      .rest = { "PUT", BUCKET }, .asks = s3_ask_create_bucket },
    { "DeleteBucket", &S3DeleteBucketRequest, &Nothing, s3_delete_bucket, WRITES, .rest = { "DELETE", BUCKET, 204 },
      .asks = s3_ask_bucket },
    { "HeadBucket", &S3HeadBucketRequest, &S3HeadBucketOutput, s3_head_bucket, .rest = { "HEAD", BUCKET },
      .asks = s3_ask_bucket, .action = "s3:ListBucket" },
    { "GetBucketLocation", &S3GetBucketLocationRequest, &S3GetBucketLocationOutput, s3_get_bucket_location,
      .rest = { "GET", BUCKET "?location" }, .asks = s3_ask_bucket },
    { "GetBucketVersioning", &S3GetBucketVersioningRequest, &S3GetBucketVersioningOutput, s3_get_bucket_versioning,
      .rest = { "GET", BUCKET "?versioning" }, .asks = s3_ask_bucket },
    { "PutBucketVersioning", &S3PutBucketVersioningRequest, &Nothing, s3_put_bucket_versioning, WRITES,
      .rest = { "PUT", BUCKET "?versioning" }, .asks = s3_ask_bucket },

    { "GetBucketTagging", &S3GetBucketTaggingRequest, &S3GetBucketTaggingOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?tagging" }, .asks = s3_ask_bucket },
    { "PutBucketTagging", &S3PutBucketTaggingRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?tagging", 204 }, .asks = s3_ask_bucket },
    { "DeleteBucketTagging", &S3DeleteBucketTaggingRequest, &Nothing, s3_delete_setting, WRITES,
      .rest = { "DELETE", BUCKET "?tagging", 204 }, .asks = s3_ask_bucket, .action = "s3:PutBucketTagging" },
    { "GetBucketCors", &S3GetBucketCorsRequest, &S3GetBucketCorsOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?cors" }, .asks = s3_ask_bucket, .action = "s3:GetBucketCORS" },
    { "PutBucketCors", &S3PutBucketCorsRequest, &Nothing, s3_put_setting, WRITES, .rest = { "PUT", BUCKET "?cors" },
      .asks = s3_ask_bucket, .action = "s3:PutBucketCORS" },
    { "DeleteBucketCors", &S3DeleteBucketCorsRequest, &Nothing, s3_delete_setting, WRITES,
      .rest = { "DELETE", BUCKET "?cors", 204 }, .asks = s3_ask_bucket, .action = "s3:PutBucketCORS" },
    { "GetBucketLifecycleConfiguration", &S3GetBucketLifecycleConfigurationRequest,
      &S3GetBucketLifecycleConfigurationOutput, s3_get_setting, .rest = { "GET", BUCKET "?lifecycle" },
      .asks = s3_ask_bucket, .action = "s3:GetLifecycleConfiguration" },
    { "PutBucketLifecycleConfiguration", &S3PutBucketLifecycleConfigurationRequest,
      &S3PutBucketLifecycleConfigurationOutput, s3_put_setting, WRITES, .rest = { "PUT", BUCKET "?lifecycle" },
      .asks = s3_ask_bucket, .action = "s3:PutLifecycleConfiguration" },
    { "DeleteBucketLifecycle", &S3DeleteBucketLifecycleRequest, &Nothing, s3_delete_setting, WRITES,
      .rest = { "DELETE", BUCKET "?lifecycle", 204 }, .asks = s3_ask_bucket, .action = "s3:PutLifecycleConfiguration" },
    { "GetBucketWebsite", &S3GetBucketWebsiteRequest, &S3GetBucketWebsiteOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?website" }, .asks = s3_ask_bucket },
    { "PutBucketWebsite", &S3PutBucketWebsiteRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?website" }, .asks = s3_ask_bucket },
    { "DeleteBucketWebsite", &S3DeleteBucketWebsiteRequest, &Nothing, s3_delete_setting, WRITES,
      .rest = { "DELETE", BUCKET "?website", 204 }, .asks = s3_ask_bucket },
    { "GetBucketEncryption", &S3GetBucketEncryptionRequest, &S3GetBucketEncryptionOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?encryption" }, .asks = s3_ask_bucket, .action = "s3:GetEncryptionConfiguration" },
    { "PutBucketEncryption", &S3PutBucketEncryptionRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?encryption" }, .asks = s3_ask_bucket, .action = "s3:PutEncryptionConfiguration" },
    { "DeleteBucketEncryption", &S3DeleteBucketEncryptionRequest, &Nothing, s3_delete_setting, WRITES,
      .rest = { "DELETE", BUCKET "?encryption", 204 }, .asks = s3_ask_bucket,
      .action = "s3:PutEncryptionConfiguration" },
    { "GetBucketOwnershipControls", &S3GetBucketOwnershipControlsRequest, &S3GetBucketOwnershipControlsOutput,
      s3_get_setting, .rest = { "GET", BUCKET "?ownershipControls" }, .asks = s3_ask_bucket },
    { "PutBucketOwnershipControls", &S3PutBucketOwnershipControlsRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?ownershipControls" }, .asks = s3_ask_bucket },
    { "DeleteBucketOwnershipControls", &S3DeleteBucketOwnershipControlsRequest, &Nothing, s3_delete_setting, WRITES,
      .rest = { "DELETE", BUCKET "?ownershipControls", 204 }, .asks = s3_ask_bucket,
      .action = "s3:PutBucketOwnershipControls" },
    { "GetPublicAccessBlock", &S3GetPublicAccessBlockRequest, &S3GetPublicAccessBlockOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?publicAccessBlock" }, .asks = s3_ask_bucket,
      .action = "s3:GetBucketPublicAccessBlock" },
    { "PutPublicAccessBlock", &S3PutPublicAccessBlockRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?publicAccessBlock" }, .asks = s3_ask_bucket,
      .action = "s3:PutBucketPublicAccessBlock" },
    { "DeletePublicAccessBlock", &S3DeletePublicAccessBlockRequest, &Nothing, s3_delete_setting, WRITES,
      .rest = { "DELETE", BUCKET "?publicAccessBlock", 204 }, .asks = s3_ask_bucket,
      .action = "s3:PutBucketPublicAccessBlock" },
    { "GetBucketAccelerateConfiguration", &S3GetBucketAccelerateConfigurationRequest,
      &S3GetBucketAccelerateConfigurationOutput, s3_get_setting, .rest = { "GET", BUCKET "?accelerate" },
      .asks = s3_ask_bucket, .action = "s3:GetAccelerateConfiguration" },
    { "PutBucketAccelerateConfiguration", &S3PutBucketAccelerateConfigurationRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?accelerate" }, .asks = s3_ask_bucket, .action = "s3:PutAccelerateConfiguration" },
    { "GetBucketRequestPayment", &S3GetBucketRequestPaymentRequest, &S3GetBucketRequestPaymentOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?requestPayment" }, .asks = s3_ask_bucket },
    { "PutBucketRequestPayment", &S3PutBucketRequestPaymentRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?requestPayment" }, .asks = s3_ask_bucket },
    { "GetBucketLogging", &S3GetBucketLoggingRequest, &S3GetBucketLoggingOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?logging" }, .asks = s3_ask_bucket },
    { "PutBucketLogging", &S3PutBucketLoggingRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?logging" }, .asks = s3_ask_bucket },
    { "GetBucketNotificationConfiguration", &S3GetBucketNotificationConfigurationRequest, &S3NotificationConfiguration,
      s3_get_setting, .rest = { "GET", BUCKET "?notification" }, .asks = s3_ask_bucket,
      .action = "s3:GetBucketNotification" },
    { "PutBucketNotificationConfiguration", &S3PutBucketNotificationConfigurationRequest, &Nothing, s3_put_setting,
      WRITES, .rest = { "PUT", BUCKET "?notification" }, .asks = s3_ask_bucket, .action = "s3:PutBucketNotification" },
    { "GetBucketReplication", &S3GetBucketReplicationRequest, &S3GetBucketReplicationOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?replication" }, .asks = s3_ask_bucket, .action = "s3:GetReplicationConfiguration" },
    { "PutBucketReplication", &S3PutBucketReplicationRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?replication" }, .asks = s3_ask_replication,
      .action = "s3:PutReplicationConfiguration" },
    { "DeleteBucketReplication", &S3DeleteBucketReplicationRequest, &Nothing, s3_delete_setting, WRITES,
      .rest = { "DELETE", BUCKET "?replication", 204 }, .asks = s3_ask_bucket,
      .action = "s3:PutReplicationConfiguration" },
    { "GetObjectLockConfiguration", &S3GetObjectLockConfigurationRequest, &S3GetObjectLockConfigurationOutput,
      s3_get_setting, .rest = { "GET", BUCKET "?object-lock" }, .asks = s3_ask_bucket,
      .action = "s3:GetBucketObjectLockConfiguration" },
    { "PutObjectLockConfiguration", &S3PutObjectLockConfigurationRequest, &S3PutObjectLockConfigurationOutput,
      s3_put_setting, WRITES, .rest = { "PUT", BUCKET "?object-lock" }, .asks = s3_ask_bucket,
      .action = "s3:PutBucketObjectLockConfiguration" },
    { "GetBucketAbac", &S3GetBucketAbacRequest, &S3GetBucketAbacOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?abac" }, .asks = s3_ask_bucket },
    { "PutBucketAbac", &S3PutBucketAbacRequest, &Nothing, s3_put_setting, WRITES, .rest = { "PUT", BUCKET "?abac" },
      .asks = s3_ask_bucket },
    { "ListBucketInventoryConfigurations", &S3ListBucketInventoryConfigurationsRequest,
      &S3ListBucketInventoryConfigurationsOutput, s3_list_settings, .rest = { "GET", BUCKET "?inventory" },
      .asks = s3_ask_bucket, .action = "s3:GetInventoryConfiguration" },
    { "GetBucketInventoryConfiguration", &S3GetBucketInventoryConfigurationRequest,
      &S3GetBucketInventoryConfigurationOutput, s3_get_setting, .rest = { "GET", BUCKET "?inventory&id" },
      .asks = s3_ask_bucket, .action = "s3:GetInventoryConfiguration" },
    { "PutBucketInventoryConfiguration", &S3PutBucketInventoryConfigurationRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?inventory", 204 }, .asks = s3_ask_bucket, .action = "s3:PutInventoryConfiguration" },
    { "DeleteBucketInventoryConfiguration", &S3DeleteBucketInventoryConfigurationRequest, &Nothing, s3_delete_setting,
      WRITES, .rest = { "DELETE", BUCKET "?inventory", 204 }, .asks = s3_ask_bucket,
      .action = "s3:PutInventoryConfiguration" },
    { "ListBucketAnalyticsConfigurations", &S3ListBucketAnalyticsConfigurationsRequest,
      &S3ListBucketAnalyticsConfigurationsOutput, s3_list_settings, .rest = { "GET", BUCKET "?analytics" },
      .asks = s3_ask_bucket, .action = "s3:GetAnalyticsConfiguration" },
    { "GetBucketAnalyticsConfiguration", &S3GetBucketAnalyticsConfigurationRequest,
      &S3GetBucketAnalyticsConfigurationOutput, s3_get_setting, .rest = { "GET", BUCKET "?analytics&id" },
      .asks = s3_ask_bucket, .action = "s3:GetAnalyticsConfiguration" },
    { "PutBucketAnalyticsConfiguration", &S3PutBucketAnalyticsConfigurationRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?analytics", 204 }, .asks = s3_ask_bucket, .action = "s3:PutAnalyticsConfiguration" },
    { "DeleteBucketAnalyticsConfiguration", &S3DeleteBucketAnalyticsConfigurationRequest, &Nothing, s3_delete_setting,
      WRITES, .rest = { "DELETE", BUCKET "?analytics", 204 }, .asks = s3_ask_bucket,
      .action = "s3:PutAnalyticsConfiguration" },
    { "ListBucketMetricsConfigurations", &S3ListBucketMetricsConfigurationsRequest,
      &S3ListBucketMetricsConfigurationsOutput, s3_list_settings, .rest = { "GET", BUCKET "?metrics" },
      .asks = s3_ask_bucket, .action = "s3:GetMetricsConfiguration" },
    { "GetBucketMetricsConfiguration", &S3GetBucketMetricsConfigurationRequest, &S3GetBucketMetricsConfigurationOutput,
      s3_get_setting, .rest = { "GET", BUCKET "?metrics&id" }, .asks = s3_ask_bucket,
      .action = "s3:GetMetricsConfiguration" },
    { "PutBucketMetricsConfiguration", &S3PutBucketMetricsConfigurationRequest, &Nothing, s3_put_setting, WRITES,
      .rest = { "PUT", BUCKET "?metrics", 204 }, .asks = s3_ask_bucket, .action = "s3:PutMetricsConfiguration" },
    { "DeleteBucketMetricsConfiguration", &S3DeleteBucketMetricsConfigurationRequest, &Nothing, s3_delete_setting,
      WRITES, .rest = { "DELETE", BUCKET "?metrics", 204 }, .asks = s3_ask_bucket,
      .action = "s3:PutMetricsConfiguration" },
    { "ListBucketIntelligentTieringConfigurations", &S3ListBucketIntelligentTieringConfigurationsRequest,
      &S3ListBucketIntelligentTieringConfigurationsOutput, s3_list_settings,
      .rest = { "GET", BUCKET "?intelligent-tiering" }, .asks = s3_ask_bucket,
      .action = "s3:GetIntelligentTieringConfiguration" },
    { "GetBucketIntelligentTieringConfiguration", &S3GetBucketIntelligentTieringConfigurationRequest,
      &S3GetBucketIntelligentTieringConfigurationOutput, s3_get_setting,
      .rest = { "GET", BUCKET "?intelligent-tiering&id" }, .asks = s3_ask_bucket,
      .action = "s3:GetIntelligentTieringConfiguration" },
    { "PutBucketIntelligentTieringConfiguration", &S3PutBucketIntelligentTieringConfigurationRequest, &Nothing,
      s3_put_setting, WRITES, .rest = { "PUT", BUCKET "?intelligent-tiering" }, .asks = s3_ask_bucket,
      .action = "s3:PutIntelligentTieringConfiguration" },
    { "DeleteBucketIntelligentTieringConfiguration", &S3DeleteBucketIntelligentTieringConfigurationRequest, &Nothing,
      s3_delete_setting, WRITES, .rest = { "DELETE", BUCKET "?intelligent-tiering", 204 }, .asks = s3_ask_bucket,
      .action = "s3:PutIntelligentTieringConfiguration" },

    { "GetBucketPolicy", &S3GetBucketPolicyRequest, &S3GetBucketPolicyOutput, s3_get_bucket_policy,
      .rest = { "GET", BUCKET "?policy" }, .asks = s3_ask_bucket },
    { "PutBucketPolicy", &S3PutBucketPolicyRequest, &Nothing, s3_put_bucket_policy, WRITES,
      .rest = { "PUT", BUCKET "?policy", 204 }, .asks = s3_ask_bucket },
    { "DeleteBucketPolicy", &S3DeleteBucketPolicyRequest, &Nothing, s3_delete_bucket_policy, WRITES,
      .rest = { "DELETE", BUCKET "?policy", 204 }, .asks = s3_ask_bucket },
    { "GetBucketPolicyStatus", &S3GetBucketPolicyStatusRequest, &S3GetBucketPolicyStatusOutput,
      s3_get_bucket_policy_status, .rest = { "GET", BUCKET "?policyStatus" }, .asks = s3_ask_bucket },
    { "GetBucketAcl", &S3GetBucketAclRequest, &S3GetBucketAclOutput, s3_get_bucket_acl,
      .rest = { "GET", BUCKET "?acl" }, .asks = s3_ask_bucket },
    { "PutBucketAcl", &S3PutBucketAclRequest, &Nothing, s3_put_bucket_acl, WRITES, .rest = { "PUT", BUCKET "?acl" },
      .asks = s3_ask_bucket },
    { "GetObjectAcl", &S3GetObjectAclRequest, &S3GetObjectAclOutput, s3_get_object_acl,
      .rest = { "GET", OBJECT "?acl" }, .asks = s3_ask_object_acl },
    { "PutObjectAcl", &S3PutObjectAclRequest, &S3PutObjectAclOutput, s3_put_object_acl, WRITES,
      .rest = { "PUT", OBJECT "?acl" }, .asks = s3_ask_object_acl },

    { "ListObjects", &S3ListObjectsRequest, &S3ListObjectsOutput, s3_list_objects, .rest = { "GET", BUCKET },
      .asks = s3_ask_bucket, .action = "s3:ListBucket" },
    { "ListObjectsV2", &S3ListObjectsV2Request, &S3ListObjectsV2Output, s3_list_objects_v2,
      .rest = { "GET", BUCKET "?list-type=2" }, .asks = s3_ask_bucket, .action = "s3:ListBucket" },
    { "ListObjectVersions", &S3ListObjectVersionsRequest, &S3ListObjectVersionsOutput, s3_list_object_versions,
      .rest = { "GET", BUCKET "?versions" }, .asks = s3_ask_bucket, .action = "s3:ListBucketVersions" },
    { "PutObject", &S3PutObjectRequest, &S3PutObjectOutput, s3_put_object, WRITES | STREAMS_IN,
      .rest = { "PUT", OBJECT }, .prepare = s3_put_object_prepare, .asks = s3_ask_put },
    { "GetObject", &S3GetObjectRequest, &S3GetObjectOutput, s3_get_object, STREAMS_OUT, .rest = { "GET", OBJECT },
      .asks = s3_ask_object_version },
    { "HeadObject", &S3HeadObjectRequest, &S3HeadObjectOutput, s3_head_object, .rest = { "HEAD", OBJECT },
      .asks = s3_ask_object_version, .action = "s3:GetObject" },
    { "DeleteObject", &S3DeleteObjectRequest, &S3DeleteObjectOutput, s3_delete_object, WRITES,
      .rest = { "DELETE", OBJECT, 204 }, .check = s3_delete_object_check, .asks = s3_ask_delete },
    { "DeleteObjects", &S3DeleteObjectsRequest, &S3DeleteObjectsOutput, s3_delete_objects, WRITES | ASKS_ITSELF,
      .rest = { "POST", BUCKET "?delete" }, .check = s3_delete_objects_check, .asks = s3_ask_deletes },

    { "GetObjectRetention", &S3GetObjectRetentionRequest, &S3GetObjectRetentionOutput, s3_get_object_retention,
      .rest = { "GET", OBJECT "?retention" }, .asks = s3_ask_object },
    { "PutObjectRetention", &S3PutObjectRetentionRequest, &S3PutObjectRetentionOutput, s3_put_object_retention, WRITES,
      .rest = { "PUT", OBJECT "?retention" }, .asks = s3_ask_object_bypassing },
    { "GetObjectLegalHold", &S3GetObjectLegalHoldRequest, &S3GetObjectLegalHoldOutput, s3_get_object_legal_hold,
      .rest = { "GET", OBJECT "?legal-hold" }, .asks = s3_ask_object },
    { "PutObjectLegalHold", &S3PutObjectLegalHoldRequest, &S3PutObjectLegalHoldOutput, s3_put_object_legal_hold, WRITES,
      .rest = { "PUT", OBJECT "?legal-hold" }, .asks = s3_ask_object },
    { "GetObjectAttributes", &S3GetObjectAttributesRequest, &S3GetObjectAttributesOutput, s3_get_object_attributes,
      .rest = { "GET", OBJECT "?attributes" }, .asks = s3_ask_attributes },

    { "CopyObject", &S3CopyObjectRequest, &S3CopyObjectOutput, s3_copy_object, WRITES,
      .rest = { "PUT", OBJECT, .header = "x-amz-copy-source" }, .prepare = s3_copy_object_prepare, .asks = s3_ask_copy,
      .action = "s3:PutObject" },
    { "RestoreObject", &S3RestoreObjectRequest, &S3RestoreObjectOutput, s3_restore_object, WRITES,
      .rest = { "POST", OBJECT "?restore" }, .asks = s3_ask_object },
    { "GetObjectTagging", &S3GetObjectTaggingRequest, &S3GetObjectTaggingOutput, s3_get_object_tagging,
      .rest = { "GET", OBJECT "?tagging" }, .asks = s3_ask_tagging },
    { "PutObjectTagging", &S3PutObjectTaggingRequest, &S3PutObjectTaggingOutput, s3_put_object_tagging, WRITES,
      .rest = { "PUT", OBJECT "?tagging" }, .asks = s3_ask_tagging },
    { "DeleteObjectTagging", &S3DeleteObjectTaggingRequest, &S3DeleteObjectTaggingOutput, s3_delete_object_tagging,
      WRITES, .rest = { "DELETE", OBJECT "?tagging", 204 }, .asks = s3_ask_tagging },

    { "CreateMultipartUpload", &S3CreateMultipartUploadRequest, &S3CreateMultipartUploadOutput,
      s3_create_multipart_upload, WRITES, .rest = { "POST", OBJECT "?uploads" },
      .prepare = s3_create_multipart_upload_prepare, .asks = s3_ask_put, .action = "s3:PutObject" },
    { "UploadPart", &S3UploadPartRequest, &S3UploadPartOutput, s3_upload_part, WRITES | STREAMS_IN,
      .rest = { "PUT", OBJECT "?uploadId&partNumber" }, .prepare = s3_upload_part_prepare, .asks = s3_ask_object,
      .action = "s3:PutObject" },
    { "UploadPartCopy", &S3UploadPartCopyRequest, &S3UploadPartCopyOutput, s3_upload_part_copy, WRITES,
      .rest = { "PUT", OBJECT "?uploadId&partNumber", .header = "x-amz-copy-source" },
      .prepare = s3_upload_part_copy_prepare, .asks = s3_ask_copy, .action = "s3:PutObject" },
    { "CompleteMultipartUpload", &S3CompleteMultipartUploadRequest, &S3CompleteMultipartUploadOutput,
      s3_complete_multipart_upload, WRITES, .rest = { "POST", OBJECT "?uploadId" }, .asks = s3_ask_object,
      .action = "s3:PutObject" },
    { "AbortMultipartUpload", &S3AbortMultipartUploadRequest, &S3AbortMultipartUploadOutput, s3_abort_multipart_upload,
      WRITES, .rest = { "DELETE", OBJECT "?uploadId", 204 }, .asks = s3_ask_object },
    { "ListParts", &S3ListPartsRequest, &S3ListPartsOutput, s3_list_parts, .rest = { "GET", OBJECT "?uploadId" },
      .asks = s3_ask_object, .action = "s3:ListMultipartUploadParts" },
    { "ListMultipartUploads", &S3ListMultipartUploadsRequest, &S3ListMultipartUploadsOutput, s3_list_multipart_uploads,
      .rest = { "GET", BUCKET "?uploads" }, .asks = s3_ask_bucket, .action = "s3:ListBucketMultipartUploads" },
    { 0 },
};

/* --- what the core raises, in S3's words -------------------------------------------------------------------------- */

/* A body that is not there at all is told as such. */
static int missing(struct call *c, const char *path)
{
    const struct member *payload = shape_member_in(c->operation->input, IN_PAYLOAD);

    if (payload && strcasecmp(path, payload->name) == 0)
        return fault(c, &s3_missing_request_body, "Request Body is empty");
    return s3_raise_malformed_xml(c);
}

static int unknown(struct call *c)
{
    struct span method = c->caller ? c->caller->method : SPAN("");

    return s3_raise_method_not_allowed(c, arena_string(&c->arena, method), "OBJECT");
}

/* AWS: a date of a condition that cannot be read is as if it were not there (RFC 9110, section 13.1.3). */
static int unfit(struct call *c, const struct member *m, struct span text)
{
    const char *name = m->wire_name ? m->wire_name : m->name;

    if (m->shape->type == T_TIMESTAMP) {
        if (!span_starts(span_of(name), "x-amz-object-lock")) return 0;
        return s3_raise_invalid_argument(c, name, text, "The retain until date must be provided in ISO 8601 format");
    }
    if (m->shape->type != T_INTEGER && m->shape->type != T_LONG) return s3_raise_invalid_uri(c);
    return strcmp(name, "partNumber") == 0 ? s3_raise_part_number(c, text) : s3_list_refuse_number(c, name, text);
}

static const struct service_faults faults = { .missing = missing,
                                              .unfit = unfit,
                                              .too_large = s3_raise_too_long,
                                              .internal = &s3_internal_error,
                                              .broken = s3_raise_malformed_xml,
                                              .unknown = unknown,
                                              .denied = &s3_access_denied,
                                              .is_reticent = true,
                                              .signing = &s3_signing };

/* Host style: the bucket is in the host, and the path all the key. */
static bool claims(const struct http_request *request, struct span *path)
{
    struct s3_host host = s3_host_read(request->arena, http_header(request, "Host"));

    if (host.kind != S3_HOST_API) return false;
    if (host.bucket.data)
        *path = arena_format(request->arena, "/%.*s%.*s", SPAN_ARG(host.bucket), SPAN_ARG(request->path));
    return true;
}

/* Websites are for everybody's browser; who may read a page is asked for the object. */
static const struct plane planes[] = {
    { "s3",
      s3_post_matches,
      { "PostObject", &Nothing, &Nothing, s3_post_object, NO_DATABASE | NO_PERMISSION | STREAMS_IN },
      .is_api = true },
    { NULL, s3_website_matches, { "VisitWebsite", &Nothing, &Nothing, s3_website_serve, NO_DATABASE | NO_PERMISSION } },
    { 0 },
};

static int start(void)
{
    s3_store_start();
    return 0;
}

static void reset(void)
{
    s3_log_reset();
    s3_store_start();
}

const struct service s3_service = {
    .name = "s3",
    .title = "Amazon S3",
    .xml_namespace = "http://s3.amazonaws.com/doc/2006-03-01/",
    .codecs = CODECS(&rest_xml),
    .wire = WIRE_S3,
    .operations = operations,
    .faults = &faults,
    .takes_anonymous = true,
    .resource_policy = s3_access_resource_policy,
    .policy_name = s3_access_policy_name,
    .policy_tables = s3_access_tables,
    .resource_account = s3_access_resource_account,
    .resource_tags = s3_access_resource_tags,
    .condition_keys = s3_condition_keys,
    .cors = &s3_cors_plane,
    .body_bytes_max = 4 * 1024 * 1024, /* of XML: a multipart upload of 10,000 parts */
    .resolve = s3_resolve,
    .schema = s3_schema,
    .start = start,
    .stop = s3_log_flush,
    .reset = reset,
    .planes = planes,
    .chores = CHORES({ &s3_lifecycle_sweep, s3_lifecycle_sweep_step }),
    .deliveries = DELIVERIES(&s3_event_delivery, &s3_replication_delivery, &s3_log_delivery),
    .answered = s3_log_answered,
    .claims = claims,
};
