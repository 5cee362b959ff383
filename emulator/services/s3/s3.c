/* Amazon S3. https://docs.aws.amazon.com/AmazonS3/latest/API/ */
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_asks.h"
#include "emulator/services/s3/s3_buckets.h"
#include "emulator/services/s3/s3_delete.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_get.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_list.h"
#include "emulator/services/s3/s3_lock.h"
#include "emulator/services/s3/s3_put.h"
#include "emulator/services/s3/s3_shapes.h"
#include "emulator/services/s3/s3_website.h"
#include "emulator/wire/codecs.h"

#define BUCKET "/{Bucket}"
#define OBJECT "/{Bucket}/{Key+}"

static const struct operation operations[] = {
    { "ListBuckets", &S3ListBucketsRequest, &S3ListBucketsOutput, s3_list_buckets, .rest = { "GET", "/" },
      .action = "s3:ListAllMyBuckets" },
    { "CreateBucket", &S3CreateBucketRequest, &S3CreateBucketOutput, s3_create_bucket, WRITES,
      .rest = { "PUT", BUCKET }, .asks = s3_ask_bucket },
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

    { "ListObjects", &S3ListObjectsRequest, &S3ListObjectsOutput, s3_list_objects, .rest = { "GET", BUCKET },
      .asks = s3_ask_bucket, .action = "s3:ListBucket" },
    { "ListObjectsV2", &S3ListObjectsV2Request, &S3ListObjectsV2Output, s3_list_objects_v2,
      .rest = { "GET", BUCKET "?list-type=2" }, .asks = s3_ask_bucket, .action = "s3:ListBucket" },
    { "ListObjectVersions", &S3ListObjectVersionsRequest, &S3ListObjectVersionsOutput, s3_list_object_versions,
      .rest = { "GET", BUCKET "?versions" }, .asks = s3_ask_bucket, .action = "s3:ListBucketVersions" },
    { "PutObject", &S3PutObjectRequest, &S3PutObjectOutput, s3_put_object, WRITES | STREAMS_IN,
      .rest = { "PUT", OBJECT }, .prepare = s3_put_object_prepare, .asks = s3_ask_object },
    { "GetObject", &S3GetObjectRequest, &S3GetObjectOutput, s3_get_object, STREAMS_OUT, .rest = { "GET", OBJECT },
      .asks = s3_ask_object_version },
    { "HeadObject", &S3HeadObjectRequest, &S3HeadObjectOutput, s3_head_object, .rest = { "HEAD", OBJECT },
      .asks = s3_ask_object_version, .action = "s3:GetObject" },
    { "DeleteObject", &S3DeleteObjectRequest, &S3DeleteObjectOutput, s3_delete_object, WRITES,
      .rest = { "DELETE", OBJECT, 204 }, .check = s3_delete_object_check, .asks = s3_ask_delete },
    { "DeleteObjects", &S3DeleteObjectsRequest, &S3DeleteObjectsOutput, s3_delete_objects, WRITES,
      .rest = { "POST", BUCKET "?delete" }, .check = s3_delete_objects_check, .asks = s3_ask_deletes },

    { "GetObjectRetention", &S3GetObjectRetentionRequest, &S3GetObjectRetentionOutput, s3_get_object_retention,
      .rest = { "GET", OBJECT "?retention" }, .asks = s3_ask_object },
    { "PutObjectRetention", &S3PutObjectRetentionRequest, &S3PutObjectRetentionOutput, s3_put_object_retention, WRITES,
      .rest = { "PUT", OBJECT "?retention" }, .asks = s3_ask_object_bypassing },
    { "GetObjectLegalHold", &S3GetObjectLegalHoldRequest, &S3GetObjectLegalHoldOutput, s3_get_object_legal_hold,
      .rest = { "GET", OBJECT "?legal-hold" }, .asks = s3_ask_object },
    { "PutObjectLegalHold", &S3PutObjectLegalHoldRequest, &S3PutObjectLegalHoldOutput, s3_put_object_legal_hold, WRITES,
      .rest = { "PUT", OBJECT "?legal-hold" }, .asks = s3_ask_object },
    { 0 },
};

/* --- what the core raises, in S3's words -------------------------------------------------------------------------- */

static int missing(struct call *c, const char *path)
{
    (void)path;
    return s3_raise_malformed_xml(c);
}

static const struct service_faults faults = { .missing = missing,
                                              .broken = s3_raise_malformed_xml,
                                              .denied = &s3_access_denied };

/* Host style: the bucket is in the host, and the path all the key. */
static bool claims(const struct http_request *request, struct span *path)
{
    struct s3_host host = s3_host_read(http_header(request, "Host"));

    if (host.kind != S3_HOST_API) return false;
    if (host.bucket.data)
        *path = arena_format(request->arena, "/%.*s%.*s", SPAN_ARG(host.bucket), SPAN_ARG(request->path));
    return true;
}

/* Websites are for everybody's browser; who may read a page is asked for the object. */
static const struct plane planes[] = {
    { NULL, s3_website_matches, { "VisitWebsite", &Nothing, &Nothing, s3_website_serve, NO_DATABASE | NO_PERMISSION } },
    { 0 },
};

const struct service s3_service = {
    .name = "s3",
    .title = "Amazon S3",
    .xml_namespace = "http://s3.amazonaws.com/doc/2006-03-01/",
    .codecs = CODECS(&rest_xml),
    .wire = WIRE_S3,
    .operations = operations,
    .faults = &faults,
    .takes_anonymous = true,
    .body_bytes_max = 4 * 1024 * 1024, /* of XML: a multipart upload of 10,000 parts */
    .resolve = s3_resolve,
    .schema = s3_schema,
    .planes = planes,
    .claims = claims,
};
