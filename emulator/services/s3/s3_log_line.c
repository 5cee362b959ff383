/* Fields in the order of AWS's; those behind the user agent were added over the years. AWS: as seen in logs of 2022 to
 * 2026, what is about a part of a request ("BATCH.DELETE.OBJECT", "REST.COPY.OBJECT_GET") has "-" for its first line,
 * its times and what its headers say; keys are percent-encoded twice, but for "BATCH.DELETE.OBJECT" and what lifecycles
 * do. */
#include "emulator/services/s3/s3_log_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "emulator/base/times.h"

/* --- fields ------------------------------------------------------------------------------------------------------- */

/* No field breaks a line, and none without quotes has a blank. */
static void clean_add(struct buf *b, struct span text, int least)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < least || c == 0x7f) buf_printf(b, "%%%02X", c);
        else buf_add_char(b, (char)c);
    }
}

static void field(struct buf *b, struct span text)
{
    buf_add_char(b, ' ');
    if (text.size) clean_add(b, text, ' ' + 1);
    else buf_add_char(b, '-');
}

static void number(struct buf *b, int64_t value)
{
    buf_add_char(b, ' ');
    if (value < 0) buf_add_char(b, '-');
    else buf_add_int(b, value);
}

/* AWS: quotes within are left as they are. */
static void quoted(struct buf *b, const struct s3_log_record *r, struct span text)
{
    if (!r->is_request) {
        buf_add_text(b, " -");
        return;
    }
    buf_add_text(b, " \"");
    if (text.size) clean_add(b, text, ' ');
    else buf_add_char(b, '-');
    buf_add_char(b, '"');
}

/* [06/Feb/2019:00:00:38 +0000] */
static void moment(struct buf *b, int64_t ms)
{
    struct arena a = { 0 };

    buf_printf(b, " [%.*s]", SPAN_ARG(time_log(&a, ms)));
    arena_release(&a);
}

#define SIGNATURE "X-Amz-Signature="
#define REDACTED  "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"

/* AWS: a presigned URL's signature, by which others could ask for the same, is not told. */
static void target_add(struct buf *b, struct span target)
{
    const char *at = memmem(target.data, target.size, SIGNATURE, strlen(SIGNATURE));
    size_t before = at ? (size_t)(at - target.data) + strlen(SIGNATURE) : target.size;
    struct span rest = span_sub(target, before, SIZE_MAX);

    clean_add(b, span_sub(target, 0, before), ' ' + 1);
    if (!at) return;
    buf_add_text(b, REDACTED);
    clean_add(b, span_sub(rest, span_find(rest, '&'), SIZE_MAX), ' ' + 1);
}

static void first_line(struct buf *b, const struct s3_log_record *r)
{
    if (!r->is_request || !r->method.size) {
        buf_add_text(b, " -");
        return;
    }
    buf_add_text(b, " \"");
    clean_add(b, r->method, ' ' + 1);
    buf_add_char(b, ' ');
    target_add(b, r->target);
    buf_printf(b, " HTTP/%.*s\"", SPAN_ARG(r->version));
}

static bool is_encoded_once(struct span operation)
{
    return span_starts(operation, "BATCH.") || span_starts(operation, "S3.");
}

static void key_add(struct buf *b, const struct s3_log_record *r)
{
    struct arena a = { 0 };
    struct span key = http_encode(&a, r->key, "/*");

    if (!is_encoded_once(r->operation)) key = http_encode(&a, key, "/*");
    field(b, key);
    arena_release(&a);
}

void s3_log_line(struct buf *out, const struct s3_log_record *r)
{
    clean_add(out, r->owner, ' ' + 1);
    field(out, r->bucket);
    moment(out, r->time_ms);
    field(out, r->remote);
    field(out, r->requester);
    field(out, r->request_id);
    field(out, r->operation);
    key_add(out, r);
    first_line(out, r);
    number(out, r->status ? r->status : -1);
    field(out, r->code);
    number(out, r->bytes_sent > 0 ? r->bytes_sent : -1);
    number(out, r->object_size);
    number(out, r->total_ms);
    number(out, r->turn_around_ms);
    quoted(out, r, r->referer);
    quoted(out, r, r->user_agent);
    field(out, r->version_id);
    field(out, r->host_id);
    field(out, r->signature_version);
    field(out, r->cipher_suite);
    field(out, r->authentication_type);
    field(out, r->host);
    field(out, r->tls_version);
    buf_add_text(out, " -"); /* an access point's ARN: there are none */
    buf_add_text(out, r->needs_acl ? " Yes" : " -");
    buf_add_text(out, " -\n"); /* AWS: the region that an AWS address lies in, from where the request came */
}

/* --- operations --------------------------------------------------------------------------------------------------- */

/* By how a name ends: the first that fits. AWS: as seen in logs. */
static const char *const resources[][2] = {
    { "DeleteObjects", "MULTI_OBJECT_DELETE" },
    { "RestoreObject", "RESTORE" },
    { "SelectObjectContent", "SELECT" },
    { "UploadPart", "PART" },
    { "UploadPartCopy", "PART" },
    { "CreateMultipartUpload", "UPLOADS" },
    { "ListMultipartUploads", "UPLOADS" },
    { "MultipartUpload", "UPLOAD" },
    { "ListParts", "UPLOAD" },
    { "ObjectVersions", "BUCKETVERSIONS" },
    { "ListObjects", "BUCKET" },
    { "ListObjectsV2", "BUCKET" },
    { "Acl", "ACL" },
    { "ObjectTagging", "OBJECT_TAGGING" },
    { "ObjectAttributes", "OBJECT_ATTRIBUTES" },
    { "ObjectRetention", "RETENTION" },
    { "ObjectLegalHold", "LEGAL_HOLD" },
    { "ObjectLockConfiguration", "OBJECT_LOCK_CONFIGURATION" },
    { "BucketLocation", "LOCATION" },
    { "BucketVersioning", "VERSIONING" },
    { "BucketTagging", "TAGGING" },
    { "BucketCors", "CORS" },
    { "BucketLifecycleConfiguration", "LIFECYCLE" },
    { "BucketLifecycle", "LIFECYCLE" },
    { "BucketWebsite", "WEBSITE" },
    { "BucketEncryption", "ENCRYPTION" },
    { "BucketOwnershipControls", "OWNERSHIP_CONTROLS" },
    { "PublicAccessBlock", "PUBLIC_ACCESS_BLOCK" },
    { "BucketAccelerateConfiguration", "ACCELERATE" },
    { "BucketRequestPayment", "REQUEST_PAYMENT" },
    { "BucketLogging", "LOGGING_STATUS" },
    { "BucketNotificationConfiguration", "NOTIFICATION" },
    { "BucketReplication", "REPLICATION" },
    { "BucketAbac", "ABAC" },
    { "BucketPolicy", "BUCKETPOLICY" },
    { "BucketPolicyStatus", "POLICY_STATUS" },
    { "InventoryConfiguration", "INVENTORY" },
    { "InventoryConfigurations", "INVENTORY" },
    { "AnalyticsConfiguration", "ANALYTICS" },
    { "AnalyticsConfigurations", "ANALYTICS" },
    { "MetricsConfiguration", "METRICS" },
    { "MetricsConfigurations", "METRICS" },
    { "IntelligentTieringConfiguration", "INTELLIGENT_TIERING" },
    { "IntelligentTieringConfigurations", "INTELLIGENT_TIERING" },
    { "Bucket", "BUCKET" },
    { "Object", "OBJECT" },
    { "OPTIONS", "PREFLIGHT" },
};

struct span s3_log_operation(struct arena *a, const char *name, struct span method, bool has_key)
{
    struct span of = name ? span_of(name) : SPAN("");
    const char *resource = has_key ? "OBJECT" : "BUCKET";

    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        if (!span_ends(of, resources[i][0])) continue;
        resource = resources[i][1];
        break;
    }
    if (span_is(of, "CopyObject") || span_is(of, "UploadPartCopy")) method = SPAN("COPY");
    return arena_format(a, "REST.%.*s.%s", SPAN_ARG(method), resource);
}

/* --- where a log goes --------------------------------------------------------------------------------------------- */

/* AWS: by the day of the events the hour, minutes and seconds are 00. */
struct span s3_log_key(struct arena *a, const struct s3_log_place *p, int64_t event_ms, int64_t delivery_ms,
                       struct span unique)
{
    bool is_by_event = p->is_partitioned && p->is_by_event;
    time_t seconds = (time_t)((is_by_event ? event_ms / 86400000 * 86400000 : delivery_ms) / 1000);
    char name[32], folder[16];
    struct tm tm;

    gmtime_r(&seconds, &tm);
    strftime(name, sizeof name, "%Y-%m-%d-%H-%M-%S", &tm);
    strftime(folder, sizeof folder, "%Y/%m/%d", &tm);
    if (!p->is_partitioned) return arena_format(a, "%.*s%s-%.*s", SPAN_ARG(p->prefix), name, SPAN_ARG(unique));
    return arena_format(a, "%.*s%.*s/%.*s/%.*s/%s/%s-%.*s", SPAN_ARG(p->prefix), SPAN_ARG(p->account),
                        SPAN_ARG(p->region), SPAN_ARG(p->bucket), folder, name, SPAN_ARG(unique));
}
